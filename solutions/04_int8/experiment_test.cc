// The experiment, run as a person runs it.

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "common/io/file.h"
#include "common/io/json.h"
#include "common/io/runfiles.h"
#include "common/lab/child_process.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace int8_lab {
namespace {

namespace fs = std::filesystem;

using ::testing::HasSubstr;
using ::wbm::lab::ChildResult;

std::string Path(const std::string& runfile) {
  const absl::StatusOr<std::string> path = wbm::io::Runfile(runfile);
  return path.ok() ? *path : path.status().ToString();
}

std::string Folder(const std::string& name) {
  return testing::TempDir() + "/" + name;
}

ChildResult RunExperiment(const std::string& program,
                          std::vector<std::string> flags) {
  flags.insert(flags.begin(), Path(program));
  const absl::StatusOr<ChildResult> result =
      wbm::lab::RunChild({.arguments = flags, .seconds = 60});
  EXPECT_TRUE(result.ok()) << result.status();
  return result.ok() ? *result : ChildResult();
}

ChildResult RunSolution(std::vector<std::string> flags) {
  flags.push_back(absl::StrCat("--predictions=",
                               Path("solutions/04_int8/predictions.json")));
  return RunExperiment("solutions/04_int8/experiment", flags);
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
  for (const std::string variant : {"A", "B"}) {
    const std::string one = Folder("one" + variant);
    const std::string two = Folder("two" + variant);
    for (const std::string& out : {one, two}) {
      const ChildResult result =
          RunSolution({"--out=" + out, "--variant=" + variant});
      ASSERT_EQ(result.exit_code, 0) << result.errors;
    }
    EXPECT_EQ(
        Files(one),
        (std::vector<std::string>{
            "error_histogram.csv", "error_histogram.png", "error_histogram.svg",
            "hidden.npy", "manifest.json", "results.json", "summary.md",
            "tense_logits.npy", "verb_probs.npy", "verb_probs_rank.csv",
            "verb_probs_rank.png", "verb_probs_rank.svg"}));
    for (const std::string& name : Files(one)) {
      if (name == "manifest.json") continue;
      EXPECT_EQ(Read(one + "/" + name), Read(two + "/" + name)) << name;
    }
  }
}

TEST(Experiment, TheManifestHoldsThePredictionsHashAndTheVariant) {
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

TEST(Experiment, NothingIsMeasuredBeforeItWasPredicted) {
  const std::string out = Folder("unpredicted");
  const ChildResult result =
      RunExperiment("solutions/04_int8/experiment", {"--out=" + out});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.errors,
              HasSubstr("labs/04_int8/predictions.json has to be filled in"));
  EXPECT_THAT(result.errors, HasSubstr("verb_probs_step: is not filled in"));
  EXPECT_FALSE(fs::exists(out));
}

TEST(Experiment, MissingPredictionsAndUnknownVariantsAreNamed) {
  const std::string out = Folder("wrong_use");
  ChildResult result = RunExperiment(
      "solutions/04_int8/experiment",
      {"--out=" + out, "--predictions=" + Folder("nowhere.json")});
  EXPECT_NE(result.exit_code, 0);
  EXPECT_THAT(result.errors, HasSubstr("nowhere.json"));
  result = RunSolution({"--out=" + out, "--variant=C"});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.errors, HasSubstr("--variant=A or --variant=B"));
  EXPECT_FALSE(fs::exists(out));
}

TEST(Experiment, TheStarterSaysWhichTaskComesFirst) {
  const std::string out = Folder("starter");
  const ChildResult result = RunExperiment(
      "labs/04_int8/experiment",
      {"--out=" + out,
       "--predictions=" + Path("solutions/04_int8/predictions.json")});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.errors, HasSubstr("4.1"));
  EXPECT_THAT(result.errors, HasSubstr("quantizer.cc"));
  EXPECT_FALSE(fs::exists(out));
}

}  // namespace
}  // namespace int8_lab
