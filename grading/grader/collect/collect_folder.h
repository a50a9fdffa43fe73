// Walks a submission that is a folder.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "grading/grader/collect/intake.h"
#include "grading/grader/collect/submission.h"

namespace wbm::grader {

// Passes every entry below `path` to `intake`, lets it choose, and reads the
// bytes of those that it wants. No link is followed, no special file opened. A
// `.git` folder is listed and left alone, and so is a folder that cannot be
// looked into or lies too deep.
absl::Status ReadFolder(const std::string& path, const CollectLimits& limits,
                        Intake* intake);

}  // namespace wbm::grader
