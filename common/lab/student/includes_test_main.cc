// The test that a lab's student files include only what lab.json allows, and
// that its contract is the one that was handed out.

#include <map>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/status/statusor.h"
#include "common/io/read_runfile.h"
#include "common/lab/plan/contract_sums.h"
#include "common/lab/plan/lab_plan.h"
#include "common/lab/student/allowed_includes.h"
#include "gtest/gtest.h"

ABSL_FLAG(std::string, plan, "", "labs/NN_topic/lab.json");

namespace wbm::lab {
namespace {

std::vector<std::string> files;

// "labs/04_int8"
std::string Folder() {
  const std::string path = absl::GetFlag(FLAGS_plan);
  return path.substr(0, path.rfind('/'));
}

absl::StatusOr<LabPlan> Plan() {
  const auto text = io::ReadRunfile(absl::GetFlag(FLAGS_plan));
  if (!text.ok()) return text.status();
  return ParseLabPlan(*text, absl::GetFlag(FLAGS_plan));
}

TEST(Contract, IsTheOneThatWasHandedOut) {
  const auto plan = Plan();
  ASSERT_TRUE(plan.ok()) << plan.status().message();
  const auto sums = io::ReadRunfile(Folder() + "/" + kContractSums);
  ASSERT_TRUE(sums.ok()) << sums.status().message();
  std::map<std::string, std::string> headers;
  for (const std::string& name : plan->contract) {
    const auto text = io::ReadRunfile(Folder() + "/" + name);
    if (text.ok()) headers[name] = *text;
  }
  for (const std::string& name : ChangedHeaders(*sums, headers)) {
    ADD_FAILURE() << Folder() << "/" << name << " was changed. It is not "
                  << "handed in: the grade is made with the one that was "
                  << "handed out, and your files may not compile with it. "
                  << "Bring that one back.";
  }
}

TEST(StudentFiles, IncludeOnlyWhatTheLabAllows) {
  const auto plan = Plan();
  ASSERT_TRUE(plan.ok()) << plan.status().message();
  const AllowedIncludes allowed = IncludesAllowedBy(*plan, Folder());
  ASSERT_FALSE(files.empty()) << "name the student files";
  for (const std::string& file : files) {
    const auto source = io::ReadRunfile(file);
    ASSERT_TRUE(source.ok()) << source.status().message();
    for (const IncludeProblem& problem : CheckIncludes(*source, allowed)) {
      ADD_FAILURE() << file << ":" << problem.line << ": " << problem.message;
    }
  }
}

}  // namespace
}  // namespace wbm::lab

int main(int argc, char** argv) {
  // It stands below the lab's report, and has something to say only when a file
  // includes too much or the contract was changed.
  GTEST_FLAG_SET(brief, true);
  testing::InitGoogleTest(&argc, argv);
  const std::vector<char*> words = absl::ParseCommandLine(argc, argv);
  wbm::lab::files.assign(words.begin() + 1, words.end());
  return RUN_ALL_TESTS();
}
