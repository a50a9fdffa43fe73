#include "grading/grader/output_folder.h"

#include <fcntl.h>
#include <stdio.h>
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

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "grading/grader/report_html.h"
#include "grading/grader/report_json.h"
#include "grading/grader/report_markdown.h"
#include "grading/grader/student_view.h"
#include "grading/grader/utf8.h"
#include "nlohmann/json.hpp"

namespace wbm::grader {
namespace {

namespace fs = std::filesystem;
using Files = std::map<std::string, std::string>;  // by relative name

// Only a folder with this inside is replaced.
constexpr char kMark[] = "instructor/timing.json";

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
  files[kMark] = TimingJson(watch);
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
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t put = write(fd, bytes.data() + done, bytes.size() - done);
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) {
      const int why = errno;
      close(fd);
      return Failed(absl::StrCat("cannot write ", path.string()), why);
    }
    done += static_cast<std::size_t>(put);
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
    return Failed(absl::StrCat("--out=", QuotableName(folder, 1000)),
                  error.value());
  }
  if (!fs::is_directory(status)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "--out=", QuotableName(folder, 1000), " is a file. Name a folder"));
  }
  if (fs::is_empty(folder, error) || fs::exists(folder + "/" + kMark)) {
    return absl::OkStatus();
  }
  return absl::AlreadyExistsError(absl::StrCat(
      "--out=", QuotableName(folder, 1000),
      " holds other files, which would be lost. Name a new folder"));
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
