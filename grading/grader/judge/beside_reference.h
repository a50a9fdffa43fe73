// Checks once more, with the reference's functions in the place of all that
// come before their task (second_build.h), and what each came to there.
//
//   if (const auto beside = FindBeside(plan, rounds, check)) …
//
// Pure: it looks at results that the rounds (rounds.h) have brought.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "common/lab/plan/lab_plan.h"
#include "grading/grader/run/check_results.h"

namespace wbm::grader {

// What one build brought: with the functions of the `supplied` tasks.
struct BesideReference {
  std::set<std::string> supplied;
  CheckResults public_checks;
  CheckResults hidden_checks;
};

// How a check came out beside the reference.
struct ResultBeside {
  const CheckResult* result = nullptr;
  const BesideReference* round = nullptr;
  std::string before;  // the last supplied task before the check's own
};

// In the first round in which it came right, or else in the last that tried
// it. None counts that supplies the check's own task, or no task before it.
std::optional<ResultBeside> FindBeside(
    const lab::LabPlan& plan, const std::vector<BesideReference>& rounds,
    const lab::Check& check);

}  // namespace wbm::grader
