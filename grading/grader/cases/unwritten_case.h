// The solution with one task after another cut out of it, as in the starter, or
// hanging: what is neither of that task nor counts with it keeps its points.
#pragma once

#include "absl/status/statusor.h"
#include "grading/grader/cases/case_comparison.h"
#include "grading/grader/collect/submission.h"
#include "grading/grader/unit.h"

namespace wbm::grader {

absl::StatusOr<Problems> RunUnwritten(const Unit& unit,
                                      const Submission& solution);

}  // namespace wbm::grader
