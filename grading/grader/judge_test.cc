#include "grading/grader/judge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

#include "grading/grader/report_html.h"
#include "grading/grader/report_json.h"
#include "grading/grader/report_markdown.h"
#include "grading/grader/report_text.h"
#include "grading/grader/sentences.h"
#include "grading/grader/student_view.h"
#include "grading/grader/test_plan.h"

namespace wbm::grader {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

CheckResult Right() { return {Verdict::kRight, "", "", "", "One", ""}; }

CheckResult Ended(Verdict verdict) {
  return {verdict, "canary message", "canary input", "canary print",
          "One",   "canary detail"};
}

Evidence AllRight() {
  Evidence e;
  e.public_checks = {
      {"One.Adds", Right()}, {"One.Sign", Right()}, {"Two.Halves", Right()}};
  e.hidden_checks = {{"OneHidden.CanaryTest", Right()}};
  e.answers.results = {{Verdict::kRight, "", "'17'"},
                       {Verdict::kRight, "", "'b'"}};
  e.claims.results = {{Verdict::kRight, "", "'0.5'"}};
  return e;
}

absl::StatusOr<Verdicts> JudgeIt(const Evidence& e) {
  static const lab::LabPlan plan = TestPlan();
  static const lab::Rubric rubric = TestRubric();
  return Judge(plan, rubric, "labs/09_test", e);
}

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
  e.answers.results[0].verdict = Verdict::kWrong;
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

Report ReportOf(const Evidence& e) {
  const auto v = JudgeIt(e);
  EXPECT_TRUE(v.ok()) << v.status();
  Report report;
  report.lab = "09_test";
  report.title = "A test";
  report.graded = true;
  report.score = v->score;
  report.max_score = v->max_score;
  report.tasks = v->tasks;
  report.items = v->items;
  return report;
}

// Every way in which a student reads a report.
std::string AllForms(const Report& report, Audience audience) {
  return ReportJson(report, audience) + ReportMarkdown(report, audience) +
         ReportHtml(report, audience) + ReportText(report, TextStyle{});
}

TEST(StudentView, OfAHiddenCheckNothingLeaksWhateverItsVerdict) {
  for (const std::string_view name : boundary::kVerdictNames) {
    const Verdict verdict = *boundary::VerdictFromName(name);
    if (verdict == Verdict::kNotGraded) continue;
    Evidence e = AllRight();
    e.hidden_checks["OneHidden.CanaryTest"] = Ended(verdict);
    const Report report = ReportOf(e);
    const std::string seen = AllForms(StudentView(report), Audience::kStudent);
    EXPECT_THAT(seen, Not(HasSubstr("canary"))) << name;
    EXPECT_THAT(seen, Not(HasSubstr("Canary"))) << name;
    EXPECT_THAT(seen, HasSubstr("every sign")) << name;
    EXPECT_THAT(AllForms(report, Audience::kInstructor),
                HasSubstr("OneHidden.CanaryTest"));
  }
}

TEST(StudentView, SaysKindlyThatAPublicCheckWaitsForItsTwin) {
  Evidence e = AllRight();
  e.hidden_checks["OneHidden.CanaryTest"] = Ended(Verdict::kWrong);
  const Report seen = StudentView(ReportOf(e));
  EXPECT_THAT(ReportHtml(seen, Audience::kStudent),
              HasSubstr("right, counts with 9.1.h1"));
  EXPECT_THAT(ReportMarkdown(seen, Audience::kStudent),
              HasSubstr("right, counts with 9.1.h1"));
  EXPECT_THAT(ReportText(seen, TextStyle{}),
              HasSubstr("counts once 9.1.h1 is right, too: 9.1.p2"));
}

// All that a hidden check tells is one bit: whatever it came to, the student's
// report is one of two, byte by byte.
TEST(StudentView, AHiddenCheckIsRightOrNotAndNothingMore) {
  std::set<std::string> seen;
  for (const std::string_view name : boundary::kVerdictNames) {
    const Verdict verdict = *boundary::VerdictFromName(name);
    if (verdict == Verdict::kNotGraded) continue;
    Evidence e = AllRight();
    e.hidden_checks["OneHidden.CanaryTest"] = Ended(verdict);
    seen.insert(AllForms(StudentView(ReportOf(e)), Audience::kStudent));
  }
  EXPECT_EQ(seen.size(), 2u);
}

// A task of which nothing is written is said to be so, hidden check and all.
TEST(StudentView, AnUnwrittenTaskIsNotWrittenThroughout) {
  Evidence e = AllRight();
  for (const char* test : {"One.Adds", "One.Sign"}) {
    e.public_checks[test] = Ended(Verdict::kNotWritten);
  }
  e.hidden_checks["OneHidden.CanaryTest"] = Ended(Verdict::kNotWritten);
  for (const Item& item : StudentView(ReportOf(e)).items) {
    EXPECT_EQ(item.hidden && item.verdict != Verdict::kNotWritten, false)
        << item.id;
  }
}

AnswersReport Answers(Verdict verdict) {
  AnswersReport answers;
  answers.results = {{verdict, "not within the tolerance", "'3'", "", true},
                     {verdict, "not the right choice", "'a'", "", true}};
  return answers;
}

TEST(StudentView, WhileSubmissionsAreOpenNoAnswerIsMarked) {
  Evidence right = AllRight(), wrong = AllRight();
  right.answers = Answers(Verdict::kRight);
  wrong.answers = Answers(Verdict::kWrong);
  const Report open = StudentView(ReportOf(right));
  EXPECT_EQ(AllForms(open, Audience::kStudent),
            AllForms(StudentView(ReportOf(wrong)), Audience::kStudent));
  EXPECT_EQ(open.score, 14);
  EXPECT_EQ(open.max_score, 14);
  EXPECT_EQ(open.withheld_points, 2);
  EXPECT_THAT(ReportText(open, TextStyle{}), HasSubstr("Questions give 2"));
  EXPECT_THAT(ReportHtml(open, Audience::kStudent), HasSubstr("answered"));
  // Who marks them sees it all the while.
  EXPECT_THAT(AllForms(ReportOf(wrong), Audience::kInstructor),
              HasSubstr("not the right choice"));
}

TEST(StudentView, AnAnswerThatCannotBeReadIsSaidAtOnce) {
  Evidence e = AllRight();
  e.answers.results = {
      {Verdict::kWrong, "expected a number", "'x'", "", false},
      {Verdict::kNotWritten, "not answered yet", "", "", false}};
  const std::string seen =
      AllForms(StudentView(ReportOf(e)), Audience::kStudent);
  EXPECT_THAT(seen, HasSubstr("expected a number"));
  EXPECT_THAT(seen, HasSubstr("not written"));
}

TEST(StudentView, OnceTheyAreClosedEveryAnswerIsMarked) {
  Evidence e = AllRight();
  e.answers = Answers(Verdict::kWrong);
  Report report = ReportOf(e);
  report.reveal_answers = true;
  const Report closed = StudentView(report);
  EXPECT_EQ(closed.score, 14);
  EXPECT_EQ(closed.max_score, 16);
  EXPECT_THAT(AllForms(closed, Audience::kStudent),
              HasSubstr("not the right choice"));
}

TEST(StudentView, AFailedHiddenCheckShowsItsHint) {
  Evidence e = AllRight();
  e.hidden_checks["OneHidden.CanaryTest"] = Ended(Verdict::kWrong);
  const Report seen = StudentView(ReportOf(e));
  for (const std::string& form : {ReportJson(seen, Audience::kStudent),
                                  ReportMarkdown(seen, Audience::kStudent),
                                  ReportHtml(seen, Audience::kStudent)}) {
    EXPECT_THAT(form, HasSubstr("Mind the sign."));
  }
}

TEST(StudentView, ThePublicChecksStayWhole) {
  Evidence e = AllRight();
  e.public_checks["Two.Halves"] = Ended(Verdict::kWrong);
  const std::string seen =
      ReportHtml(StudentView(ReportOf(e)), Audience::kStudent);
  for (const char* part : {"canary message", "canary input", "canary print",
                           "bazel test //labs/09_test "}) {
    EXPECT_THAT(seen, HasSubstr(part));
  }
}

TEST(StudentView, TheKeysOfTheQuestionsGo) {
  Evidence e = AllRight();
  e.answers.results = {{Verdict::kWrong, "not within the tolerance", "'3'"},
                       {Verdict::kWrong, "not the right choice", "'a'"}};
  Report report = ReportOf(e);
  report.reveal_answers = true;
  EXPECT_THAT(AllForms(report, Audience::kInstructor), HasSubstr("17 (±"));
  EXPECT_THAT(AllForms(StudentView(report), Audience::kStudent),
              Not(HasSubstr("17 (±")));
}

TEST(StudentView, WhyALabIsNotGradedIsForTheInstructor) {
  Report report;
  report.why_not_graded = "canary /tmp/secret";
  EXPECT_THAT(AllForms(StudentView(report), Audience::kStudent),
              Not(HasSubstr("canary")));
  EXPECT_THAT(AllForms(report, Audience::kInstructor),
              HasSubstr("canary /tmp/secret"));
}

}  // namespace
}  // namespace wbm::grader
