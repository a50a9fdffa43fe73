#pragma once

// The answer to `bazel run //labs/NN_topic:hint -- TASK [N]`.
//
//     absl::StatusOr<std::string> text = HintText(plan, "labs/04_int8",
//                                                 {"4.2", "2"});
//
// Hints come one at a time and in order, so that a student who wants a nudge
// is not told the whole. Reads nothing of the student's: a hint is there when
// the code does not compile.

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/lab/plan/lab_plan.h"

namespace wbm::lab {

// The text to print for `arguments`: none lists the tasks, a task shows its
// first hint, a task and N its Nth. A task goes by its id ("4.2"), its name or
// its section in the handout ("nearest-step", "task-4-2"), or a function of
// its ("NearestStep"). A hint ("4.2.ties"), a check ("4.2.p1") and a question
// ("q3") show the one hint that belongs to them.
// InvalidArgument names what there is instead.
absl::StatusOr<std::string> HintText(const LabPlan& plan,
                                     const std::string& directory,
                                     const std::vector<std::string>& arguments);

}  // namespace wbm::lab
