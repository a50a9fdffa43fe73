#include "grading/grader/report/told.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "grading/grader/report/report_html.h"
#include "grading/grader/report/report_markdown.h"
#include "grading/grader/report/report_text.h"

namespace wbm::grader {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

Item Check(const std::string& id, Verdict verdict) {
  Item item;
  item.id = id;
  item.task = "9.1";
  item.property = "it holds";
  item.test = "One.Holds";
  item.verdict = verdict;
  return item;
}

// As a student sees it.
Item Hidden(const std::string& id, const std::string& hint) {
  Item item = Check(id, Verdict::kWrong);
  item.hidden = true;
  item.test.clear();
  item.category = "other inputs";
  item.hint = hint;
  return item;
}

Item Unreadable(const std::string& id) {
  Item item = Check(id, Verdict::kWrong);
  item.kind = ItemKind::kQuestion;
  item.test.clear();
  item.message = "answers.json:6:1: syntax error";
  return item;
}

Report ReportOf(const std::vector<Item>& items) {
  Report report;
  report.lab = "09_test";
  report.graded = true;
  report.tasks = {{"9.1", "A", "First", "", 0, 1}};
  report.items = items;
  return report;
}

std::vector<std::string> Told(const Report& report) {
  const std::set<const Item*> told = ToldInFull(report);
  std::vector<std::string> ids;
  for (const Item& item : report.items) {
    if (told.contains(&item)) ids.push_back(item.id);
  }
  return ids;
}

std::vector<std::string> Named(const Report& report) {
  return WrongWithAnother(report, ToldInFull(report));
}

// How often `part` stands in `text`.
int Count(const std::string& text, const std::string& part) {
  int count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos;
       at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

TEST(ToldInFull, WhatIsWrongInItsOwnWay) {
  const Report report = ReportOf({Check("9.1.p1", Verdict::kWrong),
                                  Check("9.1.p2", Verdict::kRight),
                                  Check("9.1.p3", Verdict::kCrashed)});
  EXPECT_THAT(Told(report), ElementsAre("9.1.p1", "9.1.p3"));
  EXPECT_THAT(Named(report), IsEmpty());
}

TEST(ToldInFull, AnUnwrittenTaskOnce) {
  EXPECT_THAT(Told(ReportOf({Check("9.1.p1", Verdict::kNotWritten),
                             Check("9.1.p2", Verdict::kNotWritten)})),
              ElementsAre("9.1.p1"));
}

TEST(ToldInFull, AFileThatDoesNotCompileIsToldWithTheFile) {
  Report report = ReportOf({Check("9.1.p1", Verdict::kCompileError),
                            Check("9.1.p2", Verdict::kCompileError)});
  EXPECT_THAT(Told(report), ElementsAre("9.1.p1", "9.1.p2"));
  report.sources = {{"one.cc", Verdict::kCompileError,
                     "one.cc does not compile.", "1:1: no"}};
  EXPECT_THAT(Told(report), IsEmpty());
  EXPECT_THAT(Named(report), IsEmpty());
}

TEST(ToldInFull, AHiddenCheckWithoutAHintSaysNoMoreThanItsRow) {
  const Report report =
      ReportOf({Hidden("9.1.h1", ""), Hidden("9.1.h2", "Mind the sign."),
                Hidden("9.1.h3", "")});
  EXPECT_THAT(Told(report), ElementsAre("9.1.h1", "9.1.h2"));
  EXPECT_THAT(Named(report), ElementsAre("9.1.h3"));
}

TEST(ToldInFull, AnInstructorReadsEveryHiddenCheck) {
  Item whole = Hidden("9.1.h2", "");
  whole.test = "OneHidden.Holds";
  EXPECT_THAT(Told(ReportOf({Check("9.1.p1", Verdict::kWrong), whole})),
              ElementsAre("9.1.p1", "9.1.h2"));
}

TEST(EveryForm, AnswersThatCannotBeReadAreToldOnce) {
  const Report report = ReportOf({Unreadable("q1"), Unreadable("q2")});
  EXPECT_THAT(Told(report), ElementsAre("q1"));
  for (const std::string& form :
       {ReportText(report, {}), ReportMarkdown(report, Audience::kStudent),
        ReportHtml(report, Audience::kStudent)}) {
    EXPECT_EQ(Count(form, "syntax error"), 1) << form;
  }
  EXPECT_THAT(ReportText(report, {}), HasSubstr("Wrong with that: q2"));
}

TEST(EveryForm, SaysFirstWhatToMendFirst) {
  const Report report = ReportOf({Check("9.1.p1", Verdict::kWrong)});
  for (const std::string& form :
       {ReportText(report, {}), ReportMarkdown(report, Audience::kStudent),
        ReportHtml(report, Audience::kStudent)}) {
    EXPECT_THAT(form, HasSubstr("Mend first: "));
  }
}

TEST(EveryForm, WarningsComeAfterWhatIsWrong) {
  Report report = ReportOf({Check("9.1.p1", Verdict::kWrong)});
  report.items[0].hint = "Mind the sign.";
  report.sources = {{"one.cc", Verdict::kRight,
                     "one.cc compiles, with warnings.", "unused shift"}};
  for (const std::string& form :
       {ReportText(report, {}), ReportMarkdown(report, Audience::kStudent),
        ReportHtml(report, Audience::kStudent)}) {
    ASSERT_THAT(form, HasSubstr("unused shift"));
    EXPECT_LT(form.find("Mind the sign."), form.find("unused shift")) << form;
  }
}

// The table and the answers of a last task are half filled in.
TEST(ReportText, ATaskWithoutChecksIsUnwrittenWhenAllOfItIs) {
  Item claim = Check("c1", Verdict::kNotWritten);
  claim.kind = ItemKind::kClaim;
  Item other = claim, answer = claim;
  other.id = "c2";
  answer.id = "q1";
  EXPECT_THAT(ReportText(ReportOf({claim, other, answer}), {}),
              HasSubstr("Not written yet: task 9.1"));
  answer.verdict = Verdict::kWrong;
  EXPECT_THAT(ReportText(ReportOf({claim, other, answer}), {}),
              HasSubstr("Not written yet: c1, c2"));
}

}  // namespace
}  // namespace wbm::grader
