// Judges beside the reference: what is not right once more, task by task, in a
// build where everything before the task is the reference's (supply_plan.h,
// second_build.h).
//
//   Rounds rounds(unit, submission, budget, &watch, &evidence);
//   rounds.RunPublic();              // before any hidden check has run
//   rounds.RunHidden(secret);        // after the submission's own
//   rounds.why_not_built()           // for the instructor; "": all did
//
// Only "right" is taken of it, so an earlier task costs its own points, however
// it goes wrong, and none of those that come after it.
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
  // What is left, for run_checks.h, and which functions have timed out in what
  // this build was `seen` to do. What they did in another one says nothing:
  // there they may have called what hung.
  std::function<std::string(const CheckResults& seen)> limits;
  std::function<bool()> over;  // nothing is
  std::function<void(double seconds)> spend;
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
  absl::Status RunPublic();
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
  // `run` for every task that has something to repeat.
  absl::Status Repeat(bool hidden, const CheckRun& run);
  // Its results join those of the build before.
  absl::Status Check(const SecondBuild& second, CheckRun run, bool hidden);

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
