// The experiment, run as a person runs it.

#include <filesystem>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/io/json.h"
#include "common/lab/child_process.h"
#include "common/lab/experiment_run.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace granularity_lab {
namespace {

namespace fs = std::filesystem;

using ::testing::HasSubstr;
using ::wbm::lab::ChildResult;
using ::wbm::lab::FilesIn;
using ::wbm::lab::RunExperiment;
using ::wbm::lab::TextOf;

std::string Folder(const std::string& name) {
  return testing::TempDir() + "/" + name;
}

TEST(Experiment, TwoRunsGiveTheSameBytesButForTheManifest) {
  const std::string one = Folder("one"), two = Folder("two");
  for (const std::string& out : {one, two}) {
    const ChildResult result =
        RunExperiment("solutions/06_granularity/experiment", {"--out=" + out});
    ASSERT_EQ(result.exit_code, 0) << result.errors;
  }
  EXPECT_EQ(FilesIn(one),
            (std::vector<std::string>{
                "channel_error.csv", "channel_error.png", "channel_error.svg",
                "manifest.json", "results.json", "rotation.csv", "rotation.png",
                "rotation.svg", "tables.md"}));
  EXPECT_EQ(FilesIn(two), FilesIn(one));
  for (const std::string& name : FilesIn(one)) {
    if (name == "manifest.json") continue;
    EXPECT_TRUE(TextOf(one + "/" + name) == TextOf(two + "/" + name)) << name;
  }
  const absl::StatusOr<wbm::io::Json> manifest =
      wbm::io::ReadJson(one + "/manifest.json");
  ASSERT_TRUE(manifest.ok()) << manifest.status();
  EXPECT_EQ((*manifest)["seed"], 42);
}

TEST(Experiment, WrongUseIsNamedAndWritesNothing) {
  const std::string out = Folder("wrong_use");
  for (const std::string flag : {"--seed=many", "--unknown=1", "surplus"}) {
    const ChildResult result = RunExperiment(
        "solutions/06_granularity/experiment", {"--out=" + out, flag});
    EXPECT_EQ(result.exit_code, 2) << flag;
    EXPECT_FALSE(result.errors.empty()) << flag;
    EXPECT_FALSE(fs::exists(out));
  }
  EXPECT_EQ(RunExperiment("solutions/06_granularity/experiment", {}).exit_code,
            2);
}

TEST(Experiment, TheStarterSaysWhichTaskComesFirst) {
  const std::string out = Folder("starter");
  const ChildResult result =
      RunExperiment("labs/06_granularity/experiment", {"--out=" + out});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.errors, HasSubstr("Next: task 6."));
  EXPECT_THAT(result.errors, HasSubstr("scales.cc"));
  EXPECT_FALSE(fs::exists(out));
}

}  // namespace
}  // namespace granularity_lab
