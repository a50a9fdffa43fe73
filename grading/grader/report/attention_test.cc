#include "grading/grader/report/attention.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "grading/grader/judge/answers.h"
#include "grading/grader/judge/test_plan.h"
#include "grading/grader/report/report_html.h"
#include "grading/grader/report/report_json.h"
#include "grading/grader/report/report_markdown.h"
#include "grading/grader/report/student_view.h"

namespace wbm::grader {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

Report ReportOf(const AnswersReport& answers) {
  Report report;
  report.lab = "09_test";
  report.graded = true;
  const lab::LabPlan plan = TestPlan();
  for (std::size_t i = 0; i < plan.questions.size(); ++i) {
    Item item;
    item.kind = ItemKind::kQuestion;
    item.id = plan.questions[i].id;
    item.max_points = plan.questions[i].points;
    item.input = answers.results[i].given;
    report.items.push_back(item);
  }
  return report;
}

constexpr char kLab[] = "labs/testdata/09_test";

std::vector<std::string> AboutAnswers(const std::string& json) {
  const AnswersReport answers = GradeAnswers(json, TestPlan(), TestRubric());
  return NeedsAttention(TestPlan(), kLab, Submission{}, ReportOf(answers),
                        answers);
}

TEST(NeedsAttention, RightAndPlainlyWrongAnswersNeedNone) {
  EXPECT_THAT(AboutAnswers(R"({"q1": 17, "q2": "b"})"), IsEmpty());
  EXPECT_THAT(AboutAnswers(R"({"q1": "12", "q2": "A"})"), IsEmpty());
  EXPECT_THAT(AboutAnswers("{}"), IsEmpty());
}

TEST(NeedsAttention, AnswersThatWouldBeRightWrittenOtherwiseAreNamed) {
  EXPECT_THAT(AboutAnswers(R"({"q1": "17", "q2": "b"})"),
              ElementsAre(HasSubstr("which would be right as 17")));
  // A capital and blanks are taken as they are meant.
  EXPECT_THAT(AboutAnswers(R"({"q1": "17,2", "q2": " B "})"),
              ElementsAre(HasSubstr("right as 17.2")));
  EXPECT_THAT(AboutAnswers(R"({"q1": "34/2", "q2": "b"})"),
              ElementsAre(HasSubstr("right as 34/2")));
  EXPECT_THAT(AboutAnswers(R"({"q1": "17/0", "q2": "b"})"), IsEmpty());
  EXPECT_THAT(AboutAnswers(R"({"q1": 17, "q2": "b) that"})"),
              ElementsAre(HasSubstr("q2 has")));
}

TEST(NeedsAttention, AnswersThatDoNotParse) {
  EXPECT_THAT(AboutAnswers("{\"q1\": 17,}"),
              ElementsAre(HasSubstr("No answer counts: answers.json")));
  EXPECT_THAT(AboutAnswers("[17]"), ElementsAre(HasSubstr("No answer counts")));
}

TEST(NeedsAttention, SourcesThatDoNotCompileAreMissingOrOfAnotherLab) {
  const AnswersReport answers =
      GradeAnswers(R"({"q1": 17, "q2": "b"})", TestPlan(), TestRubric());
  Report report = ReportOf(answers);
  report.sources = {{"one.cc", Verdict::kCompileError,
                     "one.cc does not compile.", "one.cc:7: no ;\nmore"}};
  Item item;
  item.verdict = Verdict::kCompileError;
  item.max_points = 10;
  report.items.push_back(item);
  Submission submission;
  submission.files["one.cc"] = "#include \"labs/03_formats/minifloat.h\"\n";
  submission.missing = {"two.cc", "REPORT.md"};
  submission.ignored = {"'in/two (1).cc'", "'notes.pdf'"};
  EXPECT_THAT(
      NeedsAttention(TestPlan(), kLab, submission, report, answers),
      ElementsAre(HasSubstr("a header of lab '03_formats'"),
                  AllOf(HasSubstr("10 points rest on that"),
                        HasSubstr("one.cc:7: no ;"), Not(HasSubstr("more"))),
                  AllOf(HasSubstr("No file is called two.cc"),
                        HasSubstr("Perhaps it is 'in/two (1).cc'"))));
}

TEST(NeedsAttention, AnAnswersFileOfAnotherName) {
  const AnswersReport answers =
      GradeAnswers(std::nullopt, TestPlan(), TestRubric());
  Submission submission;
  submission.missing = {"answers.json", "REPORT.md"};
  submission.ignored = {"'answers.json.txt'"};
  EXPECT_THAT(
      NeedsAttention(TestPlan(), kLab, submission, ReportOf(answers), answers),
      ElementsAre("No file is called answers.json. Perhaps it is "
                  "'answers.json.txt'."));
}

TEST(NeedsAttention, APrintThatWasLeftIn) {
  const AnswersReport answers =
      GradeAnswers(R"({"q1": 17, "q2": "b"})", TestPlan(), TestRubric());
  Report report = ReportOf(answers);
  Item stopped;
  stopped.id = "9.1.h1";
  stopped.hidden = true;
  stopped.verdict = Verdict::kOutputLimit;
  stopped.message = "Halve printed more than 65536 bytes.";
  stopped.max_points = 2;
  Item waiting;
  waiting.id = "9.1.p1";
  waiting.verdict = Verdict::kRight;
  waiting.counts_once = "9.1.h1";
  waiting.max_points = 3;
  report.items.insert(report.items.end(), {stopped, waiting});
  EXPECT_THAT(NeedsAttention(TestPlan(), kLab, Submission{}, report, answers),
              ElementsAre(AllOf(HasSubstr("Halve printed more than"),
                                HasSubstr("5 points rest on that"))));
}

TEST(NeedsAttention, HeadersOfTheLabItselfAreItsOwn) {
  const AnswersReport answers =
      GradeAnswers(R"({"q1": 17, "q2": "b"})", TestPlan(), TestRubric());
  Submission submission;
  submission.files["one.cc"] =
      "#include \"labs/testdata/09_test/thing.h\"\n"
      "#include \"labs/testdata/09_test/measure/table.h\"\n";
  EXPECT_THAT(
      NeedsAttention(TestPlan(), kLab, submission, ReportOf(answers), answers),
      IsEmpty());
}

TEST(NeedsAttention, IsForTheInstructor) {
  const AnswersReport answers =
      GradeAnswers(R"({"q1": "17", "q2": "b"})", TestPlan(), TestRubric());
  Report report = ReportOf(answers);
  report.attention =
      NeedsAttention(TestPlan(), kLab, Submission{}, report, answers);
  const auto forms = [](const Report& r, Audience audience) {
    return ReportJson(r, audience) + ReportMarkdown(r, audience) +
           ReportHtml(r, audience);
  };
  EXPECT_THAT(forms(report, Audience::kInstructor),
              AllOf(HasSubstr("needs_attention"), HasSubstr("Needs attention"),
                    HasSubstr("would be right as")));
  EXPECT_THAT(forms(StudentView(report), Audience::kStudent),
              AllOf(Not(HasSubstr("eeds attention")),
                    Not(HasSubstr("would be right as"))));
}

}  // namespace
}  // namespace wbm::grader
