// Evidence for the small plan of test_plan.h.
#pragma once

#include "absl/status/statusor.h"
#include "grading/grader/judge/judge.h"
#include "grading/grader/judge/test_plan.h"

namespace wbm::grader {

inline CheckResult Right() {
  return {.test = "One.Test", .verdict = Verdict::kRight, .call = "One"};
}

inline CheckResult Ended(Verdict verdict) {
  return {.test = "One.Test",
          .verdict = verdict,
          .message = "canary message",
          .input = "canary input",
          .printed = "canary print",
          .call = "One",
          .detail = "canary detail"};
}

inline Evidence AllRight() {
  Evidence e;
  e.public_checks = {
      {"One.Adds", Right()}, {"One.Sign", Right()}, {"Two.Halves", Right()}};
  e.hidden_checks = {{"OneHidden.CanaryTest", Right()}};
  e.answers.results = {{Verdict::kRight, "", "'17'"},
                       {Verdict::kRight, "", "'b'"}};
  e.claims.results = {{Verdict::kRight, "", "'0.5'"}};
  return e;
}

inline absl::StatusOr<Verdicts> JudgeIt(const Evidence& e) {
  static const lab::LabPlan plan = TestPlan();
  static const lab::Rubric rubric = TestRubric();
  return Judge(plan, rubric, "labs/09_test", e);
}

}  // namespace wbm::grader
