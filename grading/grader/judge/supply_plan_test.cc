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

Verdicts VerdictsOf(const Evidence& e) {
  const absl::StatusOr<Verdicts> v = JudgeIt(e);
  EXPECT_TRUE(v.ok()) << v.status();
  return *v;
}

Tasks Supplied(const Evidence& e, bool claims_wait = false) {
  return TasksToSupply(TestPlan(), VerdictsOf(e), e,
                       {.claims_wait = claims_wait});
}

// 9.1 is not written, and 9.2 calls it.
Evidence FirstIsMissing() {
  Evidence e = AllRight();
  for (const char* test : {"One.Adds", "One.Sign", "Two.Halves"}) {
    e.public_checks[test] = NotWritten("9.1");
  }
  e.hidden_checks["OneHidden.CanaryTest"] = NotWritten("9.1");
  return e;
}

TEST(TasksToSupply, WhereAllIsRightThereIsNone) {
  EXPECT_EQ(Supplied(AllRight()), Tasks());
}

TEST(TasksToSupply, TheTaskWhoseStubWasReached) {
  EXPECT_EQ(Supplied(FirstIsMissing()), Tasks{"9.1"});
}

TEST(TasksToSupply, NoneThatWouldHelpNoOther) {
  Evidence last = AllRight();
  last.public_checks["Two.Halves"] = NotWritten("9.2");
  EXPECT_EQ(Supplied(last), Tasks());
  // But the claims, where these wait for the experiment.
  EXPECT_EQ(Supplied(last, true), Tasks{"9.2"});
}

TEST(TasksToSupply, ATaskThatEarnsNothingCountsAsNotWritten) {
  Evidence e = AllRight();
  for (auto* results : {&e.public_checks, &e.hidden_checks}) {
    for (auto& [test, result] : *results) result = Ended(Verdict::kWrong);
  }
  EXPECT_EQ(Supplied(e), Tasks{"9.1"});
  e.public_checks["One.Adds"] = Right();  // 4 points: it is there
  EXPECT_EQ(Supplied(e), Tasks());
}

TEST(TasksToSupply, AStubThatNamesATaskWithoutAFunctionSuppliesNothing) {
  lab::LabPlan plan = TestPlan();
  plan.tasks[1].function.clear();
  Evidence e = AllRight();
  e.public_checks["One.Adds"] = NotWritten("9.2");
  EXPECT_EQ(TasksToSupply(plan, VerdictsOf(e), e, {.claims_wait = true}),
            Tasks());
}

// Four tasks with a check each; the first and the third are not written, and
// the second may call either.
class TwoGaps : public ::testing::Test {
 protected:
  TwoGaps() {
    plan_.tasks.clear();
    for (const char* id : {"1", "2", "3", "4"}) {
      lab::Task task;
      task.id = task.function = id;
      plan_.tasks.push_back(task);
      Item item;
      item.kind = ItemKind::kCheck;
      item.task = id;
      item.test = std::string("Test.") + id;
      item.verdict = Verdict::kNotWritten;
      verdicts_.items.push_back(item);
    }
    for (const char* id : {"1", "3"}) {
      evidence_.public_checks[std::string("Test.") + id] = NotWritten(id);
    }
  }

  Tasks Next(const Tasks& before = {}, bool hidden = false) const {
    return TasksToSupply(plan_, verdicts_, evidence_,
                         {.before = before, .hidden = hidden});
  }
  Tests Repeated(const Tasks& before = {}) const {
    return TestsToRepeat(plan_, verdicts_, Next(before), /*hidden=*/false);
  }

  lab::LabPlan plan_ = TestPlan();
  Verdicts verdicts_;
  Evidence evidence_;
};

TEST_F(TwoGaps, TheThirdIsNotLentToTheSecond) {
  EXPECT_EQ(Next(), Tasks{"1"});
  EXPECT_EQ(Repeated(), (Tests{"Test.2", "Test.3", "Test.4"}));
}

TEST_F(TwoGaps, ThenTheFourthIsJudgedBesideBoth) {
  verdicts_.items[1].verdict = Verdict::kRight;
  verdicts_.items[1].points = 1;
  EXPECT_EQ(Next({"1"}), (Tasks{"1", "3"}));
  EXPECT_EQ(Repeated({"1"}), Tests{"Test.4"});
  EXPECT_EQ(Next({"1", "3"}), Tasks());
}

TEST_F(TwoGaps, HiddenChecksAreRepeatedInRoundsOfTheirOwn) {
  EXPECT_EQ(Next({}, /*hidden=*/true), Tasks());
  verdicts_.items[3].hidden = true;
  EXPECT_EQ(Next({}, /*hidden=*/true), Tasks{"1"});
  EXPECT_EQ(TestsToRepeat(plan_, verdicts_, {"1"}, /*hidden=*/true),
            Tests{"Test.4"});
  EXPECT_EQ(Repeated(), (Tests{"Test.2", "Test.3"}));
}

TEST_F(TwoGaps, NeighboursTakeOneRound) {
  evidence_.public_checks["Test.2"] = NotWritten("2");
  EXPECT_EQ(Next(), (Tasks{"1", "2", "3"}));
}

TEST(TestsToRepeat, WhatIsNotRightAndComesAfterASuppliedTask) {
  const Verdicts missing = VerdictsOf(FirstIsMissing());
  const auto repeated = [&](const Verdicts& verdicts, const Tasks& supplied) {
    return TestsToRepeat(TestPlan(), verdicts, supplied, /*hidden=*/false);
  };
  EXPECT_EQ(repeated(missing, {"9.1"}), Tests{"Two.Halves"});
  EXPECT_EQ(repeated(missing, {"9.2"}), Tests());
  EXPECT_EQ(repeated(missing, {"9.1", "9.2"}), Tests());
  EXPECT_EQ(repeated(VerdictsOf(AllRight()), {"9.1"}), Tests());
}

}  // namespace
}  // namespace wbm::grader
