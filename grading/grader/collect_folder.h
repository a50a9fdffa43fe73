// Walks a submission that is a folder.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "grading/grader/intake.h"
#include "grading/grader/submission.h"

namespace wbm::grader {

// Passes every entry below `path` to `intake`, and the bytes of those that it
// wants. No link is followed, no special file opened. A `.git` folder and the
// `bazel-*` links that a build leaves in a workspace are listed and left
// alone: they are not the student's doing.
absl::Status ReadFolder(const std::string& path, const CollectLimits& limits,
                        Intake* intake);

}  // namespace wbm::grader
