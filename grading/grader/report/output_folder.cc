#include "grading/grader/report/output_folder.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <map>
#include <set>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/io/sha256.h"
#include "common/io/utf8.h"
#include "common/os/write_all.h"
#include "grading/grader/machine/temporary_folder.h"
#include "grading/grader/report/report_html.h"
#include "grading/grader/report/report_json.h"
#include "grading/grader/report/report_markdown.h"
#include "grading/grader/report/student_view.h"
#include "nlohmann/json.hpp"

namespace wbm::grader {
namespace {

namespace fs = std::filesystem;
using Files = std::map<std::string, std::string>;  // by relative name

constexpr std::size_t kMaxFile = 256u << 20;

// Only a folder with this inside is replaced: "HASH  NAME" of each other file.
constexpr char kMark[] = "instructor/files.txt";

absl::Status Failed(const std::string& what, int error) {
  const std::string message = absl::StrCat(what, ": ", strerror(error));
  if (error == EACCES || error == EPERM || error == EROFS) {
    return absl::PermissionDeniedError(
        absl::StrCat(message, ". Name another folder with --out"));
  }
  if (error == ENOSPC || error == EDQUOT) {
    return absl::ResourceExhaustedError(
        absl::StrCat(message, ". Free some space"));
  }
  return absl::InternalError(message);
}

void AddReports(const std::string& below, const Report& report,
                Audience audience, Files* files) {
  (*files)[below + "report.json"] = ReportJson(report, audience);
  (*files)[below + "report.md"] = ReportMarkdown(report, audience);
  (*files)[below + "report.html"] = ReportHtml(report, audience);
}

Files FilesOf(const Report& report, const Stopwatch& watch) {
  Files files;
  AddReports("", StudentView(report), Audience::kStudent, &files);
  AddReports("instructor/", report, Audience::kInstructor, &files);
  for (const FigureReport& figure : report.figures) {
    files[absl::StrCat("figures/", figure.file, ".svg")] = figure.svg;
    // report.md of the instructor names them too.
    files[absl::StrCat("instructor/figures/", figure.file, ".svg")] =
        figure.svg;
  }
  for (const OutputFile& output : report.outputs) {
    files[absl::StrCat("outputs/", output.name)] = output.bytes;
  }
  files["instructor/timing.json"] = TimingJson(watch);
  std::string written;
  for (const auto& [name, bytes] : files) {
    absl::StrAppend(&written, io::Sha256Hex(bytes), "  ", name, "\n");
  }
  files[kMark] = written;
  return files;
}

absl::Status WriteFile(const fs::path& path, const std::string& bytes) {
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  if (error) {
    return Failed(absl::StrCat("cannot make ", path.parent_path().string()),
                  error.value());
  }
  const int fd =
      open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (fd < 0)
    return Failed(absl::StrCat("cannot write ", path.string()), errno);
  if (!os::WriteAll(fd, bytes)) {
    const int why = errno;
    close(fd);
    return Failed(absl::StrCat("cannot write ", path.string()), why);
  }
  if (close(fd) != 0) {
    return Failed(absl::StrCat("cannot write ", path.string()), errno);
  }
  return absl::OkStatus();
}

// Puts `fresh` in the place of `folder`.
absl::Status Exchange(const std::string& fresh, const std::string& folder) {
  if (!fs::exists(folder)) {
    if (rename(fresh.c_str(), folder.c_str()) == 0) return absl::OkStatus();
    return Failed(absl::StrCat("cannot make ", folder), errno);
  }
  if (renameat2(AT_FDCWD, fresh.c_str(), AT_FDCWD, folder.c_str(),
                RENAME_EXCHANGE) == 0) {
    return absl::OkStatus();  // the old one is swept away with `fresh`
  }
  return Failed(absl::StrCat("cannot replace ", folder), errno);
}

// The first file in `folder` that is not as the grader wrote it; "" when all
// are. Hashes tell: a name alone would not.
std::string ForeignFile(const std::string& folder) {
  const absl::StatusOr<std::string> list =
      ReadOwnFile(absl::StrCat(folder, "/", kMark), kMaxFile);
  if (!list.ok()) return kMark;
  std::set<std::string> written;
  for (const auto line : absl::StrSplit(*list, '\n', absl::SkipEmpty())) {
    written.emplace(line);
  }
  std::error_code error;
  for (const auto& entry : fs::recursive_directory_iterator(folder, error)) {
    const std::string name =
        fs::relative(entry.path(), folder, error).generic_string();
    if (name == kMark || (entry.is_directory() && !entry.is_symlink())) {
      continue;
    }
    const absl::StatusOr<std::string> bytes =
        entry.is_symlink() || !entry.is_regular_file()
            ? absl::InvalidArgumentError("no file")
            : ReadOwnFile(entry.path().string(), kMaxFile);
    if (!bytes.ok() ||
        !written.contains(absl::StrCat(io::Sha256Hex(*bytes), "  ", name))) {
      return name;
    }
  }
  return error ? kMark : "";
}

// "out", "sub/out/" -> where its lock lies: beside it, whatever it ends in.
std::string LockPath(const std::string& folder) {
  const std::size_t end = folder.find_last_not_of('/');
  return absl::StrCat(folder.substr(0, end + 1), ".lock");
}

double Rounded(double seconds) { return std::round(seconds * 1e4) / 1e4; }

}  // namespace

std::string TimingJson(const Stopwatch& watch) {
  using Json = nlohmann::ordered_json;
  rusage self{}, children{};
  getrusage(RUSAGE_SELF, &self);
  getrusage(RUSAGE_CHILDREN, &children);
  const auto seconds = [](const rusage& usage) {
    return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           static_cast<double>(usage.ru_utime.tv_usec +
                               usage.ru_stime.tv_usec) *
               1e-6;
  };
  Json stages = Json::array();
  std::vector<Lap> laps = watch.laps();
  std::sort(laps.begin(), laps.end(), [](const Lap& a, const Lap& b) {
    return a.begin_seconds < b.begin_seconds;
  });
  for (const Lap& lap : laps) {
    stages.push_back({{"stage", lap.stage},
                      {"begin_seconds", Rounded(lap.begin_seconds)},
                      {"wall_seconds", Rounded(lap.wall_seconds)},
                      {"cpu_seconds", Rounded(lap.cpu_seconds)}});
  }
  return Json{{"wall_seconds", Rounded(watch.Now())},
              {"cpu_seconds", Rounded(seconds(self) + seconds(children))},
              {"stages", stages}}
             .dump(2) +
         "\n";
}

absl::Status CheckOutputFolder(const std::string& folder) {
  std::error_code error;
  const fs::file_status status = fs::status(folder, error);
  if (status.type() == fs::file_type::not_found) return absl::OkStatus();
  if (error) {
    return Failed(absl::StrCat("--out=", io::QuotableName(folder, 1000)),
                  error.value());
  }
  if (!fs::is_directory(status)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "--out=", io::QuotableName(folder, 1000), " is a file. Name a folder"));
  }
  if (fs::is_empty(folder, error)) return absl::OkStatus();
  const bool ours = fs::exists(absl::StrCat(folder, "/", kMark), error);
  const std::string foreign = ours ? ForeignFile(folder) : "";
  if (ours && foreign.empty()) return absl::OkStatus();
  return absl::AlreadyExistsError(absl::StrCat(
      "--out=", io::QuotableName(folder, 1000), " holds ",
      ours ? absl::StrCat(io::QuotableName(foreign, 200),
                          ", which the grader did not write like that and")
           : "other files, which",
      " would be lost. Name a new folder",
      ours ? ", or move that file away" : ""));
}

