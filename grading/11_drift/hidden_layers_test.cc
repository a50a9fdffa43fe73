// The hidden tests of lab 11 for the cast and the layers. Inputs are drawn for
// each submission.

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <tuple>
#include <vector>

#include "absl/status/statusor.h"
#include "common/lab/each.h"
#include "common/lab/given.h"
#include "grading/11_drift/oracle.h"
#include "grading/boundary/hidden_seed.h"
#include "gtest/gtest.h"
#include "labs/11_drift/drift.h"
#include "labs/11_drift/measure/rounding.h"

namespace drift_lab {
namespace {

using ::wbm::boundary::HiddenSeed;
using ::wbm::lab::Each;
using ::wbm::lab::Given;

using Floats = std::vector<float>;

constexpr double kUnit32 = 0x1p-24;  // unit roundoff of float32

bool SameBits(float x, float y) {
  return std::bit_cast<std::uint32_t>(x) == std::bit_cast<std::uint32_t>(y) ||
         (std::isnan(x) && std::isnan(y));
}

// Every positive float16, the midpoint to its neighbour, and the floats beside
// that; all of it with both signs, and a sweep over all float32.
Floats Telling() {
  Floats x;
  for (std::uint32_t code = 0; code < 0x7c00; ++code) {
    const int exponent = std::max<int>(code >> 10, 1) - 25;
    const std::uint32_t fraction = (code & 0x3ff) + (code >= 0x400 ? 0x400 : 0);
    const float value = std::ldexp(static_cast<float>(fraction), exponent);
    const float middle =
        std::ldexp(static_cast<float>(fraction) + 0.5f, exponent);
    const float inf = std::numeric_limits<float>::infinity();
    for (float v : {value, middle, std::nextafter(middle, 0.0f),
                    std::nextafter(middle, inf)}) {
      x.push_back(v);
      x.push_back(-v);
    }
  }
  constexpr std::uint64_t kStride = 16411;  // a prime
  for (std::uint64_t bits = HiddenSeed("sweep") % kStride;
       bits < (std::uint64_t{1} << 32); bits += kStride) {
    x.push_back(std::bit_cast<float>(static_cast<std::uint32_t>(bits)));
  }
  return x;
}

TEST(RoundThroughFloat16Hidden, AgreesWithTheFormatsDefinition) {
  const Floats x = Telling();
  const Floats y = Each<&RoundThroughFloat16>(x);
  ASSERT_EQ(y.size(), x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    const float expected = oracle::Float16(x[i]);
    if (SameBits(y[i], expected)) continue;
    Given("x", x[i]);
    Given("expected", expected);
    Given("got", y[i]);
    FAIL() << "wrongly rounded";
  }
}

TEST(CastWeightsHidden, TheTrainedWeightsLoseWhatUlpsPredict) {
  Weights weights = oracle::TrainedWeights();
  weights.arrays["ids"] = {{2}, {}, {2049, 16777217}};
  const Weights cast = CastWeights(weights);
  ASSERT_EQ(cast.arrays.size(), weights.arrays.size());
  EXPECT_EQ(cast.heads, weights.heads);
  for (const auto& [name, array] : weights.arrays) {
    Given("array", name);
    ASSERT_EQ(cast.arrays.count(name), 1u);
    ASSERT_EQ(cast.arrays.at(name).shape, array.shape);
    ASSERT_EQ(cast.arrays.at(name).values.size(), array.values.size());
    ASSERT_EQ(cast.arrays.at(name).integers, array.integers);
  }
  for (const TensorRounding& r : RoundingOfTensors(weights, cast)) {
    Given("array", r.name);
    EXPECT_LE(r.largest_relative, kUnitRoundoff);
    // Five standard deviations: see rounding.h.
    EXPECT_LE(r.Deviations(), 5);
  }
  // Judged alone: a second cast of what the first one should have given.
  const Weights rounded = oracle::Float16(weights);
  EXPECT_TRUE(cast == rounded);
  wbm::lab::FreshWorker();
  EXPECT_TRUE(CastWeights(rounded) == rounded);
  const Weights drawn = oracle::RandomWeights({}, HiddenSeed("cast"));
  EXPECT_TRUE(CastWeights(drawn) == oracle::Float16(drawn));
}

// A float32 sum of n products in any order is off by at most n 2^-24 times the
// sum of their magnitudes (Higham, Accuracy and Stability, 3.1); one more for
// the bias and one for the way here.
TEST(LinearHidden, AgreesForManyShapes) {
  std::uint64_t seed = HiddenSeed("LinearHidden");
  for (const auto& [rows, out, in] :
       std::vector<std::tuple<std::int64_t, std::int64_t, std::int64_t>>{
           {1, 1, 1}, {3, 5, 2}, {7, 2, 33}, {1, 64, 16}, {20, 3, 100}}) {
    const Array x = oracle::RandomArray({rows, in}, 0.5, 1, ++seed);
    const Array w = oracle::RandomArray({out, in}, -0.25, 2, ++seed);
    const Array b = oracle::RandomArray({out}, 0, 3, ++seed);
    Given("x", x.shape);
    Given("weight", w.shape);
    for (const bool with_bias : {false, true}) {
      const absl::StatusOr<Floats> y =
          Linear(x.values, w, with_bias ? b.values : Floats());
      ASSERT_TRUE(y.ok()) << y.status();
      ASSERT_EQ(y->size(), static_cast<std::size_t>(rows * out));
      for (std::size_t i = 0; i < y->size(); ++i) {
        const std::size_t row = i / b.values.size(), o = i % b.values.size();
        double sum = with_bias ? b.values[o] : 0, size = std::abs(sum);
        for (std::size_t k = 0; k < static_cast<std::size_t>(in); ++k) {
          const double product =
              double{x.values[row * static_cast<std::size_t>(in) + k]} *
              w.values[o * static_cast<std::size_t>(in) + k];
          sum += product;
          size += std::abs(product);
        }
        const double room = static_cast<double>(in + 2) * kUnit32 * size;
        ASSERT_LE(std::abs((*y)[i] - sum), room) << "element " << i;
      }
    }
  }
}

// With a float32 mean, itself off by at most c 2^-24 max|x|, an element is off
// by that over the deviation; the rest is a few roundings of the result.
TEST(LayerNormHidden, LargeMeansAndTinyVariances) {
  constexpr std::int64_t c = 48;
  const Array gain = oracle::RandomArray({c}, 1, 0.3, HiddenSeed("gain"));
  const Array bias = oracle::RandomArray({c}, 0, 1, HiddenSeed("bias"));
  std::uint64_t seed = HiddenSeed("LargeMeansAndTinyVariances");
  for (const auto& [mean, deviation] :
       std::vector<std::pair<double, double>>{{0, 1},
                                              {3000, 1},
                                              {-20000, 3},
                                              {0, 1e-3},
                                              {0.01, 1e-4},
                                              {0, 1e-12},
                                              {1e12, 1e12}}) {
    const Array x = oracle::RandomArray({5, c}, mean, deviation, ++seed);
    Given("mean", mean);
    Given("deviation", deviation);
    oracle::Matrix rows(5, c);
    for (Eigen::Index i = 0; i < rows.size(); ++i) {
      rows.data()[i] = x.values[static_cast<std::size_t>(i)];
    }
    const oracle::Matrix expected = oracle::LayerNorm(rows, gain, &bias);
    const absl::StatusOr<Floats> y =
        LayerNorm(x.values, gain.values, bias.values);
    ASSERT_TRUE(y.ok()) << y.status();
    ASSERT_EQ(y->size(), x.values.size());
    const double largest = rows.cwiseAbs().maxCoeff();
    for (Eigen::Index i = 0; i < expected.size(); ++i) {
      const auto row = rows.row(i / c);
      const double variance = (row.array() - row.mean()).square().mean();
      const double shift = c * kUnit32 * largest / std::sqrt(variance + 1e-5);
      const double size = std::abs(expected.data()[i]) + 2;
      ASSERT_LE(
          std::abs((*y)[static_cast<std::size_t>(i)] - expected.data()[i]),
          4 * shift + (c + 8) * kUnit32 * size)
          << "element " << i;
    }
  }
}

// Scores are dot products of d elements, off by (d + 2) 2^-24 times the sum of
// magnitudes; twice that is how far a probability can move, relatively, beside
// t + 8 roundings; a mean of values moves by no more times the largest value.
TEST(CausalAttentionHidden, AgreesForManyShapes) {
  std::uint64_t seed = HiddenSeed("CausalAttentionHidden");
  for (const auto& [t, width, heads] :
       std::vector<std::tuple<std::int64_t, std::int64_t, std::int64_t>>{
           {1, 1, 1}, {2, 4, 4}, {9, 16, 1}, {17, 24, 3}, {5, 64, 8}}) {
    const Array qkv = oracle::RandomArray({t, 3 * width}, 0.1, 1.5, ++seed);
    Given("qkv", qkv.shape);
    Given("heads", heads);
    oracle::Matrix rows(t, 3 * width);
    for (Eigen::Index i = 0; i < rows.size(); ++i) {
      rows.data()[i] = qkv.values[static_cast<std::size_t>(i)];
    }
    const oracle::Matrix expected = oracle::Attention(rows, heads);
    const absl::StatusOr<Floats> y = CausalAttention(qkv.values, width, heads);
    ASSERT_TRUE(y.ok()) << y.status();
    ASSERT_EQ(y->size(), static_cast<std::size_t>(t * width));
    const double largest = rows.cwiseAbs().maxCoeff();
    const double d = static_cast<double>(width / heads);
    const double score = (d + 2) * kUnit32 * std::sqrt(d) * largest * largest;
    const double room =
        (2 * score + (static_cast<double>(t) + 8) * kUnit32) * 2 * largest;
    for (Eigen::Index i = 0; i < expected.size(); ++i) {
      ASSERT_LE(
          std::abs((*y)[static_cast<std::size_t>(i)] - expected.data()[i]),
          room)
          << "element " << i;
    }
  }
}

}  // namespace
}  // namespace drift_lab
