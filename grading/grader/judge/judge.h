// Turns evidence into points.
//
//   Evidence e;                       // what the runs have brought
//   absl::StatusOr<Verdicts> v = Judge(plan, rubric, e);
//   v->score, v->items, v->tasks
//
// Pure: no file, no process, no clock. Rules:
//   * A check is right or it is not; a task's points are the sum of its items',
//     so credit is partial by task.
//   * What is right pays, if what it counts with is right, too: a public check
//     its hidden twin, a refusal the value beside it, a claim the hidden checks
//     of what it measures.
//   * A check that is not right and `needs` another which is not right either
//     is skipped: the first unmet check is named, not the whole chain, so that
//     one mistake is told once. So is each hint, with the first check that it
//     helps.
//   * A check that is right beside the reference is right, if its task comes
//     after one that was supplied: the fault is told, and paid, there.
//   * A check that ends in the stub of another task, which is told in its own
//     place, is what it came to beside the reference; where nothing is known of
//     that, it is skipped because of that task.
//   * Evidence that is missing or does not fit the plan is a fault of ours:
//     Internal, and no points for anyone.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/lab/plan/lab_plan.h"
#include "grading/grader/judge/answers.h"
#include "grading/grader/judge/beside_reference.h"
#include "grading/grader/judge/claims.h"
#include "grading/grader/report/report.h"
#include "grading/grader/run/check_results.h"

namespace wbm::grader {

struct Evidence {
  // Results of the public and of the hidden check binary. Not looked at when
  // `nothing_ran`.
  CheckResults public_checks;
  CheckResults hidden_checks;
  // Until then they count as right: nothing is known against them.
  bool hidden_checks_ran = true;
  // No worker could be built; why, in one sentence.
  bool nothing_ran = false;
  std::string why_nothing_ran;
  // Student files that did not compile, and why. The starter's stood in for
  // them, so that tasks in other files still count.
  std::map<std::string, SourceReport> uncompiled;
  AnswersReport answers;
  ClaimsReport claims;
  std::vector<BesideReference> beside_reference;  // one a round
};

struct Verdicts {
  int score = 0;
  int max_score = 0;
  std::vector<TaskScore> tasks;
  std::vector<Item> items;
};

// `directory` is the lab's ("labs/04_int8"), for sections and commands.
absl::StatusOr<Verdicts> Judge(const lab::LabPlan& plan,
                               const lab::Rubric& rubric,
                               const std::string& directory,
                               const Evidence& evidence);

}  // namespace wbm::grader
