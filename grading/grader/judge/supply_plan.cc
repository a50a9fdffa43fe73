#include "grading/grader/judge/supply_plan.h"

#include "grading/grader/judge/missing_tasks.h"

namespace wbm::grader {
namespace {

bool EndsInItsOwnStub(const Item& item, const Evidence& evidence) {
  const CheckResults& results =
      item.hidden ? evidence.hidden_checks : evidence.public_checks;
  const auto result = results.find(item.test);
  return result != results.end() && StubReached(result->second) == item.task;
}

}  // namespace

std::set<std::string> TasksBefore(const lab::LabPlan& plan,
                                  const std::string& task) {
  std::set<std::string> before;
  for (const lab::Task& each : plan.tasks) {
    if (each.id == task) break;
    if (!each.function.empty()) before.insert(each.id);
  }
  return before;
}

std::vector<std::string> TestsToRepeat(const lab::LabPlan& plan,
                                       const Verdicts& verdicts,
                                       const Evidence& evidence,
                                       const Repeated& repeated) {
  std::vector<std::string> tests;
  if (TasksBefore(plan, repeated.task).empty()) return tests;
  for (const Item& item : verdicts.items) {
    if (item.kind != ItemKind::kCheck || item.task != repeated.task ||
        item.hidden != repeated.hidden || item.verdict == Verdict::kRight ||
        item.verdict == Verdict::kCompileError ||
        EndsInItsOwnStub(item, evidence)) {
      continue;
    }
    tests.push_back(item.test);
  }
  return tests;
}

}  // namespace wbm::grader
