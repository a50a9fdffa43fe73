// The one thing that a report is to be opened for: what to mend first.
//
//   if (const auto first = FindFirstToMend(report)) first->what …
//
// What spoils the rest comes first: a file that does not compile, a file that
// was not handed in, printing that ends checks. Then, in the order of the
// tasks, a check that is wrong; then a task that is not written; then an answer
// or a row of the report.
#pragma once

#include <optional>
#include <string>

#include "grading/grader/report/report.h"

namespace wbm::grader {

struct FirstToMend {
  std::string what;    // "4.2.p1, ties go to the even integer: wrong"
  std::string anchor;  // where a page tells it: "task-4.2", "compiling"
};

// Nothing when nothing is to be done.
std::optional<FirstToMend> FindFirstToMend(const Report& report);

// "Mend first: …"; "" when nothing is to be done.
std::string MendFirstSentence(const Report& report);

}  // namespace wbm::grader
