#pragma once

// The starter of one student file, as the lab's plan wants it.
//
//     absl::StatusOr<std::string> starter = StarterOf(
//         plan, "quantizer.cc", solution, "solutions/04_int8/quantizer.cc");

#include <string>

#include "absl/status/statusor.h"
#include "common/lab/plan/lab_plan.h"

namespace wbm::lab {

// Cuts the regions of `solution`, the solution's text of the student file
// `file` (`name` stands for it in messages), and leaves a TODO and a stub for
// each. InvalidArgument when a region is wrong (see stub.h) or a task of this
// file that has a function has no region.
absl::StatusOr<std::string> StarterOf(const LabPlan& plan,
                                      const std::string& file,
                                      const std::string& solution,
                                      const std::string& name);

}  // namespace wbm::lab
