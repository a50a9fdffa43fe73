#include "common/io/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "common/io/regular_file.h"
#include "common/os/write_all.h"

namespace wbm::io {
namespace {

absl::Status RefuseUnlessReplaceable(const std::string& path) {
  struct stat info;
  if (stat(path.c_str(), &info) != 0) {
    if (errno == ENOENT) return absl::OkStatus();
    return ErrnoStatus("cannot write", path);
  }
  if (S_ISREG(info.st_mode)) return absl::OkStatus();
  return absl::FailedPreconditionError(
      absl::StrCat(path, ": is ", KindOfFile(info.st_mode),
                   ", not a regular file; give another name"));
}

mode_t UsualMode() {
  const mode_t mask = umask(0);
  umask(mask);
  return static_cast<mode_t>(0666 & ~mask);
}

// Fills the open temporary file and puts it in the place of `path`.
absl::Status FinishWrite(int fd, const std::string& temporary,
                         std::string_view contents, const std::string& path) {
  if (!os::WriteAll(fd, contents) || fchmod(fd, UsualMode()) != 0 ||
      fsync(fd) != 0) {
    return ErrnoStatus("cannot write", path);
  }
  if (std::rename(temporary.c_str(), path.c_str()) != 0) {
    return ErrnoStatus("cannot write", path);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::string> ReadFile(const std::string& path,
                                     int64_t max_bytes) {
  absl::StatusOr<RegularFile> file = RegularFile::Open(path);
  if (!file.ok()) return file.status();
  std::string contents;
  char buffer[1 << 16];
  for (;;) {
    absl::StatusOr<size_t> n = file->Read(buffer, sizeof buffer);
    if (!n.ok()) return n.status();
    if (*n == 0) return contents;
    if (static_cast<int64_t>(contents.size() + *n) > max_bytes) {
      return absl::ResourceExhaustedError(absl::StrCat(
          path, ": is larger than the limit of ", max_bytes, " bytes"));
    }
    contents.append(buffer, *n);
  }
}

absl::Status WriteFile(const std::string& path, std::string_view contents) {
  if (path.empty()) {
    return absl::InvalidArgumentError("cannot write: the file name is empty");
  }
  if (absl::Status s = RefuseUnlessReplaceable(path); !s.ok()) return s;
  const std::filesystem::path folder =
      std::filesystem::path(path).parent_path();
  if (absl::Status s = MakeDirectories(folder.string()); !s.ok()) return s;
  std::string temporary = path + ".XXXXXX";
  const int fd = mkostemp(temporary.data(), O_CLOEXEC);
  if (fd < 0) return ErrnoStatus("cannot write", path);
  const absl::Status status = FinishWrite(fd, temporary, contents, path);
  close(fd);
  if (!status.ok()) unlink(temporary.c_str());
  return status;
}

absl::Status MakeDirectories(const std::string& path) {
  if (path.empty()) return absl::OkStatus();
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (!error) return absl::OkStatus();
  return absl::FailedPreconditionError(
      absl::StrCat(path, ": cannot make this folder: ", error.message()));
}

}  // namespace wbm::io
