#include "grading/grader/judge/answers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "absl/strings/str_cat.h"
#include "common/lab/student/student_json.h"
#include "grading/grader/judge/test_plan.h"

namespace wbm::grader {
namespace {

using boundary::Verdict;
using ::testing::HasSubstr;
using ::testing::Not;

std::vector<AnswerResult> Grade(const std::optional<std::string>& json) {
  return GradeAnswers(json, TestPlan(), TestRubric()).results;
}

TEST(Answers, RightAnswersAreRight) {
  const auto r = Grade(R"({"q1": 17, "q2": "b"})");
  EXPECT_EQ(r[0].verdict, Verdict::kRight);
  EXPECT_EQ(r[1].verdict, Verdict::kRight);
}

TEST(Answers, AChoiceMayBeACapitalAndHaveSpaces) {
  for (const char* given : {"b", "B", " b ", "B "}) {
    EXPECT_EQ(Grade(absl::StrCat("{\"q2\": \"", given, "\"}"))[1].verdict,
              Verdict::kRight)
        << given;
  }
}

TEST(Answers, TheToleranceIsInclusiveAndNoMore) {
  for (const auto& [given, verdict] : {std::pair{"17.5", Verdict::kRight},
                                       {"16.5", Verdict::kRight},
                                       {"17.500001", Verdict::kWrong},
                                       {"16.499999", Verdict::kWrong},
                                       {"-17", Verdict::kWrong},
                                       {"1.7e1", Verdict::kRight}}) {
    EXPECT_EQ(Grade(std::string("{\"q1\": ") + given + "}")[0].verdict, verdict)
        << given;
  }
}

TEST(Answers, RelativeAndAbsoluteTolerancesTakeTheWider) {
  lab::Answer key;
  key.value = -200;
  key.relative_tolerance = 0.01;
  key.absolute_tolerance = 1;
  EXPECT_TRUE(NumberIsRight(-202, key));
  EXPECT_FALSE(NumberIsRight(-202.001, key));
  key.value = 0;
  EXPECT_TRUE(NumberIsRight(1, key));
  key.absolute_tolerance = 0;
  EXPECT_TRUE(NumberIsRight(-0.0, key));
  EXPECT_FALSE(NumberIsRight(1e-300, key));
  EXPECT_FALSE(NumberIsRight(std::nan(""), key));
  EXPECT_FALSE(NumberIsRight(HUGE_VAL, key));
}

TEST(Answers, NothingGivenIsNotWritten) {
  for (const char* json :
       {"{}", R"({"q1": null, "q2": null})", R"({"q1": "", "q2": ""})"}) {
    for (const AnswerResult& r : Grade(json)) {
      EXPECT_EQ(r.verdict, Verdict::kNotWritten) << json;
    }
  }
  EXPECT_EQ(Grade(std::nullopt)[0].verdict, Verdict::kNotWritten);
  EXPECT_THAT(Grade(std::nullopt)[0].message, HasSubstr("not handed in"));
}

TEST(Answers, TheWrongTypeIsWrongAndSaysWhatIsExpected) {
  auto r = Grade(R"({"q1": "17", "q2": 2})");
  EXPECT_EQ(r[0].verdict, Verdict::kWrong);
  EXPECT_THAT(r[0].message, HasSubstr("cannot be read as a number: write one"));
  EXPECT_THAT(r[1].message, HasSubstr("one of a, b"));
  r = Grade(R"({"q1": [17], "q2": "c"})");
  EXPECT_EQ(r[0].verdict, Verdict::kWrong);
  EXPECT_EQ(r[1].verdict, Verdict::kWrong);
}

TEST(Answers, NoMessageToldToTheStudentNamesTheKey) {
  for (const char* json : {R"({"q1": 3, "q2": "a"})", R"({"q1": "x"})"}) {
    for (const AnswerResult& r : Grade(json)) {
      EXPECT_THAT(r.message, Not(HasSubstr("17")));
    }
  }
}

TEST(Answers, BrokenFilesAreWrongForEveryQuestion) {
  const std::string deep(100'000, '[');
  for (const std::string& json :
       {std::string("{\"q1\": 17"), std::string("[17]"), std::string(""),
        std::string("{\"q1\": 17, \"q1\": 18}"), std::string("{\"q1\": NaN}"),
        std::string("{\"q1\": 1e999}"), std::string("{\"q1\": \"\xFF\"}"), deep,
        "{\"q1\":" + deep}) {
    for (const AnswerResult& r : Grade(json)) {
      EXPECT_EQ(r.verdict, Verdict::kWrong) << json.substr(0, 40);
      EXPECT_THAT(r.message, HasSubstr("answers.json"));
    }
  }
}

TEST(Answers, UnknownNamesGetARemark) {
  const AnswersReport r =
      GradeAnswers(R"({"q1": 17, "q9": 1})", TestPlan(), TestRubric());
  ASSERT_EQ(r.remarks.size(), 1u);
  EXPECT_THAT(r.remarks[0], HasSubstr("'q9'"));
}

TEST(Answers, AQuestionWithoutAKeyIsNotGraded) {
  lab::Rubric rubric = TestRubric();
  rubric.answers.erase("q2");
  EXPECT_EQ(GradeAnswers("{}", TestPlan(), rubric).results[1].verdict,
            Verdict::kNotGraded);
}

TEST(StudentJson, BracketsInStringsAreNoDepth) {
  EXPECT_TRUE(lab::ParseStudentJson(
                  "{\"a\": \"" + std::string(100, '[') + "\\\"[\"}", "f")
                  .ok());
  EXPECT_FALSE(
      lab::ParseStudentJson(std::string(33, '[') + std::string(33, ']'), "f")
          .ok());
  EXPECT_TRUE(
      lab::ParseStudentJson(std::string(32, '[') + std::string(32, ']'), "f")
          .ok());
}

}  // namespace
}  // namespace wbm::grader
