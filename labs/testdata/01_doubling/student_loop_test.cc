// The student's loop on a whole small lab: what each kind of student code gets
// to read, and with which exit code. `misbehaving` goes wrong as DOUBLING says.

#include <signal.h>
#include <stdlib.h>

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "common/io/json.h"
#include "common/io/runfiles.h"
#include "common/os/child_process.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace wbm::lab {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
constexpr char kFolder[] = "labs/testdata/01_doubling";

struct Loop {
  os::ChildResult child;
  io::Json results;
  int next = 0;  // lines that start with "Next:"
};

Loop RunLoop(const std::string& how,
             const std::vector<std::string>& more = {}) {
  setenv("DOUBLING", how.c_str(), 1);
  Loop loop;
  const std::string folder = kFolder;
  const std::string results = testing::TempDir() + "/results.json";
  os::Child child;
  child.arguments = {*io::Runfile(folder + "/misbehaving"),
                     "--plan=" + folder + "/lab.json", "--results=" + results};
  child.arguments.insert(child.arguments.end(), more.begin(), more.end());
  child.seconds = 30;
  loop.child = *os::RunChild(child);
  if (const auto json = io::ReadJson(results); json.ok()) {
    loop.results = *json;
    remove(results.c_str());
  }
  for (absl::string_view line : absl::StrSplit(loop.child.output, '\n')) {
    if (absl::StartsWith(line, "Next:")) ++loop.next;
  }
  return loop;
}

// The run broke off in task 1.2 and says why.
void ExpectBroken(const Loop& loop, const std::string& why) {
  EXPECT_EQ(loop.next, 1) << loop.child.output;
  EXPECT_THAT(
      loop.child.output,
      HasSubstr("The run ended in DoubleAll.DoublesEveryElement: " + why));
  EXPECT_THAT(loop.child.output, HasSubstr("Next: task 1.2, Double a list"));
  // The last input that the test gave, after the reason.
  EXPECT_THAT(loop.child.output,
              HasSubstr("the run ended in this test: " + why));
  EXPECT_THAT(loop.child.output, HasSubstr("x = [1, -2, 3]"));
  EXPECT_EQ(loop.results["finished"], false);
  EXPECT_THAT(loop.results.value("broken", ""), HasSubstr(why));
  EXPECT_EQ(loop.results["next"]["task"], "1.2");
  // What was right before still counts.
  EXPECT_EQ(loop.results["points"], 40);
}

TEST(StudentLoop, AllRightNamesExperimentHandInAndNextLab) {
  const Loop loop = RunLoop("right");
  EXPECT_EQ(loop.child.exit_code, 0) << loop.child.output;
  EXPECT_EQ(loop.next, 0);
  EXPECT_THAT(loop.child.output, HasSubstr("All public tests are right."));
  EXPECT_THAT(loop.child.output,
              HasSubstr("bazel run //labs/testdata/01_doubling:experiment"));
  EXPECT_THAT(loop.child.output,
              HasSubstr("fill in   labs/testdata/01_doubling/REPORT.md\n"));
  EXPECT_THAT(loop.child.output, HasSubstr("  the file is not there\n"));
  EXPECT_THAT(loop.child.output, HasSubstr("doubling.cc, REPORT.md"));
  EXPECT_THAT(loop.child.output, HasSubstr("lab 01_number_systems"));
  EXPECT_EQ(loop.results["points"], loop.results["max_points"]);
  EXPECT_EQ(loop.results["next"], nullptr);
}

TEST(StudentLoop, WrongShowsPropertyMessageInputAndPlace) {
  const Loop loop = RunLoop("sign");
  EXPECT_EQ(loop.child.exit_code, 1);
  EXPECT_EQ(loop.next, 1);
  const std::string& text = loop.child.output;
  EXPECT_THAT(text, Not(HasSubstr("REPORT.md"))) << "code first";
  EXPECT_THAT(text, HasSubstr("Next: task 1.1, Double a number"));
  EXPECT_THAT(text, HasSubstr("the sign of x is kept"));
  EXPECT_THAT(text, HasSubstr("doubling_test.cc:"));
  EXPECT_THAT(text, HasSubstr("Which is: -3"));
  EXPECT_THAT(text, HasSubstr("x = -3"));
  EXPECT_THAT(text, HasSubstr("labs/testdata/01_doubling/doubling.cc:"));
  EXPECT_THAT(text, HasSubstr("README.md, section task-1-1"));
  EXPECT_THAT(text, HasSubstr("theory/01_doubling, section doubling"));
  EXPECT_THAT(text, HasSubstr("bazel run //labs/testdata/01_doubling:hint "
                              "-- 1.1"));
  // The other wrong test, of task 1.2, is shown above.
  EXPECT_THAT(text, HasSubstr("wrong DoubleAll.DoublesEveryElement"));
}