absl::StatusOr<std::unique_ptr<OutputLock>> OutputLock::Take(
    const std::string& folder) {
  const std::string path = LockPath(folder);
  std::error_code error;
  fs::create_directories(fs::path(path).parent_path(), error);
  if (error) {
    return Failed(
        absl::StrCat("cannot make ", fs::path(path).parent_path().string()),
        error.value());
  }
  for (;;) {
    const int fd =
        open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (fd < 0) return Failed(absl::StrCat("cannot write ", folder), errno);
    std::unique_ptr<OutputLock> lock(new OutputLock(path, fd));
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
      lock->path_.clear();  // it is the other run's
      return absl::AlreadyExistsError(absl::StrCat(
          "another run is writing into ", io::QuotableName(folder, 1000),
          ". Wait for it, or name another folder with --out"));
    }
    // The run that held it may have taken the file away meanwhile.
    struct stat held {
    }, there{};
    if (fstat(fd, &held) == 0 && stat(path.c_str(), &there) == 0 &&
        held.st_ino == there.st_ino) {
      return lock;
    }
    lock->path_.clear();
  }
}

OutputLock::~OutputLock() {
  if (!path_.empty()) unlink(path_.c_str());
  close(fd_);
}

absl::Status WriteOutputFolder(const std::string& folder, const Report& report,
                               const Stopwatch& watch) {
  if (auto s = CheckOutputFolder(folder); !s.ok()) return s;
  const fs::path parent = fs::path(folder).parent_path();
  std::error_code error;
  fs::create_directories(parent, error);
  if (error) {
    return Failed(absl::StrCat("cannot make ", parent.string()), error.value());
  }
  std::string fresh = absl::StrCat(folder, ".XXXXXX");
  if (mkdtemp(fresh.data()) == nullptr) {
    return Failed(absl::StrCat("cannot write beside ", folder), errno);
  }
  absl::Cleanup sweep = [&] {
    std::error_code ignored;
    fs::remove_all(fresh, ignored);
  };
  chmod(fresh.c_str(), 0755);
  for (const auto& [name, bytes] : FilesOf(report, watch)) {
    if (auto s = WriteFile(fs::path(fresh) / name, bytes); !s.ok()) return s;
  }
  return Exchange(fresh, folder);
}

}  // namespace wbm::grader
