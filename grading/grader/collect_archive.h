// Reads a submission that is an archive (.zip, .tar.gz, .tgz, .tar).
#pragma once

#include <string>

#include "absl/status/status.h"
#include "grading/grader/intake.h"
#include "grading/grader/submission.h"

namespace wbm::grader {

// Passes every entry to `intake`, and the bytes of those that it wants.
// Nothing is unpacked to disk. Whatever is decompressed counts against
// `limits`, also what is thrown away, so a bomb ends the reading early.
absl::Status ReadArchive(const std::string& path, const CollectLimits& limits,
                         Intake* intake);

}  // namespace wbm::grader
