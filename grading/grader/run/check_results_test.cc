#include "grading/grader/run/check_results.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace wbm::grader {
namespace {

using boundary::Verdict;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::SizeIs;

std::string FileOf(const CheckResult& one, const std::string& more = "") {
  return absl::StrCat("{\"tests\": [", boundary::ToJson(one), more, "]}");
}

TEST(CheckResults, WhatIsCutOrStrangeIsOurFault) {
  const std::string right =
      boundary::ToJson({.test = "A.B", .verdict = Verdict::kRight});
  ASSERT_TRUE(
      ParseCheckResults(absl::StrCat("{\"tests\": [", right, "]}"), "f").ok());
  for (const std::string& text :
       {std::string(), std::string("[]"), std::string("{}"),
        std::string("{\"tests\": [{}]}"), std::string("{\"tests\": 3}"),
        std::string("{\"tests\": [3]}"),
        absl::StrCat("{\"tests\": [", right, ", ", right, "]}")}) {
    EXPECT_TRUE(absl::IsInternal(ParseCheckResults(text, "f").status()))
        << text;
  }
}

TEST(CheckResults, AnUnknownVerdictIsNamed) {
  std::string text = FileOf({.test = "A.B", .verdict = Verdict::kRight});
  text.replace(text.find("\"right\""), 7, "\"perfect\"");
  const auto results = ParseCheckResults(text, "f");
  EXPECT_TRUE(absl::IsInternal(results.status()));
  EXPECT_THAT(std::string(results.status().message()),
              HasSubstr("unknown verdict"));
}

TEST(CheckResults, ComeOutQuotable) {
  const auto results = ParseCheckResults(FileOf({.test = "A.B",
                                                 .verdict = Verdict::kCrashed,
                                                 .printed = "\x1b[31m\u202e",
                                                 .detail = "SIGSEGV"}),
                                         "f");
  ASSERT_TRUE(results.ok()) << results.status();
  EXPECT_EQ(results->at("A.B").printed, "\\u{1b}[31m\\u{202e}");
  EXPECT_EQ(results->at("A.B").detail, "SIGSEGV");
}

TEST(CheckResults, LongTextsAreCut) {
  const auto results =
      ParseCheckResults(FileOf({.test = "A.B",
                                .verdict = Verdict::kWrong,
                                .printed = std::string(60000, 'x')}),
                        "f");
  ASSERT_TRUE(results.ok()) << results.status();
  EXPECT_THAT(results->at("A.B").printed, EndsWith("[cut]"));
  EXPECT_THAT(results->at("A.B").printed, SizeIs(4006));
}

}  // namespace
}  // namespace wbm::grader
