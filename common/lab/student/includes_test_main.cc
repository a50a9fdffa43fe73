// The test that a lab's student files include only what lab.json allows.

#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "common/io/read_runfile.h"
#include "common/lab/plan/lab_plan.h"
#include "common/lab/student/allowed_includes.h"
#include "gtest/gtest.h"

ABSL_FLAG(std::string, plan, "", "labs/NN_topic/lab.json");

namespace wbm::lab {
namespace {

std::vector<std::string> files;

TEST(StudentFiles, IncludeOnlyWhatTheLabAllows) {
  const std::string path = absl::GetFlag(FLAGS_plan);
  const auto text = io::ReadRunfile(path);
  ASSERT_TRUE(text.ok()) << text.status().message();
  const auto plan = ParseLabPlan(*text, path);
  ASSERT_TRUE(plan.ok()) << plan.status().message();
  const AllowedIncludes allowed =
      IncludesAllowedBy(*plan, path.substr(0, path.rfind('/')));
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
  // includes too much.
  GTEST_FLAG_SET(brief, true);
  testing::InitGoogleTest(&argc, argv);
  const std::vector<char*> words = absl::ParseCommandLine(argc, argv);
  wbm::lab::files.assign(words.begin() + 1, words.end());
  return RUN_ALL_TESTS();
}
