// One mistake, one message: which items of a report get a paragraph of their
// own.
//
//   const std::set<const Item*> told = ToldInFull(report);
//   if (told.contains(&item)) …
//
// Of those that IsToldInFull() (sentences.h) some only repeat another: that a
// file does not compile is told with the file, that a task is not written with
// its first check, that answers.json cannot be read with the first question;
// and a hidden check without a hint tells a student no more than its row.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "grading/grader/report/report.h"

namespace wbm::grader {

// Of `report.items`, by address.
std::set<const Item*> ToldInFull(const Report& report);

// The ids of what is wrong and not in `told`, since something there says it.
std::vector<std::string> WrongWithAnother(const Report& report,
                                          const std::set<const Item*>& told);

}  // namespace wbm::grader
