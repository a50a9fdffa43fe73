// A private folder that is gone when the object is, or when the process is,
// even by SIGKILL: a child waits for that.
//
//   ASSIGN auto folder = TemporaryFolder::Make();
//   (*folder)->path()                       // "/tmp/wbm-grade-x7Qa2b"
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace wbm::grader {

class TemporaryFolder {
 public:
  // In TMPDIR, else in /tmp; readable by this user alone. What earlier
  // processes left there is removed. ResourceExhausted when the disk is full,
  // FailedPrecondition when TMPDIR is relative or cannot be written.
  static absl::StatusOr<std::unique_ptr<TemporaryFolder>> Make();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::string& path() const { return path_; }
  std::string Path(const std::string& name) const { return path_ + "/" + name; }

  // What all such folders of this process hold, in bytes on the disk.
  static std::uint64_t BytesInUse();

  // Writes `name`, making the folders on the way. `name` is relative and ours.
  absl::Status Write(const std::string& name, const std::string& bytes) const;

 private:
  TemporaryFolder(std::string path, pid_t guard, int life, int lock);

  std::string path_;
  pid_t guard_;  // removes the folder once `life_` is closed
  int life_;
  int lock_;  // on the folder: who holds none is gone
};

// Reads a file that the grader's own parts wrote. Internal when it is missing
// or larger than `most` bytes.
absl::StatusOr<std::string> ReadOwnFile(const std::string& path,
                                        std::size_t most);

}  // namespace wbm::grader
