// The experiment, run as a person runs it: on the course's model, on somebody
// else's, and on files that are not as they should be.

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "common/io/file.h"
#include "common/io/json.h"
#include "common/io/npy.h"
#include "common/io/safetensors.h"
#include "common/lab/author/experiment_run.h"
#include "common/nn/minigpt.h"
#include "common/nn/weights.h"
#include "common/os/child_process.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace drift_lab {
namespace {

namespace fs = std::filesystem;

using ::testing::HasSubstr;
using ::wbm::io::Json;
using ::wbm::lab::FilesIn;
using ::wbm::lab::RunBuiltExperiment;
using ::wbm::lab::TextOf;
using ::wbm::os::ChildResult;

std::string Folder(const std::string& name) {
  return testing::TempDir() + "/" + name;
}

ChildResult RunSolution(const std::vector<std::string>& flags) {
  return RunBuiltExperiment("solutions/11_drift/experiment", flags);
}

Json ReadJson(const std::string& path) {
  const absl::StatusOr<Json> json = wbm::io::ReadJson(path);
  EXPECT_TRUE(json.ok()) << json.status();
  return json.ok() ? *json : Json();
}

class OwnModel : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    out_ = new std::string(Folder("own"));
    const ChildResult result =
        RunSolution({"--out=" + *out_, "--figure_data",
                     "--dump=" + *out_ + ".safetensors"});
    ASSERT_EQ(result.exit_code, 0) << result.errors;
  }

  static std::string* out_;
};

std::string* OwnModel::out_ = nullptr;

TEST_F(OwnModel, DriftResultsHaveTheAgreedFields) {
  const Json json = ReadJson(*out_ + "/drift_results.json");
  EXPECT_EQ(json["num_prompts"], 5);
  std::vector<std::string> layers;
  for (const auto& [layer, mean] :
       json["per_layer_relative_error_mean"].items()) {
    layers.push_back(layer);
    EXPECT_GT(mean, 0);
    EXPECT_LT(mean, 0x1p-11) << layer << ": below fp16's unit roundoff";
  }
  EXPECT_EQ(layers,
            (std::vector<std::string>{"embed_out", "block_0_out", "block_1_out",
                                      "final_ln_out", "logits"}));
  EXPECT_EQ(json["argmax_total_positions"], 35);
  EXPECT_EQ(json["argmax_flip_rate"].get<double>(),
            json["argmax_flip_count_total"].get<double>() / 35);
  EXPECT_TRUE(json["monotonic_growth_with_depth"].is_boolean());
  EXPECT_EQ(json["max_error_below_5pct"], true);
  EXPECT_EQ(json["activation"], "residual stream after each block");
  // The boolean is that of the means beside it.
  const Json& mean = json["per_layer_relative_error_mean"];
  bool grows = true;
  for (std::size_t i = 1; i < layers.size(); ++i) {
    grows = grows && mean[layers[i]] > mean[layers[i - 1]];
  }
  EXPECT_EQ(json["monotonic_growth_with_depth"], grows);
}

// 2^-11 is the unit roundoff, and 2^-10 is called what it is.
TEST_F(OwnModel, TheFigureNamesItsLinesRightly) {
  const Json figure = ReadJson(*out_ + "/drift_per_layer.figure.json");
  std::map<double, std::string> lines;
  for (const Json& line : figure["panels"][0]["lines"]) {
    lines[line["at"].get<double>()] = line["text"].get<std::string>();
  }
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_THAT(lines[0x1p-11], HasSubstr("unit roundoff of fp16"));
  EXPECT_THAT(lines[0x1p-10], HasSubstr("spacing of fp16 at 1"));
  EXPECT_NEAR(lines.begin()->first, 0.42466 * 0x1p-11, 1e-9);
  EXPECT_THAT(lines.begin()->second, HasSubstr("weight array itself"));
}

TEST_F(OwnModel, TheNoteOnFlipsSaysWhyThereAreNone) {
  const Json results = ReadJson(*out_ + "/results.json");
  const std::string note = TextOf(*out_ + "/argmax_flips.md");
  const std::string prompt = "Prompt 0, `<bos> yo trabajo / I ___ <sep>`: ";
  EXPECT_THAT(note, HasSubstr(prompt));
  if (results["formats"]["fp16"]["argmax_flip_count_total"] == 0) {
    EXPECT_THAT(note, HasSubstr("## fp16\n\n0 of 35 positions flipped. The "
                                "smallest margin"));
    EXPECT_THAT(note, HasSubstr(prompt + "none. Smallest margin"));
  }
  EXPECT_THAT(note, HasSubstr("| position | fp32 | then | margin in fp32 |"));
}

