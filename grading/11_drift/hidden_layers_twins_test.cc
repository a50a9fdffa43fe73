// Twins of public tests of lab 11, tasks 11.3 to 11.5: the same property on
// other inputs, which are drawn. A refusal stands beside a value in each, so
// that refusing everything is not right.

#include <cmath>
#include <cstdint>
#include <functional>
#include <numeric>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/lab/given.h"
#include "grading/11_drift/oracle.h"
#include "grading/boundary/hidden_draw.h"
#include "gtest/gtest.h"
#include "labs/11_drift/drift.h"

namespace drift_lab {
namespace {

using ::wbm::boundary::HiddenDraw;
using ::wbm::boundary::HiddenSeed;
using ::wbm::lab::Given;

using Floats = std::vector<float>;
using Ids = std::vector<std::int64_t>;

constexpr absl::StatusCode kInvalid = absl::StatusCode::kInvalidArgument;
constexpr char kRefuse[] = "this has to be refused";

float Whole(HiddenDraw& draw, std::int32_t least, std::int32_t most) {
  return static_cast<float>(draw.Int(least, most));
}

// Different ones, so that none can be taken for another, and none is 0.
Floats Wholes(HiddenDraw& draw, std::size_t n) {
  Floats x;
  for (std::int64_t i : draw.Different(n, 1, 19)) {
    x.push_back(static_cast<float>(i < 10 ? i : 9 - i));  // 1 … 9, -1 … -10
  }
  return x;
}

// Task 11.3.

TEST(LinearTwin, OthersThatDoNotFit) {
  HiddenDraw draw("LinearTwin.OthersThatDoNotFit");
  const Array weight = {{1, 3}, Wholes(draw, 3), {}};
  Floats x = Wholes(draw, 3);
  x[1] = 999;  // so that neither the product nor the sum is zero
  const Floats bias = Wholes(draw, 1);
  Given("x", x);
  const absl::StatusOr<Floats> y = Linear(x, weight, bias);
  ASSERT_TRUE(y.ok()) << y.status();
  ASSERT_EQ(*y, Floats{std::inner_product(x.begin(), x.end(),
                                          weight.values.begin(), bias[0])});
  for (std::size_t n : {1u, 2u, 4u, 8u}) {
    Given("elements of x", n);
    ASSERT_EQ(Linear(Floats(n), weight, {}).status().code(), kInvalid)
        << kRefuse;
  }
  ASSERT_EQ(Linear(Floats(3), weight, Floats(2)).status().code(), kInvalid)
      << kRefuse;
  for (const Array& none :
       {Array{{3}, {1, 2, 3}, {}}, Array{{1, 3}, {1, 2}, {}},
        Array{{0, 3}, {}, {}}, Array{{-1, -3}, {1, 2, 3}, {}},
        Array{{1, 1, 3}, {1, 2, 3}, {}}}) {
    Given("shape", none.shape);
    ASSERT_EQ(Linear(Floats(3), none, {}).status().code(), kInvalid) << kRefuse;
  }
}

TEST(LayerNormTwin, OtherRows) {
  HiddenDraw draw("LayerNormTwin.OtherRows");
  Floats x = Wholes(draw, 8);
  for (std::size_t row : {0, 4}) x[row] = x[row + 1] + 8;  // of at least 8
  const Floats gain = draw.Shuffled<float>({1, 2, 0.5f, -1});
  const Floats bias = draw.Shuffled<float>({0, 1, 2, 3});
  Given("x", x);
  const absl::StatusOr<Floats> y = LayerNorm(x, gain, bias);
  ASSERT_TRUE(y.ok()) << y.status();
  ASSERT_EQ(y->size(), x.size());
  for (std::size_t row : {0, 4}) {
    double mean = 0, variance = 0;
    for (std::size_t i = 0; i < 4; ++i) mean += x[row + i] / 4;
    for (std::size_t i = 0; i < 4; ++i) {
      variance += (x[row + i] - mean) * (x[row + i] - mean) / 4;
    }
    for (std::size_t i = 0; i < 4; ++i) {
      const double right =
          (x[row + i] - mean) / std::sqrt(variance + 1e-5) * gain[i] + bias[i];
      // Values below 8 through some ten float32 operations: 10 * 8 * 2^-24.
      ASSERT_NEAR((*y)[row + i], right, 1e-5);
    }
  }
}

TEST(LayerNormTwin, OtherConstantRowsBecomeTheBias) {
  HiddenDraw draw("LayerNormTwin.OtherConstantRowsBecomeTheBias");
  const float a = Whole(draw, -9, -1), b = Whole(draw, 0, 9);
  const Floats x = {a, a, a, b, b, b, b, b + 2, b + 4};
  const Floats both = Wholes(draw, 6);
  const Floats gain(both.begin(), both.begin() + 3);
  const Floats bias(both.begin() + 3, both.end());
  Given("x", x);
  const absl::StatusOr<Floats> y = LayerNorm(x, gain, bias);
  ASSERT_TRUE(y.ok()) << y.status();
  ASSERT_EQ(y->size(), x.size());
  for (std::size_t i = 0; i < 6; ++i) ASSERT_EQ((*y)[i], bias[i % 3]);
  ASSERT_NEAR((*y)[7], bias[1], 1e-5);
}

TEST(LayerNormTwin, OthersThatDoNotFit) {
  HiddenDraw draw("LayerNormTwin.OthersThatDoNotFit");
  const Floats equal(2, Whole(draw, 1, 9));
  const absl::StatusOr<Floats> y = LayerNorm(equal, Floats{1, 1}, {});
  ASSERT_TRUE(y.ok()) << y.status();
  ASSERT_EQ(*y, (Floats{0, 0}));
  ASSERT_EQ(LayerNorm(Floats(4), {}, {}).status().code(), kInvalid) << kRefuse;
  for (std::size_t n : {1u, 2u, 4u, 5u}) {
    Given("elements of x", n);
    ASSERT_EQ(LayerNorm(Floats(n), Floats(3), {}).status().code(), kInvalid)
        << kRefuse;
    ASSERT_EQ(LayerNorm(Floats(6), Floats(3), Floats(n)).status().code(),
              kInvalid)
        << kRefuse;
  }
}

// The exact one and its tanh approximation differ by more than 1e-4 where |x|
// is from 1 to 1.5 and from 2.25 to 3.25: four are drawn there.
TEST(GeluTwin, OtherNumbers) {
  HiddenDraw draw("GeluTwin.OtherNumbers");
  Floats all = {Whole(draw, 64, 96), -Whole(draw, 64, 96),
                Whole(draw, 144, 208), -Whole(draw, 144, 208)};
  for (int i = 0; i < 7; ++i) all.push_back(Whole(draw, -320, 448));
  for (float& x : all) x /= 64;
  for (float x : all) {
    Given("x", x);
    const double right = x * std::erfc(-x / std::sqrt(2.0)) / 2;
    ASSERT_NEAR(Gelu(x), right, 1e-6 * (1 + std::abs(x)));
  }
}

// Task 11.4.

TEST(CausalAttentionTwin, OtherLargeScoresStayFinite) {
  // One head of one element; scores about 90000 and 1e6: each token takes what
  // it likes best, the later one of the two.
  HiddenDraw draw("CausalAttentionTwin.OtherLargeScoresStayFinite");
  const float near = Whole(draw, 200, 400), far = Whole(draw, 900, 1100);
  const float first = Whole(draw, 1, 9), second = Whole(draw, -9, -1);
  const Floats qkv = {near, near, first, far, far, second};
  Given("qkv", qkv);
  const absl::StatusOr<Floats> y = CausalAttention(qkv, 1, 1);
  ASSERT_TRUE(y.ok()) << y.status();
  ASSERT_EQ(*y, (Floats{first, second}));
}

TEST(CausalAttentionTwin, OtherHeadsThatDoNotDivide) {
  HiddenDraw draw("CausalAttentionTwin.OtherHeadsThatDoNotDivide");
  const Floats one = Wholes(draw, 6);
  const absl::StatusOr<Floats> y = CausalAttention(one, 2, 2);
  ASSERT_TRUE(y.ok()) << y.status();
  ASSERT_EQ(*y, (Floats{one[4], one[5]}));
  for (const auto& [width, heads] :
       std::vector<std::pair<std::int64_t, std::int64_t>>{
           {2, 3}, {2, 0}, {2, -2}, {0, 1}, {-2, 1}, {5, 1}}) {
    Given("width", width);
    Given("heads", heads);
    ASSERT_EQ(CausalAttention(one, width, heads).status().code(), kInvalid)
        << kRefuse;
  }
  // Fewer heads than elements, and yet none of a whole number.
  const std::int64_t width = draw.OneOf<std::int64_t>({5, 7, 11});
  const std::int64_t heads = draw.Between(2, width - 1);
  Given("width", width);
  Given("heads", heads);
  const Floats row(static_cast<std::size_t>(3 * width), 1);
  ASSERT_EQ(CausalAttention(row, width, heads).status().code(), kInvalid)
      << kRefuse;
}

// Task 11.5.

constexpr oracle::Sizes kSmall = {.layers = 1};  // 11 ids, a context of 9

Ids DrawIds(HiddenDraw& draw) {
  Ids ids;
  for (std::int64_t n = draw.Between(2, 9); n > 0; --n) {
    ids.push_back(draw.Between(0, 10));
  }
  return ids;
}

TEST(ForwardWithLayerOutputsTwin, OtherIntegerArraysAreNoWeights) {
  HiddenDraw draw("ForwardWithLayerOutputsTwin.OtherIntegerArraysAreNoWeights");
  Weights weights = oracle::RandomWeights(kSmall, HiddenSeed("11.5 arrays"));
  const Ids ids = DrawIds(draw);
  const absl::StatusOr<ForwardPass> plain =
      ForwardWithLayerOutputs(weights, ids, true);
  ASSERT_TRUE(plain.ok()) << plain.status();
  // A few hundred float32 operations in a row, of 6e-8 each. A NaN fails, too.
  ASSERT_TRUE(oracle::RelativeError(oracle::Forward(weights, ids).at("logits"),
                                    plain->logits.values) <= 1e-5);
  weights.arrays["blocks.0.attn.mask"] = {{2, 2}, {}, {1, 0, 1, 1}};
  weights.arrays["version"] = {{1}, {}, {draw.Between(1, 99)}};
  const absl::StatusOr<ForwardPass> same =
      ForwardWithLayerOutputs(weights, ids, true);
  ASSERT_TRUE(same.ok()) << same.status();
  ASSERT_EQ(*same, *plain);
}

TEST(ForwardWithLayerOutputsTwin, OtherIdsWithoutARow) {
  HiddenDraw draw("ForwardWithLayerOutputsTwin.OtherIdsWithoutARow");
  const Weights weights = oracle::RandomWeights(kSmall, HiddenSeed("11.5 ids"));
  ASSERT_TRUE(ForwardWithLayerOutputs(weights, DrawIds(draw), false).ok());
  Ids below = DrawIds(draw), above = DrawIds(draw);
  below.back() = draw.Between(-99, -1);
  above.back() = draw.Between(12, 1 << 20);
  for (const Ids& ids : {Ids{}, Ids{11}, below, above, Ids(10, 1)}) {
    Given("ids", ids);
    ASSERT_EQ(ForwardWithLayerOutputs(weights, ids, false).status().code(),
              kInvalid)
        << kRefuse;
  }
}

TEST(ForwardWithLayerOutputsTwin, OtherMissingAndMisshapenArrays) {
  HiddenDraw draw("ForwardWithLayerOutputsTwin.OtherMissingAndMisshapen");
  const Weights weights =
      oracle::RandomWeights(kSmall, HiddenSeed("11.5 names"));
  const Ids ids = DrawIds(draw);
  ASSERT_TRUE(ForwardWithLayerOutputs(weights, ids, false).ok());
  for (const auto& [name, array] : weights.arrays) {
    // A bias may be absent, and with blocks.0.ln1.weight the whole block.
    if (!name.ends_with(".weight") || name == "blocks.0.ln1.weight") continue;
    Given("name", name);
    Weights missing = weights;
    missing.arrays.erase(name);
    ASSERT_EQ(ForwardWithLayerOutputs(missing, ids, false).status().code(),
              kInvalid)
        << kRefuse;
    Weights misshapen = weights;
    misshapen.arrays[name].shape.back() += 1;
    const auto& shape = misshapen.arrays[name].shape;
    misshapen.arrays[name].values.resize(
        static_cast<std::size_t>(std::accumulate(
            shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>())));
    ASSERT_EQ(ForwardWithLayerOutputs(misshapen, ids, false).status().code(),
              kInvalid)
        << kRefuse;
  }
}

}  // namespace
}  // namespace drift_lab
