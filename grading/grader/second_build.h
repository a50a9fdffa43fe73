// Judges a submission beside the reference: a second worker, in which the
// reference's functions stand in for those of tasks that earned nothing.
//
//   absl::StatusOr<std::optional<SecondRun>> run =
//       RunBesideReference(unit, submission, {"4.2"}, options, &watch);
//
// So a function that is not written, or gives a constant, costs its own points
// and not those of its callers. What is kept apart, and how:
//   * The student's compiler never sees the reference: it gets the functions'
//     names, which make his own definitions yield, and the reference's objects
//     join in the link alone, each with one global name.
//   * Nothing that a student reads was computed here. Of the checks only
//   "right"
//     is taken, and only for tasks that come after a supplied one; of the
//     experiment only the numbers that claims are compared with.
//   * What it can be made to give away is what its points say: a student who
//     leaves a function out loses its points and may call the right one.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "absl/status/statusor.h"
#include "grading/grader/judge.h"
#include "grading/grader/stopwatch.h"
#include "grading/grader/submission.h"
#include "grading/grader/unit.h"

namespace wbm::grader {

struct SecondRun {
  BesideReference checks;
  std::optional<std::string> results;  // results.json of the experiment
};

// Nothing when the files do not link that way. A Status is a fault of ours.
// `limits` and `secret` as in run_checks.h; without `experiment` there are no
// results.
absl::StatusOr<std::optional<SecondRun>> RunBesideReference(
    const Unit& unit, const Submission& submission,
    const std::set<std::string>& tasks, const std::string& limits,
    const std::string& secret, bool experiment, Stopwatch* watch);

}  // namespace wbm::grader
