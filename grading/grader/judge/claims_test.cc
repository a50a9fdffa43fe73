#include "grading/grader/judge/claims.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "common/io/plain_text.h"
#include "grading/grader/judge/test_plan.h"

namespace wbm::grader {
namespace {

using boundary::Verdict;
using ::testing::HasSubstr;
using Json = nlohmann::json;

const Json kResults = {{"scale", 0.5},
                       {"kept", true},
                       {"winner", "habla"},
                       {"zeros", 12},
                       {"nan", nullptr}};

std::string Table(const std::string& row) {
  return "# Report\n\n| claim | value |\n| --- | ---: |\n" + row + "\n\nprose";
}

ClaimResult GradeRow(const std::string& row,
                     const std::string& source = "/scale",
                     const Json* results = &kResults, double tolerance = 0.01) {
  lab::LabPlan plan = TestPlan();
  plan.claims[0].source = source;
  plan.claims[0].relative_tolerance = tolerance;
  return GradeClaims(Table(row), results, "nothing was measured", plan)
      .results[0];
}

TEST(Claims, AClaimWithinItsToleranceIsRight) {
  for (const char* value : {"0.5", "0.505", "0.495", "+0.5", "5e-1", " 0.5 "}) {
    EXPECT_EQ(GradeRow(std::string("| the scale |") + value + "|").verdict,
              Verdict::kRight)
        << value;
  }
}

TEST(Claims, AClaimBeyondItIsWrongAndSaysWhatTheCodeGives) {
  const ClaimResult r = GradeRow("| the scale | 0.51 |");
  EXPECT_EQ(r.verdict, Verdict::kWrong);
  EXPECT_THAT(r.message, HasSubstr("your code gives 0.5 "));
}

TEST(Claims, HowCloseIsEnoughIsSaidAndNotWhatTheReferenceMeasured) {
  ClaimsReport off =
      GradeClaims(Table("| the scale | 0.6 |"), &kResults, "", TestPlan());
  EXPECT_THAT(off.results[0].message, HasSubstr("(within 1 % is right)"));
  const auto beside = [](const std::string& row) {
    const std::string table = Table(row);
    ClaimsReport own = GradeClaims(table, nullptr, "stopped", TestPlan());
    JudgeByReference(GradeClaims(table, &kResults, "", TestPlan()), &own);
    return own.results[0];
  };
  EXPECT_EQ(beside("| the scale | 0.6 |").message,
            "not what the experiment measures (within 1 % is right)");
  EXPECT_THAT(beside("| the scale | 2^-1 |").message,
              HasSubstr("a plain number"));
  EXPECT_EQ(beside("| the scale | 0.5 |").verdict, Verdict::kRight);
}

// Where a function is not right, its own points are lost and not the claim.
TEST(Claims, WhatRightFunctionsMeasureCanDecideAlone) {
  const lab::LabPlan plan = TestPlan();
  const Json other = {{"scale", 0.6}}, nothing = Json::object();
  const auto judged = [&](const std::string& value, const Json* own_results) {
    const std::string table = Table("| the scale | " + value + " |");
    const ClaimsReport right = GradeClaims(table, &kResults, "", plan);
    ClaimsReport own = GradeClaims(table, own_results, "stopped", plan);
    HoldAgainstReference(right, &own);
    JudgeByReference(right, &own);
    return own.results[0];
  };
  for (const Json* own : {&kResults, &other, &nothing}) {
    EXPECT_EQ(judged("0.5", own).verdict, Verdict::kRight);
    EXPECT_EQ(judged("0.5", own).message, "");
    EXPECT_EQ(judged("0.6", own).verdict, Verdict::kWrong);
    EXPECT_EQ(judged("", own).verdict, Verdict::kNotWritten);
  }
  EXPECT_EQ(judged("0.5", nullptr).verdict, Verdict::kRight);
  EXPECT_EQ(judged("0.7", nullptr).verdict, Verdict::kWrong);
}

TEST(Claims, WhatOnlyWrongCodeGivesIsWrong) {
  const lab::LabPlan plan = TestPlan();
  const std::string table = Table("| the scale | 0.5 |");
  const Json right = {{"scale", 0.501}}, other = {{"scale", 0.6}};
  for (const Json* reference : {&right, &other}) {
    ClaimsReport own = GradeClaims(table, &kResults, "", plan);
    ASSERT_EQ(own.results[0].verdict, Verdict::kRight);
    HoldAgainstReference(GradeClaims(table, reference, "", plan), &own);
    EXPECT_EQ(own.results[0].verdict,
              reference == &right ? Verdict::kRight : Verdict::kWrong);
  }
  ClaimsReport own = GradeClaims(table, &kResults, "", plan);
  HoldAgainstReference(GradeClaims(table, &other, "", plan), &own);
  EXPECT_THAT(own.results[0].message, HasSubstr("mend the functions first"));
  // What is wrong already, or could not be compared, stays as it is.
  own = GradeClaims(table, nullptr, "nothing was measured", plan);
  HoldAgainstReference(GradeClaims(table, &right, "", plan), &own);
  EXPECT_EQ(own.results[0].verdict, Verdict::kSkipped);
  // A reference that measured no such thing is a fault of ours.
  own = GradeClaims(table, &kResults, "", plan);
  const Json nothing = Json::object();
  HoldAgainstReference(GradeClaims(table, &nothing, "", plan), &own);
  EXPECT_EQ(own.results[0].verdict, Verdict::kNotGraded);
}

// A field that the student's functions left without a value is not our fault,
// as long as right functions give it one.
TEST(Claims, WhatOnlyTheStudentsResultsLackIsTheStudentsFault) {
  const lab::LabPlan plan = TestPlan();
  const std::string table = Table("| the scale | 0.5 |");
  const Json nothing = Json::object(), right = {{"scale", 0.5}};
  ClaimsReport own = GradeClaims(table, &nothing, "", plan);
  HoldAgainstReference(GradeClaims(table, &right, "", plan), &own);
  EXPECT_EQ(own.results[0].verdict, Verdict::kWrong);
  EXPECT_THAT(own.results[0].message, HasSubstr("your code gives no number"));
  EXPECT_EQ(own.results[0].given, "'0.5'");
  own = GradeClaims(table, &nothing, "", plan);
  HoldAgainstReference(GradeClaims(table, &nothing, "", plan), &own);
  EXPECT_EQ(own.results[0].verdict, Verdict::kNotGraded);
}

TEST(Claims, WhatIsNoPlainNumberIsWrong) {
  for (const char* value : {"0.5 V", "50%", "1/2", "nan", "inf", "0x1p-1",
                            "+-0.5", "0,5", "~0.5", "1e999"}) {
    const ClaimResult r =
        GradeRow(std::string("| the scale | ") + value + " |");
    EXPECT_EQ(r.verdict, Verdict::kWrong) << value;
    EXPECT_THAT(r.message, HasSubstr("expected a plain number")) << value;
  }
}

TEST(Claims, CountsAreExactWhenTheToleranceIsZero) {
  EXPECT_EQ(GradeRow("| the scale | 12 |", "/zeros", &kResults, 0).verdict,
            Verdict::kRight);
  EXPECT_EQ(GradeRow("| the scale | 13 |", "/zeros", &kResults, 0).verdict,
            Verdict::kWrong);
}

TEST(Claims, TruthsAndWordsAreCompared) {
  EXPECT_EQ(GradeRow("| the scale | True |", "/kept").verdict, Verdict::kRight);
  EXPECT_EQ(GradeRow("| the scale | yes |", "/kept").verdict, Verdict::kWrong);
  EXPECT_EQ(GradeRow("| the scale | habla |", "/winner").verdict,
            Verdict::kRight);
}

// A name as a word processor leaves it: intake has made most of it plain.
TEST(Claims, ANameIsFoundWhicheverDashItHas) {
  lab::LabPlan plan = TestPlan();
  plan.claims[0].claim = "round-trip error - largest";
  for (const char* name :
       {"round-trip error - largest", "round\xE2\x80\x90trip error - largest",
        "round\xE2\x80\x91trip error \xE2\x80\x93 largest",
        "round\xE2\x88\x92trip error \xE2\x80\x94 largest",
        "round-trip er\xC2\xADror -- largest"}) {
    const std::string table =
        io::PlainTypography(Table(absl::StrCat("| ", name, " | 0.5 |")));
    const ClaimsReport report = GradeClaims(table, &kResults, "", plan);
    EXPECT_EQ(report.results[0].verdict, Verdict::kRight) << name;
    EXPECT_THAT(report.remarks, testing::IsEmpty()) << name;
  }
  // Nor does it matter which one the plan has.
  plan.claims[0].claim = "low \xE2\x80\x93 high";
  EXPECT_EQ(GradeClaims(Table("| low - high | 0.5 |"), &kResults, "", plan)
                .results[0]
                .verdict,
            Verdict::kRight);
  EXPECT_EQ(GradeClaims(Table("| low high | 0.5 |"), &kResults, "", plan)
                .results[0]
                .verdict,
            Verdict::kNotWritten);
}

TEST(Claims, ARuleOfAnotherDashIsARule) {
  const ClaimsReport report = GradeClaims(
      "| claim | value |\n| \xE2\x80\x94 | :\xE2\x80\x94 |\n| the scale | 0.5 "
      "|",
      &kResults, "", TestPlan());
  EXPECT_EQ(report.results[0].verdict, Verdict::kRight);
  EXPECT_THAT(report.remarks, testing::IsEmpty());
}

TEST(Claims, AnEmptyCellOrRowIsNotWritten) {
  EXPECT_EQ(GradeRow("| the scale | |").verdict, Verdict::kNotWritten);
  EXPECT_EQ(GradeRow("| the scale |").verdict, Verdict::kNotWritten);
  EXPECT_EQ(GradeRow("| another | 3 |").verdict, Verdict::kNotWritten);
  // Also when nothing was measured: then it is not the experiment's doing.
  EXPECT_EQ(GradeRow("| the scale | |", "/scale", nullptr).verdict,
            Verdict::kNotWritten);
}

TEST(Claims, WithoutResultsAFilledRowIsSkipped) {
  const ClaimResult r = GradeRow("| the scale | 0.5 |", "/scale", nullptr);
  EXPECT_EQ(r.verdict, Verdict::kSkipped);
  EXPECT_EQ(r.message, "nothing was measured");
}

TEST(Claims, ARowThatStandsTwiceIsWrong) {
  EXPECT_EQ(GradeRow("| the scale | 0.5 |\n| the  scale | 0.5 |").verdict,
            Verdict::kWrong);
}

TEST(Claims, AResultThatIsNotThereIsOurFault) {
  EXPECT_EQ(GradeRow("| the scale | 0.5 |", "/nowhere").verdict,
            Verdict::kNotGraded);
  EXPECT_EQ(GradeRow("| the scale | 0.5 |", "no pointer").verdict,
            Verdict::kNotGraded);
  EXPECT_EQ(GradeRow("| the scale | 0.5 |", "/nan").verdict, Verdict::kWrong);
}

TEST(Claims, WhatMarkdownReadsTheSameIsTheSame) {
  for (const char* row :
       {"| the scale | **0.5** |", "| the scale | `0.5` |", "the scale | 0.5",
        "| the\\_scale | 0.5 |", "|the   scale|_0.5_|"}) {
    lab::LabPlan plan = TestPlan();
    plan.claims[0].source = "/scale";
    plan.claims[0].relative_tolerance = 0.01;
    if (std::string(row).find('\\') != std::string::npos) {
      plan.claims[0].claim = "the_scale";
    }
    EXPECT_EQ(GradeClaims(Table(row), &kResults, "", plan).results[0].verdict,
              Verdict::kRight)
        << row;
  }
}

TEST(Claims, ADecimalCommaIsToldByName) {
  EXPECT_THAT(GradeRow("| the scale | 0,5 |").message,
              HasSubstr("the decimal sign is a point: 0.5"));
}

TEST(Claims, AReportWithoutTheTableIsNotWritten) {
  const lab::LabPlan plan = TestPlan();
  for (const std::string& md :
       {std::string(""), std::string("# Report\n"),
        std::string("```\n| claim | value |\n| the scale | 0.5 |\n```\n"),
        std::string("| claims | values |\n| the scale | 0.5 |\n")}) {
    EXPECT_EQ(GradeClaims(md, &kResults, "", plan).results[0].verdict,
              Verdict::kNotWritten)
        << md;
  }
  EXPECT_EQ(GradeClaims(std::nullopt, &kResults, "", plan).results[0].verdict,
            Verdict::kNotWritten);
}

TEST(Claims, BytesThatAreNoTextAreNoTable) {
  EXPECT_EQ(
      GradeClaims("\xFF\xFE\x00", &kResults, "", TestPlan()).results[0].verdict,
      Verdict::kNotWritten);
}

TEST(Claims, UnknownRowsGetARemark) {
  const ClaimsReport r =
      GradeClaims(Table("| the skale | 0.5 |"), &kResults, "", TestPlan());
  ASSERT_EQ(r.remarks.size(), 1u);
  EXPECT_THAT(r.remarks[0], HasSubstr("'the skale'"));
}

}  // namespace
}  // namespace wbm::grader
