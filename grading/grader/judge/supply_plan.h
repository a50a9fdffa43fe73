// Which checks a build beside the reference (second_build.h) is to repeat, and
// what it supplies for them.
//
//   for (const lab::Task& task : plan.tasks) {
//     const auto tests = TestsToRepeat(plan, verdicts, evidence, {task.id});
//     if (!tests.empty()) … TasksBefore(plan, task.id) …
//   }
//
// A check that is not right is judged once more where everything before its
// task is the reference's. So what it comes to there hangs on its own task
// alone: an earlier one costs its own points, however it goes wrong, and to
// write more of it never costs any. Later tasks stay the student's: who calls
// one that is missing is never paid for the reference's.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "common/lab/plan/lab_plan.h"
#include "grading/grader/judge/judge.h"

namespace wbm::grader {

// The tasks before `task` that have a function.
std::set<std::string> TasksBefore(const lab::LabPlan& plan,
                                  const std::string& task);

struct Repeated {
  std::string task = {};
  bool hidden = false;  // its hidden checks, or its public ones
};

// The tests, "Suite.Name", that may come right there: those that are not right
// by now, but for those that end in the task's own stub. None where no task
// with a function comes before.
std::vector<std::string> TestsToRepeat(const lab::LabPlan& plan,
                                       const Verdicts& verdicts,
                                       const Evidence& evidence,
                                       const Repeated& repeated);

}  // namespace wbm::grader
