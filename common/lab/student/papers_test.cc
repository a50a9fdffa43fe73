#include "common/lab/student/papers.h"

#include <string>

#include "common/lab/student/read_claims.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace wbm::lab {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

Question Ask(const std::string& id, QuestionKind kind) {
  Question question;
  question.id = id;
  question.kind = kind;
  if (kind == QuestionKind::kChoice) {
    question.choices = {{"a", "yes"}, {"b", "no"}};
  }
  return question;
}

// Two numbers and a choice; two claims.
LabPlan Plan(const std::string& hand_in) {
  LabPlan plan;
  plan.hand_in = {hand_in};
  plan.questions = {Ask("q1", QuestionKind::kNumber),
                    Ask("q2", QuestionKind::kNumber),
                    Ask("q3", QuestionKind::kChoice)};
  plan.claims.resize(2);
  plan.claims[0].claim = "the scale";
  plan.claims[1].claim = "zeros created";
  return plan;
}

std::vector<std::string> Left(const std::string& file,
                              const std::string& text) {
  const std::vector<Paper> open = OpenPapers(Plan(file), {{file, text}});
  return open.empty() ? std::vector<std::string>() : open[0].left;
}

std::vector<std::string> LeftOfAnswers(const std::string& text) {
  return Left("answers.json", text);
}

std::vector<std::string> LeftOfReport(const std::string& rows) {
  return Left("REPORT.md", "| claim | value |\n| --- | --- |\n" + rows);
}

TEST(Answers, FilledInTheyLackNothing) {
  EXPECT_THAT(LeftOfAnswers(R"({"q1": 0.5, "q2": 2, "q3": "B"})"),
              ElementsAre());
}

TEST(Answers, WhatIsEmptyOrAbsentIsListed) {
  EXPECT_THAT(LeftOfAnswers(R"({"q1": null, "q3": ""})"),
              ElementsAre("not answered yet: q1, q2, q3"));
}

TEST(Answers, ALetterForANumberAndANumberForALetterAreTold) {
  EXPECT_THAT(
      LeftOfAnswers(R"({"q1": "b", "q2": 1, "q3": 2})"),
      ElementsAre(AllOf(HasSubstr("q1: "), HasSubstr("\"b\""),
                        HasSubstr("cannot be read as a number")),
                  AllOf(HasSubstr("q3: "), HasSubstr("write one of a, b"))));
}

TEST(Answers, AMissingCommaIsToldWithItsLineAndColumn) {
  EXPECT_THAT(LeftOfAnswers("{\n  \"q1\": 1\n  \"q2\": 2\n}\n"),
              ElementsAre(HasSubstr("answers.json:3:6: ")));
}

TEST(Answers, AMisspeltNameIsTold) {
  EXPECT_THAT(LeftOfAnswers(R"({"q1": 1, "q2": 2, "q3": "a", "Q4": 1})"),
              ElementsAre(HasSubstr("no question is called 'Q4'")));
}

TEST(Report, EmptyRowsAreTold) {
  EXPECT_THAT(LeftOfReport("| the scale | |\n| zeros created | 12 |\n"),
              ElementsAre("no value yet: the scale"));
}

TEST(Report, FilledInItLacksNothing) {
  EXPECT_THAT(
      LeftOfReport("| the scale | **2.3e-3** |\n| zeros created | \xE2\x88\x92"
                   "12 |\n"),
      ElementsAre());
}

TEST(Report, ADecimalCommaAndARowTwiceAreTold) {
  EXPECT_THAT(LeftOfReport("| the scale | 0,5 |\n| zeros created | 1 |\n"
                           "| zeros created | 2 |\n"),
              ElementsAre(HasSubstr("the decimal sign is a point: 0.5"),
                          HasSubstr("this row twice")));
}

TEST(Report, ATableThatIsMissingIsToldOnce) {
  EXPECT_THAT(Left("REPORT.md", "# Report\n"),
              ElementsAre(HasSubstr("has no table with the header")));
}

TEST(Report, ARowThatIsMissingIsNamed) {
  EXPECT_THAT(LeftOfReport("| the skale | 1 |\n| zeros created | 1 |\n"),
              ElementsAre("REPORT.md has no row \"the scale\"",
                          HasSubstr("no claim is called 'the skale'")));
}

TEST(Predictions, WhatIsEmptyIsListed) {
  EXPECT_THAT(Left("predictions.json", R"({"a": "", "b": null, "c": false})"),
              ElementsAre("not filled in yet: a, b"));
  EXPECT_THAT(Left("predictions.json", "{\"a\": 1,}"),
              ElementsAre(HasSubstr("predictions.json:1:9: ")));
}

TEST(OpenPapers, AFileThatIsNotThereIsTold) {
  const std::vector<Paper> open = OpenPapers(Plan("REPORT.md"), {});
  ASSERT_EQ(open.size(), 1u);
  EXPECT_EQ(open[0].file, "REPORT.md");
  EXPECT_THAT(open[0].left, ElementsAre("the file is not there"));
}

TEST(ParseClaimsTable, TheTableEndsWhereItEnds) {
  const auto rows = ParseClaimsTable(
      "| Claim | Value |\r\n|:-|-:|\n| a \\| b | 1 |\n\n| c | 2 |\n");
  ASSERT_TRUE(rows.has_value());
  ASSERT_EQ(rows->size(), 1u);
  EXPECT_EQ((*rows)[0].claim, "a | b");
  EXPECT_EQ((*rows)[0].value, "1");
}

TEST(ParseClaimsTable, HostileReportsAreReadInTime) {
  std::string many = "| claim | value |\n| - | - |\n";
  for (int i = 0; i < 50'000; ++i) many += "| x | 1 |\n";
  EXPECT_EQ(ParseClaimsTable(many)->size(), 200u);
  EXPECT_FALSE(ParseClaimsTable(std::string(1u << 20, '|')).has_value());
}

}  // namespace
}  // namespace wbm::lab
