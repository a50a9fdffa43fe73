// Reads a submission that is an archive (.zip, .tar.gz, .tgz, .tar).
#pragma once

#include <string>

#include "absl/status/status.h"
#include "grading/grader/collect/intake.h"
#include "grading/grader/collect/submission.h"

namespace wbm::grader {

// Passes every entry to `intake`, lets it choose, and reads the bytes of those
// that it wants. Nothing is unpacked to disk, and of a .zip nothing but the
// wanted files is unpacked at all; a .tar.gz is, up to `limits`, so a bomb ends
// the reading early.
absl::Status ReadArchive(const std::string& path, const CollectLimits& limits,
                         Intake* intake);

}  // namespace wbm::grader
