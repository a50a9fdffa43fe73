#include "common/lab/student/progress.h"

#include <stdlib.h>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <map>
#include <set>

#include "absl/cleanup/cleanup.h"
#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "common/io/json.h"
#include "common/lab/plan/lab_plan.h"
#include "common/os/child_process.h"

namespace wbm::lab {
namespace {

std::string TestTarget(const std::string& lab) {
  return absl::StrCat("//labs/", lab, ":student_test");
}

// Calls Bazel in the workspace.
class Bazel {
 public:
  explicit Bazel(const ProgressRequest& request) : request_(request) {}

  absl::StatusOr<os::ChildResult> Run(
      const std::vector<std::string>& arguments) const {
    os::Child child;
    child.arguments = {request_.bazel};
    child.arguments.insert(child.arguments.end(), arguments.begin(),
                           arguments.end());
    child.directory = request_.workspace;
    child.seconds = request_.seconds_to_build;
    return os::RunChild(child);
  }

  // The folder of built programs.
  absl::StatusOr<std::string> BinDirectory() const {
    const auto info = Run({"info", "bazel-bin"});
    if (!info.ok()) return info.status();
    const std::string path(absl::StripAsciiWhitespace(info->output));
    if (info->exit_code != 0 || path.empty()) {
      return absl::InternalError(absl::StrCat(
          "`", request_.bazel, " info bazel-bin` failed: ", info->errors));
    }
    return path;
  }

