#include "common/lab/student/next_step.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace wbm::lab {
namespace {

bool IsOpen(TestState state) {
  return state == TestState::kWrong || state == TestState::kNotWritten;
}

const Definition* Find(const Lab& lab, const std::string& file,
                       const std::string& function) {
  for (const Definition& definition : lab.definitions) {
    if (definition.file == file && definition.function == function) {
      return &definition;
    }
  }
  return nullptr;
}

std::string SuiteOf(const std::string& test) {
  return test.substr(0, test.find('.'));
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
    return {outcome->file, outcome->line, task.function};
  }
  const Definition* definition =
      outcome == nullptr ? nullptr
                         : Find(lab, task.file, SuiteOf(outcome->test));
  if (definition == nullptr) definition = Find(lab, task.file, task.function);
  return {absl::StrCat(lab.directory, "/", task.file),
          definition == nullptr ? 0 : definition->line,
          definition == nullptr ? task.function : definition->function};
}

const Task& TaskToDo(const Lab& lab, const Check& check,
                     const TestOutcome* outcome) {
  if (outcome != nullptr && outcome->state == TestState::kNotWritten) {
    if (const Task* task = lab.plan.FindTask(outcome->task)) return *task;
  }
  return *lab.plan.FindTask(check.task);
}

std::string HintCommand(const Lab& lab, const Check& check,
                        const TestOutcome* outcome) {
  const bool wrong = outcome != nullptr && outcome->state == TestState::kWrong;
  return absl::StrCat("bazel run //", lab.directory, ":hint -- ",
                      wrong && lab.plan.FindHint(check.hint) != nullptr
                          ? check.hint
                          : TaskToDo(lab, check, outcome).id);
}

bool AllRight(const Lab& lab, const LabRun& run) {
  return run.broken.empty() &&
         std::all_of(lab.plan.checks.begin(), lab.plan.checks.end(),
                     [&](const Check& check) {
                       return StateOf(run, check) == TestState::kRight;
                     });
}

}  // namespace wbm::lab
