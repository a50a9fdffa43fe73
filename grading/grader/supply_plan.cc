#include "grading/grader/supply_plan.h"

#include <algorithm>

namespace wbm::grader {
namespace {

// The tasks whose own stub some check has reached.
std::set<std::string> Unwritten(const lab::LabPlan& plan,
                                const Evidence& evidence) {
  std::set<std::string> tasks;
  for (const CheckResults* results :
       {&evidence.public_checks, &evidence.hidden_checks}) {
    for (const auto& [test, result] : *results) {
      if (result.verdict != Verdict::kNotWritten) continue;
      const std::string task = result.detail.substr(0, result.detail.find(' '));
      if (plan.FindTask(task) != nullptr) tasks.insert(task);
    }
  }
  return tasks;
}

struct TaskOutcome {
  bool earned = false;
  bool failed = false;
};

TaskOutcome OutcomeOf(const lab::Task& task, const Verdicts& verdicts) {
  TaskOutcome outcome;
  for (const Item& item : verdicts.items) {
    if (item.kind != ItemKind::kCheck || item.task != task.id) continue;
    outcome.earned = outcome.earned || item.points > 0;
    outcome.failed = outcome.failed || item.verdict != Verdict::kRight;
  }
  return outcome;
}

// The tasks after the first of `supplied` that are not themselves supplied.
std::set<std::string> TasksAfter(const lab::LabPlan& plan,
                                 const std::set<std::string>& supplied) {
  std::set<std::string> after;
  bool begun = false;
  for (const lab::Task& task : plan.tasks) {
    if (supplied.contains(task.id)) {
      begun = true;
    } else if (begun) {
      after.insert(task.id);
    }
  }
  return after;
}

}  // namespace

std::set<std::string> TasksToSupply(const lab::LabPlan& plan,
                                    const Verdicts& verdicts,
                                    const Evidence& evidence,
                                    bool claims_wait) {
  std::set<std::string> supply =
      evidence.beside_reference.empty()
          ? Unwritten(plan, evidence)
          : evidence.beside_reference.back().supplied;
  if (!evidence.beside_reference.empty() || supply.empty()) {
    const auto next = std::find_if(
        plan.tasks.begin(), plan.tasks.end(), [&](const lab::Task& task) {
          const TaskOutcome outcome = OutcomeOf(task, verdicts);
          return !task.function.empty() && !supply.contains(task.id) &&
                 outcome.failed && !outcome.earned;
        });
    if (next == plan.tasks.end()) return {};
    supply.insert(next->id);
  }
  const bool helps =
      claims_wait || !TestsToRepeat(plan, verdicts, supply).empty();
  return helps ? supply : std::set<std::string>();
}

std::vector<std::string> TestsToRepeat(const lab::LabPlan& plan,
                                       const Verdicts& verdicts,
                                       const std::set<std::string>& supplied) {
  const std::set<std::string> after = TasksAfter(plan, supplied);
  std::vector<std::string> tests;
  for (const Item& item : verdicts.items) {
    if (item.kind == ItemKind::kCheck && item.verdict != Verdict::kRight &&
        after.contains(item.task)) {
      tests.push_back(item.test);
    }
  }
  return tests;
}

}  // namespace wbm::grader
