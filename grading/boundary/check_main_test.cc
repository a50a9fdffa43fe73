// Runs a check program as the grader does and reads its results.

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>
#include <string>

#include "common/io/runfiles.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"

namespace wbm::boundary {
namespace {

using Json = nlohmann::json;

std::string Runfile(const std::string& name) {
  return io::Runfile("grading/boundary/testing/" + name).value_or("");
}

struct Ran {
  int exit_code = -1;
  std::string output;
  Json results;  // null when no file was written
  std::map<std::string, Json> tests;
};

Ran Check(const std::string& flags, const std::string& worker = "",
          const std::string& limits =
              R"({"call_cpu_seconds": 0.2, "call_wall_seconds": 5})") {
  const std::string folder = ::testing::TempDir() + "/check";
  const std::string command =
      "rm -rf " + folder + "; mkdir " + folder + "; cd " + folder +
      "; unset BUILD_WORKING_DIRECTORY TEST_PREMATURE_EXIT_FILE; WBM_WORKER='" +
      (worker.empty() ? Runfile("hostile_worker") : worker) + "' WBM_LIMITS='" +
      limits + "' '" + Runfile("sample_checks") + "' " + flags +
      " > output 2>&1";
  Ran ran;
  const int status = std::system(command.c_str());
  ran.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  std::ostringstream output;
  output << std::ifstream(folder + "/output").rdbuf();
  ran.output = output.str();
  std::ifstream file(folder + "/results.json");
  if (file) ran.results = Json::parse(file);
  if (ran.results.is_object()) {
    for (const Json& test : ran.results["tests"]) {
      ran.tests[test["test"].get<std::string>()] = test;
    }
  }
  return ran;
}

const Ran& All() {
  static const Ran* all = new Ran(Check("--results=results.json"));
  return *all;
}

std::string VerdictOf(const std::string& test) {
  const auto found = All().tests.find(test);
  return found == All().tests.end() ? "missing" : found->second["verdict"];
}

TEST(CheckMain, GivesEveryTestOneVerdict) {
  EXPECT_EQ(All().tests.size(), 20u) << All().output;
  EXPECT_EQ(All().results["tests"].size(), 20u);
  EXPECT_EQ(All().exit_code, 3);  // for the checks that fail themselves
}

TEST(CheckMain, RightAndWrongAndNotWritten) {
  EXPECT_EQ(VerdictOf("Checks.Right"), "right");
  EXPECT_EQ(VerdictOf("Checks.Wrong"), "wrong");
  EXPECT_EQ(VerdictOf("Checks.NotWritten"), "not_written");
  EXPECT_EQ(VerdictOf("Checks.ThrowsItself"), "wrong");
  EXPECT_EQ(VerdictOf("Checks.Skips"), "skipped");
  EXPECT_EQ(VerdictOf("Checks.CallsNothing"), "right");
}

TEST(CheckMain, AWrongCheckTellsInputMessageOutputAndPlace) {
  const Json wrong = All().tests.at("Checks.Wrong");
  EXPECT_EQ(wrong["input"], "x = [0.5 (0x3f000000)]");
  EXPECT_NE(wrong["message"].get<std::string>().find("one is not two"),
            std::string::npos);
  EXPECT_EQ(wrong["printed"], "look \xef\xbf\xbd here");
  EXPECT_EQ(wrong["call"], "Fine");
  EXPECT_EQ(wrong["calls"], 3);
  EXPECT_EQ(wrong["where"].get<std::string>().substr(0, 17),
            "sample_checks.cc:");
}

TEST(CheckMain, AStubTellsItsPlace) {
  const Json test = All().tests.at("Checks.NotWritten");
  EXPECT_EQ(test["detail"].get<std::string>().substr(0, 15), "9.1 hostile.cc:");
  EXPECT_EQ(test["call"], "NotWritten");
}

TEST(CheckMain, NoTestCanSwallowAVerdict) {
  EXPECT_EQ(VerdictOf("Checks.SwallowedByExpectThrow"), "crashed");
  EXPECT_EQ(VerdictOf("Checks.SwallowedByCatch"), "crashed");
  EXPECT_EQ(VerdictOf("Checks.SwallowedByExpectAnyThrowAndSkipped"), "crashed");
  EXPECT_EQ(VerdictOf("Checks.SwallowedAndReplaced"), "not_written");
}

TEST(CheckMain, EachTestHasAWorkerOfItsOwn) {
  EXPECT_EQ(VerdictOf("Checks.CallsFirst"), "right");
  EXPECT_EQ(VerdictOf("Checks.CallsFirstToo"), "right");
}

// Over what a call brought, or without one: nothing that comes back leads to
// "not graded".
TEST(CheckMain, ACheckThatFailsItselfLosesItsVerdictAndTheOthersDoNot) {
  EXPECT_EQ(VerdictOf("Checks.CrashesItself"), "wrong");
  EXPECT_EQ(VerdictOf("Checks.EndsItself"), "not_graded");
  EXPECT_EQ(All().tests.at("Checks.CrashesItself")["detail"],
            "Segmentation fault");
  EXPECT_EQ(VerdictOf("Last.IsRightAllTheSame"), "right");
}

TEST(CheckMain, TimeOutsAreCountedAcrossACrashOfTheChecks) {
  EXPECT_EQ(VerdictOf("Checks.Loops1"), "timed_out");
  EXPECT_EQ(VerdictOf("Checks.Loops2"), "timed_out");
  EXPECT_EQ(VerdictOf("Checks.CrashesBetween"), "not_graded");
  EXPECT_EQ(VerdictOf("Checks.Loops3"), "skipped");
}

TEST(CheckMain, AFailureInASuitesSetUpIsThatOfItsTests) {
  EXPECT_EQ(VerdictOf("BadSetUp.FailsItsTests"), "crashed");
}

TEST(CheckMain, ExitCodesTellRightFromWrong) {
  EXPECT_EQ(Check("--gtest_filter=*.Right:Last.*").exit_code, 0);
  EXPECT_EQ(Check("--gtest_filter=*.Right:*.Wrong").exit_code, 1);
  // Over a value of the student's, which no right function returns: so not 3,
  // or every submission could reach it. And without one: a fault of ours.
  EXPECT_EQ(Check("--gtest_filter=*.CrashesItself").exit_code, 1);
  EXPECT_EQ(Check("--gtest_filter=*.CrashesBetween").exit_code, 3);
}

TEST(CheckMain, AFilterRunsWhatItSelects) {
  const Ran ran = Check("--gtest_filter=*.Right --results=results.json");
  EXPECT_EQ(ran.tests.size(), 1u);
  EXPECT_EQ(ran.tests.at("Checks.Right")["verdict"], "right");
}

TEST(CheckMain, WrongUseIsSaidAndWritesNothing) {
  const Ran ran = Check("--results=results.json surplus");
  EXPECT_EQ(ran.exit_code, 2);
  EXPECT_NE(ran.output.find("unexpected argument \"surplus\""),
            std::string::npos)
      << ran.output;
  EXPECT_TRUE(ran.results.is_null());
}

TEST(CheckMain, WithoutAWorkerNothingIsGraded) {
  const Ran ran =
      Check("--gtest_filter=*.Right --results=results.json", "/no/worker");
  EXPECT_EQ(ran.exit_code, 3);
  EXPECT_EQ(ran.tests.at("Checks.Right")["verdict"], "not_graded");
  EXPECT_NE(ran.tests.at("Checks.Right")["message"].get<std::string>().find(
                "/no/worker"),
            std::string::npos);
}

TEST(CheckMain, LimitsThatAreNoneGradeNothing) {
  for (const char* limits :
       {"[]", "{\"call_cpu_seconds\": -1}", "{\"no_such\": 1}"}) {
    const Ran ran =
        Check("--gtest_filter=*.Right --results=results.json", "", limits);
    EXPECT_EQ(ran.exit_code, 3) << limits;
    EXPECT_EQ(ran.tests.at("Checks.Right")["verdict"], "not_graded");
  }
}

TEST(CheckMain, ResultsThatCannotBeWrittenAreAnError) {
  const Ran ran =
      Check("--gtest_filter=*.Right --results=/no/such/folder/results.json");
  EXPECT_EQ(ran.exit_code, 3);
  EXPECT_NE(ran.output.find("/no/such/folder/results.json"), std::string::npos);
}

}  // namespace
}  // namespace wbm::boundary
