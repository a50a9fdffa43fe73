// A unit as the grader needs it: the plan, the rubric, and the programs that
// Bazel has built from grading/NN_topic.
//
//   absl::StatusOr<Unit> unit = LoadUnit("04_int8");
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/lab/plan/lab_plan.h"
#include "grading/grader/build/bundle.h"
#include "grading/grader/collect/submission.h"

namespace wbm::grader {

struct Unit {
  lab::LabPlan plan;
  lab::Rubric rubric;
  Bundle bundle;
  std::string public_check;  // absolute paths of programs
  std::string hidden_check;
  std::string experiment;  // "" when the lab has none
  std::string reference;   // folder of the solution's outputs; "" when none
};

// The labs that this program was built to grade.
absl::StatusOr<std::vector<std::string>> KnownUnits();

// NotFound, naming those that there are, when `lab` is none of them.
absl::Status CheckKnown(const std::string& lab);

// What is amiss here (a missing program, a rubric that does not fit its plan)
// is Internal: ours.
absl::StatusOr<Unit> LoadUnit(const std::string& lab);

// What a submission for this unit may hold.
Manifest ManifestOf(const lab::LabPlan& plan);

}  // namespace wbm::grader
