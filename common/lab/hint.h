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

// The text to print for `arguments`: none lists the tasks, a task ("4.2", or
// its section of the handout, "task-4-2") shows its first hint, a task and N
// its Nth, and a hint's or a check's own name ("4.2.ties", "4.2.p1") that hint.
// InvalidArgument names what there is instead.
absl::StatusOr<std::string> HintText(const LabPlan& plan,
                                     const std::string& directory,
                                     const std::vector<std::string>& arguments);

}  // namespace wbm::lab
