#include "grading/grader/first_to_mend.h"

#include <gtest/gtest.h>

namespace wbm::grader {
namespace {

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
  EXPECT_EQ(FindFirstToMend(report)->task, "9.2");
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
  EXPECT_EQ(FindFirstToMend(report)->task, "");
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
