#include "grading/grader/report/student_view.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "grading/grader/judge/test_evidence.h"
#include "grading/grader/report/report_html.h"
#include "grading/grader/report/report_json.h"
#include "grading/grader/report/report_markdown.h"
#include "grading/grader/report/report_text.h"

namespace wbm::grader {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

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
// However many ways there are, and whatever the public checks came to.
TEST(StudentView, AHiddenCheckIsRightOrNotAndNothingMore) {
  for (const Verdict open : {Verdict::kRight, Verdict::kWrong,
                             Verdict::kNotWritten, Verdict::kCrashed}) {
    std::set<std::string> seen;
    for (const std::string_view name : boundary::kVerdictNames) {
      const Verdict verdict = *boundary::VerdictFromName(name);
      if (verdict == Verdict::kNotGraded) continue;
      Evidence e = AllRight();
      for (const char* test : {"One.Adds", "One.Sign"}) {
        e.public_checks[test] = Ended(open);
      }
      e.hidden_checks["OneHidden.CanaryTest"] = Ended(verdict);
      seen.insert(AllForms(StudentView(ReportOf(e)), Audience::kStudent));
    }
    EXPECT_EQ(seen.size(), 2u) << boundary::VerdictName(open);
  }
}

// Of a public check that was judged beside the reference: it is right, or not.
TEST(StudentView, BesideTheReferenceACheckIsRightOrNotAndNothingMore) {
  std::set<std::string> seen;
  for (const std::string_view name : boundary::kVerdictNames) {
    const Verdict verdict = *boundary::VerdictFromName(name);
    if (verdict == Verdict::kNotGraded) continue;
    Evidence e = AllRight();
    CheckResult stub = Ended(Verdict::kNotWritten);
    stub.detail = "9.1 one.cc:3";
    for (auto& [test, result] : e.public_checks) result = stub;
    CheckResult result = Ended(verdict);
    result.detail = "9.2 two.cc:5";
    e.beside_reference = {{{"9.1"}, {{"Two.Halves", result}}, {}}};
    const Report report = ReportOf(e);
    seen.insert(AllForms(StudentView(report), Audience::kStudent));
    if (verdict == Verdict::kRight) continue;
    EXPECT_THAT(AllForms(report, Audience::kInstructor),
                HasSubstr("canary print"));
  }
  EXPECT_EQ(seen.size(), 2u);
  for (const std::string& forms : seen) {
    EXPECT_THAT(forms, Not(HasSubstr("9.2 two.cc:5")));
  }
}

// Of a task with two functions the one that is written is judged.
TEST(StudentView, AHiddenCheckIsOfItsFunction) {
  Evidence e = AllRight();
  for (const char* test : {"One.Adds", "One.Sign"}) {
    e.public_checks[test] = Ended(Verdict::kNotWritten);
  }
  e.hidden_checks["OneHidden.CanaryTest"] = Ended(Verdict::kWrong);
  Report report = ReportOf(e);
  const auto hidden_verdict = [&] {
    for (const Item& item : StudentView(report).items) {
      if (item.hidden) return item.verdict;
    }
    return Verdict::kNotGraded;
  };
  EXPECT_EQ(hidden_verdict(), Verdict::kNotWritten);
  Item other = report.items.front();
  other.test = "Another.Function";
  other.verdict = Verdict::kRight;
  report.items.push_back(other);
  EXPECT_EQ(hidden_verdict(), Verdict::kNotWritten);
  report.items.front().test = "Third.Function";
  report.items[1].test = "Third.Function2";
  EXPECT_NE(hidden_verdict(), Verdict::kNotWritten);
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

// Nothing that a student sees has run in a build with the reference.
TEST(StudentView, OfWhatIsWrongBesideTheReferenceOnlyTheVerdictIsSeen) {
  Evidence e = AllRight();
  CheckResult stub = Ended(Verdict::kNotWritten);
  stub.detail = "9.1 one.cc:3";
  for (const char* test : {"One.Adds", "One.Sign", "Two.Halves"}) {
    e.public_checks[test] = stub;
    e.public_checks[test].message = "a stub";
    e.public_checks[test].input = e.public_checks[test].printed = "";
  }
  e.beside_reference = {
      {{"9.1"}, {{"Two.Halves", Ended(Verdict::kWrong)}}, {}}};
  const std::string seen =
      AllForms(StudentView(ReportOf(e)), Audience::kStudent);
  EXPECT_THAT(seen, Not(HasSubstr("canary")));
  EXPECT_THAT(seen, HasSubstr("wrong, even where 9.1 is right"));
  EXPECT_THAT(seen, HasSubstr("Half of it."));
}

// As its public checks do: else the student would read of an own mistake.
TEST(StudentView, AHiddenCheckWaitsForAMissingTaskWithItsPublicChecks) {
  Evidence e = AllRight();
  CheckResult stub = Ended(Verdict::kNotWritten);
  stub.detail = "9.2 two.cc:3";
  for (const char* test : {"One.Adds", "One.Sign", "Two.Halves"}) {
    e.public_checks[test] = stub;
  }
  e.hidden_checks["OneHidden.CanaryTest"] = stub;
  lab::LabPlan plan = TestPlan();
  plan.checks[1].needs = {};
  lab::Rubric rubric = TestRubric();
  rubric.checks[0].needs = {};
  Report report = ReportOf(e);
  report.items = Judge(plan, rubric, "labs/09_test", e)->items;
  for (const Item& item : StudentView(report).items) {
    if (item.task != "9.1") continue;
    EXPECT_EQ(item.verdict, Verdict::kSkipped) << item.id;
    EXPECT_EQ(item.blocker, "9.2") << item.id;
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
      {Verdict::kWrong, "cannot be read", "'x'", "", false},
      {Verdict::kNotWritten, "not answered yet", "", "", false}};
  const std::string seen =
      AllForms(StudentView(ReportOf(e)), Audience::kStudent);
  EXPECT_THAT(seen, HasSubstr("cannot be read"));
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
