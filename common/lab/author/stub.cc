#include "common/lab/author/stub.h"

#include <algorithm>
#include <cstddef>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"

namespace wbm::lab {
namespace {

constexpr std::size_t kColumns = 80;

// One line of a solution, read for markers.
struct Marker {
  enum Kind { kNone, kStart, kEnd, kMisspelt };
  Kind kind = kNone;
  std::string task;
  bool leaves_stub = true;
  std::string indent;
};

Marker ReadMarker(absl::string_view line) {
  Marker marker;
  const absl::string_view text = absl::StripAsciiWhitespace(line);
  marker.indent = std::string(line.substr(0, line.find_first_not_of(" \t")));
  const bool looks_like_one =
      absl::StartsWith(text, "//") && (absl::StrContains(text, "[solution") ||
                                       absl::StrContains(text, "[/solution") ||
                                       absl::StrContains(text, "[ solution"));
  if (!looks_like_one) return marker;
  if (text == "// [/solution]") {
    marker.kind = Marker::kEnd;
    return marker;
  }
  const std::vector<std::string> words =
      absl::StrSplit(text, ' ', absl::SkipEmpty());
  marker.kind = Marker::kMisspelt;
  if (words.size() < 3 || words.size() > 4 || words[0] != "//" ||
      words[1] != "[solution" || !absl::EndsWith(text, "]")) {
    return marker;
  }
  if (words.size() == 4 && words[3] != "only]") return marker;
  marker.kind = Marker::kStart;
  marker.leaves_stub = words.size() == 3;
  marker.task =
      marker.leaves_stub ? words[2].substr(0, words[2].size() - 1) : words[2];
  return marker;
}

absl::Status At(const std::string& name, int line, const std::string& what) {
  return absl::InvalidArgumentError(absl::StrCat(name, ":", line, ": ", what));
}

bool IsStub(const std::string& line) {
  return absl::StrContains(line, "NOT_YET(\"");
}

// Walks over the lines of a solution and writes the starter.
class Cutter {
 public:
  Cutter(const std::string& name, const std::vector<StubTask>& tasks)
      : name_(name), tasks_(tasks) {}

  absl::Status Take(absl::string_view line) {
    ++line_;
    const Marker marker = ReadMarker(line);
    switch (marker.kind) {
      case Marker::kStart:
        return Start(marker);
      case Marker::kEnd:
        return End();
      case Marker::kMisspelt:
        return At(name_, line_,
                  "this marker is misspelt; write `// [solution 4.2]`, "
                  "`// [solution 4.2 only]` or `// [/solution]`");
      case Marker::kNone:
        if (open_line_ == 0) lines_.emplace_back(line);
    }
    return absl::OkStatus();
  }

  absl::Status Finish() const {
    if (open_line_ == 0) return absl::OkStatus();
    return At(name_, open_line_,
              "this region does not end; write `// [/solution]` after it");
  }

  std::string Text() const { return absl::StrJoin(lines_, "\n"); }

 private:
  absl::Status Start(const Marker& marker) {
    if (open_line_ != 0) {
      return At(name_, line_,
                absl::StrCat("a region starts inside the one of line ",
                             open_line_, "; end that with `// [/solution]`"));
    }
    const auto task =
        std::find_if(tasks_.begin(), tasks_.end(),
                     [&](const StubTask& t) { return t.id == marker.task; });
    if (task == tasks_.end()) return UnknownTask(marker.task);
    open_line_ = line_;
    return marker.leaves_stub ? AddStub(*task, marker.indent)
                              : absl::OkStatus();
  }

  absl::Status AddStub(const StubTask& task, const std::string& indent) {
    const auto before = std::find_if(
        lines_.rbegin(), lines_.rend(), [](const std::string& line) {
          return !absl::StripAsciiWhitespace(line).empty();
        });
    if (before != lines_.rend() && IsStub(*before)) {
      return At(name_, line_,
                "this region follows another in the same place; make them one");
    }
    std::string todo =
        absl::StrCat(indent, "// TODO ", task.id, ": ", task.title);
    // A longer line would be wrapped when the starter is formatted.
    if (todo.size() > kColumns)
      todo = absl::StrCat(indent, "// TODO ", task.id);
    lines_.push_back(todo);
    lines_.push_back(absl::StrCat(indent, "NOT_YET(\"", task.id, "\");"));
    return absl::OkStatus();
  }

  absl::Status UnknownTask(const std::string& id) const {
    const std::string known = absl::StrJoin(
        tasks_, ", ",
        [](std::string* out, const StubTask& task) { out->append(task.id); });
    return At(name_, line_,
              absl::StrCat("lab.json has no task \"", id,
                           "\" for this file; there are ", known));
  }

  absl::Status End() {
    if (open_line_ == 0) {
      return At(name_, line_, "this ends a region, but none was started");
    }
    open_line_ = 0;
    return absl::OkStatus();
  }

  const std::string& name_;
  const std::vector<StubTask>& tasks_;
  std::vector<std::string> lines_;
  int line_ = 0;
  int open_line_ = 0;
};

// A region cut whole may leave two blank lines in a row, or one at the top.
std::string WithoutDoubledBlankLines(const std::string& text) {
  std::vector<std::string> lines;
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    const bool blank = absl::StripAsciiWhitespace(line).empty();
    if (blank && (lines.empty() || lines.back().empty())) continue;
    lines.emplace_back(blank ? absl::string_view() : line);
  }
  return absl::StrCat(absl::StrJoin(lines, "\n"),
                      lines.empty() || lines.back().empty() ? "" : "\n");
}

}  // namespace

absl::StatusOr<std::string> MakeStarter(const std::string& solution,
                                        const std::string& name,
                                        const std::vector<StubTask>& tasks) {
  Cutter cutter(name, tasks);
  for (absl::string_view line : absl::StrSplit(solution, '\n')) {
    if (absl::Status taken = cutter.Take(line); !taken.ok()) return taken;
  }
  if (absl::Status done = cutter.Finish(); !done.ok()) return done;
  return WithoutDoubledBlankLines(cutter.Text());
}

std::set<std::string> TasksWithStubs(const std::string& solution) {
  std::set<std::string> tasks;
  for (absl::string_view line : absl::StrSplit(solution, '\n')) {
    const Marker marker = ReadMarker(line);
    if (marker.kind == Marker::kStart && marker.leaves_stub) {
      tasks.insert(marker.task);
    }
  }
  return tasks;
}

}  // namespace wbm::lab
