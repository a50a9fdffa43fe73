// A source that answers calls which were written down once, and knows nothing
// else: what a student hands in who has a table of the public inputs.
//
//   absl::StatusOr<std::vector<boundary::Exchange>> seen = ReadTranscript(…);
//   source += *CallTableSource(*seen);
//
// Put at the end of a student's file, it answers in the worker's place: a call
// that it has seen gets the reply that it had then, to the byte; any other an
// empty one. No type of any contract is known here, so that every unit has its
// table for nothing.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "grading/boundary/transcript.h"

namespace wbm::grader {

// FailedPrecondition when a call brought no value, or not the same each time.
absl::StatusOr<std::string> CallTableSource(
    const std::vector<boundary::Exchange>& seen);

}  // namespace wbm::grader
