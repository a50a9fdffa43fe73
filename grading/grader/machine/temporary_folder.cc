#include "grading/grader/machine/temporary_folder.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <set>
#include <system_error>

#include "absl/strings/str_cat.h"

namespace wbm::grader {
namespace {

namespace fs = std::filesystem;

constexpr char kPrefix[] = "wbm-grade-";

absl::Status Failed(const std::string& what, int error) {
  const std::string message = absl::StrCat(what, ": ", strerror(error));
  if (error == ENOSPC || error == EDQUOT) {
    return absl::ResourceExhaustedError(
        absl::StrCat(message,
                     ". Remedy: free some space, or set TMPDIR to a folder on "
                     "another disk; then grade again"));
  }
  if (error == EACCES || error == EPERM || error == EROFS || error == ENOENT ||
      error == ENOTDIR) {
    return absl::FailedPreconditionError(absl::StrCat(
        message, ". Remedy: set TMPDIR to a folder that can be written"));
  }
  return absl::InternalError(message);
}

// In a child: removes the folder once the grader is gone, however it went. It
// holds nothing of the grader's but the pipe, whose other end tells that.
[[noreturn]] void Guard(const std::string& path, int life) {
  setsid();  // a Ctrl-C is for the grader
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) {
    ::signal(signal, SIG_IGN);
  }
  close_range(0, static_cast<unsigned>(life) - 1, 0);
  close_range(static_cast<unsigned>(life) + 1, ~0u, 0);
  char nothing;
  while (read(life, &nothing, 1) < 0 && errno == EINTR) {
  }
  std::error_code ignored;
  // What the grader started is ending, and may still be writing.
  for (int tries = 0; tries < 50 && fs::exists(path, ignored); ++tries) {
    fs::remove_all(path, ignored);
    usleep(20'000);
  }
  _exit(0);
}

// A grader holds a lock on its folder for as long as it lives.
int Lock(const std::string& path) {
  const int fd = open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0 || flock(fd, LOCK_EX | LOCK_NB) == 0) return fd;
  close(fd);
  return -1;
}

bool IsOldAndOurs(const std::string& path) {
  constexpr time_t kOld = 60;  // none that is just being made
  struct stat info {};
  return lstat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode) &&
         info.st_uid == geteuid() && info.st_mtime + kOld < time(nullptr);
}

// Removes folders of graders that ended together with their guard, as when the
// machine went down.
void Sweep(const std::string& base) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(base, error)) {
    const std::string path = entry.path().string();
    if (!entry.path().filename().string().starts_with(kPrefix) ||
        !IsOldAndOurs(path)) {
      continue;
    }
    const int lock = Lock(path);
    if (lock < 0) continue;
    std::error_code ignored;
    fs::remove_all(path, ignored);
    close(lock);
  }
}

// The folders of this process.
struct Living {
  std::mutex mutex;
  std::set<std::string> paths;
};

Living& AllLiving() {
  static auto* living = new Living;
  return *living;
}

std::uint64_t BytesBelow(const std::string& folder) {
  constexpr std::uint64_t kBlock = 512;  // stat(3)
  std::uint64_t bytes = 0;
  std::error_code error;
  for (fs::recursive_directory_iterator at(folder, error), end;
       !error && at != end; at.increment(error)) {
    struct stat info {};
    if (lstat(at->path().c_str(), &info) != 0) continue;
    bytes += static_cast<std::uint64_t>(info.st_blocks) * kBlock;
  }
  return bytes;
}

}  // namespace

TemporaryFolder::TemporaryFolder(std::string path, pid_t guard, int life,
                                 int lock)
    : path_(std::move(path)), guard_(guard), life_(life), lock_(lock) {
  const std::lock_guard hold(AllLiving().mutex);
  AllLiving().paths.insert(path_);
}

std::uint64_t TemporaryFolder::BytesInUse() {
  const std::lock_guard hold(AllLiving().mutex);
  std::uint64_t bytes = 0;
  for (const std::string& path : AllLiving().paths) bytes += BytesBelow(path);
  return bytes;
}

absl::StatusOr<std::unique_ptr<TemporaryFolder>> TemporaryFolder::Make() {
  const char* set = std::getenv("TMPDIR");
  const std::string base = set == nullptr || *set == '\0' ? "/tmp" : set;
  if (base[0] != '/') {
    return absl::FailedPreconditionError(
        absl::StrCat("TMPDIR is ", base,
                     ", which is relative. Remedy: set it to an absolute path, "
                     "or unset it"));
  }
  Sweep(base);
  std::string path = absl::StrCat(base, "/", kPrefix, "XXXXXX");
  if (mkdtemp(path.data()) == nullptr) {
    return Failed(absl::StrCat("cannot make a folder in ", base), errno);
  }
  const int lock = Lock(path);
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) {
    const int error = errno;
    rmdir(path.c_str());
    if (lock >= 0) close(lock);
    return Failed("cannot make a pipe", error);
  }
  const pid_t guard = fork();
  if (guard == 0) Guard(path, ends[0]);
  close(ends[0]);
  // Without a guard the destructor still removes it, and the next run does.
  return std::unique_ptr<TemporaryFolder>(
      new TemporaryFolder(path, guard, ends[1], lock));
}

TemporaryFolder::~TemporaryFolder() {
  {
    const std::lock_guard hold(AllLiving().mutex);
    AllLiving().paths.erase(path_);
  }
  std::error_code ignored;
  fs::remove_all(path_, ignored);
  close(life_);
  if (lock_ >= 0) close(lock_);
  while (guard_ > 0 && waitpid(guard_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

absl::Status TemporaryFolder::Write(const std::string& name,
                                    const std::string& bytes) const {
  const fs::path path = Path(name);
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  if (error)
    return Failed(absl::StrCat("cannot make ", path.string()), error.value());
  errno = 0;
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (!out) return Failed(absl::StrCat("cannot write ", path.string()), errno);
  return absl::OkStatus();
}

absl::StatusOr<std::string> ReadOwnFile(const std::string& path,
                                        std::size_t most) {
  errno = 0;
  std::ifstream in(path, std::ios::binary);
  if (!in)
    return absl::InternalError(
        absl::StrCat("cannot read ", path, ": ", strerror(errno)));
  std::string bytes;
  char block[1 << 16];
  while (in.read(block, sizeof block) || in.gcount() > 0) {
    bytes.append(block, static_cast<std::size_t>(in.gcount()));
    if (bytes.size() > most) {
      return absl::InternalError(
          absl::StrCat(path, " is larger than ", most, " bytes"));
    }
  }
  if (in.bad()) return absl::InternalError(absl::StrCat("cannot read ", path));
  return bytes;
}

}  // namespace wbm::grader
