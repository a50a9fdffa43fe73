// Tries one set of sources: compiles them as the grader does and asks the
// unit's checks, up to the first that fails.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "grading/grader/collect/submission.h"
#include "grading/grader/unit.h"

namespace wbm::mutate {

enum class Fate {
  kKilledInPublic,
  kKilledInHidden,
  kDoesNotCompile,
  kSurvives,
};

// A Status is a fault of this machine's or of a check's own.
absl::StatusOr<Fate> Try(const grader::Unit& unit,
                         const grader::Submission& submission);

}  // namespace wbm::mutate
