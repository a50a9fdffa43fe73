// Builds a submission beside the reference: a second worker, in which the
// reference's functions stand in for those of some tasks.
//
//   absl::StatusOr<SecondBuild> second =
//       BuildBesideReference(unit, submission, {"4.2"}, &watch, nullptr);
//   if (second->built.worker.empty()) … WhyNone(*second) …
//
// So a function that is not right costs its own points and not those of its
// callers (rounds.h). The student's compiler never sees
// the reference: it gets the functions' names, which make his own definitions
// yield, and the reference's objects join in the link alone, each with one
// global name. All that a lab asks for can yield, so the next build, with other
// tasks, takes the objects of an earlier one and is a link alone.
#pragma once

#include <memory>
#include <set>
#include <string>

#include "absl/status/statusor.h"
#include "grading/grader/build/build_worker.h"
#include "grading/grader/collect/submission.h"
#include "grading/grader/machine/stopwatch.h"
#include "grading/grader/machine/temporary_folder.h"
#include "grading/grader/unit.h"

namespace wbm::grader {

struct SecondBuild {
  std::set<std::string> tasks;              // that are supplied
  std::unique_ptr<TemporaryFolder> folder;  // of the worker, for its life
  BuiltWorker built;
};

// `earlier`: one of the same files, or null. A Status is a fault of ours.
absl::StatusOr<SecondBuild> BuildBesideReference(
    const Unit& unit, const Submission& submission,
    const std::set<std::string>& tasks, Stopwatch* watch,
    const SecondBuild* earlier);

// Why there is no worker, with the linker's words; "" when there is one.
std::string WhyNone(const SecondBuild& second);

}  // namespace wbm::grader
