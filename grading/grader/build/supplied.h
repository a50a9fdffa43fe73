// Which functions of the reference a second build takes.
//
//   absl::StatusOr<Supplied> supplied = SupplyFor(bundle, plan, {"4.2"});
//
// A task's functions are those whose stub in the starter says NOT_YET("4.2").
#pragma once

#include <set>
#include <string>

#include "absl/status/statusor.h"
#include "common/lab/plan/lab_plan.h"
#include "grading/grader/build/build_commands.h"
#include "grading/grader/build/bundle.h"

namespace wbm::grader {

// The functions of `tasks`. Internal when the bundle lacks one of them.
absl::StatusOr<Supplied> SupplyFor(const Bundle& bundle,
                                   const lab::LabPlan& plan,
                                   const std::set<std::string>& tasks);

}  // namespace wbm::grader