TEST_F(OwnModel, TheDumpHasEveryActivationOfBothModels) {
  const auto dump = wbm::io::ReadSafetensors(*out_ + ".safetensors");
  ASSERT_TRUE(dump.ok()) << dump.status();
  EXPECT_EQ(dump->tensors.size(), 5u * 2 * 5);
  for (int p = 0; p < 5; ++p) {
    for (const char* weights : {"fp32", "fp16"}) {
      for (const char* layer : {"embed_out", "block_0_out", "block_1_out",
                                "final_ln_out", "logits"}) {
        const std::string name = absl::StrCat("p", p, "/", weights, "/", layer);
        ASSERT_EQ(dump->tensors.count(name), 1u) << name;
        EXPECT_EQ(dump->tensors.at(name).shape[0], 7) << name;
      }
    }
  }
}

TEST(Formats, ACoarseFormatListsItsFlips) {
  const std::string out = Folder("int4");
  const ChildResult result = RunSolution({"--out=" + out, "--format=int4"});
  ASSERT_EQ(result.exit_code, 0) << result.errors;
  const Json json = ReadJson(out + "/drift_results.json");
  EXPECT_EQ(json["format"], "int4");
  const Json all = ReadJson(out + "/results.json");
  EXPECT_EQ(json["per_layer_relative_error_mean"],
            all["formats"]["int4"]["per_layer_relative_error_mean"]);
  // A row for each flip, in the first section.
  const std::string note = TextOf(out + "/argmax_flips.md");
  const std::string section = note.substr(
      note.find("## int4"), note.find("## fp16") - note.find("## int4"));
  std::int64_t rows = 0;
  for (std::size_t at = section.find("\n| "); at != std::string::npos;
       at = section.find("\n| ", at + 1)) {
    rows += section[at + 3] >= '0' && section[at + 3] <= '9';
  }
  EXPECT_EQ(rows, json["argmax_flip_count_total"]);
}

// Somebody else's model: one block, no metadata, ids of their own.
wbm::nn::Checkpoint AnotherModel() {
  const wbm::nn::MiniGpt model = wbm::nn::MiniGpt::Initialise({.vocabulary = 9,
                                                               .context = 6,
                                                               .width = 8,
                                                               .layers = 1,
                                                               .heads = 4,
                                                               .hidden = 16},
                                                              5);
  wbm::nn::Checkpoint checkpoint;
  checkpoint.weights = model.ToWeights();
  return checkpoint;
}

std::string Save(const wbm::nn::Checkpoint& checkpoint,
                 const std::string& name) {
  const std::string path = Folder(name);
  const absl::Status status = wbm::nn::WriteCheckpoint(path, checkpoint);
  EXPECT_TRUE(status.ok()) << status;
  return path;
}

std::string SaveIds(const std::vector<std::int64_t>& ids,
                    std::vector<std::int64_t> shape, const std::string& name) {
  const std::string path = Folder(name);
  const absl::Status status = wbm::io::WriteNpy<std::int64_t>(
      path, std::move(shape), std::span<const std::int64_t>(ids));
  EXPECT_TRUE(status.ok()) << status;
  return path;
}

TEST(AnothersModel, ItsActivationsAreThoseOfMiniGpt) {
  wbm::nn::Checkpoint checkpoint = AnotherModel();
  checkpoint.weights["mask"] = {{2}, {}, {1, 2049}};
  checkpoint.weights.erase("blocks.0.mlp.fc1.bias");
  const std::vector<std::int64_t> ids = {0, 8, 3, 3, 1, 7};
  const std::string out = Folder("another");
  const ChildResult result = RunSolution(
      {"--out=" + out, "--checkpoint=" + Save(checkpoint, "a.safetensors"),
       "--ids=" + SaveIds(ids, {2, 3}, "a.npy"), "--format=bf16", "--heads=2",
       "--dump=" + out + ".safetensors"});
  ASSERT_EQ(result.exit_code, 0) << result.errors;
  const auto dump = wbm::io::ReadSafetensors(out + ".safetensors");
  ASSERT_TRUE(dump.ok()) << dump.status();
  EXPECT_EQ(dump->tensors.count("p1/bf16/logits"), 1u);
  const auto expected =
      wbm::nn::CapturedForward(checkpoint.weights, 2, {3, 1, 7});
  ASSERT_TRUE(expected.ok()) << expected.status();
  for (const auto& [name, array] : *expected) {
    const auto got = dump->tensors.at("p1/fp32/" + name).Values<float>();
    ASSERT_TRUE(got.ok()) << got.status();
    ASSERT_EQ(got->size(), array.values.size());
    double error = 0, norm = 0;
    for (std::size_t i = 0; i < got->size(); ++i) {
      const double a = array.values[i], b = (*got)[i];
      error += (a - b) * (a - b);
      norm += a * a;
    }
    EXPECT_LE(error, 1e-10 * norm) << name;  // 1e-5, squared
  }
  const Json manifest = ReadJson(out + "/manifest.json");
  EXPECT_TRUE(manifest["inputs"].contains("a.safetensors"));
  EXPECT_TRUE(manifest["inputs"].contains("a.npy"));
  EXPECT_THAT(TextOf(out + "/argmax_flips.md"), HasSubstr("`#3 #1 #7`"));
}

