#include "grading/grader/report/first_to_mend.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wbm::grader {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

Item Check(const std::string& id, const std::string& task, Verdict verdict) {
  Item item;
  item.id = id;
  item.task = task;
  item.property = "it holds";
  item.verdict = verdict;
  return item;
}

Report ReportOf(const std::vector<Item>& items) {
  Report report;
  report.graded = true;
  report.tasks = {{"9.1", "A", "First", "", 0, 1},
                  {"9.2", "A", "Second", "", 0, 1}};
  report.items = items;
  return report;
}

std::string First(const Report& report) {
  const std::optional<FirstToMend> first = FindFirstToMend(report);
  return first.has_value() ? first->what : "";
}

TEST(FindFirstToMend, WhereAllIsRightThereIsNothing) {
  EXPECT_EQ(First(ReportOf({Check("9.1.p1", "9.1", Verdict::kRight)})), "");
}

TEST(FindFirstToMend, WhatIsWrongComesBeforeWhatIsNotWritten) {
  const Report report = ReportOf({Check("9.1.p1", "9.1", Verdict::kNotWritten),
                                  Check("9.2.p1", "9.2", Verdict::kRight),
                                  Check("9.2.p2", "9.2", Verdict::kWrong),
                                  Check("9.2.p3", "9.2", Verdict::kCrashed)});
  EXPECT_EQ(First(report), "9.2.p2, it holds: wrong");
  EXPECT_EQ(FindFirstToMend(report)->anchor, "task-9.2");
}

// The test of it says nothing before that task is written.
TEST(FindFirstToMend, AMissingTaskComesBeforeWhatIsWrongBesideTheReference) {
  Item beside = Check("9.2.p1", "9.2", Verdict::kWrong);
  beside.beside = "9.1";
  const Item missing = Check("9.1.p1", "9.1", Verdict::kNotWritten);
  Item hidden = Check("9.2.h1", "9.2", Verdict::kWrong);
  hidden.hidden = true;
  EXPECT_EQ(First(ReportOf({hidden, beside, missing})),
            "9.1 First: not written yet");
  EXPECT_EQ(First(ReportOf({beside})),
            "9.2.p1, it holds: wrong, even where 9.1 is right");
}

TEST(FindFirstToMend, ATaskThatIsNotWritten) {
  EXPECT_EQ(First(ReportOf({Check("9.1.p1", "9.1", Verdict::kRight),
                            Check("9.2.p1", "9.2", Verdict::kNotWritten)})),
            "9.2 Second: not written yet");
}

TEST(FindFirstToMend, AFileThatDoesNotCompileComesBeforeAll) {
  Report report = ReportOf({Check("9.1.p1", "9.1", Verdict::kWrong)});
  report.sources = {
      {"one.cc", Verdict::kRight, "one.cc compiles, with warnings.", "…"},
      {"two.cc", Verdict::kCompileError, "two.cc does not compile.", "…"}};
  EXPECT_EQ(First(report), "two.cc does not compile.");
  EXPECT_EQ(FindFirstToMend(report)->anchor, "compiling");
}

TEST(FindFirstToMend, AFileOfAnotherLabIsCalledOne) {
  Report report = ReportOf({});
  report.lab = "09_test";
  report.sources = {{"one.cc", Verdict::kCompileError,
                     "one.cc includes what this lab does not allow.",
                     "one.cc:1: error: \"labs/04_int8/quantizer.h\" may not "
                     "be included; there is labs/09_test/one.h"}};
  EXPECT_THAT(First(report),
              HasSubstr("a header of lab '04_int8': perhaps it is that"));
}

TEST(FindFirstToMend, AFileOfAnotherName) {
  Report report = ReportOf({Check("9.1.p1", "9.1", Verdict::kNotWritten),
                            Check("9.2.p1", "9.2", Verdict::kWrong)});
  report.sources = {{"one.cc", Verdict::kNotWritten,
                     "one.cc was not handed in: its tasks …", ""}};
  EXPECT_EQ(First(report), "one.cc was not handed in: its tasks …");
  report.ignored = {"'in/one-1.cc'", "'notes.pdf'"};
  EXPECT_EQ(First(report),
            "one.cc was not handed in, but 'in/one-1.cc' was: rename it and "
            "hand in again.");
  report.ignored = {"'two.cc'"};
  EXPECT_EQ(First(report),
            "one.cc was not handed in, but 'two.cc' was: another name, or "
            "another lab's file?");
}

TEST(FindFirstToMend, PrintingThatEndsChecks) {
  Report report = ReportOf({Check("9.1.p1", "9.1", Verdict::kWrong)});
  report.experiment.message =
      "The experiment stopped.\n09_test: output_limit: Halve printed more than "
      "65536 bytes.";
  EXPECT_THAT(First(report), StartsWith("Halve printed more than 65536 bytes"));
  EXPECT_EQ(FindFirstToMend(report)->anchor, "experiment");
}

TEST(FindFirstToMend, AnswersComeAfterTheCode) {
  Item answer = Check("q1", "9.1", Verdict::kWrong);
  answer.kind = ItemKind::kQuestion;
  EXPECT_EQ(
      First(ReportOf({answer, Check("9.2.p1", "9.2", Verdict::kNotWritten)})),
      "9.2 Second: not written yet");
  EXPECT_EQ(First(ReportOf({answer})), "q1, it holds: wrong");
}

TEST(FindFirstToMend, OneOfTwoFunctionsThatIsNotWritten) {
  Item missing = Check("9.2.p2", "9.2", Verdict::kNotWritten);
  missing.message = "Third met a stub: task 9.2 is not written yet (two.cc:9).";
  EXPECT_EQ(First(ReportOf({Check("9.2.p1", "9.2", Verdict::kRight), missing})),
            "9.2.p2, it holds: Third met a stub: task 9.2 is not written yet "
            "(two.cc:9).");
}

TEST(FindFirstToMend, WhatWaitsIsNotToBeMended) {
  Item blocked = Check("9.1.p2", "9.1", Verdict::kSkipped);
  blocked.blocker = "9.1.p1";
  Item withheld = Check("q1", "9.2", Verdict::kSkipped);
  withheld.withheld = true;
  EXPECT_EQ(First(ReportOf({blocked, withheld})), "");
}

}  // namespace
}  // namespace wbm::grader
