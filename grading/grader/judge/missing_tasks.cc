#include "grading/grader/judge/missing_tasks.h"

namespace wbm::grader {

std::string StubReached(const CheckResult& result) {
  if (result.verdict != Verdict::kNotWritten) return "";
  return result.detail.substr(0, result.detail.find(' '));
}

const CheckResult* MissingTasks::OwnStub(const std::string& task) const {
  for (const lab::Check& check : plan_.checks) {
    if (check.task != task) continue;
    const auto result = public_checks_.find(check.test);
    if (result == public_checks_.end()) continue;
    if (StubReached(result->second) == task) return &result->second;
  }
  return nullptr;
}

bool MissingTasks::IsTold(const std::string& task) const {
  const lab::Task* found = plan_.FindTask(task);
  if (found == nullptr) return false;
  return uncompiled_.contains(found->file) || OwnStub(task) != nullptr;
}

std::string MissingTasks::StubOfAnother(const lab::Check& check,
                                        const CheckResult& result) const {
  const std::string task = StubReached(result);
  return task == check.task || !IsTold(task) ? "" : task;
}

}  // namespace wbm::grader
