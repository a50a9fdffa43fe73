#include "grading/grader/judge/beside_reference.h"

namespace wbm::grader {
namespace {

using boundary::Verdict;

// The last supplied task before `task`; "" when there is none.
std::string SuppliedBefore(const lab::LabPlan& plan,
                           const std::set<std::string>& supplied,
                           const std::string& task) {
  std::string before;
  for (const lab::Task& each : plan.tasks) {
    if (each.id == task) break;
    if (supplied.contains(each.id)) before = each.id;
  }
  return before;
}

}  // namespace

std::optional<ResultBeside> FindBeside(
    const lab::LabPlan& plan, const std::vector<BesideReference>& rounds,
    const lab::Check& check) {
  std::optional<ResultBeside> found;
  for (const BesideReference& round : rounds) {
    const std::string before = SuppliedBefore(plan, round.supplied, check.task);
    if (before.empty() || round.supplied.contains(check.task)) continue;
    const CheckResults& results =
        check.hidden ? round.hidden_checks : round.public_checks;
    const auto result = results.find(check.test);
    if (result == results.end()) continue;
    found = {&result->second, &round, before};
    if (result->second.verdict == Verdict::kRight) break;
  }
  return found;
}

}  // namespace wbm::grader
