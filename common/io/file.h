// Whole files, read with a limit and written atomically.
//
//   absl::StatusOr<std::string> text = wbm::io::ReadFile("answers.json");
//   absl::Status written = wbm::io::WriteFile("out/results.csv", csv);
//
// Only regular files are opened: a FIFO, socket, device or folder is refused
// before it is read or written, so that nothing can block or be driven.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace wbm::io {

inline constexpr int64_t kDefaultMaxFileBytes = int64_t{64} << 20;

// The contents of a regular file (symbolic links to one are followed), at most
// `max_bytes` of them: a longer file is ResourceExhausted. Errors name the
// file and the remedy.
absl::StatusOr<std::string> ReadFile(const std::string& path,
                                     int64_t max_bytes = kDefaultMaxFileBytes);

// Writes a new file beside `path` and renames it, so that a reader sees the
// old contents or the new, never a part. Missing folders are made. A link at
// `path` is replaced, not followed; anything but a regular file is refused.
absl::Status WriteFile(const std::string& path, std::string_view contents);

// Makes a folder and those it lies in; ok when it is there already.
absl::Status MakeDirectories(const std::string& path);

}  // namespace wbm::io
