#include "grading/grader/judge/judge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "grading/grader/judge/test_evidence.h"
#include "grading/grader/report/sentences.h"

namespace wbm::grader {
namespace {

using ::testing::HasSubstr;

std::map<std::string, Item> ById(const Verdicts& v) {
  std::map<std::string, Item> items;
  for (const Item& item : v.items) items[item.id] = item;
  return items;
}

TEST(Judge, EverythingRightEarnsAllPoints) {
  const auto v = JudgeIt(AllRight());
  ASSERT_TRUE(v.ok()) << v.status();
  EXPECT_EQ(v->score, 16);
  EXPECT_EQ(v->max_score, 16);
  ASSERT_EQ(v->tasks.size(), 2u);
  EXPECT_EQ(v->tasks[0].points, 10);
  EXPECT_EQ(v->tasks[1].points, 6);
}

TEST(Judge, ItemsStandByTaskAndCarryHintSectionAndCommand) {
  const auto v = JudgeIt(AllRight());
  ASSERT_TRUE(v.ok());
  std::vector<std::string> ids;
  for (const Item& item : v->items) ids.push_back(item.id);
  EXPECT_THAT(ids, ::testing::ElementsAre("9.1.p1", "9.1.p2", "9.1.h1",
                                          "9.2.p1", "q1", "q2", "c1"));
  const auto items = ById(*v);
  EXPECT_EQ(items.at("9.1.p1").hint, "Add, do not multiply.");
  EXPECT_EQ(items.at("9.1.p1").section, "labs/09_test/README.md#task-9-1");
  EXPECT_EQ(items.at("9.1.p1").command,
            "bazel test //labs/09_test --test_filter=One.Adds");
  EXPECT_EQ(items.at("9.1.h1").command, "");
  EXPECT_EQ(items.at("q1").hint, "Half of it.");
}

TEST(Judge, AWrongCheckCostsItsOwnPoints) {
  Evidence e = AllRight();
  e.public_checks["Two.Halves"] = Ended(Verdict::kWrong);
  const auto v = JudgeIt(e);
  ASSERT_TRUE(v.ok());
  EXPECT_EQ(v->score, 14);
  EXPECT_EQ(v->tasks[1].points, 4);
  EXPECT_EQ(ById(*v).at("9.2.p1").points, 0);
  EXPECT_EQ(ById(*v).at("9.2.p1").message, "canary message");
}

TEST(Judge, NoVerdictButRightEarnsAPoint) {
  for (const std::string_view name : boundary::kVerdictNames) {
    const Verdict verdict = *boundary::VerdictFromName(name);
    if (verdict == Verdict::kNotGraded) continue;
    Evidence e = AllRight();
    e.public_checks["Two.Halves"] = Ended(verdict);
    const auto v = JudgeIt(e);
    ASSERT_TRUE(v.ok()) << name;
    EXPECT_EQ(v->score, verdict == Verdict::kRight ? 16 : 14) << name;
  }
}

TEST(Judge, WhatNeedsAFailedCheckAndFailsIsSkippedAndNamesTheFirst) {
  Evidence e = AllRight();
  e.public_checks["One.Adds"] = Ended(Verdict::kCrashed);
  e.public_checks["One.Sign"] = Ended(Verdict::kWrong);
  e.hidden_checks["OneHidden.CanaryTest"] = Ended(Verdict::kWrong);
  const auto v = JudgeIt(e);
  ASSERT_TRUE(v.ok());
  EXPECT_EQ(v->score, 6);
  const auto items = ById(*v);
  EXPECT_EQ(items.at("9.1.p1").verdict, Verdict::kCrashed);
  for (const char* id : {"9.1.p2", "9.1.h1"}) {
    EXPECT_EQ(items.at(id).verdict, Verdict::kSkipped) << id;
    EXPECT_EQ(items.at(id).blocker, "9.1.p1") << id;
    EXPECT_EQ(items.at(id).points, 0) << id;
    EXPECT_THAT(items.at(id).message, HasSubstr("because of 9.1.p1")) << id;
    EXPECT_EQ(items.at(id).input, "") << id;
  }
}

TEST(Judge, EachHintIsToldOnceAndNoneOfWhatIsSkipped) {
  Evidence e = AllRight();
  e.public_checks["One.Sign"] = Ended(Verdict::kWrong);
  e.public_checks["Two.Halves"] = Ended(Verdict::kWrong);
  e.hidden_checks["OneHidden.CanaryTest"] = Ended(Verdict::kWrong);
  e.answers.results[0] = {Verdict::kWrong, "not within", "'3'", "", true};
  const auto v = JudgeIt(e);
  ASSERT_TRUE(v.ok()) << v.status();
  const auto items = ById(*v);
  EXPECT_EQ(items.at("9.1.p2").hint, "Mind the sign.");
  EXPECT_EQ(items.at("9.1.h1").verdict, Verdict::kSkipped);
  EXPECT_EQ(items.at("9.1.h1").hint, "");
  EXPECT_EQ(items.at("9.2.p1").hint, "Half of it.");
  EXPECT_EQ(items.at("q1").hint_id, "9.2.half");
  EXPECT_EQ(items.at("q1").hint, "");
}

TEST(Judge, WhatIsRightPaysWhateverItNeeds) {
  Evidence e = AllRight();
  e.public_checks["One.Adds"] = Ended(Verdict::kWrong);
  const auto v = JudgeIt(e);
  ASSERT_TRUE(v.ok());
  EXPECT_EQ(v->score, 12);  // 16 without the 4 points of 9.1.p1
  EXPECT_EQ(ById(*v).at("9.1.p2").verdict, Verdict::kRight);
  EXPECT_EQ(ById(*v).at("9.1.h1").points, 4);
}

TEST(Judge, APublicCheckCountsOnlyWithItsHiddenTwin) {
  Evidence e = AllRight();
  e.hidden_checks["OneHidden.CanaryTest"] = Ended(Verdict::kWrong);
  const auto v = JudgeIt(e);
  ASSERT_TRUE(v.ok());
  EXPECT_EQ(v->score, 10);  // 16 without 4 of the twin and 2 of 9.1.p2
  const auto items = ById(*v);
  EXPECT_EQ(items.at("9.1.p1").points, 4);
  EXPECT_EQ(items.at("9.1.p2").verdict, Verdict::kRight);
  EXPECT_EQ(items.at("9.1.p2").points, 0);
  EXPECT_EQ(items.at("9.1.p2").counts_once, "9.1.h1");
  EXPECT_THAT(items.at("9.1.p2").message, HasSubstr("once 9.1.h1 is right"));
}

TEST(Judge, AClaimAndAHiddenCheckCountWithOthersToo) {
  lab::Rubric rubric = TestRubric();
  rubric.counts_with = {{"9.1.h1", {"9.1.h2"}}, {"c1", {"9.1.h1"}}};
  lab::Check second = rubric.checks[0];
  second.id = "9.1.h2";
  second.test = "OneHidden.Second";
  second.points = 0;
  rubric.checks.push_back(second);
  Evidence e = AllRight();
  e.hidden_checks["OneHidden.Second"] = Ended(Verdict::kWrong);
  auto v = Judge(TestPlan(), rubric, "labs/09_test", e);
  ASSERT_TRUE(v.ok()) << v.status();
  EXPECT_EQ(ById(*v).at("9.1.h1").points, 0);
  EXPECT_EQ(ById(*v).at("c1").points, 2);  // by what 9.1.h1 came to itself
  e.hidden_checks["OneHidden.CanaryTest"] = Ended(Verdict::kNotWritten);
  v = Judge(TestPlan(), rubric, "labs/09_test", e);
  ASSERT_TRUE(v.ok()) << v.status();
  EXPECT_EQ(ById(*v).at("c1").points, 0);
  EXPECT_EQ(ById(*v).at("c1").verdict, Verdict::kRight);
}

TEST(Judge, WhatIsNotWrittenStaysNotWrittenBehindABlocker) {
  Evidence e = AllRight();
  for (auto& [test, result] : e.public_checks) {
    result = Ended(Verdict::kNotWritten);
  }
  e.hidden_checks["OneHidden.CanaryTest"] = Ended(Verdict::kNotWritten);
  const auto v = JudgeIt(e);
  ASSERT_TRUE(v.ok());
  for (const char* id : {"9.1.p1", "9.1.p2", "9.1.h1", "9.2.p1"}) {
    EXPECT_EQ(ById(*v).at(id).verdict, Verdict::kNotWritten) << id;
  }
}

// Else where the hint stands would tell how the hidden check came out.
TEST(Judge, ABlockedHiddenCheckTakesNoHint) {
  for (const Verdict verdict : {Verdict::kWrong, Verdict::kNotWritten}) {
    Evidence e = AllRight();
    e.public_checks["One.Adds"] = Ended(Verdict::kWrong);
    e.hidden_checks["OneHidden.CanaryTest"] = Ended(verdict);
    const auto v = JudgeIt(e);
    ASSERT_TRUE(v.ok()) << v.status();
    EXPECT_EQ(ById(*v).at("9.1.h1").blocker, "9.1.p1");
    EXPECT_EQ(ById(*v).at("9.1.h1").hint, "");
  }
}

TEST(Judge, NothingRanMeansNoPointsForChecksOnly) {
  Evidence e = AllRight();
  e.public_checks.clear();
  e.hidden_checks.clear();
  e.nothing_ran = true;
  e.why_nothing_ran = "one.cc does not compile.";
  const auto v = JudgeIt(e);
  ASSERT_TRUE(v.ok()) << v.status();
  EXPECT_EQ(v->score, 4);  // answers and the claim
  EXPECT_EQ(ById(*v).at("9.1.p1").verdict, Verdict::kCompileError);
  EXPECT_EQ(ById(*v).at("9.1.p1").message, "one.cc does not compile.");
}

TEST(Judge, AFileThatDoesNotCompileCostsItsTasksAlone) {
  Evidence e = AllRight();
  e.uncompiled["two.cc"] = {"two.cc", Verdict::kTimedOut, "too slow", "x"};
  e.public_checks["Two.Halves"] = Ended(Verdict::kNotWritten);
  const auto v = JudgeIt(e);
  ASSERT_TRUE(v.ok());
  EXPECT_EQ(v->tasks[0].points, 10);
  EXPECT_EQ(ById(*v).at("9.2.p1").verdict, Verdict::kTimedOut);
  EXPECT_EQ(ById(*v).at("9.2.p1").message, "too slow");
}

// 9.1 is not written, and 9.2 calls it.
Evidence FirstIsMissing() {
  Evidence e = AllRight();
  CheckResult stub = Ended(Verdict::kNotWritten);
  stub.detail = "9.1 one.cc:3";
  for (const char* test : {"One.Adds", "One.Sign", "Two.Halves"}) {
    e.public_checks[test] = stub;
  }
  e.hidden_checks["OneHidden.CanaryTest"] = stub;
  return e;
}

TEST(Judge, AStubIsToldInItsOwnPlaceAlone) {
  const auto v = JudgeIt(FirstIsMissing());
  ASSERT_TRUE(v.ok()) << v.status();
  const auto items = ById(*v);
  EXPECT_EQ(items.at("9.1.p1").verdict, Verdict::kNotWritten);
  EXPECT_EQ(items.at("9.2.p1").verdict, Verdict::kSkipped);
  EXPECT_EQ(items.at("9.2.p1").came_to, Verdict::kNotWritten);
  EXPECT_EQ(items.at("9.2.p1").blocker, "9.1");
  EXPECT_EQ(items.at("9.2.p1").hint, "");
  EXPECT_THAT(items.at("9.2.p1").message, HasSubstr("because of 9.1"));
}

TEST(Judge, AStubOfATaskThatIsWrittenStaysWhereItIs) {
  Evidence e = FirstIsMissing();
  for (const char* test : {"One.Adds", "One.Sign"}) {
    e.public_checks[test] = Right();
  }
  const auto v = JudgeIt(e);
  ASSERT_TRUE(v.ok()) << v.status();
  EXPECT_EQ(ById(*v).at("9.2.p1").verdict, Verdict::kNotWritten);
}

TEST(Judge, WhatFollowsAFileThatDoesNotCompileWaitsForIt) {
  Evidence e = FirstIsMissing();
  e.uncompiled["one.cc"] = {"one.cc", Verdict::kCompileError, "no", ""};
  const auto v = JudgeIt(e);
  ASSERT_TRUE(v.ok()) << v.status();
  EXPECT_EQ(ById(*v).at("9.1.p1").verdict, Verdict::kCompileError);
  EXPECT_EQ(ById(*v).at("9.2.p1").blocker, "9.1");
}

// Whatever it came to there: the kind is the instructor's to know.
TEST(Judge, WhatIsWrongBesideTheReferenceIsToldSo) {
  lab::LabPlan plan = TestPlan();
  plan.checks[2].needs = {"9.1.p1"};  // which the reference does
  CheckResult stub = Ended(Verdict::kNotWritten);
  stub.message = "9.2 is not written";
  stub.detail = "9.2 two.cc:5";
  for (const CheckResult& result :
       {Ended(Verdict::kWrong), Ended(Verdict::kCrashed),
        Ended(Verdict::kTimedOut), Ended(Verdict::kThrew), stub}) {
    Evidence e = FirstIsMissing();
    e.beside_reference = {{{"9.1"}, {{"Two.Halves", result}}, {}}};
    const auto v = Judge(plan, TestRubric(), "labs/09_test", e);
    ASSERT_TRUE(v.ok()) << v.status();
    const Item item = ById(*v).at("9.2.p1");
    EXPECT_EQ(item.verdict, Verdict::kWrong);
    EXPECT_EQ(item.beside, "9.1");
    EXPECT_EQ(item.hint, "Half of it.");
    EXPECT_EQ(item.points, 0);
    EXPECT_THAT(item.message, HasSubstr(VerdictLabel(result.verdict)));
    EXPECT_THAT(item.message, HasSubstr(result.message));
    EXPECT_EQ(item.input, result.input);
    EXPECT_EQ(item.printed, result.printed);
  }
}

TEST(Judge, WhatIsNotGradedBesideTheReferenceLeavesTheLabUngraded) {
  Evidence e = FirstIsMissing();
  e.beside_reference = {
      {{"9.1"}, {{"Two.Halves", Ended(Verdict::kNotGraded)}}, {}}};
  EXPECT_TRUE(absl::IsInternal(JudgeIt(e).status()));
}

TEST(Judge, WhatIsRightBesideTheReferenceIsPaid) {
  Evidence e = FirstIsMissing();
  e.beside_reference = {{{"9.1"}, {{"Two.Halves", Ended(Verdict::kWrong)}}, {}},
                        {{"9.1"}, {{"Two.Halves", Right()}}, {}}};
  const auto v = JudgeIt(e);
  ASSERT_TRUE(v.ok()) << v.status();
  EXPECT_EQ(ById(*v).at("9.2.p1").points, 2);
  EXPECT_EQ(ById(*v).at("9.2.p1").beside, "9.1");
}

TEST(Judge, AnAnswerThatCannotBeReadTakesNoHint) {
  Evidence e = AllRight();
  e.answers.results[0] = {Verdict::kWrong, "cannot be read", "'x'", "", false};
  e.public_checks["Two.Halves"] = Ended(Verdict::kWrong);
  auto v = JudgeIt(e);
  ASSERT_TRUE(v.ok()) << v.status();
  EXPECT_EQ(ById(*v).at("q1").hint, "");
  EXPECT_EQ(ById(*v).at("9.2.p1").hint, "Half of it.");
  e = AllRight();
  e.answers.results[0] = {Verdict::kWrong, "not within", "'3'", "", true};
  v = JudgeIt(e);
  ASSERT_TRUE(v.ok()) << v.status();
  EXPECT_EQ(ById(*v).at("q1").hint, "Half of it.");
}

TEST(Judge, AMissingResultIsAFaultOfOurs) {
  for (const char* test : {"One.Adds", "Two.Halves"}) {
    Evidence e = AllRight();
    e.public_checks.erase(test);
    const auto v = JudgeIt(e);
    EXPECT_TRUE(absl::IsInternal(v.status())) << v.status();
    EXPECT_THAT(std::string(v.status().message()), HasSubstr(test));
  }
  Evidence e = AllRight();
  e.hidden_checks.clear();
  EXPECT_TRUE(absl::IsInternal(JudgeIt(e).status()));
  e = AllRight();
  e.answers.results.pop_back();
  EXPECT_TRUE(absl::IsInternal(JudgeIt(e).status()));
  e = AllRight();
  e.claims.results.clear();
  EXPECT_TRUE(absl::IsInternal(JudgeIt(e).status()));
}

TEST(Judge, OneUngradedItemLeavesTheLabUngraded) {
  Evidence e = AllRight();
  e.hidden_checks["OneHidden.CanaryTest"] = Ended(Verdict::kNotGraded);
  EXPECT_TRUE(absl::IsInternal(JudgeIt(e).status()));
  e = AllRight();
  e.claims.results[0].verdict = Verdict::kNotGraded;
  EXPECT_TRUE(absl::IsInternal(JudgeIt(e).status()));
}

TEST(Judge, HiddenChecksThatHaveNotRunYetTakeNothingAway) {
  Evidence e = AllRight();
  e.hidden_checks.clear();
  e.hidden_checks_ran = false;
  const auto v = JudgeIt(e);
  ASSERT_TRUE(v.ok()) << v.status();
  EXPECT_EQ(v->score, v->max_score);
  e.hidden_checks_ran = true;
  EXPECT_TRUE(absl::IsInternal(JudgeIt(e).status()));
}

TEST(Judge, ACircleOfNeedsIsAFaultOfOurs) {
  lab::LabPlan plan = TestPlan();
  plan.checks[0].needs = {"9.1.p2"};
  const auto v = Judge(plan, TestRubric(), "labs/09_test", AllRight());
  EXPECT_TRUE(absl::IsInternal(v.status()));
  EXPECT_THAT(std::string(v.status().message()), HasSubstr("circle"));
  plan.checks[0].needs = {"9.9.p9"};
  EXPECT_TRUE(absl::IsInternal(
      Judge(plan, TestRubric(), "labs/09_test", AllRight()).status()));
}

}  // namespace
}  // namespace wbm::grader
