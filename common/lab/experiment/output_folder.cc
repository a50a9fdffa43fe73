#include "common/lab/experiment/output_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

#include "common/io/file.h"

namespace wbm::lab {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxName = 128;

// A folder held open: its files are reached through it, so that a link that
// appears later in its path changes nothing.
class Folder {
 public:
  Folder(int parent, const std::string& name)
      : fd_(openat(parent, name.c_str(),
                   O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)) {}
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    if (fd_ >= 0) close(fd_);
  }
  bool ok() const { return fd_ >= 0; }
  int fd() const { return fd_; }

 private:
  int fd_;
};

std::string Reason(int error) { return std::strerror(error); }

bool IsNamePart(std::string_view part) {
  return !part.empty() && part.front() != '.' && part.size() <= kMaxName &&
         std::all_of(part.begin(), part.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                  (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
         });
}

bool IsName(std::string_view name) {
  const std::size_t slash = name.find('/');
  if (slash == std::string_view::npos) return IsNamePart(name);
  return IsNamePart(name.substr(0, slash)) &&
         IsNamePart(name.substr(slash + 1));
}

// "figures" of "figures/errors.png"; "" for a plain name.
std::string FolderOf(const std::string& name) {
  const std::size_t slash = name.find('/');
  return slash == std::string::npos ? "" : name.substr(0, slash);
}

absl::Status Refuse(const fs::path& path, const std::string& why) {
  return absl::InvalidArgumentError(path.string() + ": " + why);
}

// The folder itself, or what it will be made in.
absl::Status CheckTarget(const fs::path& path) {
  std::error_code error;
  const fs::file_status own = fs::symlink_status(path, error);
  if (fs::is_symlink(own)) {
    return Refuse(path, "is a symbolic link; name the folder itself");
  }
  fs::path made = path;
  while (!fs::exists(made, error) && made.has_relative_path()) {
    made = made.parent_path();
  }
  if (!fs::is_directory(made, error)) {
    return Refuse(made, "is not a folder; name another for the outputs");
  }
  if (access(made.c_str(), W_OK | X_OK) != 0) {
    return Refuse(made, "cannot be written (" + Reason(errno) +
                            "); name another folder for the outputs");
  }
  return absl::OkStatus();
}

// What is at `name` now must be a plain file or nothing.
absl::Status CheckPlace(const std::string& root, int folder,
                        const std::string& name) {
  struct stat found = {};
  if (fstatat(folder, name.c_str(), &found, AT_SYMLINK_NOFOLLOW) != 0) {
    if (errno == ENOENT) return absl::OkStatus();
    return Refuse(fs::path(root) / name, Reason(errno));
  }
  if (S_ISREG(found.st_mode)) return absl::OkStatus();
  return Refuse(fs::path(root) / name,
                S_ISLNK(found.st_mode)
                    ? "is a symbolic link; remove it, outputs are not written "
                      "through links"
                    : "is not a regular file; remove it or name another "
                      "folder");
}

absl::Status CheckSubfolder(const std::string& root, int folder,
                            const std::string& subfolder) {
  struct stat found = {};
  if (subfolder.empty() ||
      fstatat(folder, subfolder.c_str(), &found, AT_SYMLINK_NOFOLLOW) != 0) {
    return absl::OkStatus();
  }
  if (S_ISDIR(found.st_mode)) return absl::OkStatus();
  return Refuse(fs::path(root) / subfolder,
                "is not a folder; remove it or name another folder");
}

absl::Status Move(const std::string& staged, const std::string& root,
                  int folder, const std::string& name) {
  const std::string subfolder = FolderOf(name);
  if (!subfolder.empty() && mkdirat(folder, subfolder.c_str(), 0777) != 0 &&
      errno != EEXIST) {
    return absl::InternalError(root + "/" + subfolder + ": " + Reason(errno));
  }
  const Folder inner(folder, subfolder.empty() ? "." : subfolder);
  const std::string plain =
      subfolder.empty() ? name : name.substr(subfolder.size() + 1);
  const std::string from = staged + "/" + name;
  if (!inner.ok() ||
      renameat(AT_FDCWD, from.c_str(), inner.fd(), plain.c_str()) != 0) {
    return absl::InternalError(root + "/" + name + ": " + Reason(errno));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<OutputFolder> OutputFolder::At(const std::string& path) {
  if (path.empty()) {
    return absl::InvalidArgumentError("no folder for the outputs was named");
  }
  std::error_code error;
  fs::path absolute = fs::absolute(path, error).lexically_normal();
  if (!absolute.has_filename()) absolute = absolute.parent_path();
  if (!absolute.has_filename()) {
    return Refuse(absolute, "is not a place for outputs; name a folder");
  }
  absl::Status status = CheckTarget(absolute);
  if (!status.ok()) return status;
  return OutputFolder(absolute.string());
}

OutputFolder::OutputFolder(OutputFolder&& other) noexcept
    : path_(std::move(other.path_)),
      staged_(std::exchange(other.staged_, "")),
      contents_(std::move(other.contents_)) {}

OutputFolder::~OutputFolder() {
  std::error_code ignored;
  if (!staged_.empty()) fs::remove_all(staged_, ignored);
}

absl::Status OutputFolder::Add(std::string_view name, std::string contents) {
  if (!IsName(name)) {
    return absl::InvalidArgumentError(
        "'" + std::string(name) +
        "' is no output's name: write letters, digits and ._- with at most "
        "one folder in front");
  }
  if (!contents_.emplace(name, std::move(contents)).second) {
    return absl::AlreadyExistsError(std::string(name) +
                                    ": this output is written twice");
  }
  return absl::OkStatus();
}

absl::Status OutputFolder::Stage() {
  const fs::path target(path_);
  absl::Status status = io::MakeDirectories(target.parent_path().string());
  if (!status.ok()) return status;
  std::string pattern =
      (target.parent_path() / ("." + target.filename().string() + ".XXXXXX"))
          .string();
  if (mkdtemp(pattern.data()) == nullptr) {
    return absl::InternalError(pattern + ": " + Reason(errno));
  }
  staged_ = pattern;
  for (const auto& [name, contents] : contents_) {
    status = io::WriteFile(StagedPath(name), contents);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

std::string OutputFolder::StagedPath(const std::string& name) const {
  return staged_ + "/" + name;
}

absl::Status OutputFolder::Publish(const std::string& last) {
  if (mkdir(path_.c_str(), 0777) != 0 && errno != EEXIST) {
    return absl::InternalError(path_ + ": " + Reason(errno));
  }
  const Folder folder(AT_FDCWD, path_);
  if (!folder.ok()) {
    return Refuse(path_, Reason(errno) + "; name another folder");
  }
  flock(folder.fd(), LOCK_EX);  // two runs into one folder take turns
  std::vector<std::string> all = names();
  all.push_back(last);
  for (const std::string& name : all) {
    absl::Status status = CheckSubfolder(path_, folder.fd(), FolderOf(name));
    if (status.ok()) status = CheckPlace(path_, folder.fd(), name);
    if (!status.ok()) return status;
  }
  unlinkat(folder.fd(), last.c_str(), 0);
  for (const std::string& name : all) {
    absl::Status status = Move(staged_, path_, folder.fd(), name);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

std::vector<std::string> OutputFolder::names() const {
  std::vector<std::string> names;
  for (const auto& [name, contents] : contents_) names.push_back(name);
  return names;
}

}  // namespace wbm::lab
