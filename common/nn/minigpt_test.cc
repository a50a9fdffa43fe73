#include "common/nn/minigpt.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>

#include "common/tensor/autograd.h"
#include "common/tensor/gradcheck.h"
#include "common/tensor/ops.h"

namespace wbm::nn {
namespace {

using tensor::Dtype;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr MiniGptConfig kSmall = {.vocabulary = 7,
                                  .context = 5,
                                  .width = 8,
                                  .layers = 2,
                                  .heads = 2,
                                  .hidden = 12};

Tensor Ids() {
  return Tensor::From<int64_t>({2, 4},
                               std::vector<int64_t>{0, 3, 6, 1, 2, 2, 5, 4});
}
Tensor Targets() {
  return Tensor::From<int64_t>({2, 4},
                               std::vector<int64_t>{3, 6, 1, 0, 2, 5, -1, 6});
}

std::vector<Tensor> ValuesOf(const MiniGpt& model) {
  std::vector<Tensor> values;
  for (const Parameter& p : model.parameters()) values.push_back(p.value);
  return values;
}

std::string ErrorOf(const Weights& weights, int64_t heads = 2) {
  const absl::StatusOr<MiniGpt> model = MiniGpt::FromWeights(weights, heads);
  return model.ok() ? "ok" : std::string(model.status().message());
}

TEST(MiniGpt, EveryDerivativeOfTheWholeModelIsRight) {
  // Ten times the usual initial weights, so that no path is negligible.
  const MiniGpt model = MiniGpt::Initialise(kSmall, 3, Dtype::kFloat64);
  std::vector<Tensor> values;
  for (const Tensor& value : ValuesOf(model)) {
    values.push_back(value.rank() == 2 ? tensor::Scale(value.Detach(), 10)
                                       : value.Detach());
  }
  const tensor::GradCheck check = tensor::CheckGradients(
      [&](const std::vector<Tensor>& in) {
        return tensor::CrossEntropy(model.WithValues(in).Forward(Ids()),
                                    Targets());
      },
      values);
  EXPECT_LE(check.worst, 1e-6) << check.where;
}

TEST(MiniGpt, CapturingDoesNotChangeABit) {
  const MiniGpt model = MiniGpt::Initialise(kSmall, 4);
  Captures captures;
  const std::vector<float> captured =
      model.Forward(Ids(), &captures).ToVector<float>();
  const std::vector<float> plain = model.Forward(Ids()).ToVector<float>();
  EXPECT_EQ(
      std::memcmp(captured.data(), plain.data(), plain.size() * sizeof(float)),
      0);
  std::vector<std::string> names;
  for (const auto& [name, x] : captures) names.push_back(name);
  EXPECT_THAT(names, ElementsAre("embed_out", "block_0_out", "block_1_out",
                                 "final_ln_out", "logits"));
  EXPECT_EQ(captures[2].second.shape(), (tensor::Shape{2, 4, 8}));
  EXPECT_EQ(captures[4].second.shape(), (tensor::Shape{2, 4, 7}));
}

TEST(MiniGpt, NamesAreThoseOfAStateDict) {
  const MiniGpt model = MiniGpt::Initialise(kSmall, 5);
  std::vector<std::string> names;
  for (const Parameter& p : model.parameters()) names.push_back(p.name);
  EXPECT_EQ(names.size(), 2u + 2 * 12 + 2 + 1);
  EXPECT_THAT(names, ::testing::IsSupersetOf(
                         {"tok_emb.weight", "blocks.1.ln2.bias",
                          "blocks.0.attn.qkv.weight", "blocks.0.mlp.fc2.bias",
                          "ln_f.weight", "head.weight"}));
  EXPECT_EQ(model.ToWeights().at("blocks.0.attn.qkv.weight").shape,
            (std::vector<int64_t>{24, 8}));
}

TEST(MiniGpt, WeightsMakeTheSameModel) {
  const MiniGpt model = MiniGpt::Initialise(kSmall, 6);
  const absl::StatusOr<MiniGpt> copy =
      MiniGpt::FromWeights(model.ToWeights(), 2);
  ASSERT_TRUE(copy.ok()) << copy.status();
  EXPECT_EQ(copy->ToWeights(), model.ToWeights());
  EXPECT_EQ(copy->Forward(Ids()).ToVector<float>(),
            model.Forward(Ids()).ToVector<float>());
}

TEST(MiniGpt, ABiasThatTheFileLacksIsAbsent) {
  Weights weights = MiniGpt::Initialise(kSmall, 7).ToWeights();
  for (const char* name : {"blocks.0.attn.qkv.bias", "ln_f.bias"}) {
    weights.erase(name);
  }
  const absl::StatusOr<MiniGpt> model = MiniGpt::FromWeights(weights, 2);
  ASSERT_TRUE(model.ok()) << model.status();
  EXPECT_EQ(model->ToWeights(), weights);
  // Initial biases are 0, so leaving them out changes nothing.
  EXPECT_EQ(model->Forward(Ids()).ToVector<float>(),
            MiniGpt::Initialise(kSmall, 7).Forward(Ids()).ToVector<float>());
}

TEST(MiniGpt, IntegersAmongTheWeightsArePassedOver) {
  Weights weights = MiniGpt::Initialise(kSmall, 8).ToWeights();
  weights["position_ids"] = {{2}, {}, {0, 1}};
  EXPECT_EQ(ErrorOf(weights), "ok");
}

TEST(MiniGpt, WrongWeightsAreNamed) {
  const Weights good = MiniGpt::Initialise(kSmall, 9).ToWeights();
  Weights weights = good;
  weights.erase("blocks.1.mlp.fc2.weight");
  EXPECT_THAT(ErrorOf(weights),
              HasSubstr("'blocks.1.mlp.fc2.weight' is missing"));
  weights = good;
  weights.erase("tok_emb.weight");
  EXPECT_THAT(ErrorOf(weights), HasSubstr("'tok_emb.weight' is missing"));
  weights = good;
  weights["head.weight"].shape = {8, 7};
  EXPECT_THAT(ErrorOf(weights),
              HasSubstr("'head.weight' has the shape [8, 7] and 56 floats; "
                        "expected [7, 8]"));
  weights = good;
  weights["head.weight"].values.pop_back();
  EXPECT_THAT(ErrorOf(weights), HasSubstr("and 55 floats"));
  weights = good;
  weights["extra"] = {{1}, {1.0f}, {}};
  EXPECT_THAT(ErrorOf(weights), HasSubstr("'extra' is no weight"));
  EXPECT_THAT(ErrorOf(good, 3), HasSubstr("does not divide into 3 heads"));
  EXPECT_THAT(ErrorOf(good, 0), HasSubstr("give the number of heads"));
}

TEST(MiniGpt, IdsAreCheckedBeforeTheyAreUsed) {
  const MiniGpt model = MiniGpt::Initialise(kSmall, 10);
  EXPECT_TRUE(model.CheckIds(Ids()).ok());
  const auto check = [&](tensor::Shape shape, const std::vector<int64_t>& ids) {
    return std::string(
        model.CheckIds(Tensor::From<int64_t>(std::move(shape), ids)).message());
  };
  EXPECT_THAT(check({2, 2}, {0, 1, 7, 2}),
              HasSubstr("prompt 1, position 0: id 7 is not"));
  EXPECT_THAT(check({1, 1}, {-1}), HasSubstr("id -1"));
  EXPECT_THAT(check({1, 6}, {0, 0, 0, 0, 0, 0}), HasSubstr("context of 5"));
  EXPECT_THAT(check({1}, {0}), HasSubstr("expected int64 [prompts"));
}

TEST(CapturedForward, GivesPlainArrays) {
  const Weights weights = MiniGpt::Initialise(kSmall, 11).ToWeights();
  const auto arrays = CapturedForward(weights, 2, {1, 2, 3});
  ASSERT_TRUE(arrays.ok()) << arrays.status();
  EXPECT_EQ(arrays->size(), 5u);
  EXPECT_EQ(arrays->at("logits").shape, (std::vector<int64_t>{3, 7}));
  EXPECT_FALSE(CapturedForward(weights, 2, {99}).ok());
}

TEST(HeadsOf, ReadsTheMetadata) {
  EXPECT_EQ(*HeadsOf({}), 4);
  EXPECT_EQ(*HeadsOf({{}, {{"heads", "8"}}}), 8);
  for (const char* bad : {"0", "-1", "four", ""}) {
    EXPECT_FALSE(HeadsOf({{}, {{"heads", bad}}}).ok()) << bad;
  }
}

TEST(Checkpoint, IsWrittenAndReadBitByBit) {
  Checkpoint checkpoint = {MiniGpt::Initialise(kSmall, 12).ToWeights(),
                           {{"heads", "2"}}};
  checkpoint.weights["ids"] = {{2}, {}, {7, -7}};
  const std::string bytes = *FormatCheckpoint(checkpoint);
  const absl::StatusOr<Checkpoint> back = ParseCheckpoint(bytes, "c.st");
  ASSERT_TRUE(back.ok()) << back.status();
  EXPECT_EQ(back->weights, checkpoint.weights);
  EXPECT_EQ(back->metadata, checkpoint.metadata);
  EXPECT_FALSE(ParseCheckpoint(bytes.substr(1), "c.st").ok());
}

}  // namespace
}  // namespace wbm::nn
