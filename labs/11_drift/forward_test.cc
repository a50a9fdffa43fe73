// The public tests of layers.cc and forward.cc: models so small that they can
// be followed with pencil and paper.

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/lab/given.h"
#include "gtest/gtest.h"
#include "labs/11_drift/drift.h"

namespace drift_lab {
namespace {

using ::wbm::lab::Given;

using Floats = std::vector<float>;
using Ids = std::vector<std::int64_t>;

constexpr absl::StatusCode kInvalid = absl::StatusCode::kInvalidArgument;

// Room for float32 arithmetic in any order: results here are of the order of
// one and come from fewer than ten operations of relative error 2^-24 each.
constexpr double kRoom = 1e-6;

void ExpectNear(const absl::StatusOr<Floats>& got, const Floats& expected) {
  ASSERT_TRUE(got.ok()) << got.status();
  ASSERT_EQ(got->size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    ASSERT_NEAR((*got)[i], expected[i], kRoom) << "element " << i;
  }
}

// 1 / sqrt(1 + 1e-5): what LayerNorm makes of 1 in the row -1, 1.
const float kUnit = static_cast<float>(1 / std::sqrt(1 + 1e-5));

// Task 11.3.

TEST(Linear, RowsOfTheWeightAreOutputs) {
  const Array weight{{2, 3}, {1, 2, 3, -1, 0, 0.5f}, {}};
  const Floats x = {1, 1, 1, 2, 0, 4};
  Given("weight [2, 3]", weight.values);
  Given("x", x);
  ExpectNear(Linear(x, weight, {}), {6, -0.5f, 14, 0});
  const Floats bias = {10, 20};
  Given("bias", bias);
  ExpectNear(Linear(x, weight, bias), {16, 19.5f, 24, 20});
  ExpectNear(Linear({}, weight, bias), {});
}

TEST(Linear, WhatDoesNotFitIsAnError) {
  const Array good{{2, 3}, {1, 2, 3, 4, 5, 6}, {}};
  const Floats x = {1, 2, 3};
  EXPECT_EQ(Linear(Floats{1, 2}, good, {}).status().code(), kInvalid);
  EXPECT_EQ(Linear(x, good, Floats{1, 2, 3}).status().code(), kInvalid);
  for (const Array& bad :
       {Array{{2, 3}, {1, 2, 3}, {}}, Array{{6}, {1, 2, 3, 4, 5, 6}, {}},
        Array{{-2, -3}, {1, 2, 3, 4, 5, 6}, {}}, Array{{2, 0}, {}, {}},
        Array{{2, 3}, {}, {1, 2, 3, 4, 5, 6}}}) {
    Given("shape", bad.shape);
    EXPECT_EQ(Linear(x, bad, {}).status().code(), kInvalid);
  }
}

TEST(LayerNorm, EveryRowGetsMeanZeroAndVarianceOne) {
  const Floats x = {1, 3, -10, 30};
  Given("x", x);
  // Of -10, 30 the variance is 400: 1e-5 is lost in it.
  ExpectNear(LayerNorm(x, Floats{1, 1}, {}), {-kUnit, kUnit, -1, 1});
  ExpectNear(LayerNorm(x, Floats{2, 0.5f}, Floats{0.25f, -1}),
             {0.25f - 2 * kUnit, kUnit / 2 - 1, -1.75f, -0.5f});
}

TEST(LayerNorm, AConstantRowBecomesTheBias) {
  ExpectNear(LayerNorm(Floats{5, 5, 5}, Floats{1, 2, 3}, Floats{7, 8, 9}),
             {7, 8, 9});
  ExpectNear(LayerNorm(Floats{0, 0, 0}, Floats{1, 2, 3}, {}), {0, 0, 0});
}

TEST(LayerNorm, WhatDoesNotFitIsAnError) {
  const Floats x = {1, 2, 3, 4};
  EXPECT_EQ(LayerNorm(x, {}, {}).status().code(), kInvalid);
  EXPECT_EQ(LayerNorm(x, Floats{1, 1, 1}, {}).status().code(), kInvalid);
  EXPECT_EQ(LayerNorm(x, Floats{1, 1}, Floats{1}).status().code(), kInvalid);
}

// The tanh approximation is off by up to 4.7e-4; at 3 by 4e-4.
TEST(Gelu, ItIsTheExactOne) {
  for (const auto& [x, expected] : {std::pair{0.0f, 0.0},
                                    {1.0f, 0.8413447461},
                                    {-1.0f, -0.1586552539},
                                    {2.0f, 1.9544997361},
                                    {3.0f, 2.9959503059},
                                    {-3.0f, -0.0040496941},
                                    {20.0f, 20.0},
                                    {-20.0f, 0.0}}) {
    Given("x", x);
    ASSERT_NEAR(Gelu(x), expected, kRoom * (1 + std::abs(expected)));
  }
}

// Task 11.4. Rows of query, key, value.

TEST(CausalAttention, NoTokenSeesALaterOne) {
  // All scores are 0: every token takes the mean of the values up to its own.
  const Floats qkv = {0, 0, 6,  //
                      0, 0, 2,  //
                      0, 0, -2};
  Given("qkv", qkv);
  ExpectNear(CausalAttention(qkv, 1, 1), {6, 4, 2});
  ExpectNear(CausalAttention({}, 1, 1), {});
}

TEST(CausalAttention, ScoresAreDividedByTheRootOfTheHeadSize) {
  // One head of four. Query 1 times key 1 is 4 ln 3; divided by sqrt 4, that
  // is a score of 2 ln 3 against 0: probabilities 0.9 and 0.1.
  const auto q = static_cast<float>(std::log(3.0));
  const Floats qkv = {0, 0, 0, 0, 0, 0, 0, 0, 10, 0, 0, 20,  //
                      q, q, q, q, 1, 1, 1, 1, 0,  5, 0, 0};
  ExpectNear(CausalAttention(qkv, 4, 1), {10, 0, 0, 20, 1, 4.5f, 0, 2});
}

TEST(CausalAttention, HeadsDoNotSeeEachOther) {
  // Two heads of one: the first prefers token 1 by 9 to 1, the second does
  // not care.
  const auto q = static_cast<float>(std::log(9.0));
  const Floats qkv = {0, 0, 0, 0, 10, 10,  //
                      q, 0, 1, 1, 0,  0};
  ExpectNear(CausalAttention(qkv, 2, 2), {10, 10, 1, 5});
}

TEST(CausalAttention, LargeScoresStayFinite) {
  // Scores of 0 and 40000, whose exponential no double holds.
  const Floats qkv = {0,   0,   1,  //
                      200, 200, 3};
  ExpectNear(CausalAttention(qkv, 1, 1), {1, 3});
}

TEST(CausalAttention, HeadsThatDoNotDivideAreAnError) {
  const Floats qkv(12, 0.0f);
  for (const auto& [width, heads] :
       std::vector<std::pair<std::int64_t, std::int64_t>>{
           {2, 0}, {2, -1}, {2, 4}, {4, 3}, {0, 1}, {-2, 1}, {3, 1}}) {
    Given("width", width);
    Given("heads", heads);
    EXPECT_EQ(CausalAttention(qkv, width, heads).status().code(), kInvalid);
  }
}

// Task 11.5. Width 2, three tokens, two positions, no blocks.
Weights WithoutBlocks() {
  Weights w;
  w.heads = 1;
  w.arrays["tok_emb.weight"] = {{3, 2}, {1, 3, 0, 0, 5, 1}, {}};
  w.arrays["pos_emb.weight"] = {{2, 2}, {0, 0, -2, 2}, {}};
  w.arrays["ln_f.weight"] = {{2}, {1, 1}, {}};
  w.arrays["head.weight"] = {{3, 2}, {1, 0, 0, 1, 2, -1}, {}};
  return w;
}

// A block that adds nothing: its last matrices are zero.
Weights WithOneBlock() {
  Weights w = WithoutBlocks();
  const Array zero{{2, 2}, {0, 0, 0, 0}, {}};
  const Array one{{2, 2}, {1, 0, 0, 1}, {}};
  w.arrays["blocks.0.ln1.weight"] = {{2}, {1, 1}, {}};
  w.arrays["blocks.0.ln2.weight"] = {{2}, {1, 1}, {}};
  w.arrays["blocks.0.attn.qkv.weight"] = {{6, 2}, Floats(12, 0.0f), {}};
  w.arrays["blocks.0.attn.proj.weight"] = zero;
  w.arrays["blocks.0.mlp.fc1.weight"] = one;
  w.arrays["blocks.0.mlp.fc2.weight"] = zero;
  return w;
}

// The captured array of this name; a failure when there is none.
Floats Captured(const absl::StatusOr<ForwardPass>& pass,
                const std::string& name) {
  if (!pass.ok()) {
    ADD_FAILURE() << pass.status();
    return {};
  }
  for (const Capture& capture : pass->captures) {
    if (capture.name == name) return capture.array.values;
  }
  ADD_FAILURE() << name << " was not captured";
  return {};
}

TEST(ForwardWithLayerOutputs, WithoutBlocksItIsEmbeddingNormAndHead) {
  const Ids ids = {2, 0};
  Given("ids", ids);
  const auto pass = ForwardWithLayerOutputs(WithoutBlocks(), ids, true);
  ExpectNear(Captured(pass, "embed_out"), {5, 1, -1, 5});
  // Variances 4 and 9.
  const float a = 2 / std::sqrt(4.00001f), b = 3 / std::sqrt(9.00001f);
  ExpectNear(Captured(pass, "final_ln_out"), {a, -a, -b, b});
  ASSERT_TRUE(pass.ok());
  EXPECT_EQ(pass->logits.shape, (Ids{2, 3}));
  ExpectNear(pass->logits.values, {a, -a, 3 * a, -b, b, -3 * b});
}

TEST(ForwardWithLayerOutputs, EachBranchIsAddedToTheStream) {
  Weights w = WithOneBlock();
  const Ids ids = {0, 1};
  auto pass = ForwardWithLayerOutputs(w, ids, true);
  ExpectNear(Captured(pass, "block_0_out"), {1, 3, -2, 2});
  // Biases add the same to every row.
  w.arrays["blocks.0.attn.proj.bias"] = {{2}, {10, 20}, {}};
  w.arrays["blocks.0.mlp.fc2.bias"] = {{2}, {0.5f, 0.25f}, {}};
  pass = ForwardWithLayerOutputs(w, ids, true);
  ExpectNear(Captured(pass, "block_0_out"), {11.5f, 23.25f, 8.5f, 22.25f});
}

TEST(ForwardWithLayerOutputs, NormsStandInFrontOfTheirBranch) {
  Weights w = WithOneBlock();
  const Array one{{2, 2}, {1, 0, 0, 1}, {}};
  w.arrays["blocks.0.mlp.fc2.weight"] = one;
  auto pass = ForwardWithLayerOutputs(w, Ids{0}, true);
  // The row 1, 3 normalised is -1, 1 (nearly): gelu of it is added to 1, 3.
  const auto low =
      static_cast<float>(-kUnit * std::erfc(kUnit / std::sqrt(2.0)) / 2);
  const float high = kUnit + low;  // x - gelu(x) = -gelu(-x)
  ExpectNear(Captured(pass, "block_0_out"), {1 + low, 3 + high});
  // Values through the identity, scores of 0: attention is the mean of the
  // normalised rows so far, -1, 1 and then (of -1, 1 and 1, -1) 0, 0.
  w = WithOneBlock();
  w.arrays["blocks.0.attn.qkv.weight"] = {
      {6, 2}, {0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1}, {}};
  w.arrays["blocks.0.attn.proj.weight"] = one;
  w.arrays["pos_emb.weight"] = {{2, 2}, {0, 0, 0, 0}, {}};
  pass = ForwardWithLayerOutputs(w, Ids{0, 2}, true);
  // (The variance of 5, 1 is 4, so that its rows are a little nearer to 1.)
  const float a = 2 / std::sqrt(4.00001f);
  ExpectNear(Captured(pass, "block_0_out"),
             {1 - kUnit, 3 + kUnit, 5 + (a - kUnit) / 2, 1 + (kUnit - a) / 2});
}

TEST(ForwardWithLayerOutputs, CapturesComeInOrderAndChangeNothing) {
  const Weights w = WithOneBlock();
  const auto with = ForwardWithLayerOutputs(w, Ids{0, 2}, true);
  ASSERT_TRUE(with.ok()) << with.status();
  std::vector<std::string> names;
  for (const Capture& capture : with->captures) {
    names.push_back(capture.name);
    const std::int64_t columns = capture.name == "logits" ? 3 : 2;
    EXPECT_EQ(capture.array.shape, (Ids{2, columns})) << capture.name;
  }
  EXPECT_EQ(names, (std::vector<std::string>{"embed_out", "block_0_out",
                                             "final_ln_out", "logits"}));
  EXPECT_EQ(with->captures.back().array.values, with->logits.values);
  const auto without = ForwardWithLayerOutputs(w, Ids{0, 2}, false);
  ASSERT_TRUE(without.ok()) << without.status();
  EXPECT_TRUE(without->captures.empty());
  EXPECT_EQ(without->logits.values, with->logits.values);
}

TEST(ForwardWithLayerOutputs, IntegerArraysAreNoWeights) {
  Weights w = WithOneBlock();
  const auto plain = ForwardWithLayerOutputs(w, Ids{0, 2}, true);
  w.arrays["position_ids"] = {{2}, {}, {0, 1}};
  const auto with = ForwardWithLayerOutputs(w, Ids{0, 2}, true);
  ASSERT_TRUE(plain.ok() && with.ok()) << with.status();
  EXPECT_TRUE(*plain == *with);
}

TEST(ForwardWithLayerOutputs, IdsWithoutARowAreErrors) {
  for (const Ids& ids : {Ids{}, Ids{3}, Ids{-1}, Ids{0, 1, 0}}) {
    Given("ids", ids);
    EXPECT_EQ(
        ForwardWithLayerOutputs(WithOneBlock(), ids, true).status().code(),
        kInvalid);
  }
}

TEST(ForwardWithLayerOutputs, MissingAndMisshapenArraysAreErrors) {
  for (const auto& [name, array] : WithOneBlock().arrays) {
    // Without its first norm a block is no block, and the rest is unused.
    if (name == "blocks.0.ln1.weight") continue;
    Given("missing", name);
    Weights w = WithOneBlock();
    w.arrays.erase(name);
    EXPECT_EQ(ForwardWithLayerOutputs(w, Ids{0}, true).status().code(),
              kInvalid);
  }
  Weights w = WithOneBlock();
  w.arrays["head.weight"] = {{3, 1}, {1, 2, 3}, {}};
  EXPECT_EQ(ForwardWithLayerOutputs(w, Ids{0}, true).status().code(), kInvalid);
  w = WithOneBlock();
  w.arrays["ln_f.bias"] = {{3}, {1, 2, 3}, {}};
  EXPECT_EQ(ForwardWithLayerOutputs(w, Ids{0}, true).status().code(), kInvalid);
  w = WithOneBlock();
  w.heads = 3;
  EXPECT_EQ(ForwardWithLayerOutputs(w, Ids{0}, true).status().code(), kInvalid);
}

}  // namespace
}  // namespace drift_lab
