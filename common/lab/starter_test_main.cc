// The test that a lab's committed starter is what the solution generates.

#include <string>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "common/lab/lab_plan.h"
#include "common/lab/read_runfile.h"
#include "common/lab/starter.h"
#include "gtest/gtest.h"

ABSL_FLAG(std::string, plan, "", "labs/NN_topic/lab.json");
ABSL_FLAG(std::string, solution, "", "solutions/NN_topic");
ABSL_FLAG(std::string, starter, "", "labs/NN_topic");

namespace wbm::lab {
namespace {

TEST(Starter, IsGeneratedFromTheSolution) {
  const auto text = ReadRunfile(absl::GetFlag(FLAGS_plan));
  ASSERT_TRUE(text.ok()) << text.status().message();
  const auto plan = ParseLabPlan(*text, absl::GetFlag(FLAGS_plan));
  ASSERT_TRUE(plan.ok()) << plan.status().message();
  for (const std::string& file : plan->student_files) {
    const std::string solution = absl::GetFlag(FLAGS_solution) + "/" + file;
    const std::string starter = absl::GetFlag(FLAGS_starter) + "/" + file;
    const auto written = ReadRunfile(solution);
    const auto committed = ReadRunfile(starter);
    ASSERT_TRUE(written.ok()) << written.status().message();
    ASSERT_TRUE(committed.ok()) << committed.status().message();
    const auto generated = StarterOf(*plan, file, *written, solution);
    ASSERT_TRUE(generated.ok()) << generated.status().message();
    const int line = FirstDifferentLine(*committed, *generated);
    EXPECT_EQ(line, 0) << starter << ":" << line << " is not what " << solution
                       << " generates. Change the solution, then write the "
                          "starter anew:\n  bazel run //scripts:restub";
  }
}

}  // namespace
}  // namespace wbm::lab

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  absl::ParseCommandLine(argc, argv);
  return RUN_ALL_TESTS();
}
