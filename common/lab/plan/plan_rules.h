#pragma once

// The rules between the fields of a lab's plan: ids are unique and well
// formed, references resolve, points add up. `lab_plan.h` reads the fields and
// then asks here; nothing else needs this header.

#include <string>
#include <vector>

#include "common/lab/plan/json_fields.h"
#include "common/lab/plan/lab_plan.h"
#include "common/lab/plan/plan_ids.h"

namespace wbm::lab {

// Adds what is wrong with `plan` as a whole to `problems`.
void CheckPlanRules(const LabPlan& plan, Problems& problems);

// Adds what is wrong with `rubric`, held against its lab's `plan`.
void CheckRubricRules(const Rubric& rubric, const LabPlan& plan,
                      Problems& problems);

// Adds what is wrong with `checks`. `known` holds the checks that stand before
// these; a check may need only such ones, so that needs never go round in a
// circle.
void CheckChecks(const std::vector<Check>& checks, const LabPlan& plan,
                 Ids& known, Ids& tests, Problems& problems);

// Points of a task's public checks, questions and claims.
int OpenPoints(const LabPlan& plan, const std::string& task);

}  // namespace wbm::lab
