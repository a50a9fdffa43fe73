#include "common/lab/author/handout.h"

#include <map>
#include <set>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "common/lab/author/handout_parts.h"
#include "common/lab/plan/json_fields.h"

namespace wbm::lab {
namespace {

constexpr char kHeading[] = "### Task ";
constexpr char kToTest[] = "> **To test:**";
constexpr char kAHint[] = "> **A hint:**";

std::string Open(const std::string& part) {
  return absl::StrCat("<!-- ", part, " -->");
}
std::string Close(const std::string& part) {
  return absl::StrCat("<!-- /", part, " -->");
}

// What stands between markers, by the marker's name.
std::map<std::string, std::string> MarkedParts(const LabPlan& plan) {
  std::map<std::string, std::string> parts = {{"points", PointsTable(plan)},
                                              {"includes", IncludesRule(plan)}};
  if (!plan.outputs.empty()) parts["outputs"] = OutputsTable(plan);
  if (!plan.questions.empty()) parts["questions"] = QuestionList(plan);
  return parts;
}

// Goes through a handout once, line by line.
class Writer {
 public:
  Writer(const LabPlan& plan, const std::string& name)
      : plan_(plan), parts_(MarkedParts(plan)), problems_(name) {}

  absl::StatusOr<std::string> Write(const std::string& committed) {
    for (absl::string_view line :
         absl::StrSplit(absl::StripSuffix(committed, "\n"), '\n')) {
      Take(std::string(line));
    }
    if (!inside_.empty()) problems_.Add(Open(inside_), "does not end");
    FindMissing();
    if (!problems_.empty()) return problems_.ToStatus();
    return text_;
  }

 private:
  void Emit(const std::string& line) { absl::StrAppend(&text_, line, "\n"); }

  void Take(const std::string& line) {
    if (!inside_.empty()) {
      if (line == Close(inside_)) Leave(line);
      return;
    }
    for (const auto& [part, text] : parts_) {
      if (line == Open(part)) return Enter(part, text);
    }
    if (absl::StartsWith(line, kHeading)) return Heading(line);
    if (absl::StartsWith(line, kToTest)) return OfTask(line, kToTest);
    if (absl::StartsWith(line, kAHint)) return OfTask(line, kAHint);
    if (absl::StartsWith(line, "#")) task_ = nullptr;
    Emit(line);
  }

  void Enter(const std::string& part, const std::string& text) {
    Once(Open(part));
    Emit(Open(part));
    text_ += text;
    inside_ = part;
  }

  void Leave(const std::string& line) {
    Emit(line);
    inside_.clear();
  }

  void Heading(const std::string& line) {
    std::string id = line.substr(sizeof(kHeading) - 1);
    id = id.substr(0, id.find_first_of(" :"));
    task_ = plan_.FindTask(id);
    if (task_ == nullptr) {
      problems_.Add(absl::StrCat(kHeading, id), "is no task of lab.json");
      return;
    }
    Once(absl::StrCat(kHeading, id));
    Emit(TaskHeading(*task_));
  }

  void OfTask(const std::string& line, const std::string& start) {
    if (task_ == nullptr) {
      problems_.Add(line, "stands below no `### Task`");
      return;
    }
    const std::string text =
        start == kToTest ? ToTest(plan_, *task_) : AHint(plan_, *task_);
    Once(absl::StrCat(kHeading, task_->id, ", ", start));
    if (text.empty()) {
      problems_.Add(absl::StrCat(kHeading, task_->id),
                    "has no public test; take out its `> **To test:**`");
    }
    Emit(text);
  }

  void Once(const std::string& what) {
    if (!seen_.insert(what).second) problems_.Add(what, "stands twice");
  }

  void Want(const std::string& what) {
    if (seen_.count(what) > 0) return;
    problems_.Add(what,
                  "is missing; write the line, and `bazel run "
                  "//scripts:restub` fills it in");
  }

  void FindMissing() {
    for (const auto& [part, text] : parts_) Want(Open(part));
    for (const Task& task : plan_.tasks) {
      const std::string heading = absl::StrCat(kHeading, task.id);
      Want(heading);
      if (!ToTest(plan_, task).empty()) Want(heading + ", " + kToTest);
      Want(heading + ", " + kAHint);
    }
  }

  const LabPlan& plan_;
  const std::map<std::string, std::string> parts_;
  Problems problems_;
  std::string text_;
  std::string inside_;          // the part whose end is looked for; "" is none
  const Task* task_ = nullptr;  // the task below whose heading we are
  std::set<std::string> seen_;
};

}  // namespace

absl::StatusOr<std::string> HandoutOf(const LabPlan& plan,
                                      const std::string& committed,
                                      const std::string& name) {
  return Writer(plan, name).Write(committed);
}

}  // namespace wbm::lab
