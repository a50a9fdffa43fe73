// What a unit must give in each case that unit_case proves, as a list of what
// differs.
#pragma once

#include <string>
#include <vector>

#include "grading/grader/cases/mutant.h"
#include "grading/grader/report/report.h"
#include "grading/grader/unit.h"

namespace wbm::grader {

using Problems = std::vector<std::string>;

// "4.2.h1 is wrong: …"
std::string ItemLine(const Item& item);

// Why the files did not build, if they did not.
void AddSources(const Report& report, Problems* problems);

// Full points.
Problems CompareSolution(const Report& report);
// Every check is right: for a grade without the experiment.
Problems CompareChecks(const Report& report);
// No points, and everything "not written".
Problems CompareStarter(const Report& report);
// Exactly the checks, questions and claims that it names fail, what they are
// worth is lost and no more, and the student reads its hints. Claims are looked
// at where the experiment was run.
Problems CompareMutant(const Report& report, const Mutant& mutant,
                       const Unit& unit);
// No points.
Problems CompareNothing(const Report& report);

}  // namespace wbm::grader
