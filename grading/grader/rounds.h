// Judges beside the reference: the checks once more, in rounds, with ever more
// of the tasks that are missing supplied (supply_plan.h, second_build.h).
//
//   Rounds rounds(unit, submission, budget, &watch, &evidence);
//   rounds.RunPublic(claims);        // before any hidden check has run
//   rounds.RunHidden(secret);        // after the submission's own
//   rounds.why_not_built()           // for the instructor; "": all did
//
// Of the checks only "right" is taken, and only for tasks that come after all
// supplied ones: a student who leaves a function out loses its points and may
// call the right one from the tasks after it. Of the experiment only the
// numbers are taken that claims are compared with.
//
// All that a student sees the details of runs in RunPublic: what a hidden check
// leaves behind in the kernel, were it one bit, meets nobody who could tell.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "grading/grader/build/second_build.h"
#include "grading/grader/collect/submission.h"
#include "grading/grader/judge/judge.h"
#include "grading/grader/machine/stopwatch.h"
#include "grading/grader/run/run_checks.h"
#include "grading/grader/unit.h"

namespace wbm::grader {

// Of the one budget that a submission has.
struct Budget {
  std::function<std::string()> limits;  // what is left, for run_checks.h
  std::function<bool()> over;           // nothing is
  std::function<void(double seconds)> spend;
};

// Those of the plan that are to be compared with measured numbers.
struct WaitingClaims {
  std::function<bool()> wait;  // whether some still have none
  std::function<absl::Status(const std::string& results)> take;
};

class Rounds {
 public:
  // `evidence` gets the rounds' results; all must outlive this.
  Rounds(const Unit& unit, const Submission& submission, Budget budget,
         Stopwatch* watch, Evidence* evidence)
      : unit_(unit),
        submission_(submission),
        budget_(std::move(budget)),
        watch_(watch),
        evidence_(evidence) {}

  // A Status is a fault of ours, here and below.
  absl::Status RunPublic(const WaitingClaims& claims);
  absl::Status RunHidden(const std::string& secret);

  // What builds by itself and not beside the reference: why.
  const std::string& why_not_built() const { return why_not_built_; }

 private:
  using Tasks = std::set<std::string>;

  Submission WhatCompiles() const;
  // Null when the files do not build that way, or an earlier build ran into a
  // limit: each would cost as much again.
  absl::StatusOr<const SecondBuild*> Built(const Tasks& tasks);
  void NoteWhatDidNotBuild(const SecondBuild& second);
  absl::Status Check(const SecondBuild& second, CheckRun run,
                     std::vector<std::string> tests, CheckResults* results);
  absl::Status Measure(const SecondBuild& second, const WaitingClaims& claims);
  // `look` at `tests` of each round and put what was found beside the others.
  using Look = std::function<absl::Status(const SecondBuild& second,
                                          const std::vector<std::string>& tests,
                                          BesideReference* beside)>;
  absl::Status InRounds(bool hidden, const WaitingClaims& claims,
                        const Look& look);

  const Unit& unit_;
  const Submission& submission_;
  Budget budget_;
  Stopwatch* watch_;
  Evidence* evidence_;
  std::vector<SecondBuild> builds_;
  bool ran_into_a_limit_ = false;
  std::string why_not_built_;
};

}  // namespace wbm::grader
