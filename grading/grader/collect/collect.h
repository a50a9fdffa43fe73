// Reads a submission: a folder, a .zip or a .tar.gz.
//
//   absl::StatusOr<Submission> s =
//       Collect("/home/me/hand_in.zip", manifest, CollectLimits{});
//
// The input is hostile. Only the manifest's files are read; time and memory
// are bounded by `limits`; nothing is written to disk; links are not followed.
// Errors are InvalidArgument, NotFound or PermissionDenied and say what is
// wrong with which entry and what to do: a fault of what was handed in or
// typed, never of the grader. Anything else (Internal, ResourceExhausted) is
// the grader's.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "grading/grader/collect/submission.h"

namespace wbm::grader {

absl::StatusOr<Submission> Collect(const std::string& path,
                                   const Manifest& manifest,
                                   const CollectLimits& limits);

// Is this error the fault of what was handed in, not of the grader?
inline bool IsAboutTheSubmission(const absl::Status& s) {
  return absl::IsInvalidArgument(s) || absl::IsNotFound(s) ||
         absl::IsPermissionDenied(s);
}

}  // namespace wbm::grader