 private:
  const ProgressRequest& request_;
};

// The first compiler (or other) error in what Bazel said, without its
// decoration.
std::string FirstError(const os::ChildResult& build) {
  if (build.timed_out) return "the build took too long";
  std::string fallback;
  for (absl::string_view line :
       absl::StrSplit(build.errors, '\n', absl::SkipEmpty())) {
    if (absl::StrContains(line, " error: ") ||
        absl::StrContains(line, "undefined reference to") ||
        absl::StrContains(line, "multiple definition of")) {
      return std::string(line.substr(0, 300));
    }
    if (fallback.empty() && absl::StartsWith(line, "ERROR: ")) {
      fallback = std::string(line.substr(0, 300));
    }
  }
  return fallback.empty() ? "bazel build failed" : fallback;
}

// Builds all labs; returns the first error of each that does not build. One
// call serves all when all is well; only after a failure each is asked alone.
absl::StatusOr<std::map<std::string, std::string>> Build(
    const ProgressRequest& request) {
  const Bazel bazel(request);
  std::vector<std::string> all = {"build", "--keep_going", "--color=no"};
  for (const std::string& lab : request.labs) all.push_back(TestTarget(lab));
  const auto together = bazel.Run(all);
  if (!together.ok()) return together.status();
  std::map<std::string, std::string> errors;
  if (together->exit_code == 0) return errors;
  for (const std::string& lab : request.labs) {
    const auto alone = bazel.Run({"build", "--color=no", TestTarget(lab)});
    if (!alone.ok()) return alone.status();
    if (alone->exit_code != 0) errors[lab] = FirstError(*alone);
  }
  return errors;
}

std::string NextText(const io::Json& next) {
  if (!next.is_object()) return "";
  const std::string file = next.value("file", "");
  const int line = next.value("line", 0);
  return absl::StrCat("task ", next.value("task", ""), ", ",
                      next.value("title", ""), " (", file,
                      line > 0 ? absl::StrCat(":", line) : "", ")");
}

// Fills `row` from the results file of a run.
void Count(const io::Json& results, LabProgress& row) {
  std::set<std::string> not_written;
  std::set<std::string> seen;
  for (const auto& test : results.value("tests", io::Json::array())) {
    const std::string task = test.value("task", "");
    const std::string state = test.value("state", "");
    if (task.empty()) continue;
    seen.insert(task);
    if (state == "not_written") not_written.insert(task);
    if (state == "right") ++row.tests_right;
  }
  row.tasks_written = static_cast<int>(seen.size() - not_written.size());
  row.points = results.value("points", 0);
  row.next = NextText(results.value("next", io::Json()));
  if (!results.value("finished", true)) {
    row.error =
        absl::StrCat("the tests broke off: ", results.value("broken", ""));
  }
}

// What is known of a lab before anything is built.
absl::StatusOr<LabProgress> PlannedRow(const ProgressRequest& request,
                                       const std::string& lab) {
  const auto plan =
      ReadLabPlan(absl::StrCat(request.workspace, "/labs/", lab, "/lab.json"));
  if (!plan.ok()) {
    return absl::InvalidArgumentError(plan.status().message());
  }
  LabProgress row;
  row.lab = lab;
  row.title = plan->title;
  row.tests = static_cast<int>(plan->checks.size());
  row.max_points = plan->PublicPoints();
  std::set<std::string> tasks;
  for (const Check& check : plan->checks) tasks.insert(check.task);
  row.tasks = static_cast<int>(tasks.size());
  return row;
}

// Runs one lab's test program and counts.
void RunTests(const ProgressRequest& request, const std::string& bin,
              const std::string& folder, LabProgress& row) {
  const std::string results = absl::StrCat(folder, "/results.json");
  std::error_code ignored;
  std::filesystem::remove(results, ignored);
  os::Child child;
  child.arguments = {absl::StrCat(bin, "/labs/", row.lab, "/student_test"),
                     absl::StrCat("--plan=labs/", row.lab, "/lab.json"),
                     absl::StrCat("--results=", results)};
  child.seconds = request.seconds_a_lab;
  const auto run = os::RunChild(child);
  if (!run.ok()) {
    row.error = std::string(run.status().message());
    return;
  }
  const auto json = io::ReadJson(results);
  try {
    if (json.ok() && json->is_object()) return Count(*json, row);
  } catch (const nlohmann::json::exception&) {
    // Not the listener's work: the program's own code wrote over the file.
  }
  row.error = run->timed_out ? "the tests took too long"
                             : "the tests ended without a result";
}

absl::StatusOr<std::string> TemporaryFolder() {
  std::string path =
      (std::filesystem::temp_directory_path() / "progress.XXXXXX").string();
  if (mkdtemp(path.data()) == nullptr) {
    return absl::InternalError(
        absl::StrCat("cannot make a temporary folder like ", path));
  }
  return path;
}

std::size_t Width(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string Of(int some, int all) { return absl::StrCat(some, "/", all); }

std::vector<std::string> Cells(const LabProgress& row) {
  std::string last = row.next;
  if (last.empty() && row.error.empty()) last = "experiment and report";
  if (!row.error.empty()) {
    last = absl::StrCat(row.error, last.empty() ? "" : "; ", last);
  }
  return {row.lab,
          row.title,
          Of(row.tasks_written, row.tasks),
          Of(row.tests_right, row.tests),
          Of(row.points, row.max_points),
          last};
}

nlohmann::ordered_json RowJson(const LabProgress& row) {
  return {{"lab", row.lab},       {"title", row.title},
          {"tasks", row.tasks},   {"tasks_written", row.tasks_written},
          {"tests", row.tests},   {"tests_right", row.tests_right},
          {"points", row.points}, {"max_points", row.max_points},
          {"next", row.next},     {"error", row.error}};
}

}  // namespace

absl::StatusOr<std::vector<LabProgress>> MeasureProgress(
    const ProgressRequest& request) {
  std::vector<LabProgress> rows;
  for (const std::string& lab : request.labs) {
    auto row = PlannedRow(request, lab);
    if (!row.ok()) return row.status();
    rows.push_back(*row);
  }
  if (rows.empty()) return rows;
  const auto errors = Build(request);
  if (!errors.ok()) return errors.status();
  const auto bin = Bazel(request).BinDirectory();
  if (!bin.ok()) return bin.status();
  const auto folder = TemporaryFolder();
  if (!folder.ok()) return folder.status();
  const absl::Cleanup remove = [&folder] {
    std::error_code ignored;
    std::filesystem::remove_all(*folder, ignored);
  };
  for (LabProgress& row : rows) {
    const auto error = errors->find(row.lab);
    if (error == errors->end()) {
      RunTests(request, *bin, *folder, row);
    } else {
      row.error = absl::StrCat("does not compile: ", error->second);
    }
  }
  return rows;
}

std::string ProgressTable(const std::vector<LabProgress>& labs) {
  if (labs.empty()) return "There is no lab yet.\n";
  std::vector<std::vector<std::string>> table = {
      {"lab", "", "written", "right", "points", "next"}};
  for (const LabProgress& row : labs) table.push_back(Cells(row));
  std::vector<std::size_t> widths(table[0].size(), 0);
  for (const auto& cells : table) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      widths[i] = std::max(widths[i], Width(cells[i]));
    }
  }
  std::string text;
  for (const auto& cells : table) {
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      absl::StrAppend(&line, cells[i],
                      std::string(widths[i] - Width(cells[i]) + 2, ' '));
    }
    absl::StrAppend(&text, absl::StripTrailingAsciiWhitespace(line), "\n");
  }
  return text;
}

nlohmann::ordered_json ProgressJson(const std::vector<LabProgress>& labs) {
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (const LabProgress& row : labs) rows.push_back(RowJson(row));
  return {{"labs", rows}};
}

}  // namespace wbm::lab
