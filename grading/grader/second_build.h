// Judges a submission beside the reference: a second worker, in which the
// reference's functions stand in for those of tasks that earned nothing.
//
//   absl::StatusOr<SecondRun> run = RunBesideReference(
//       unit, submission, {.tasks = {"4.2"}, .tests = …}, limits, secret,
//       &watch);
//
// So a function that is not written, or gives a constant, costs its own points
// and not those of its callers. What is kept apart, and how:
//   * The student's compiler never sees the reference: it gets the functions'
//     names, which make his own definitions yield, and the reference's objects
//     join in the link alone, each with one global name.
//   * Of the checks only "right" is taken, and only for tasks that come after
//     all supplied ones; of the experiment only the numbers that claims are
//     compared with.
//   * A student who leaves a function out loses its points and may call the
//     right one from the tasks after it.
//
// Not kept apart yet: a public check here runs after the hidden ones of the
// round before, and "right" of it is shown. What those can leave behind in the
// kernel (the counter of inode numbers) is a bit of a hidden input.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "grading/grader/judge.h"
#include "grading/grader/report.h"
#include "grading/grader/stopwatch.h"
#include "grading/grader/submission.h"
#include "grading/grader/unit.h"

namespace wbm::grader {

struct SecondRun {
  std::string why_none;  // the files do not build that way: nothing ran
  std::vector<SourceReport> sources;
  BesideReference checks;
  std::optional<std::string> results;  // results.json of the experiment
};

struct SecondBuild {
  std::set<std::string> tasks;     // to supply
  std::vector<std::string> tests;  // to repeat; see supply_plan.h
  bool experiment = false;         // without it there are no results
};

// A Status is a fault of ours. `limits` and `secret` as in run_checks.h.
absl::StatusOr<SecondRun> RunBesideReference(
    const Unit& unit, const Submission& submission, const SecondBuild& what,
    const std::string& limits, const std::string& secret, Stopwatch* watch);

}  // namespace wbm::grader
