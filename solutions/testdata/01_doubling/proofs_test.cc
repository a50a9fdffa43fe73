// The tests that the macros make can fail: each is run here on files that it
// must refuse, and must say what is wrong.

#include <filesystem>
#include <string>
#include <vector>

#include "common/io/file.h"
#include "common/io/read_runfile.h"
#include "common/io/runfiles.h"
#include "common/os/child_process.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace wbm::lab {
namespace {

using ::testing::HasSubstr;

const std::string kLab = "labs/testdata/01_doubling";
const std::string kSolution = "solutions/testdata/01_doubling";
const std::string kPlan = kLab + "/lab.json";

// Runs a test program of the macros with other arguments than its own.
os::ChildResult RunProgram(const std::string& program,
                           const std::vector<std::string>& arguments) {
  os::Child child;
  child.arguments = {*io::Runfile(program)};
  child.arguments.insert(child.arguments.end(), arguments.begin(),
                         arguments.end());
  return *os::RunChild(child);
}

// A plan in which `from` is replaced by `to`; its path.
std::string ChangedPlan(const std::string& from, const std::string& to) {
  std::string plan = *io::ReadRunfile(kPlan);
  const std::size_t at = plan.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  plan.replace(at, from.size(), to);
  const std::string path = testing::TempDir() + "/lab.json";
  EXPECT_TRUE(io::WriteFile(path, plan).ok());
  return path;
}

TEST(StarterTest, RefusesAnotherStarterAndNamesRestub) {
  // A tree in which the solution's own text stands in for a starter that was
  // edited by hand.
  const std::string root = testing::TempDir() + "/edited/";
  for (const std::string& folder : {kLab, kSolution}) {
    std::filesystem::create_directories(root + folder);
    EXPECT_TRUE(io::WriteFile(root + folder + "/doubling.cc",
                              *io::ReadRunfile(kSolution + "/doubling.cc"))
                    .ok());
  }
  for (const std::string& file : {kPlan, kLab + "/doubling.h"}) {
    EXPECT_TRUE(io::WriteFile(root + file, *io::ReadRunfile(file)).ok());
  }
  const os::ChildResult result =
      RunProgram(kSolution + "/starter_test",
                 {"--unit=testdata/01_doubling", "--root=" + root});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.output, HasSubstr("doubling.cc:11 is not what"));
  EXPECT_THAT(result.output, HasSubstr("bazel run //scripts:restub"));
}

TEST(UntouchedTest, RefusesAProgramInWhichSomethingIsWritten) {
  const os::ChildResult result = RunProgram(
      kSolution + "/untouched_test",
      {"--plan=" + kPlan, "--program=" + kSolution + "/public_test"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.output, HasSubstr("must reach a NOT_YET"));
}

TEST(PlanTest, RefusesATestWithoutACheckAndACheckWithoutATest) {
  const std::string plan = ChangedPlan("Double.TwoBecomesFour", "Double.Gone");
  const os::ChildResult result =
      RunProgram(kLab + "/plan_test",
                 {"--plan=" + plan, "--program=" + kLab + "/student_test"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.output, HasSubstr("check 1.1.p1 names the test "
                                       "Double.Gone, which the program does "
                                       "not have"));
  EXPECT_THAT(result.output,
              HasSubstr("the test Double.TwoBecomesFour has no check in"));
}

TEST(PlanTest, RefusesABrokenPlan) {
  const std::string plan = ChangedPlan("\"points\": 60", "\"points\": 61");
  const os::ChildResult result =
      RunProgram(kLab + "/plan_test",
                 {"--plan=" + plan, "--program=" + kLab + "/student_test"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.output, HasSubstr("the points add up to 101"));
}

TEST(IncludesTest, RefusesAHeaderThatTheLabDoesNotList) {
  const os::ChildResult result =
      RunProgram(kSolution + "/includes_test",
                 {"--plan=" + kPlan, kLab + "/misbehaving.cc"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.output, HasSubstr("misbehaving.cc:4: \"unistd.h\" may not "
                                       "be included"));
}

// A contract in which a student has changed something.
TEST(IncludesTest, NamesAHeaderThatIsNotTheOneHandedOut) {
  const std::string folder = testing::TempDir() + "/changed/";
  std::filesystem::create_directories(folder);
  for (const std::string file : {"lab.json", "contract.sha256"}) {
    EXPECT_TRUE(
        io::WriteFile(folder + file, *io::ReadRunfile(kLab + "/" + file)).ok());
  }
  EXPECT_TRUE(io::WriteFile(folder + "doubling.h",
                            *io::ReadRunfile(kLab + "/doubling.h") + "// !\n")
                  .ok());
  const os::ChildResult result =
      RunProgram(kSolution + "/includes_test",
                 {"--plan=" + folder + "lab.json", kSolution + "/doubling.cc"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.output,
              HasSubstr("changed/doubling.h was changed. It is not handed in"));
}

TEST(IncludesTest, RefusesToCheckNothing) {
  EXPECT_EQ(
      RunProgram(kSolution + "/includes_test", {"--plan=" + kPlan}).exit_code,
      1);
}

TEST(HintProgram, AnswersFromThePlanAlone) {
  const os::ChildResult list = RunProgram(kLab + "/hint", {"--plan=" + kPlan});
  EXPECT_EQ(list.exit_code, 0);
  EXPECT_THAT(list.output, HasSubstr("1.2  Double a list (1 hint)"));
  const os::ChildResult hint =
      RunProgram(kLab + "/hint", {"--plan=" + kPlan, "1.1", "2"});
  EXPECT_EQ(hint.exit_code, 0);
  EXPECT_THAT(hint.output, HasSubstr("The sign needs no care of its own."));
}

TEST(HintProgram, WrongUseIsExitTwo) {
  const os::ChildResult unknown =
      RunProgram(kLab + "/hint", {"--plan=" + kPlan, "4.2"});
  EXPECT_EQ(unknown.exit_code, 2);
  EXPECT_EQ(unknown.output, "");
  EXPECT_THAT(unknown.errors, HasSubstr("there are 1.1, 1.2"));
  EXPECT_EQ(RunProgram(kLab + "/hint", {"1.1"}).exit_code, 2);
  EXPECT_EQ(RunProgram(kLab + "/hint", {"--plan=labs/none.json"}).exit_code, 2);
}

}  // namespace
}  // namespace wbm::lab
