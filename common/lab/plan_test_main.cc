// The test that a lab's plan and its test program name the same tests.

#include <set>
#include <sstream>
#include <string>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "common/io/runfiles.h"
#include "common/lab/child_process.h"
#include "common/lab/lab_plan.h"
#include "common/lab/read_runfile.h"
#include "gtest/gtest.h"

ABSL_FLAG(std::string, plan, "", "labs/NN_topic/lab.json");
ABSL_FLAG(std::string, program, "", "the lab's test program");

namespace wbm::lab {
namespace {

// The tests in what --gtest_list_tests prints: "Suite.\n  Name  # comment\n".
std::set<std::string> ListedTests(const std::string& text) {
  std::set<std::string> tests;
  std::istringstream lines(text);
  std::string suite;
  for (std::string line; std::getline(lines, line);) {
    const std::string name = line.substr(0, line.find("  #"));
    if (name.rfind("  ", 0) == 0) {
      tests.insert(suite + name.substr(2));
    } else {
      suite = name;
    }
  }
  return tests;
}

TEST(Plan, NamesTheTestsOfTheProgram) {
  const std::string path = absl::GetFlag(FLAGS_plan);
  const auto text = ReadRunfile(path);
  ASSERT_TRUE(text.ok()) << text.status().message();
  const auto plan = ParseLabPlan(*text, path);
  ASSERT_TRUE(plan.ok()) << plan.status().message();
  const auto program = io::Runfile(absl::GetFlag(FLAGS_program));
  ASSERT_TRUE(program.ok()) << program.status().message();
  const auto list = RunChild(
      {.arguments = {*program, "--plan=" + path, "--gtest_list_tests"}});
  ASSERT_TRUE(list.ok()) << list.status().message();
  ASSERT_EQ(list->exit_code, 0) << list->errors;

  std::set<std::string> listed = ListedTests(list->output);
  EXPECT_FALSE(listed.empty()) << list->output;
  for (const Check& check : plan->checks) {
    EXPECT_EQ(listed.erase(check.test), 1u)
        << path << ": check " << check.id << " names the test " << check.test
        << ", which the program does not have";
  }
  for (const std::string& test : listed) {
    ADD_FAILURE() << "the test " << test << " has no check in " << path;
  }
}

}  // namespace
}  // namespace wbm::lab

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  absl::ParseCommandLine(argc, argv);
  return RUN_ALL_TESTS();
}
