// Twins of public tests of lab 11: the same property on other inputs. A refusal
// stands beside a value in each, so that refusing everything is not right.

#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/lab/given.h"
#include "grading/11_drift/oracle.h"
#include "gtest/gtest.h"
#include "labs/11_drift/drift.h"

namespace drift_lab {
namespace {

using ::wbm::lab::Given;

using Doubles = std::vector<double>;
using Floats = std::vector<float>;
using Ids = std::vector<std::int64_t>;
using Passes = std::vector<ForwardPass>;

constexpr float kInf = std::numeric_limits<float>::infinity();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr absl::StatusCode kInvalid = absl::StatusCode::kInvalidArgument;
constexpr char kRefuse[] = "this has to be refused";

// Task 11.1.

void ExpectRounded(float x) {
  for (float v : {x, -x}) {
    Given("x", v);
    const float got = RoundThroughFloat16(v), right = oracle::Float16(v);
    ASSERT_EQ(got, right);
    ASSERT_EQ(std::signbit(got), std::signbit(right));
  }
}

// In [2^e, 2^(e+1)), at `eighths` of a step of float16 beyond its number k.
float Beside(int e, int k, int eighths) {
  return std::ldexp(static_cast<float>(8192 + 8 * k + eighths), e - 13);
}

TEST(RoundThroughFloat16Twin, OtherNeighboursWin) {
  for (int e = -14; e <= 14; ++e) {
    for (int k = 0; k < 1024; k += 37) {
      for (int eighths : {0, 1, 3, 5, 7}) {
        ExpectRounded(Beside(e, k, eighths));
        if (HasFatalFailure()) return;
      }
    }
  }
}

TEST(RoundThroughFloat16Twin, OtherHalvesGoToTheEvenNeighbour) {
  for (int e = -14; e <= 14; ++e) {
    for (int k = 0; k < 1023; k += 11) {
      ExpectRounded(Beside(e, k, 4));
      if (HasFatalFailure()) return;
    }
  }
}

TEST(RoundThroughFloat16Twin, OtherSubnormals) {
  for (int eighths = 0; eighths < 8192; eighths += 13) {
    if (eighths % 8 == 4) continue;  // a tie
    ExpectRounded(std::ldexp(static_cast<float>(eighths), -27));
    if (HasFatalFailure()) return;
  }
}

TEST(RoundThroughFloat16Twin, OthersBeyondTheGreatestNumber) {
  for (float x : {65521.0f, 70000.0f, 1e6f, 3e20f, 3e38f}) ExpectRounded(x);
  if (HasFatalFailure()) return;
  for (float x : {65503.0f, 65505.0f, 65519.0f, 1000.0f}) ExpectRounded(x);
  if (HasFatalFailure()) return;
  for (const char* payload : {"3", "0x70000"}) {
    Given("x", std::nanf(payload));
    ASSERT_TRUE(std::isnan(RoundThroughFloat16(std::nanf(payload))));
  }
}

// Task 11.2.

TEST(CastWeightsTwin, OtherIntegersAreLeftAlone) {
  Weights weights = oracle::RandomWeights({.layers = 1}, 112);
  weights.arrays["mask"] = {{2, 2}, {}, {1, 1 << 20, -7, 0}};
  weights.arrays["steps"] = {{1}, {}, {123456789012345}};
  const Weights cast = CastWeights(weights);
  ASSERT_EQ(cast.heads, weights.heads);
  ASSERT_EQ(cast.arrays.size(), weights.arrays.size());
  for (const char* name : {"mask", "steps"}) {
    Given("name", std::string(name));
    ASSERT_TRUE(cast.arrays.contains(name));
    ASSERT_EQ(cast.arrays.at(name), weights.arrays.at(name));
  }
  const std::string name = "tok_emb.weight";
  ASSERT_TRUE(cast.arrays.contains(name));
  const Floats& before = weights.arrays.at(name).values;
  const Floats& after = cast.arrays.at(name).values;
  ASSERT_EQ(after.size(), before.size());
  ASSERT_EQ(after[0], oracle::Float16(before[0]));
}

// Task 11.3.

TEST(LinearTwin, OthersThatDoNotFit) {
  const Array weight = {{1, 3}, {1, 2, 3}, {}};
  const absl::StatusOr<Floats> y = Linear(Floats{2, 0, 1}, weight, Floats{4});
  ASSERT_TRUE(y.ok()) << y.status();
  ASSERT_EQ(*y, (Floats{9}));
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
  const Floats x = {2, 6, 10, 14, 5, 5, 5, 13};
  const Floats gain = {1, 2, 0.5f, -1}, bias = {0, 1, 2, 3};
  Given("x", x);
  const absl::StatusOr<Floats> y = LayerNorm(x, gain, bias);
  ASSERT_TRUE(y.ok()) << y.status();
  ASSERT_EQ(y->size(), x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double mean = i < 4 ? 8 : 7, variance = i < 4 ? 20 : 12;
    const double right =
        (x[i] - mean) / std::sqrt(variance + 1e-5) * gain[i % 4] + bias[i % 4];
    // Values below 8 through some ten float32 operations: 1e-5 is 80 u.
    ASSERT_NEAR((*y)[i], right, 1e-5);
  }
}

TEST(LayerNormTwin, OtherConstantRowsBecomeTheBias) {
  const Floats x = {-7, -7, -7, 0, 0, 0, 2, 4, 6};
  const Floats gain = {3, 1, 5}, bias = {0.25f, -1, 8};
  Given("x", x);
  const absl::StatusOr<Floats> y = LayerNorm(x, gain, bias);
  ASSERT_TRUE(y.ok()) << y.status();
  ASSERT_EQ(y->size(), x.size());
  for (std::size_t i = 0; i < 6; ++i) ASSERT_EQ((*y)[i], bias[i % 3]);
  ASSERT_NEAR((*y)[7], -1, 1e-5);
}

TEST(LayerNormTwin, OthersThatDoNotFit) {
  const absl::StatusOr<Floats> y = LayerNorm(Floats{3, 3}, Floats{1, 1}, {});
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

// The exact one and its tanh approximation differ by up to 4.7e-4.
TEST(GeluTwin, OtherNumbers) {
  for (float x : {-4.5f, -2.25f, -0.9f, -0.3f, 0.2f, 0.75f, 1.6f, 2.7f, 7.0f}) {
    Given("x", x);
    const double right = x * std::erfc(-x / std::sqrt(2.0)) / 2;
    ASSERT_NEAR(Gelu(x), right, 1e-6 * (1 + std::abs(x)));
  }
}

// Task 11.4.

TEST(CausalAttentionTwin, OtherLargeScoresStayFinite) {
  // One head of one element; scores 90000 and 1e6: each token takes what it
  // likes best, the later one of the two.
  const Floats qkv = {300, 300, 4, 1000, 1000, -9};
  Given("qkv", qkv);
  const absl::StatusOr<Floats> y = CausalAttention(qkv, 1, 1);
  ASSERT_TRUE(y.ok()) << y.status();
  ASSERT_EQ(*y, (Floats{4, -9}));
}

TEST(CausalAttentionTwin, OtherHeadsThatDoNotDivide) {
  const Floats one = {1, 2, 3, 4, 5, 6};
  const absl::StatusOr<Floats> y = CausalAttention(one, 2, 2);
  ASSERT_TRUE(y.ok()) << y.status();
  ASSERT_EQ(*y, (Floats{5, 6}));
  for (const auto& [width, heads] :
       std::vector<std::pair<std::int64_t, std::int64_t>>{
           {2, 3}, {2, 0}, {2, -2}, {0, 1}, {-2, 1}, {5, 1}}) {
    Given("width", width);
    Given("heads", heads);
    ASSERT_EQ(CausalAttention(one, width, heads).status().code(), kInvalid)
        << kRefuse;
  }
}

// Task 11.5.

constexpr oracle::Sizes kSmall = {.layers = 1};

TEST(ForwardWithLayerOutputsTwin, OtherIntegerArraysAreNoWeights) {
  Weights weights = oracle::RandomWeights(kSmall, 1150);
  const Ids ids = {3, 1, 4};
  const absl::StatusOr<ForwardPass> plain =
      ForwardWithLayerOutputs(weights, ids, true);
  ASSERT_TRUE(plain.ok()) << plain.status();
  ASSERT_LT(oracle::RelativeError(oracle::Forward(weights, ids).at("logits"),
                                  plain->logits.values),
            1e-4);
  weights.arrays["blocks.0.attn.mask"] = {{2, 2}, {}, {1, 0, 1, 1}};
  weights.arrays["version"] = {{1}, {}, {7}};
  const absl::StatusOr<ForwardPass> same =
      ForwardWithLayerOutputs(weights, ids, true);
  ASSERT_TRUE(same.ok()) << same.status();
  ASSERT_EQ(*same, *plain);
}

TEST(ForwardWithLayerOutputsTwin, OtherIdsWithoutARow) {
  const Weights weights = oracle::RandomWeights(kSmall, 1151);
  ASSERT_TRUE(ForwardWithLayerOutputs(weights, Ids{10, 0}, false).ok());
  for (const Ids& ids : {Ids{}, Ids{11}, Ids{0, -3}, Ids{2, 1000},
                         Ids(10, 1)}) {  // the context is 9
    Given("ids", ids);
    ASSERT_EQ(ForwardWithLayerOutputs(weights, ids, false).status().code(),
              kInvalid)
        << kRefuse;
  }
}

TEST(ForwardWithLayerOutputsTwin, OtherMissingAndMisshapenArrays) {
  const Weights weights = oracle::RandomWeights(kSmall, 1152);
  const Ids ids = {1, 2};
  ASSERT_TRUE(ForwardWithLayerOutputs(weights, ids, false).ok());
  for (const char* name : {"pos_emb.weight", "blocks.0.attn.proj.weight",
                           "blocks.0.mlp.fc1.weight", "ln_f.weight"}) {
    Given("name", std::string(name));
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

// Task 11.6. Doubles, and the 1e-12 of the definition.

constexpr double kRoom = 1e-11;

void ExpectError(const Floats& a, const Floats& b, double right) {
  Given("reference", a);
  Given("other", b);
  const absl::StatusOr<double> error = RelativeError(a, b);
  ASSERT_TRUE(error.ok()) << error.status();
  ASSERT_NEAR(*error, right, kRoom * (1 + right));
}

TEST(RelativeErrorTwin, OtherQuotientsOfNorms) {
  ExpectError({6, 0, 8}, {6, 3, 4}, 0.5);
  if (HasFatalFailure()) return;
  ExpectError({5, 12}, {0, 0}, 1);
  if (HasFatalFailure()) return;
  ExpectError({1, 0}, {-4, 12}, 13);
}

TEST(RelativeErrorTwin, OtherZeros) {
  ExpectError({-7, 3, 5}, {-7, 3, 5}, 0);
  if (HasFatalFailure()) return;
  ExpectError({0, 0, -0.0f}, {0, 0, 0}, 0);
  if (HasFatalFailure()) return;
  ExpectError({0, 0}, {6, 8}, 1e13);
  if (HasFatalFailure()) return;
  ExpectError({4}, {5}, 0.25);
}

TEST(RelativeErrorTwin, OtherSumsThatNeedDoubles) {
  // 2^84 squared is no float32; 2^-20 beside 1, ten thousand times.
  ExpectError({0x3p84f, 0x4p84f}, {0x3p84f, 0}, 0.8);
  if (HasFatalFailure()) return;
  const Floats ones(10000, 1.0f);
  ExpectError(ones, Floats(10000, 1.0f + 0x1p-20f), 0x1p-20);
}

TEST(RelativeErrorTwin, OthersThatHaveNoError) {
  ExpectError({2, 0}, {2, 1}, 0.5);
  if (HasFatalFailure()) return;
  const Floats two = {2, 1};
  for (const Floats& bad :
       {Floats{}, Floats{2}, Floats{2, 1, 0}, Floats{2, kNan}, Floats{kInf, 1},
        Floats{2, -kInf}}) {
    Given("one of reference, other", bad);
    ASSERT_EQ(RelativeError(two, bad).status().code(), kInvalid) << kRefuse;
    ASSERT_EQ(RelativeError(bad, two).status().code(), kInvalid) << kRefuse;
  }
}

// A pass whose layers are one element each.
ForwardPass Pass(const Floats& elements) {
  ForwardPass pass;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    pass.captures.push_back(
        {"layer" + std::to_string(i), Array{{1, 1}, {elements[i]}, {}}});
  }
  return pass;
}

void ExpectDrift(const Passes& a, const Passes& b, bool grows, bool below) {
  const absl::StatusOr<Drift> drift = MeasureDrift(a, b);
  ASSERT_TRUE(drift.ok()) << drift.status();
  ASSERT_EQ(drift->layers.size(), a[0].captures.size());
  ASSERT_EQ(drift->monotonic_growth_with_depth, grows);
  ASSERT_EQ(drift->max_error_below_5pct, below);
}

TEST(MeasureDriftTwin, OtherGrowth) {
  const Passes a = {Pass({100, 100, 100, 100})};
  ExpectDrift(a, {Pass({101, 102, 103, 104})}, true, true);
  if (HasFatalFailure()) return;
  ExpectDrift(a, {Pass({101, 102, 102, 104})}, false, true);
  if (HasFatalFailure()) return;
  ExpectDrift(a, {Pass({101, 103, 104, 102})}, false, true);
}

TEST(MeasureDriftTwin, OtherErrorsAboveFivePerCent) {
  const Passes a = {Pass({100, 100}), Pass({100, 100})};
  ExpectDrift(a, {Pass({101, 102}), Pass({101, 104})}, true, true);
  if (HasFatalFailure()) return;
  ExpectDrift(a, {Pass({100.5f, 101}), Pass({100.5f, 106})}, true, false);
  if (HasFatalFailure()) return;
  ExpectDrift(a, {Pass({107, 101}), Pass({101, 101})}, false, false);
}

TEST(MeasureDriftTwin, OtherPassesThatDoNotMatch) {
  const Passes a = {Pass({10, 20})};
  ExpectDrift(a, a, false, true);
  if (HasFatalFailure()) return;
  ForwardPass renamed = Pass({10, 20});
  renamed.captures[1].name = "another";
  for (const Passes& other :
       {Passes{}, Passes{a[0], a[0]}, Passes{Pass({10})}, Passes{renamed},
        Passes{Pass({10, kNan})}, Passes{ForwardPass{}}}) {
    Given("passes", other.size());
    ASSERT_EQ(MeasureDrift(a, other).status().code(), kInvalid) << kRefuse;
    ASSERT_EQ(MeasureDrift(other, a).status().code(), kInvalid) << kRefuse;
  }
}

// Task 11.7.

TEST(CompareArgmaxTwin, OthersThatCannotBeCompared) {
  const Array a = {{1, 3}, {1, 5, 2}, {}};
  const Array b = {{1, 3}, {6, 5, 2}, {}};
  const absl::StatusOr<Flips> flips = CompareArgmax(a, b);
  ASSERT_TRUE(flips.ok()) << flips.status();
  ASSERT_EQ(flips->flips, (std::vector<Flip>{{0, 1, 0, 3}}));
  for (const Array& bad :
       {Array{{3, 1}, {1, 5, 2}, {}}, Array{{3}, {1, 5, 2}, {}},
        Array{{1, 3}, {1, 5}, {}}, Array{{1, 3}, {1, kNan, 2}, {}},
        Array{{1, 3}, {1, 5, -kInf}, {}}, Array{{0, 3}, {}, {}}}) {
    Given("shape", bad.shape);
    ASSERT_EQ(CompareArgmax(a, bad).status().code(), kInvalid) << kRefuse;
    ASSERT_EQ(CompareArgmax(bad, a).status().code(), kInvalid) << kRefuse;
    ASSERT_EQ(CompareArgmax(bad, bad).status().code(), kInvalid) << kRefuse;
  }
}

// Task 11.8.

TEST(QuadratureRatioTwin, OtherTriangles) {
  const absl::StatusOr<double> one = QuadratureRatio(Doubles{5, 12}, 13);
  ASSERT_TRUE(one.ok()) << one.status();
  ASSERT_NEAR(*one, 1, kRoom);
  const absl::StatusOr<double> half = QuadratureRatio(Doubles{1, 2, 2, 0}, 6);
  ASSERT_TRUE(half.ok()) << half.status();
  ASSERT_NEAR(*half, 0.5, kRoom);
}

TEST(QuadratureRatioTwin, OthersThatAreNoContributions) {
  const absl::StatusOr<double> ratio = QuadratureRatio(Doubles{6, 8}, 5);
  ASSERT_TRUE(ratio.ok()) << ratio.status();
  ASSERT_NEAR(*ratio, 2, kRoom);
  for (const Doubles& none :
       {Doubles{}, Doubles{6, -8}, Doubles{kNan, 8}, Doubles{6, kInf}}) {
    Given("contributions", none);
    ASSERT_EQ(QuadratureRatio(none, 5).status().code(), kInvalid) << kRefuse;
  }
  Given("contributions", Doubles{6, 8});
  for (double total : {0.0, -2.0, double{kNan}, double{kInf}}) {
    Given("total", total);
    ASSERT_EQ(QuadratureRatio(Doubles{6, 8}, total).status().code(), kInvalid)
        << kRefuse;
  }
}

}  // namespace
}  // namespace drift_lab
