// What the linker made of a submission, read before it is run: a file that the
// kernel would refuse, or kill while it loads it, is told from its head.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "grading/boundary/verdict.h"

namespace wbm::grader {

struct LinkedFile {
  // kRight, or why it cannot be run.
  boundary::Verdict verdict = boundary::Verdict::kRight;
  std::string message;  // then: one sentence for the student
};

// `most` is what a worker's memory may hold. A Status when the file cannot be
// read, which is the grader's fault.
absl::StatusOr<LinkedFile> InspectLinkedFile(const std::string& path,
                                             std::uint64_t most);

}  // namespace wbm::grader
