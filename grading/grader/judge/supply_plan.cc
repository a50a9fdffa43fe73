#include "grading/grader/judge/supply_plan.h"

#include <algorithm>

#include "grading/grader/judge/missing_tasks.h"

namespace wbm::grader {
namespace {

using Tasks = std::set<std::string>;

// The tasks whose own stub some check has reached. A stub may name any task:
// one without a function has nothing to supply.
Tasks Unwritten(const lab::LabPlan& plan, const Evidence& evidence) {
  Tasks tasks;
  for (const CheckResults* results :
       {&evidence.public_checks, &evidence.hidden_checks}) {
    for (const auto& [test, result] : *results) {
      const std::string id = StubReached(result);
      const lab::Task* task = plan.FindTask(id);
      if (task != nullptr && !task->function.empty()) tasks.insert(id);
    }
  }
  return tasks;
}

// Whether some check of the task failed and none earned a point.
bool EarnsNothing(const lab::Task& task, const Verdicts& verdicts) {
  bool failed = false;
  for (const Item& item : verdicts.items) {
    if (item.kind != ItemKind::kCheck || item.task != task.id) continue;
    if (item.points > 0) return false;
    failed = failed || item.verdict != Verdict::kRight;
  }
  return failed && !task.function.empty();
}

using Place = std::vector<lab::Task>::const_iterator;

// The first task after all of `supplied`.
Place After(const lab::LabPlan& plan, const Tasks& supplied) {
  Place after = plan.tasks.begin();
  for (Place at = after; at != plan.tasks.end(); ++at) {
    if (supplied.contains(at->id)) after = at + 1;
  }
  return after;
}

// `supplied` and the next task that counts as missing, with those right after
// it that are not written either: no other is judged between them. `supplied`
// itself when no more is missing.
Tasks WithNext(const lab::LabPlan& plan, const Verdicts& verdicts,
               const Tasks& unwritten, Tasks supplied) {
  const auto missing = [&](const lab::Task& task) {
    return unwritten.contains(task.id) || EarnsNothing(task, verdicts);
  };
  Place next = std::find_if(After(plan, supplied), plan.tasks.end(), missing);
  if (next == plan.tasks.end()) return supplied;
  supplied.insert(next->id);
  while (++next != plan.tasks.end() && unwritten.contains(next->id)) {
    supplied.insert(next->id);
  }
  return supplied;
}

}  // namespace

std::set<std::string> TasksToSupply(const lab::LabPlan& plan,
                                    const Verdicts& verdicts,
                                    const Evidence& evidence,
                                    const NextRound& round) {
  const Tasks unwritten = Unwritten(plan, evidence);
  Tasks supply = round.before;
  while (true) {
    const Tasks more = WithNext(plan, verdicts, unwritten, supply);
    if (more == supply) break;
    supply = more;
    if (!TestsToRepeat(plan, verdicts, supply, round.hidden).empty()) {
      return supply;
    }
  }
  return round.claims_wait && supply != round.before ? supply : Tasks();
}

std::vector<std::string> TestsToRepeat(const lab::LabPlan& plan,
                                       const Verdicts& verdicts,
                                       const std::set<std::string>& supplied,
                                       bool hidden) {
  if (supplied.empty()) return {};
  std::set<std::string> after;
  for (Place at = After(plan, supplied); at != plan.tasks.end(); ++at) {
    after.insert(at->id);
  }
  std::vector<std::string> tests;
  for (const Item& item : verdicts.items) {
    if (item.kind == ItemKind::kCheck && item.hidden == hidden &&
        item.verdict != Verdict::kRight && after.contains(item.task)) {
      tests.push_back(item.test);
    }
  }
  return tests;
}

}  // namespace wbm::grader
