#include "grading/grader/machine/machine.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "grading/grader/machine/temporary_folder.h"

namespace wbm::grader {
namespace {

constexpr std::uint64_t kMiB = 1u << 20;

// The largest objects, a worker, one more beside the reference in each round,
// and the outputs.
constexpr std::uint64_t kNeededBytes = 512 * kMiB;
constexpr std::uint64_t kNeededFiles = 200;
constexpr std::uint64_t kTried = 32 * kMiB;

absl::Status Short(const std::string& folder, const std::string& what) {
  return absl::ResourceExhaustedError(
      absl::StrCat(folder, " has ", what,
                   ". Remedy: free some, or set TMPDIR to a folder "
                   "on another disk; then grade again"));
}

// What a quota or a limit of this process allows is seen by trying alone.
absl::Status TryToWrite(const std::string& folder, std::uint64_t bytes) {
  if (bytes == 0) return absl::OkStatus();
  std::string path = folder + "/space-XXXXXX";
  const int fd = mkostemp(path.data(), O_CLOEXEC);
  if (fd < 0) {
    return Short(folder,
                 absl::StrCat("no room for a file (", strerror(errno), ")"));
  }
  const int failed =
      fallocate(fd, 0, 0, static_cast<off_t>(bytes)) == 0 ? 0 : errno;
  close(fd);
  unlink(path.c_str());
  // Not every file system can reserve; the others have been asked already.
  if (failed == 0 || failed == EOPNOTSUPP || failed == ENOSYS) {
    return absl::OkStatus();
  }
  return Short(folder, absl::StrCat("no room for a file of ", bytes / kMiB,
                                    " MiB (", strerror(failed), ")"));
}

// Of what a grade needs, `written` is there already.
absl::Status CheckSpaceBeside(const std::string& folder,
                              std::uint64_t written) {
  const std::uint64_t needed = kNeededBytes - std::min(kNeededBytes, written);
  struct statvfs disk {};
  if (statvfs(folder.c_str(), &disk) != 0) {
    return Short(folder, absl::StrCat("gone (", strerror(errno), ")"));
  }
  const std::uint64_t free = std::uint64_t{disk.f_bavail} * disk.f_frsize;
  // Some file systems do not count, and say 0 of all.
  if (disk.f_blocks > 0 && free < needed) {
    return Short(folder, absl::StrCat(free / kMiB, " MiB free; a grade needs ",
                                      needed / kMiB));
  }
  if (disk.f_files > 0 && disk.f_favail < kNeededFiles) {
    return Short(folder,
                 absl::StrCat("room for ", disk.f_favail,
                              " more files; a grade needs ", kNeededFiles));
  }
  rlimit limit{};
  getrlimit(RLIMIT_FSIZE, &limit);
  if (limit.rlim_cur < kNeededBytes) {
    return absl::ResourceExhaustedError(
        "this shell limits the size of files (ulimit -f). Remedy: ulimit -f "
        "unlimited, or start from another shell; then grade again");
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckSpace(const std::string& folder) {
  return CheckSpaceBeside(folder, 0);
}

absl::Status MachineFault(const std::string& folder) {
  const std::uint64_t written = TemporaryFolder::BytesInUse();
  if (auto s = CheckSpaceBeside(folder, written); !s.ok()) return s;
  const std::uint64_t left = kNeededBytes - std::min(kNeededBytes, written);
  return TryToWrite(folder, std::min(left, kTried));
}

}  // namespace wbm::grader
