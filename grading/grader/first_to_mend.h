// The one thing that a report is to be opened for: what to mend first.
//
//   if (const auto first = FindFirstToMend(report)) first->what …
//
// A file that does not compile; else the first thing, in the order of the
// tasks, that is wrong; else the first that is not written.
#pragma once

#include <optional>
#include <string>

#include "grading/grader/report.h"

namespace wbm::grader {

struct FirstToMend {
  std::string what;  // "4.2.p1, ties go to the even integer: wrong"
  std::string task;  // where it is told; "" for compiling
};

// Nothing when nothing is to be done.
std::optional<FirstToMend> FindFirstToMend(const Report& report);

}  // namespace wbm::grader
