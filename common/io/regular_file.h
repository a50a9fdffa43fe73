// Opening a file without being led into a device or a FIFO. Internal to io/.
#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace wbm::io {

// "PATH: cannot write: No space left on device", from errno.
absl::Status ErrnoStatus(std::string_view what, const std::string& path);

// "a folder", "a FIFO", "a device", ... of a stat mode.
std::string KindOfFile(mode_t mode);

// An open regular file. Open() checks the descriptor, not the name, so that
// the file cannot be exchanged between the check and the reading.
class RegularFile {
 public:
  static absl::StatusOr<RegularFile> Open(const std::string& path);

  RegularFile(RegularFile&& other) noexcept;
  RegularFile& operator=(RegularFile&& other) = delete;
  ~RegularFile();

  // Up to `capacity` bytes; 0 at the end.
  absl::StatusOr<size_t> Read(char* buffer, size_t capacity);

 private:
  RegularFile(int fd, std::string path) : fd_(fd), path_(std::move(path)) {}

  int fd_;
  std::string path_;
};

}  // namespace wbm::io
