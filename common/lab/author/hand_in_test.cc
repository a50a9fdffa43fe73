#include "common/lab/author/hand_in.h"

#include <string>

#include "common/lab/plan/lab_plan.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace wbm::lab {
namespace {

using ::testing::HasSubstr;

LabPlan Plan() {
  LabPlan plan;
  plan.questions.resize(2);
  plan.questions[0].id = "q1";
  plan.questions[1].id = "q2";
  plan.questions[1].kind = QuestionKind::kChoice;
  plan.claims.resize(2);
  plan.claims[0].claim = "scale";
  plan.claims[1].claim = "zeros";
  return plan;
}

constexpr char kForm[] =
    "| claim | value |\n| --- | --- |\n| scale | |\n| zeros | |\n\n# Report\n";

TEST(AnswersForm, HasAPlaceForEveryAnswer) {
  EXPECT_EQ(AnswersForm(Plan()), "{\n  \"q1\": null,\n  \"q2\": \"\"\n}\n");
}

TEST(ReportForm, HasARowForEveryClaimAndKeepsTheRest) {
  const std::string head = "| claim | value |\n| --- | --- |\n";
  EXPECT_EQ(*ReportForm(Plan(), head + "| old | 3 |\n\n# Report\n", "R"),
            kForm);
  EXPECT_EQ(*ReportForm(Plan(), kForm, "R"), kForm);
  EXPECT_EQ(*ReportForm(Plan(), head, "R"),
            head + "| scale | |\n| zeros | |\n");
}

TEST(ReportForm, AMissingTableIsNamed) {
  EXPECT_THAT(ReportForm(Plan(), "# Report\n", "labs/04_int8/REPORT.md")
                  .status()
                  .message(),
              HasSubstr("labs/04_int8/REPORT.md: the table of claims is "
                        "missing"));
}

TEST(ReportForm, WithoutClaimsNothingIsAsked) {
  EXPECT_EQ(*ReportForm(LabPlan(), "# Report\n", "R"), "# Report\n");
}

}  // namespace
}  // namespace wbm::lab
