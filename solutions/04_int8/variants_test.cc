// What is special about this lab's experiment: two variants of its data, and
// predictions that come first.

#include <filesystem>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "common/io/json.h"
#include "common/io/runfiles.h"
#include "common/lab/author/experiment_run.h"
#include "common/os/child_process.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace int8_lab {
namespace {

namespace fs = std::filesystem;

using ::testing::HasSubstr;
using ::wbm::lab::FilesIn;
using ::wbm::lab::RunBuiltExperiment;
using ::wbm::lab::TextOf;
using ::wbm::os::ChildResult;

std::string Folder(const std::string& name) {
  return testing::TempDir() + "/" + name;
}

ChildResult RunSolution(std::vector<std::string> flags) {
  flags.push_back(absl::StrCat(
      "--predictions=",
      wbm::io::Runfile("solutions/04_int8/predictions.json").value()));
  return RunBuiltExperiment("solutions/04_int8/experiment", flags);
}

TEST(VariantB, HasTheSameFilesAndTheSameBytesTwice) {
  const std::string one = Folder("one"), two = Folder("two"), a = Folder("a");
  ASSERT_EQ(RunSolution({"--out=" + one, "--variant=B"}).exit_code, 0);
  ASSERT_EQ(RunSolution({"--out=" + two, "--variant=B"}).exit_code, 0);
  ASSERT_EQ(RunSolution({"--out=" + a}).exit_code, 0);
  EXPECT_EQ(FilesIn(one), FilesIn(a));
  EXPECT_NE(TextOf(one + "/hidden.npy"), TextOf(a + "/hidden.npy"));
  for (const std::string& name : FilesIn(one)) {
    if (name == "manifest.json") continue;
    EXPECT_TRUE(TextOf(one + "/" + name) == TextOf(two + "/" + name)) << name;
  }
}

TEST(Predictions, TheManifestHoldsThePredictionsHashAndTheVariant) {
  const std::string out = Folder("manifest");
  ASSERT_EQ(RunSolution({"--out=" + out, "--variant=B"}).exit_code, 0);
  const absl::StatusOr<wbm::io::Json> manifest =
      wbm::io::ReadJson(out + "/manifest.json");
  ASSERT_TRUE(manifest.ok()) << manifest.status();
  EXPECT_EQ((*manifest)["flags"]["variant"], "B");
  EXPECT_EQ((*manifest)["seed"], 42);
  EXPECT_EQ((*manifest)["inputs"]["predictions.json"]["sha256"]
                .get<std::string>()
                .size(),
            64u);
}

TEST(Predictions, NothingIsMeasuredBeforeItWasPredicted) {
  const std::string out = Folder("unpredicted");
  const ChildResult result =
      RunBuiltExperiment("solutions/04_int8/experiment", {"--out=" + out});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.errors,
              HasSubstr("labs/04_int8/predictions.json has to be filled in"));
  EXPECT_THAT(result.errors, HasSubstr("verb_probs_step: is not filled in"));
  EXPECT_FALSE(fs::exists(out));
}

TEST(Predictions, MissingPredictionsAndUnknownVariantsAreNamed) {
  const std::string out = Folder("wrong_use");
  ChildResult result = RunBuiltExperiment(
      "solutions/04_int8/experiment",
      {"--out=" + out, "--predictions=" + Folder("nowhere.json")});
  EXPECT_NE(result.exit_code, 0);
  EXPECT_THAT(result.errors, HasSubstr("nowhere.json"));
  result = RunSolution({"--out=" + out, "--variant=C"});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.errors, HasSubstr("--variant=A or --variant=B"));
  EXPECT_FALSE(fs::exists(out));
}

}  // namespace
}  // namespace int8_lab
