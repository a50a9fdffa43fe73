// The hidden tests of lab 07, tasks 7.5 to 7.7. Tensors are drawn for each
// submission; where the result of one task is the input of another, it comes
// from the course's own quantizers.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/lab/given.h"
#include "common/quant/normal_float.h"
#include "common/quant/ternary.h"
#include "common/random/generator.h"
#include "grading/07_codebooks/many.h"
#include "grading/07_codebooks/oracle.h"
#include "grading/boundary/hidden_seed.h"
#include "gtest/gtest.h"
#include "labs/07_codebooks/codebook.h"

namespace codebook_lab {
namespace {

using ::wbm::boundary::HiddenSeed;
using ::wbm::lab::Given;

using Doubles = std::vector<double>;
using Floats = std::vector<float>;
using Codes = std::vector<std::int32_t>;

constexpr absl::StatusCode kInvalid = absl::StatusCode::kInvalidArgument;
constexpr float kNanF = std::numeric_limits<float>::quiet_NaN();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInf = std::numeric_limits<double>::infinity();

wbm::random::Generator Draws(std::string_view tag) {
  return wbm::random::DefaultRng(HiddenSeed(tag));
}

Floats NormalFloats(wbm::random::Generator rng, std::int64_t count) {
  const Doubles x = rng.StandardNormal(count);
  return Floats(x.begin(), x.end());
}

// Positive numbers over many powers of two, and a few zeros.
Floats Probabilities(std::string_view tag, std::int64_t count) {
  Floats p;
  for (double x : Draws(tag).Normal(-6, 3, count)) {
    p.push_back(static_cast<float>(std::exp(x)));
  }
  for (std::size_t i = 0; i < p.size(); i += 97) p[i] = 0;
  return p;
}

// Task 7.5. The published levels, blocks that do not divide the size, scales
// over the whole range of float32.
TEST(QuantizeBlocksHidden, Nf4AgreesForEveryBlockSize) {
  Floats x = NormalFloats(Draws("Nf4AgreesForEveryBlockSize"), 1000);
  for (std::size_t i = 0; i < x.size(); ++i) {
    x[i] = std::ldexp(x[i], static_cast<int>(i / 7) - 70);
  }
  for (std::size_t i = 320; i < 384; ++i) x[i] = 0;
  const Floats levels(wbm::quant::kNf4Levels.begin(),
                      wbm::quant::kNf4Levels.end());
  for (std::int32_t size : {1, 2, 3, 64, 999, 1000, 5000}) {
    Given("block_size", size);
    const absl::StatusOr<Blocks> got = QuantizeBlocks(x, levels, size);
    ASSERT_TRUE(got.ok()) << got.status();
    const wbm::quant::Nf4Tensor right =
        wbm::quant::QuantizeNf4(x, static_cast<std::size_t>(size));
    ASSERT_EQ(got->scales, right.absmax);
    ASSERT_EQ(got->codes, right.codes);
    ASSERT_EQ(got->block_size, size);
  }
  ASSERT_NO_FATAL_FAILURE(ExpectManyInBlocks());
}

// Task 7.5. One float32 product has one right answer.
TEST(DequantizeBlocksHidden, Nf4ComesBackBitForBit) {
  const Floats x = NormalFloats(Draws("Nf4ComesBackBitForBit"), 777);
  const Floats levels(wbm::quant::kNf4Levels.begin(),
                      wbm::quant::kNf4Levels.end());
  for (std::size_t size : {1u, 5u, 64u, 1000u}) {
    Given("block_size", size);
    const wbm::quant::Nf4Tensor nf4 = wbm::quant::QuantizeNf4(x, size);
    const absl::StatusOr<Floats> got = DequantizeBlocks(
        {nf4.absmax, nf4.codes, static_cast<std::int32_t>(size)}, levels);
    ASSERT_TRUE(got.ok()) << got.status();
    ASSERT_EQ(*got, wbm::quant::DequantizeNf4(nf4));
  }
  ASSERT_NO_FATAL_FAILURE(ExpectManyBlocks());
}

// Task 7.6. Another order of summing moves alpha by less than a float's ulp;
// where a weight is as near as that to alpha / 2, others are drawn.
bool StandsOnTheThreshold(const Floats& w) {
  const float half = wbm::quant::QuantizeTernary(w).scale / 2;
  return std::any_of(w.begin(), w.end(), [&](float value) {
    return std::abs(std::abs(value) - half) <= 0x1p-20f * half;
  });
}

TEST(QuantizeTernaryHidden, AgreesWithAbsmean) {
  wbm::random::Generator rng = Draws("AgreesWithAbsmean");
  for (std::int64_t count : {1, 2, 17, 5000}) {
    for (float size : {0.02f, 1.0f, 1e30f}) {
      Floats w;
      do {
        w.clear();
        for (double x : rng.StandardNormal(count)) {
          w.push_back(static_cast<float>(x) * size);
        }
        w.push_back(0);
      } while (StandsOnTheThreshold(w));
      Given("w", w);
      const absl::StatusOr<Ternary> got = QuantizeTernary(w);
      ASSERT_TRUE(got.ok()) << got.status();
      const wbm::quant::TernaryTensor right = wbm::quant::QuantizeTernary(w);
      ASSERT_FLOAT_EQ(got->alpha, right.scale);
      ASSERT_EQ(got->codes, right.codes);
    }
  }
  // Subnormal weights: alpha / 2, here 1/2 and 3/2 of the least float, is exact
  // in double, not in float32.
  for (const Floats& units : {Floats{1, 1, -1, 1}, Floats{2, 4, -2, -4}}) {
    Floats tiny = units;
    for (float& w : tiny) w = std::ldexp(w, -149);
    Given("w", tiny);
    const absl::StatusOr<Ternary> got = QuantizeTernary(tiny);
    ASSERT_TRUE(got.ok()) << got.status();
    for (std::size_t i = 0; i < units.size(); ++i) {
      ASSERT_EQ(got->codes.at(i), units[i] > 0 ? 1 : -1) << "element " << i;
    }
  }
}

// Task 7.6. The error is a parabola in the scale: at its bottom, steps to both
// sides cost.
TEST(LeastSquaresScaleHidden, EveryOtherScaleIsWorse) {
  const Floats w = NormalFloats(Draws("EveryOtherScaleIsWorse"), 3000);
  std::vector<std::int8_t> codes = wbm::quant::QuantizeTernary(w).codes;
  // Codes that do not agree with the signs are codes, too.
  for (std::size_t i = 0; i < codes.size(); i += 5) {
    codes[i] = static_cast<std::int8_t>(-codes[i]);
  }
  const absl::StatusOr<double> got = LeastSquaresScale(w, codes);
  ASSERT_TRUE(got.ok()) << got.status();
  const double best = oracle::SquaredError(w, codes, *got);
  for (double step : {1e-5, 1e-3, 0.1}) {
    ASSERT_LT(best, oracle::SquaredError(w, codes, *got + step));
    ASSERT_LT(best, oracle::SquaredError(w, codes, *got - step));
  }
  Floats bad = w;
  bad[5] = kNanF;
  ASSERT_EQ(LeastSquaresScale(bad, codes).status().code(), kInvalid);
  for (int none : {-2, -128, 2, 127}) {
    codes[7] = static_cast<std::int8_t>(none);
    Given("codes[7]", none);
    ASSERT_EQ(LeastSquaresScale(w, codes).status().code(), kInvalid);
  }
  std::fill(codes.begin(), codes.end(), std::int8_t{0});
  codes[7] = -1;
  Given("codes[7]", -1);
  const absl::StatusOr<double> alone = LeastSquaresScale(w, codes);
  ASSERT_TRUE(alone.ok()) << alone.status();
  ASSERT_EQ(*alone, double{-w[7]});
}

// Task 7.7. Half a step of the logarithm is a factor 2^(step/2). 1e-6 is for
// two logarithms, one power and the rounding to float32 (2^-24).
TEST(LogCodesHidden, TheRelativeErrorIsHalfAStep) {
  const Floats p = Probabilities("TheRelativeErrorIsHalfAStep", 2000);
  for (std::int32_t bits : {2, 4, 8, 12, 16}) {
    Given("bits", bits);
    const absl::StatusOr<LogGrid> grid = ChooseLogGrid(p, bits);
    ASSERT_TRUE(grid.ok()) << grid.status();
    const absl::StatusOr<Codes> codes = EncodeLog(p, *grid);
    ASSERT_TRUE(codes.ok()) << codes.status();
    const absl::StatusOr<Floats> back = DecodeLog(*codes, *grid);
    ASSERT_TRUE(back.ok()) << back.status();
    ASSERT_EQ(back->size(), p.size());
    // The range of this draw, not what the grid says of itself.
    double least = kInf, most = 0;
    for (float v : p) {
      if (v > 0) least = std::min<double>(least, v);
      most = std::max<double>(most, v);
    }
    const double step = std::log2(most / least) / ((1 << bits) - 2);
    // Logarithms of floats, magnitudes below 150, and a quotient: rounded to
    // far less than 1e-12. The codes are looked at, too: bits of the floats
    // themselves would come back exactly.
    ASSERT_EQ(grid->highest, (1 << bits) - 1);
    ASSERT_NEAR(grid->log2_lowest, std::log2(least), 1e-12);
    ASSERT_NEAR(grid->step, step, 1e-12 * step + 1e-15);
    for (std::size_t i = 0; i < p.size(); ++i) {
      Given("p", p[i]);
      if (p[i] == 0) {
        ASSERT_EQ((*codes)[i], 0);
        continue;
      }
      const double place = 1 + std::log2(p[i] / least) / step;
      // 2^16 codes over 150 binades: rounding moves a place by less than 1e-9.
      ASSERT_NEAR((*codes)[i], place, 0.5 + 1e-9) << "the code is no nearest";
    }
    const double bound = std::exp2(step / 2) * (1 + 1e-6);
    for (std::size_t i = 0; i < p.size(); ++i) {
      const double x = p[i], y = (*back)[i];
      if (x == 0 ? y == 0 : y <= x * bound && y >= x / bound) continue;
      Given("p", x);
      FAIL() << x << " comes back as " << y << "; the largest factor is "
             << bound;
    }
  }
  ASSERT_NO_FATAL_FAILURE(ExpectManyLogCodes());
}

// Task 7.7.
TEST(LogCodesHidden, BadGridsAndValuesAreErrors) {
  const Floats p = {0.5f};
  for (const LogGrid& grid :
       {LogGrid{0, 0, 3}, LogGrid{0, -1, 3}, LogGrid{0, kNan, 3},
        LogGrid{0, kInf, 3}, LogGrid{kNan, 1, 3}, LogGrid{-kInf, 1, 3},
        LogGrid{0, 1, 0}, LogGrid{0, 1, -5}}) {
    Given("step", grid.step);
    Given("log2_lowest", grid.log2_lowest);
    Given("highest", grid.highest);
    ASSERT_EQ(EncodeLog(p, grid).status().code(), kInvalid);
    ASSERT_EQ(DecodeLog(Codes{0}, grid).status().code(), kInvalid);
  }
  for (float bad : {-1.0f, -1e-45f, kNanF}) {
    Given("p", bad);
    ASSERT_EQ(EncodeLog(Floats{1, bad}, {0, 1, 3}).status().code(), kInvalid);
  }
  ASSERT_NO_FATAL_FAILURE(ExpectALateNegativeIsRefused());
  const LogGrid one = {.log2_lowest = -1, .step = 1, .highest = 1};
  Given("highest", one.highest);
  const absl::StatusOr<Codes> codes = EncodeLog(Floats{0, 0.5f, 9}, one);
  ASSERT_TRUE(codes.ok()) << codes.status();
  ASSERT_EQ(*codes, (Codes{0, 1, 1}));
}

}  // namespace
}  // namespace codebook_lab
