// Grades the table that opens REPORT.md:
//
//   | claim                      | value  |
//   | -------------------------- | ------ |
//   | verb_probs symmetric scale | 0.0023 |
//
// Each row's value is compared with the student's own results.json, which the
// grader has computed anew from the student's code. So a claim is right when
// it says what the code does; whether the code is right is for the checks.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/lab/plan/lab_plan.h"
#include "grading/boundary/verdict.h"
#include "nlohmann/json.hpp"

namespace wbm::grader {

struct ClaimResult {
  boundary::Verdict verdict = boundary::Verdict::kNotWritten;
  std::string message;
  std::string given;  // the cell as written, quotable
};

struct ClaimsReport {
  std::vector<ClaimResult> results;  // one a claim, in the plan's order
  std::vector<std::string> remarks;
};

// `report_md` is absent when it was not handed in; `results` is null when the
// experiment gave none, and `no_results` then says why: what is filled in is
// skipped for that reason, never wrong.
ClaimsReport GradeClaims(const std::optional<std::string>& report_md,
                         const nlohmann::json* results,
                         const std::string& no_results,
                         const lab::LabPlan& plan);

// Holds what is right by the student's own code (`claims`) against what right
// code measures: a claim that only repeats what wrong functions give is wrong.
void HoldAgainstReference(const ClaimsReport& by_reference,
                          ClaimsReport* claims);

// What counts: what right functions measure. A function that is not right, or
// stopped the experiment, costs its own points and those of the claims that
// count with its checks, and no other claim waits for it. That must not hang on
// whether all checks are right, or a claim would tell a hidden one's verdict,
// and to fail one could earn more. A wrong claim is told in no numbers of the
// reference's.
void JudgeByReference(const ClaimsReport& by_reference, ClaimsReport* claims);

}  // namespace wbm::grader