TEST(StudentLoop, ColourIsForTerminals) {
  EXPECT_THAT(RunLoop("sign").child.output, Not(HasSubstr("\033")));
}

TEST(StudentLoop, GoogleTestIsQuiet) {
  const std::string text = RunLoop("sign").child.output;
  EXPECT_THAT(text, Not(HasSubstr("[ RUN")));
  EXPECT_THAT(text, Not(HasSubstr("[  FAILED")));
}

TEST(StudentLoop, ASwallowedNotYetIsStillNotWritten) {
  const Loop loop = RunLoop("swallow");
  EXPECT_EQ(loop.child.exit_code, 1);
  EXPECT_EQ(loop.next, 1);
  EXPECT_THAT(loop.child.output, HasSubstr("misbehaving.cc:"));
  ASSERT_EQ(loop.results["tests"].size(), 4u);
  EXPECT_EQ(loop.results["tests"][1]["state"], "right");
  EXPECT_EQ(loop.results["tests"][2]["state"], "not_written");
  // GoogleTest would have let this one pass.
  EXPECT_EQ(loop.results["tests"][3]["state"], "not_written");
}

TEST(StudentLoop, AnExceptionIsWrong) {
  const Loop loop = RunLoop("throw");
  EXPECT_EQ(loop.child.exit_code, 1);
  EXPECT_THAT(loop.child.output, HasSubstr("no such number"));
  EXPECT_EQ(loop.results["tests"][2]["state"], "wrong");
  EXPECT_EQ(RunLoop("own exception").results["tests"][2]["state"], "wrong");
}

TEST(StudentLoop, ASegfaultNamesTheTestAndDiesOfTheSignal) {
  const Loop loop = RunLoop("segfault");
  ExpectBroken(loop, "SIGSEGV");
  EXPECT_EQ(loop.child.signal, SIGSEGV);
}

TEST(StudentLoop, EndlessRecursionIsToldToo) {
  const Loop loop = RunLoop("recursion");
  ExpectBroken(loop, "SIGSEGV");
  EXPECT_EQ(loop.child.signal, SIGSEGV);
}

TEST(StudentLoop, AbortIsTold) {
  const Loop loop = RunLoop("abort");
  ExpectBroken(loop, "SIGABRT");
  EXPECT_EQ(loop.child.signal, SIGABRT);
}

TEST(StudentLoop, DivisionByZeroIsTold) {
  const Loop loop = RunLoop("division");
  ExpectBroken(loop, "SIGFPE");
  EXPECT_EQ(loop.child.signal, SIGFPE);
}

TEST(StudentLoop, ALoopEndsAtTheCpuLimit) {
  const Loop loop = RunLoop("loop", {"--seconds_a_test=1"});
  ExpectBroken(loop, "the time limit of one test");
  EXPECT_EQ(loop.child.exit_code, 1);
}

TEST(StudentLoop, WaitingEndsAtTheWallLimit) {
  const Loop loop = RunLoop("sleep", {"--seconds_a_test=1"});
  ExpectBroken(loop, "the time limit of one test");
  EXPECT_EQ(loop.child.exit_code, 1);
}

TEST(StudentLoop, ExitZeroIsNoPass) {
  const Loop loop = RunLoop("exit");
  ExpectBroken(loop, "a call of exit()");
  EXPECT_EQ(loop.child.exit_code, 1);
}

TEST(StudentLoop, SomeTestsRightAsksForTheRest) {
  const Loop loop = RunLoop("right", {"--gtest_filter=Double.*"});
  EXPECT_EQ(loop.child.exit_code, 0);
  EXPECT_EQ(loop.next, 1);
  EXPECT_THAT(loop.child.output, HasSubstr("run the tests that were left out"));
  EXPECT_THAT(loop.child.output, HasSubstr("2 not run"));
  EXPECT_THAT(loop.child.output, Not(HasSubstr(" 0/")));
}

TEST(StudentLoop, WrongUseIsExitTwo) {
  EXPECT_EQ(RunLoop("right", {"--gtest_filter=Nothing.*"}).child.exit_code, 2);
  EXPECT_EQ(RunLoop("right", {"--seconds_a_test=0"}).child.exit_code, 2);
  EXPECT_EQ(RunLoop("right", {"surplus"}).child.exit_code, 2);
  const Loop loop = RunLoop("right", {"--plan=labs/none/lab.json"});
  EXPECT_EQ(loop.child.exit_code, 2);
  EXPECT_THAT(loop.child.errors, HasSubstr("labs/none/lab.json"));
}

}  // namespace
}  // namespace wbm::lab
