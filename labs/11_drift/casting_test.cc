// The public tests of casting.cc. Every expected number can be found by hand.

#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include "common/lab/each.h"
#include "common/lab/given.h"
#include "gtest/gtest.h"
#include "labs/11_drift/drift.h"

namespace drift_lab {
namespace {

using ::wbm::lab::Given;

constexpr float kInf = std::numeric_limits<float>::infinity();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

// First the input, then what comes back. -0 and 0 are told apart.
using Cases = std::vector<std::pair<float, float>>;

void ExpectRounds(const Cases& cases) {
  for (const auto& [x, expected] : cases) {
    Given("x", x);
    const float y = RoundThroughFloat16(x);
    ASSERT_EQ(y, expected);
    ASSERT_EQ(std::signbit(y), std::signbit(expected));
  }
}

// Task 11.1.

TEST(RoundThroughFloat16, TheNearestNeighbourWins) {
  ExpectRounds({{0.1f, 0.0999755859375f},
                {3.14159265f, 3.140625f},
                {-0.7f, -0.7001953125f},
                {1000.3f, 1000.5f},
                {2049.1f, 2050.0f},
                {1.0f, 1.0f},
                {0.333251953125f, 0.333251953125f}});
}

// float16 has eleven bits: around 1 the neighbours are 2^-10 apart above and
// 2^-11 below, around 2048 they are 2 and 1 apart.
TEST(RoundThroughFloat16, HalvesGoToTheEvenNeighbour) {
  ExpectRounds({{1 + 0x1p-11f, 1.0f},
                {1 + 0x1p-11f + 0x1p-23f, 1 + 0x1p-10f},
                {1 + 3 * 0x1p-11f, 1 + 0x1p-9f},
                {1 - 0x1p-12f, 1.0f},
                {1 - 3 * 0x1p-12f, 1 - 0x1p-10f},
                {2049.0f, 2048.0f},
                {-2051.0f, -2052.0f}});
}

TEST(RoundThroughFloat16, BelowTheNormalNumbersTheStepStaysTheSame) {
  ExpectRounds({{0x1p-14f, 0x1p-14f},
                {0x1p-14f - 0x1p-25f, 0x1p-14f},
                {0x1p-14f - 3 * 0x1p-26f, 0x1p-14f - 0x1p-24f},
                {3.3f * 0x1p-24f, 3 * 0x1p-24f},
                {2.5f * 0x1p-24f, 2 * 0x1p-24f},
                {0x1.8p-25f, 0x1p-24f},
                {0x1p-25f, 0.0f},
                {-0x1p-25f, -0.0f},
                {-0x1p-149f, -0.0f},
                {0.0f, 0.0f},
                {-0.0f, -0.0f}});
}

TEST(RoundThroughFloat16, BeyondTheGreatestNumberAreInfinities) {
  ExpectRounds({{65504.0f, 65504.0f},
                {65519.996f, 65504.0f},
                {65520.0f, kInf},
                {-65520.0f, -kInf},
                {std::numeric_limits<float>::max(), kInf},
                {kInf, kInf},
                {-kInf, -kInf}});
  Given("x", kNan);
  EXPECT_TRUE(std::isnan(RoundThroughFloat16(kNan)));
}

// Task 11.2. An embedding, a gain and a bias: floats all, and all are cast.
Weights SomeWeights() {
  Weights weights;
  weights.heads = 2;
  weights.arrays["tok_emb.weight"] = {
      {2, 2}, {0.1f, 1.0f, -0.7f, 65519.0f}, {}};
  weights.arrays["ln_f.weight"] = {{2}, {1.0003f, 1.2f}, {}};
  weights.arrays["blocks.0.attn.qkv.bias"] = {{3}, {0x1p-26f, 0.0f, 1e-3f}, {}};
  return weights;
}

TEST(CastWeights, EveryFloatOfEveryArrayIsCast) {
  Weights expected;
  expected.heads = 2;
  expected.arrays["tok_emb.weight"] = {
      {2, 2}, {0.0999755859375f, 1.0f, -0.7001953125f, 65504.0f}, {}};
  expected.arrays["ln_f.weight"] = {{2}, {1.0f, 1.2001953125f}, {}};
  expected.arrays["blocks.0.attn.qkv.bias"] = {
      {3}, {0.0f, 0.0f, 1049 * 0x1p-20f}, {}};
  EXPECT_TRUE(CastWeights(SomeWeights()) == expected);
}

TEST(CastWeights, IntegersAreLeftAlone) {
  Weights weights = SomeWeights();
  // None of the last three is a float16; the last is not even a float32.
  const Array ids{{2, 2}, {}, {7, 2049, 65600, 16777217}};
  weights.arrays["position_ids"] = ids;
  const Weights cast = CastWeights(weights);
  ASSERT_EQ(cast.arrays.count("position_ids"), 1u);
  EXPECT_EQ(cast.arrays.at("position_ids").integers, ids.integers);
  EXPECT_EQ(cast.arrays.at("position_ids").shape, ids.shape);
  EXPECT_TRUE(cast.arrays.at("position_ids").values.empty());
  EXPECT_EQ(cast.arrays.size(), weights.arrays.size());
}

// Each cast is judged alone: the second one sees what the first should give.
TEST(CastWeights, ASecondCastChangesNothing) {
  Weights rounded;
  rounded.arrays["head.weight"] = {
      {1, 4}, {0.0999755859375f, 65504.0f, 5 * 0x1p-24f, -1.2001953125f}, {}};
  EXPECT_TRUE(CastWeights(rounded) == rounded);
}

}  // namespace
}  // namespace drift_lab
