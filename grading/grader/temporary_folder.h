// A private folder that is gone when the object is.
//
//   ASSIGN auto folder = TemporaryFolder::Make();
//   (*folder)->path()                              // "/tmp/wbm-grade-x7Qa2b"
#pragma once

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace wbm::grader {

class TemporaryFolder {
 public:
  // In TMPDIR, else in /tmp; readable by this user alone. ResourceExhausted
  // when the disk is full.
  static absl::StatusOr<std::unique_ptr<TemporaryFolder>> Make();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::string& path() const { return path_; }
  std::string Path(const std::string& name) const { return path_ + "/" + name; }

  // Writes `name`, making the folders on the way. `name` is relative and ours.
  absl::Status Write(const std::string& name, const std::string& bytes) const;

 private:
  explicit TemporaryFolder(std::string path) : path_(std::move(path)) {}

  std::string path_;
};

// Reads a file that the grader's own parts wrote. Internal when it is missing
// or larger than `most` bytes.
absl::StatusOr<std::string> ReadOwnFile(const std::string& path,
                                        std::size_t most);

}  // namespace wbm::grader
