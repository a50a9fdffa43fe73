// The test that a lab's plan names what is there: the tests of its program, the
// sections of its handout, the functions of its contract and starter, a next
// lab and the chapter of its own name.

#include <cctype>
#include <cstddef>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <utility>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "common/io/read_runfile.h"
#include "common/io/runfiles.h"
#include "common/lab/plan/lab_plan.h"
#include "common/lab/student/definitions.h"
#include "common/os/child_process.h"
#include "gtest/gtest.h"

ABSL_FLAG(std::string, plan, "", "labs/NN_topic/lab.json");
ABSL_FLAG(std::string, program, "", "the lab's test program");
ABSL_FLAG(std::string, labs, "", "the labs that there are, by comma");

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

// The plan that --plan names. A fixture, so that a plan that cannot be read
// fails each test with the reason.
class Plan : public testing::Test {
 protected:
  void SetUp() override {
    path_ = absl::GetFlag(FLAGS_plan);
    const auto text = io::ReadRunfile(path_);
    ASSERT_TRUE(text.ok()) << text.status().message();
    auto plan = ParseLabPlan(*text, path_);
    ASSERT_TRUE(plan.ok()) << plan.status().message();
    plan_ = *std::move(plan);
  }

  // A file beside the plan; "" when there is none.
  std::string Beside(const std::string& name) const {
    const auto text =
        io::ReadRunfile(path_.substr(0, path_.rfind('/') + 1) + name);
    return text.ok() ? *text : "";
  }

  std::string path_;
  LabPlan plan_;
};

bool HasSection(const std::string& handout, const std::string& id) {
  return handout.find("<a id=\"" + id + "\"></a>") != std::string::npos;
}

TEST_F(Plan, NamesSectionsOfTheHandout) {
  const std::string handout = Beside("README.md");
  if (handout.empty()) GTEST_SKIP() << "this lab has no handout";
  for (const Task& task : plan_.tasks) {
    EXPECT_TRUE(HasSection(handout, task.section))
        << path_ << ": task " << task.id << " names the section \""
        << task.section << "\", but README.md has no <a id=\"" << task.section
        << "\"></a>";
  }
  for (const PlannedFigure& figure : plan_.figures) {
    EXPECT_TRUE(figure.section.empty() || HasSection(handout, figure.section))
        << path_ << ": the figure " << figure.file << " names the section \""
        << figure.section << "\", which README.md does not have";
  }
}

// What a reader of the handout steps on.
TEST_F(Plan, TasksOfTheHandoutHaveAnAnchorAndADeliverable) {
  const std::string handout = Beside("README.md");
  if (handout.empty()) GTEST_SKIP() << "this lab has no handout";
  for (const Task& task : plan_.tasks) {
    const std::size_t start = handout.find("<a id=\"" + task.section +
                                           "\"></a>\n### Task " + task.id);
    ASSERT_NE(start, std::string::npos)
        << path_ << ": README.md has no <a id=\"" << task.section
        << "\"></a> right above `### Task " << task.id << "`";
    const std::size_t end = handout.find("\n#", handout.find("###", start) + 3);
    EXPECT_NE(handout.substr(start, end - start).find("> **Deliverable:**"),
              std::string::npos)
        << path_ << ": README.md does not say what task " << task.id
        << " delivers";
    EXPECT_FALSE(task.chapter_section.empty())
        << path_ << ": task " << task.id << " names no section of the chapter";
  }
}

TEST_F(Plan, LinksWithinTheHandoutArrive) {
  const std::string handout = Beside("README.md");
  const std::regex link("\\]\\(#([^)]*)\\)");
  for (auto it = std::sregex_iterator(handout.begin(), handout.end(), link);
       it != std::sregex_iterator(); ++it) {
    EXPECT_TRUE(HasSection(handout, (*it)[1].str()))
        << path_ << ": README.md links to #" << (*it)[1].str()
        << ", which is nowhere in it";
  }
}

// Whether `function` stands in `header` as a whole word before a parenthesis.
bool Declares(const std::string& header, const std::string& function) {
  for (std::size_t at = header.find(function + "("); at != std::string::npos;
       at = header.find(function + "(", at + 1)) {
    const unsigned char before =
        at == 0 ? ' ' : static_cast<unsigned char>(header[at - 1]);
    if (std::isalnum(before) == 0 && before != '_') return true;
  }
  return false;
}

TEST_F(Plan, NamesFunctionsOfTheContractAndTheStarter) {
  std::string contract;
  for (const std::string& header : plan_.contract) contract += Beside(header);
  for (const Task& task : plan_.tasks) {
    if (task.function.empty()) continue;
    EXPECT_TRUE(Declares(contract, task.function))
        << path_ << ": task " << task.id << " is about " << task.function
        << ", which the contract does not declare";
    EXPECT_GT(FindDefinition(Beside(task.file), task.function), 0)
        << path_ << ": task " << task.id << " is about " << task.function
        << ", which " << task.file << " does not define";
  }
}

TEST_F(Plan, NamesItsChapterAndALabThatThereIs) {
  EXPECT_EQ(plan_.chapter, "theory/" + plan_.lab) << path_ << ": chapter";
  if (plan_.next.empty()) return;
  const std::string labs = "," + absl::GetFlag(FLAGS_labs) + ",";
  EXPECT_NE(labs.find("," + plan_.next + ","), std::string::npos)
      << path_ << ": next is " << plan_.next
      << ", which LABS in labs/labs.bzl does not have; the last lab has none";
}

TEST_F(Plan, NamesTheTestsOfTheProgram) {
  const auto program = io::Runfile(absl::GetFlag(FLAGS_program));
  ASSERT_TRUE(program.ok()) << program.status().message();
  const auto list = os::RunChild(
      {.arguments = {*program, "--plan=" + path_, "--gtest_list_tests"}});
  ASSERT_TRUE(list.ok()) << list.status().message();
  ASSERT_EQ(list->exit_code, 0) << list->errors;

  std::set<std::string> listed = ListedTests(list->output);
  EXPECT_FALSE(listed.empty()) << list->output;
  for (const Check& check : plan_.checks) {
    EXPECT_EQ(listed.erase(check.test), 1u)
        << path_ << ": check " << check.id << " names the test " << check.test
        << ", which the program does not have";
  }
  for (const std::string& test : listed) {
    ADD_FAILURE() << "the test " << test << " has no check in " << path_;
  }
}

}  // namespace
}  // namespace wbm::lab

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  absl::ParseCommandLine(argc, argv);
  return RUN_ALL_TESTS();
}
