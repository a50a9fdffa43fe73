#include "common/lab/next_step.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace wbm::lab {
namespace {

bool IsOpen(TestState state) {
  return state == TestState::kWrong || state == TestState::kNotWritten;
}

int LineOf(const Lab& lab, const Task& task) {
  for (const Definition& definition : lab.definitions) {
    if (definition.file == task.file && definition.function == task.function) {
      return definition.line;
    }
  }
  return 0;
}

}  // namespace

const TestOutcome* OutcomeOf(const LabRun& run, const std::string& test) {
  for (const TestOutcome& outcome : run.tests) {
    if (outcome.test == test) return &outcome;
  }
  return nullptr;
}

TestState StateOf(const LabRun& run, const Check& check) {
  const TestOutcome* outcome = OutcomeOf(run, check.test);
  return outcome == nullptr ? TestState::kNotRun : outcome->state;
}

std::vector<const Check*> InTaskOrder(const LabPlan& plan) {
  std::vector<const Check*> checks;
  for (const Task& task : plan.tasks) {
    for (const Check& check : plan.checks) {
      if (check.task == task.id) checks.push_back(&check);
    }
  }
  return checks;
}

const Check* NextCheck(const Lab& lab, const LabRun& run) {
  if (!run.broken.empty()) {
    if (const Check* check = lab.plan.FindCheckOfTest(run.broken_test)) {
      return check;
    }
  }
  for (const Check* check : InTaskOrder(lab.plan)) {
    if (IsOpen(StateOf(run, *check))) return check;
  }
  return nullptr;
}

Place PlaceToEdit(const Lab& lab, const Task& task,
                  const TestOutcome* outcome) {
  if (outcome != nullptr && outcome->state == TestState::kNotWritten &&
      !outcome->file.empty()) {
    return {outcome->file, outcome->line};
  }
  return {absl::StrCat(lab.directory, "/", task.file), LineOf(lab, task)};
}

const Task& TaskToDo(const Lab& lab, const Check& check,
                     const TestOutcome* outcome) {
  if (outcome != nullptr && outcome->state == TestState::kNotWritten) {
    if (const Task* task = lab.plan.FindTask(outcome->task)) return *task;
  }
  return *lab.plan.FindTask(check.task);
}

std::string HintCommand(const Lab& lab, const Task& task) {
  return absl::StrCat("bazel run //", lab.directory, ":hint -- ", task.id);
}

bool AllRight(const Lab& lab, const LabRun& run) {
  return run.broken.empty() &&
         std::all_of(lab.plan.checks.begin(), lab.plan.checks.end(),
                     [&](const Check& check) {
                       return StateOf(run, check) == TestState::kRight;
                     });
}

}  // namespace wbm::lab
