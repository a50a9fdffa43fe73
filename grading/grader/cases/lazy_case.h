// Submissions that compute nothing, and have to earn nothing.
#pragma once

#include "absl/status/statusor.h"
#include "grading/grader/cases/case_comparison.h"
#include "grading/grader/collect/submission.h"
#include "grading/grader/unit.h"

namespace wbm::grader {

// Functions that give the same whatever they are asked, and claims: those that
// are handed in, and once more those that repeat what the functions give.
absl::StatusOr<Problems> RunConstants(const Unit& unit,
                                      const Submission& constants);

// A table of what the solution answers to every call of the public checks;
// any other call goes to `others`. Every public check is right.
absl::StatusOr<Problems> RunTable(const Unit& unit, const Submission& solution,
                                  const Submission& others);

}  // namespace wbm::grader
