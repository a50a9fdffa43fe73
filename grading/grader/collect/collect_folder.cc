#include "grading/grader/collect/collect_folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <utility>
#include <vector>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "common/io/utf8.h"

namespace wbm::grader {
namespace {

absl::Status Unreadable(const std::string& path, int error) {
  const std::string what = absl::StrCat("entry ", io::QuotableName(path),
                                        " cannot be read: ", strerror(error));
  if (error == EACCES || error == EPERM) {
    return absl::PermissionDeniedError(
        absl::StrCat(what, ". Make it readable: chmod -R u+rX PATH"));
  }
  if (error == ELOOP || error == ENOENT || error == ENOTDIR) {
    return absl::InvalidArgumentError(
        absl::StrCat(what, ". It changed while it was read; try again"));
  }
  return absl::InternalError(what);
}

EntryKind KindOf(const struct stat& st) {
  if (S_ISREG(st.st_mode)) return EntryKind::kFile;
  if (S_ISDIR(st.st_mode)) return EntryKind::kFolder;
  if (S_ISLNK(st.st_mode)) return EntryKind::kSymbolicLink;
  if (S_ISCHR(st.st_mode) || S_ISBLK(st.st_mode)) return EntryKind::kDevice;
  if (S_ISFIFO(st.st_mode)) return EntryKind::kFifo;
  if (S_ISSOCK(st.st_mode)) return EntryKind::kSocket;
  return EntryKind::kUnknown;
}

// Opens a folder below another without following a link; -1 and errno.
int OpenFolder(int dir, const std::string& name) {
  return openat(dir, name.c_str(),
                O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

class FolderWalk {
 public:
  FolderWalk(const CollectLimits& limits, Intake* intake)
      : limits_(limits), intake_(intake) {}

  // Tells the intake of everything below `fd`, an open folder that this takes
  // over, at `path` ("" or ends in '/').
  absl::Status List(int fd, const std::string& path, int depth) {
    DIR* dir = fdopendir(fd);
    if (dir == nullptr) {
      close(fd);
      return Unreadable(path, errno);
    }
    absl::Cleanup close_it = [dir] { closedir(dir); };
    absl::StatusOr<std::vector<std::string>> names = Names(dir, path);
    if (!names.ok()) return names.status();
    for (const std::string& name : *names) {
      if (auto s = Visit(dirfd(dir), path, name, depth); !s.ok()) return s;
    }
    return absl::OkStatus();
  }

  // Reads the wanted files below the folder `root`.
  absl::Status TakeWanted(int root) {
    for (const std::string& path : files_) {
      if (!intake_->Wants(path)) continue;
      if (auto s = Take(root, path); !s.ok()) return s;
    }
    return absl::OkStatus();
  }

 private:
  // Sorted, so that two runs on two file systems say the same.
  absl::StatusOr<std::vector<std::string>> Names(DIR* dir,
                                                 const std::string& path) {
    std::vector<std::string> names;
    errno = 0;
    while (const dirent* entry = readdir(dir)) {
      const std::string name = entry->d_name;
      if (name != "." && name != "..") names.push_back(name);
      if (names.size() > limits_.entries) {
        return absl::InvalidArgumentError(
            absl::StrCat("more than ", limits_.entries,
                         " entries. Hand in the lab's folder only"));
      }
    }
    if (errno != 0) return Unreadable(path, errno);
    std::sort(names.begin(), names.end());
    return names;
  }

  absl::Status Visit(int dir, const std::string& folder,
                     const std::string& name, int depth) {
    const std::string path = folder + name;
    struct stat st;
    if (fstatat(dir, name.c_str(), &st, AT_SYMLINK_NOFOLLOW) != 0) {
      intake_->Skip(path, Unreadable(path, errno));
      return absl::OkStatus();
    }
    const absl::Status entered = intake_->Enter(
        path, KindOf(st), static_cast<std::uint64_t>(st.st_size));
    if (!entered.ok()) return entered;
    if (!S_ISDIR(st.st_mode)) {
      files_.push_back(path);
      return absl::OkStatus();
    }
    return name == ".git" ? absl::OkStatus() : Descend(dir, name, path, depth);
  }

  absl::Status Descend(int dir, const std::string& name,
                       const std::string& path, int depth) {
    if (depth >= limits_.depth) {
      intake_->Skip(path,
                    absl::InvalidArgumentError(absl::StrCat(
                        "entry ", io::QuotableName(path), " lies more than ",
                        limits_.depth, " folders deep. Hand in only the lab")));
      return absl::OkStatus();
    }
    const int fd = OpenFolder(dir, name);
    if (fd < 0) {
      intake_->Skip(path, Unreadable(path, errno));
      return absl::OkStatus();
    }
    return List(fd, path + "/", depth + 1);
  }

  // One folder after the other: none of them may have become a link since.
  absl::Status Take(int root, const std::string& path) {
    int dir = dup(root);
    absl::Cleanup close_it = [&dir] { close(dir); };
    std::size_t begin = 0;
    for (std::size_t slash = path.find('/'); slash != std::string::npos;
         begin = slash + 1, slash = path.find('/', begin)) {
      const int next = OpenFolder(dir, path.substr(begin, slash - begin));
      if (next < 0) return Unreadable(path, errno);
      close(dir);
      dir = next;
    }
    return Read(dir, path.substr(begin), path);
  }

  // O_NONBLOCK: should the name have become a pipe since it was looked at.
  absl::Status Read(int dir, const std::string& name, const std::string& path) {
    const int fd = openat(dir, name.c_str(),
                          O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) return Unreadable(path, errno);
    absl::Cleanup close_it = [fd] { close(fd); };
    struct stat st;
    if (fstat(fd, &st) != 0) return Unreadable(path, errno);
    if (!S_ISREG(st.st_mode)) return Unreadable(path, ENOENT);
    if (st.st_nlink > 1) {
      return absl::InvalidArgumentError(absl::StrCat(
          "entry ", io::QuotableName(path),
          " is a hard link to another file. Put a copy in its place"));
    }
    std::string bytes;
    if (auto s = ReadAll(fd, path, &bytes); !s.ok()) return s;
    return intake_->Take(path, std::move(bytes));
  }

  // Stops one byte beyond the limit: Take() then says so.
  absl::Status ReadAll(int fd, const std::string& path, std::string* bytes) {
    char buffer[1 << 16];
    while (bytes->size() <= limits_.file_bytes) {
      const ssize_t got = read(fd, buffer, sizeof buffer);
      if (got == 0) return absl::OkStatus();
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return Unreadable(path, errno);
      bytes->append(buffer, static_cast<std::size_t>(got));
    }
    return absl::OkStatus();
  }

  CollectLimits limits_;
  Intake* intake_;
  std::vector<std::string> files_;  // whatever is no folder
};

}  // namespace

absl::Status ReadFolder(const std::string& path, const CollectLimits& limits,
                        Intake* intake) {
  const int fd = open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return Unreadable(path, errno);
  const int root = dup(fd);
  absl::Cleanup close_it = [root] { close(root); };
  FolderWalk walk(limits, intake);
  if (auto s = walk.List(fd, "", 1); !s.ok()) return s;
  if (auto s = intake->Choose(); !s.ok()) return s;
  return walk.TakeWanted(root);
}

}  // namespace wbm::grader
