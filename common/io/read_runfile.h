#pragma once

// The contents of a file that a program was built with.
//
//     absl::StatusOr<std::string> plan = ReadRunfile("labs/04_int8/lab.json");

#include <string>

#include "absl/status/statusor.h"

namespace wbm::io {

// Finds `path`, given from the workspace's root, as Runfile does, and
// reads it. An absolute path is read as it is.
absl::StatusOr<std::string> ReadRunfile(const std::string& path);

}  // namespace wbm::io
