#include "grading/grader/judge/supply_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "grading/grader/judge/test_evidence.h"

namespace wbm::grader {
namespace {

using Tasks = std::set<std::string>;
using Tests = std::vector<std::string>;

CheckResult NotWritten(const std::string& task) {
  CheckResult result = Ended(Verdict::kNotWritten);
  result.detail = task + " one.cc:3";
  return result;
}

Tests Repeat(const Evidence& e, const Repeated& repeated,
             const lab::LabPlan& plan = TestPlan()) {
  const absl::StatusOr<Verdicts> v = JudgeIt(e);
  EXPECT_TRUE(v.ok()) << v.status();
  return TestsToRepeat(plan, *v, e, repeated);
}

TEST(TasksBefore, ThoseWithAFunction) {
  lab::LabPlan plan = TestPlan();
  EXPECT_EQ(TasksBefore(plan, "9.1"), Tasks());
  EXPECT_EQ(TasksBefore(plan, "9.2"), Tasks{"9.1"});
  plan.tasks[0].function.clear();
  EXPECT_EQ(TasksBefore(plan, "9.2"), Tasks());
}

TEST(TestsToRepeat, WhatIsRightIsNotAskedAgain) {
  EXPECT_EQ(Repeat(AllRight(), {"9.2"}), Tests());
}

// However it is not right, and whatever the task before it came to.
TEST(TestsToRepeat, WhatIsNotRightOfATaskAfterAnother) {
  for (const Verdict verdict : {Verdict::kWrong, Verdict::kCrashed,
                                Verdict::kTimedOut, Verdict::kSkipped}) {
    for (const CheckResult& before :
         {Right(), Ended(verdict), NotWritten("9.1")}) {
      Evidence e = AllRight();
      e.public_checks["One.Adds"] = before;
      e.public_checks["Two.Halves"] = Ended(verdict);
      EXPECT_EQ(Repeat(e, {"9.2"}), Tests{"Two.Halves"});
      EXPECT_EQ(Repeat(e, {"9.1"}), Tests());
    }
  }
}

TEST(TestsToRepeat, AStubOfAnotherTaskIsAndTheOwnOneIsNot) {
  Evidence e = AllRight();
  e.public_checks["Two.Halves"] = NotWritten("9.1");
  EXPECT_EQ(Repeat(e, {"9.2"}), Tests{"Two.Halves"});
  e.public_checks["Two.Halves"] = NotWritten("9.2");
  EXPECT_EQ(Repeat(e, {"9.2"}), Tests());
}

TEST(TestsToRepeat, NoneWhereNothingComesBefore) {
  lab::LabPlan plan = TestPlan();
  plan.tasks[0].function.clear();
  Evidence e = AllRight();
  e.public_checks["Two.Halves"] = Ended(Verdict::kWrong);
  EXPECT_EQ(Repeat(e, {"9.2"}, plan), Tests());
}

TEST(TestsToRepeat, HiddenOnesByThemselves) {
  lab::LabPlan plan = TestPlan();
  std::swap(plan.tasks[0], plan.tasks[1]);  // 9.1, which has one, comes last
  Evidence e = AllRight();
  e.hidden_checks["OneHidden.CanaryTest"] = Ended(Verdict::kWrong);
  e.public_checks["One.Adds"] = Ended(Verdict::kWrong);
  EXPECT_EQ(Repeat(e, {"9.1", /*hidden=*/true}, plan),
            Tests{"OneHidden.CanaryTest"});
  EXPECT_EQ(Repeat(e, {"9.1"}, plan), Tests{"One.Adds"});
}

TEST(TestsToRepeat, AFileThatDoesNotCompileIsNotTried) {
  Evidence e = AllRight();
  e.uncompiled["two.cc"] = {"two.cc", Verdict::kCompileError, "no", ""};
  EXPECT_EQ(Repeat(e, {"9.2"}), Tests());
}

}  // namespace
}  // namespace wbm::grader
