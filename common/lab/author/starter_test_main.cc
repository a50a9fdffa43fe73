// The test that what is generated in a lab is what its solution and its plan
// generate: starters, the handout's parts, the forms to fill in.

#include <string>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "common/io/read_runfile.h"
#include "common/lab/author/generated.h"
#include "common/lab/plan/lab_plan.h"
#include "gtest/gtest.h"

ABSL_FLAG(std::string, unit, "", "NN_topic, the folder in labs and solutions");
ABSL_FLAG(std::string, root, "", "another tree than this one, ending in /");

namespace wbm::lab {
namespace {

TEST(Lab, IsWhatItsSolutionAndItsPlanGenerate) {
  const std::string unit = absl::GetFlag(FLAGS_unit);
  const std::string path = "labs/" + unit + "/lab.json";
  const auto read = [](const std::string& file) {
    return io::ReadRunfile(absl::GetFlag(FLAGS_root) + file);
  };
  const auto text = read(path);
  ASSERT_TRUE(text.ok()) << text.status().message();
  const auto plan = ParseLabPlan(*text, path);
  ASSERT_TRUE(plan.ok()) << plan.status().message();
  const auto files = GeneratedFiles(*plan, unit, read);
  ASSERT_TRUE(files.ok()) << files.status().message();
  EXPECT_FALSE(files->empty());
  for (const GeneratedFile& each : *files) {
    const int line = FirstDifferentLine(each.committed, each.text);
    EXPECT_EQ(line, 0) << each.file << ":" << line << " is not what "
                       << each.source << " gives. Change that, then write it "
                       << "anew:\n  bazel run //scripts:restub";
  }
}

}  // namespace
}  // namespace wbm::lab

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  absl::ParseCommandLine(argc, argv);
  return RUN_ALL_TESTS();
}
