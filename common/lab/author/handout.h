#pragma once

// The parts of a handout that follow from the lab's plan.
//
//     absl::StatusOr<std::string> handout =
//         HandoutOf(plan, committed, "labs/04_int8/README.md");
//
// gives `committed` with these parts as the plan has them, and every other
// line as it was:
//
// - between `<!-- points -->` and `<!-- /points -->`: the table of the tasks;
// - in the same way `outputs`: the files that the experiment writes;
//   `questions`: what answers.json answers; `includes`: what a student file
//   may include (these three where the plan has any);
// - each line `### Task 4.2 …`: its name, title and points;
// - below it the lines `> **To test:** …` and `> **A hint:** …`.

#include <string>

#include "absl/status/statusor.h"
#include "common/lab/plan/lab_plan.h"

namespace wbm::lab {

// `name` stands for the handout in messages. InvalidArgument names every part
// that is missing, stands twice or is of no task.
absl::StatusOr<std::string> HandoutOf(const LabPlan& plan,
                                      const std::string& committed,
                                      const std::string& name);

}  // namespace wbm::lab
