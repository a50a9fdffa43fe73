#include "common/lab/student/hint.h"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"

namespace wbm::lab {
namespace {

constexpr std::size_t kColumns = 76;

std::string Command(const std::string& directory) {
  return absl::StrCat("bazel run //", directory, ":hint -- ");
}

// `text` broken into lines of at most kColumns, each after two spaces.
std::string Wrapped(const std::string& text) {
  std::string result;
  std::string line;
  for (absl::string_view word :
       absl::StrSplit(text, absl::ByAnyChar(" \n"), absl::SkipEmpty())) {
    if (!line.empty() && line.size() + 3 + word.size() > kColumns) {
      absl::StrAppend(&result, "  ", line, "\n");
      line.clear();
    }
    absl::StrAppend(&line, line.empty() ? "" : " ", word);
  }
  return absl::StrCat(result, "  ", line, "\n");
}

std::string ListOfTasks(const LabPlan& plan, const std::string& directory) {
  std::string text = absl::StrCat("Tasks of ", plan.title, ":\n");
  for (const Task& task : plan.tasks) {
    absl::StrAppend(&text, "  ", task.id, "  ", task.title, " (",
                    task.hints.size(),
                    task.hints.size() == 1 ? " hint)\n" : " hints)\n");
  }
  return absl::StrCat(text, "The first hint of a task: ", Command(directory),
                      plan.tasks.front().id, "\n");
}

absl::Status UnknownTask(const LabPlan& plan, const std::string& id) {
  const std::string known =
      absl::StrJoin(plan.tasks, ", ", [](std::string* out, const Task& task) {
        absl::StrAppend(out, task.id);
      });
  return absl::InvalidArgumentError(absl::StrCat(
      "there is no task \"", id, "\" in ", plan.lab, "; there are ", known));
}

std::string OneHint(const Task& task, std::size_t number,
                    const std::string& directory) {
  const std::size_t all = task.hints.size();
  std::string text = absl::StrCat("Task ", task.id, ", ", task.title, ": hint ",
                                  number, " of ", all, "\n\n",
                                  Wrapped(task.hints[number - 1].text), "\n");
  if (number < all) {
    return absl::StrCat(text, "The next hint: ", Command(directory), task.id,
                        " ", number + 1, "\n");
  }
  return absl::StrCat(
      text, "That was the last hint of this task. The handout: ", directory,
      "/README.md, section ", task.section, "\n");
}

bool IsFunctionOf(const LabPlan& plan, const Task& task,
                  absl::string_view name) {
  if (task.function == name) return true;
  return std::any_of(
      plan.checks.begin(), plan.checks.end(), [&](const Check& check) {
        return check.task == task.id &&
               absl::StartsWith(check.test, absl::StrCat(name, "."));
      });
}

// A task by any of its names.
const Task* FindByAnyName(const LabPlan& plan, absl::string_view name) {
  if (const Task* task = plan.FindTask(std::string(name))) return task;
  absl::ConsumePrefix(&name, "#");
  if (name.empty()) return nullptr;
  for (const Task& task : plan.tasks) {
    if (task.section == name || task.slug == name ||
        IsFunctionOf(plan, task, name)) {
      return &task;
    }
  }
  return nullptr;
}

// The id of the hint of a check or a question; else `name` itself.
std::string HintOf(const LabPlan& plan, const std::string& name) {
  if (const Check* check = plan.FindCheck(name)) return check->hint;
  for (const Question& question : plan.questions) {
    if (question.id == name) return question.hint;
  }
  return name;
}

// The hint that is called `name`, or that belongs to the check or question of
// that name; nothing when there is none.
std::optional<std::string> NamedHint(const LabPlan& plan,
                                     const std::string& name,
                                     const std::string& directory) {
  const std::string id = HintOf(plan, name);
  for (const Task& task : plan.tasks) {
    for (std::size_t i = 0; i < task.hints.size(); ++i) {
      if (task.hints[i].id == id) return OneHint(task, i + 1, directory);
    }
  }
  return std::nullopt;
}

}  // namespace

absl::StatusOr<std::string> HintText(
    const LabPlan& plan, const std::string& directory,
    const std::vector<std::string>& arguments) {
  if (arguments.empty()) return ListOfTasks(plan, directory);
  const Task* task = FindByAnyName(plan, arguments[0]);
  if (task == nullptr) {
    const auto named = NamedHint(plan, arguments[0], directory);
    if (named.has_value() && arguments.size() == 1) return *named;
    return UnknownTask(plan, arguments[0]);
  }
  if (arguments.size() > 2) {
    return absl::InvalidArgumentError(
        absl::StrCat("too many arguments; ", Command(directory), "TASK [N]"));
  }
  if (arguments.size() == 1) return OneHint(*task, 1, directory);
  int number = 0;
  const int all = static_cast<int>(task->hints.size());
  if (!absl::SimpleAtoi(arguments[1], &number) || number < 1 || number > all) {
    return absl::InvalidArgumentError(
        absl::StrCat("task ", task->id, " has hints 1 to ", all, ", not \"",
                     arguments[1], "\""));
  }
  return OneHint(*task, static_cast<std::size_t>(number), directory);
}

}  // namespace wbm::lab