// Each is told apart, named, and leaves nothing behind.
TEST(WrongInputs, EachIsRefusedWithItsNameAndARemedy) {
  const std::string model = Save(AnotherModel(), "good.safetensors");
  const std::string ids = SaveIds({1, 2, 3}, {1, 3}, "good.npy");
  wbm::nn::Checkpoint missing = AnotherModel();
  missing.weights.erase("blocks.0.attn.proj.weight");
  wbm::nn::Checkpoint misshapen = AnotherModel();
  misshapen.weights["ln_f.weight"].shape = {2, 4};
  wbm::nn::Checkpoint stranger = AnotherModel();
  stranger.weights["blocks.0.attn.rope"] = {{1}, {1}, {}};
  wbm::nn::Checkpoint huge = AnotherModel();
  huge.weights["head.weight"].values[3] = 70000;
  const std::string not_tensors = Folder("not.safetensors");
  ASSERT_TRUE(wbm::io::WriteFile(not_tensors, "nothing").ok());
  const std::string floats = Folder("floats.npy");
  const std::vector<float> one = {1, 2};
  ASSERT_TRUE(
      wbm::io::WriteNpy<float>(floats, {1, 2}, std::span<const float>(one))
          .ok());
  struct Case {
    std::string checkpoint, ids, message;
    std::string more = "";
  };
  const std::vector<Case> cases = {
      {Folder("nowhere.safetensors"), ids, "nowhere.safetensors"},
      {model, Folder("nowhere.npy"), "nowhere.npy"},
      {not_tensors, ids, "not.safetensors"},
      {Save(missing, "m.safetensors"), ids,
       "m.safetensors: 'blocks.0.attn.proj.weight' is missing"},
      {Save(misshapen, "s.safetensors"), ids, "s.safetensors: 'ln_f.weight'"},
      {Save(stranger, "x.safetensors"), ids,
       "'blocks.0.attn.rope' is no weight of a MiniGPT"},
      {Save(huge, "h.safetensors"), ids, "h.safetensors: 'head.weight' holds"},
      {model, floats, "floats.npy: the ids are float32; save them as int64"},
      {model, SaveIds({1, 9}, {1, 2}, "range.npy"),
       "range.npy: row 0: prompt 0, position 1: id 9 is not in the vocabulary"},
      {model, SaveIds({1, -1}, {1, 2}, "negative.npy"), "id -1 is not in"},
      {model, SaveIds({1, 2}, {2}, "flat.npy"),
       "flat.npy: 1 dimensions and 2 ids"},
      {model, SaveIds({}, {0, 3}, "empty.npy"), "empty.npy"},
      {model, SaveIds({1, 1, 1, 1, 1, 1, 1}, {1, 7}, "long.npy"),
       "longer than the model's context of 6"},
      {model, "", "give token ids with --ids=FILE.npy"},
      {model, ids, "--format=fp12: write one of fp16, bf16", "--format=fp12"},
      {model, ids, "does not divide into 3 heads", "--heads=3"},
      {model, ids, "--heads=-2", "--heads=-2"},
  };
  const std::string out = Folder("wrong");
  for (const Case& c : cases) {
    std::vector<std::string> flags = {"--out=" + out,
                                      "--checkpoint=" + c.checkpoint};
    if (!c.ids.empty()) flags.push_back("--ids=" + c.ids);
    if (!c.more.empty()) flags.push_back(c.more);
    const ChildResult result = RunSolution(flags);
    EXPECT_EQ(result.exit_code, 2) << c.message << "\n" << result.errors;
    EXPECT_THAT(result.errors, HasSubstr(c.message));
    EXPECT_FALSE(fs::exists(out));
  }
}

}  // namespace
}  // namespace drift_lab
