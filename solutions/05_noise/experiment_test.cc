// The experiment, run as a person runs it.

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/io/file.h"
#include "common/io/json.h"
#include "common/io/runfiles.h"
#include "common/lab/child_process.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace noise_lab {
namespace {

namespace fs = std::filesystem;

using ::testing::HasSubstr;
using ::wbm::lab::ChildResult;

std::string Folder(const std::string& name) {
  return testing::TempDir() + "/" + name;
}

ChildResult RunExperiment(const std::string& program,
                          std::vector<std::string> flags) {
  const absl::StatusOr<std::string> path = wbm::io::Runfile(program);
  EXPECT_TRUE(path.ok()) << path.status();
  if (!path.ok()) return {};
  flags.insert(flags.begin(), *path);
  const absl::StatusOr<ChildResult> result =
      wbm::lab::RunChild({.arguments = flags, .seconds = 50});
  EXPECT_TRUE(result.ok()) << result.status();
  return result.ok() ? *result : ChildResult();
}

std::vector<std::string> Files(const std::string& folder) {
  std::vector<std::string> names;
  for (const fs::directory_entry& file : fs::directory_iterator(folder)) {
    names.push_back(file.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string Read(const std::string& path) {
  const absl::StatusOr<std::string> text = wbm::io::ReadFile(path);
  return text.ok() ? *text : text.status().ToString();
}

TEST(Experiment, TwoRunsGiveTheSameBytesButForTheManifest) {
  const std::string one = Folder("one"), two = Folder("two");
  for (const std::string& out : {one, two}) {
    const ChildResult result =
        RunExperiment("solutions/05_noise/experiment", {"--out=" + out});
    ASSERT_EQ(result.exit_code, 0) << result.errors;
  }
  EXPECT_EQ(Files(one), (std::vector<std::string>{
                            "clipping.csv", "clipping.png", "clipping.svg",
                            "deviation.csv", "deviation.png", "deviation.svg",
                            "manifest.json", "results.json", "sqnr.csv",
                            "sqnr.png", "sqnr.svg", "tables.md"}));
  EXPECT_EQ(Files(two), Files(one));
  for (const std::string& name : Files(one)) {
    if (name == "manifest.json") continue;
    EXPECT_TRUE(Read(one + "/" + name) == Read(two + "/" + name)) << name;
  }
  const absl::StatusOr<wbm::io::Json> manifest =
      wbm::io::ReadJson(one + "/manifest.json");
  ASSERT_TRUE(manifest.ok()) << manifest.status();
  EXPECT_EQ((*manifest)["seed"], 42);
}

TEST(Experiment, WrongUseIsNamedAndWritesNothing) {
  const std::string out = Folder("wrong_use");
  for (const std::string flag : {"--seed=many", "--unknown=1", "surplus"}) {
    const ChildResult result =
        RunExperiment("solutions/05_noise/experiment", {"--out=" + out, flag});
    EXPECT_EQ(result.exit_code, 2) << flag;
    EXPECT_FALSE(result.errors.empty()) << flag;
    EXPECT_FALSE(fs::exists(out));
  }
  EXPECT_EQ(RunExperiment("solutions/05_noise/experiment", {}).exit_code, 2);
}

TEST(Experiment, TheStarterSaysWhichTaskComesFirst) {
  const std::string out = Folder("starter");
  const ChildResult result =
      RunExperiment("labs/05_noise/experiment", {"--out=" + out});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.errors, HasSubstr("Next: task 5."));
  EXPECT_THAT(result.errors, HasSubstr("noise.cc"));
  EXPECT_FALSE(fs::exists(out));
}

}  // namespace
}  // namespace noise_lab
