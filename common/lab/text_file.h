#pragma once

/// Whole files as text, for the lab's own small ones (sources, plans).
///
///     absl::StatusOr<std::string> text = ReadTextFile("labs/04_int8/x.cc");

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace wbm::lab {

/// NotFound, with the path, when it cannot be read as a regular file.
absl::StatusOr<std::string> ReadTextFile(const std::string& path);

/// Replaces the file at once or not at all (a temporary file beside it is
/// renamed). Internal, with the path, when that fails.
absl::Status WriteTextFile(const std::string& path, const std::string& text);

/// Reads the runfile `path`, given from the workspace's root.
absl::StatusOr<std::string> ReadRunfile(const std::string& path);

}  // namespace wbm::lab
