#pragma once

// The answer to `bazel run //labs/NN_topic:hint -- TASK [N]`.
//
//     absl::StatusOr<std::string> text = HintText(plan, "labs/04_int8",
//                                                 {"4.2", "2"});
//
// Hints come one at a time and in order, so that a student who wants a nudge
// is not told the whole. Reads nothing but the plan: a hint is there when the
// student's code does not compile.

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/lab/lab_plan.h"

namespace wbm::lab {

// The text to print for `arguments`: none lists the tasks, a task id shows
// its first hint, a task id and N its Nth. InvalidArgument names what there
// is instead.
absl::StatusOr<std::string> HintText(const LabPlan& plan,
                                     const std::string& directory,
                                     const std::vector<std::string>& arguments);

}  // namespace wbm::lab
