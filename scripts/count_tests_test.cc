#include "scripts/count_tests.h"

#include <gtest/gtest.h>

namespace wbm::scripts {
namespace {

constexpr char kTwoPassOneFails[] =
    R"(<testsuites><testsuite><testcase name="a" status="run"/>
       <testcase name="b" status="run"/>
       <testcase name="c"><failure message="no"/></testcase>
       <testcase name="d" status="notrun"/></testsuite></testsuites>)";

std::string Result(const std::string& label, const std::string& status,
                   const std::string& xml) {
  return R"({"id":{"testResult":{"label":")" + label +
         R"("}},"testResult":{"status":")" + status +
         R"(","testActionOutput":[{"name":"test.log","uri":"file:///l"},)" +
         R"({"name":"test.xml","uri":"file://)" + xml + "\"}]}}\n";
}

std::string Configured(const std::string& label, const std::string& kind) {
  return R"({"id":{"targetConfigured":{"label":")" + label +
         R"("}},"configured":{"targetKind":")" + kind + "\"}}\n";
}

absl::StatusOr<std::string> Report(const std::string& path) {
  if (path == "/mixed.xml") return kTwoPassOneFails;
  if (path == "/empty.xml") return "<testsuites/>";
  if (path == "/broken.xml") return "<testsuites";
  return absl::NotFoundError(path);
}

TEST(CountCases, CountsEachState) {
  EXPECT_EQ(*CountCases(kTwoPassOneFails), (TestCount{2, 1, 1}));
}

TEST(CountCases, RefusesWhatIsNotXml) { EXPECT_FALSE(CountCases("<a").ok()); }

TEST(CountTests, AddsTheCasesOfEveryResult) {
  const std::string events = Configured("//a:t", "cc_test rule") +
                             Result("//a:t", "FAILED", "/mixed.xml") +
                             Result("//b:t", "FAILED", "/mixed.xml");
  EXPECT_EQ(*CountTests(events, Report), (TestCount{4, 2, 2}));
}

TEST(CountTests, ACrashWithoutAFailingCaseIsOneFailure) {
  for (const char* xml : {"/empty.xml", "/broken.xml", "/missing.xml"}) {
    EXPECT_EQ(*CountTests(Result("//a:t", "FAILED", xml), Report),
              (TestCount{0, 1, 0}));
  }
}

TEST(CountTests, APassWithoutCasesIsOneCase) {
  EXPECT_EQ(*CountTests(Result("//a:t", "PASSED", "/empty.xml"), Report),
            (TestCount{1, 0, 0}));
}

// A program can fail a case and still exit with 0: that is no pass.
TEST(CountTests, FailuresInTheReportOfAPassingTargetStayFailures) {
  EXPECT_EQ(*CountTests(Result("//a:t", "PASSED", "/mixed.xml"), Report),
            (TestCount{2, 1, 1}));
}

TEST(CountTests, ATestThatWasNeverRunIsOneFailure) {
  EXPECT_EQ(*CountTests(Configured("//a:t", "sh_test rule"), Report),
            (TestCount{0, 1, 0}));
  EXPECT_EQ(*CountTests(Configured("//a:l", "cc_library rule"), Report),
            TestCount{});
}

TEST(CountTests, RefusesALineThatIsNotJson) {
  EXPECT_FALSE(CountTests("{\n", Report).ok());
  EXPECT_FALSE(CountTests("[]\n", Report).ok());
}

TEST(Summary, NamesSkippedCasesOnlyWhenThereAreAny) {
  EXPECT_EQ(Summary({3, 0, 0}), "3 passed, 0 failed");
  EXPECT_EQ(Summary({3, 1, 2}), "3 passed, 1 failed, 2 skipped");
}

}  // namespace
}  // namespace wbm::scripts
