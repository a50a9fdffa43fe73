// The public tests of lab 07, in task order. They call what codebook.h declares
// and nothing else; every expected number can be checked by hand or is a
// published one.

#include "labs/07_codebooks/codebook.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/lab/given.h"
#include "gtest/gtest.h"

namespace codebook_lab {
namespace {

using ::wbm::lab::Given;

using Doubles = std::vector<double>;
using Floats = std::vector<float>;
using Codes = std::vector<std::int32_t>;
using Trits = std::vector<std::int8_t>;
using Bytes = std::vector<std::uint8_t>;

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr float kInfF = std::numeric_limits<float>::infinity();
constexpr float kNanF = std::numeric_limits<float>::quiet_NaN();

constexpr absl::StatusCode kInvalid = absl::StatusCode::kInvalidArgument;
constexpr char kRefuse[] =
    "this input has to be refused with absl::InvalidArgumentError";

// Lists that are no levels.
const std::vector<Doubles> kNoLevels = {
    {}, {1, 0}, {0, 0}, {0, 1, 1}, {0, kNan}, {kNan}, {0, kInf}, {-kInf, 0}};

// Task 7.1.

TEST(EncodeNearest, EveryValueTakesTheNearestLevel) {
  const Doubles levels = {-1, 0, 2};
  const Doubles x = {-7, -1, -0.6, -0.4, -0.0, 0.0, 0.9, 1.1, 2, 9};
  Given("levels", levels);
  Given("x", x);
  const absl::StatusOr<Codes> codes = EncodeNearest(x, levels);
  ASSERT_TRUE(codes.ok()) << codes.status();
  ASSERT_EQ(*codes, (Codes{0, 0, 0, 1, 1, 1, 1, 2, 2, 2}));
  const absl::StatusOr<Codes> ends =
      EncodeNearest(Doubles{-kInf, kInf}, levels);
  ASSERT_TRUE(ends.ok()) << ends.status();
  ASSERT_EQ(*ends, (Codes{0, 2})) << "infinities take the outermost codes";
  const absl::StatusOr<Codes> none = EncodeNearest(Doubles{}, levels);
  ASSERT_TRUE(none.ok()) << "an empty x is no error";
  ASSERT_TRUE(none->empty());
}

TEST(EncodeNearest, AValueOnAThresholdTakesTheLowerCode) {
  const Doubles levels = {-1, 0, 2};
  const Doubles x = {-0.5, std::nextafter(-0.5, 0), 1.0,
                     std::nextafter(1.0, 2)};
  Given("x", x);
  const absl::StatusOr<Codes> codes = EncodeNearest(x, levels);
  ASSERT_TRUE(codes.ok()) << codes.status();
  ASSERT_EQ(*codes, (Codes{0, 1, 1, 2}));
}

TEST(EncodeNearest, BadLevelsAndNanAreErrors) {
  for (const Doubles& levels : kNoLevels) {
    Given("levels", levels);
    ASSERT_EQ(EncodeNearest(Doubles{0.5}, levels).status().code(), kInvalid)
        << kRefuse;
  }
  const Doubles x = {0, kNan, 1};
  Given("x", x);
  ASSERT_EQ(EncodeNearest(x, Doubles{0, 1}).status().code(), kInvalid)
      << kRefuse;
}

TEST(DecodeLevels, ACodeIsAnIndexAndMustBeOne) {
  const Doubles levels = {-1, 0, 2};
  const absl::StatusOr<Doubles> x = DecodeLevels(Codes{2, 0, 1, 2}, levels);
  ASSERT_TRUE(x.ok()) << x.status();
  ASSERT_EQ(*x, (Doubles{2, -1, 0, 2}));
  for (std::int32_t code : {-1, 3, 1 << 30}) {
    Given("code", code);
    ASSERT_EQ(DecodeLevels(Codes{0, code}, levels).status().code(), kInvalid)
        << kRefuse;
  }
}

// Task 7.2.

// From the levels 0 and 2 the threshold is 1: the cells are {0} and
// {2, 10, 12}, the means 0 and 8. Then the threshold is 4, the means are 1 and
// 11; then nothing changes its cell.
const Doubles kFourSamples = {0, 2, 10, 12};

TEST(LloydMax, FourSamplesConvergeByHand) {
  Given("samples", kFourSamples);
  const absl::StatusOr<Design> design =
      LloydMax(kFourSamples, Doubles{0, 2}, 100);
  ASSERT_TRUE(design.ok()) << design.status();
  ASSERT_EQ(design->levels, (Doubles{1, 11}));
  ASSERT_EQ(design->mse, 1);
  ASSERT_EQ(design->iterations, 2);
  ASSERT_TRUE(design->converged);
}

TEST(LloydMax, ALevelWithoutSamplesStays) {
  const Doubles samples = {0, 1, 98, 100};
  Given("samples", samples);
  const absl::StatusOr<Design> design =
      LloydMax(samples, Doubles{0, 50, 99}, 100);
  ASSERT_TRUE(design.ok()) << design.status();
  ASSERT_EQ(design->levels, (Doubles{0.5, 50, 99}));
  ASSERT_EQ(design->mse, 0.625);
  ASSERT_EQ(design->iterations, 1);
  ASSERT_TRUE(design->converged);
}

// After one step the levels are 0 and 8, the codes 0, 0, 1, 1, and the errors
// 0, 2, 2, 4.
TEST(LloydMax, AnEndedBudgetIsSaidInTheResult) {
  Given("samples", kFourSamples);
  const absl::StatusOr<Design> design =
      LloydMax(kFourSamples, Doubles{0, 2}, 1);
  ASSERT_TRUE(design.ok()) << "not having converged is no error";
  ASSERT_EQ(design->levels, (Doubles{0, 8}));
  ASSERT_EQ(design->mse, 6);
  ASSERT_EQ(design->iterations, 1);
  ASSERT_FALSE(design->converged);
}

TEST(LloydMax, NoSamplesNoLevelsNoIterationsAreErrors) {
  for (const Doubles& samples :
       {Doubles{}, Doubles{0, kNan}, Doubles{kInf, 0}, Doubles{0, -kInf}}) {
    Given("samples", samples);
    ASSERT_EQ(LloydMax(samples, Doubles{0, 1}, 9).status().code(), kInvalid)
        << kRefuse;
  }
  for (const Doubles& start : kNoLevels) {
    Given("start", start);
    ASSERT_EQ(LloydMax(kFourSamples, start, 9).status().code(), kInvalid)
        << kRefuse;
  }
  ASSERT_EQ(LloydMax(kFourSamples, Doubles{0, 1}, 0).status().code(), kInvalid)
      << kRefuse;
}

// Task 7.3.

void ExpectQuantile(double p, double x) {
  Given("p", p);
  // The contract's tolerance. Written so that a NaN fails.
  ASSERT_TRUE(std::abs(NormalQuantile(p) - x) <= 1e-13 + 1e-12 * std::abs(x))
      << "NormalQuantile gives " << NormalQuantile(p) << " in place of " << x;
}

TEST(NormalQuantile, PublishedQuantilesComeOut) {
  ExpectQuantile(0.5, 0);
  ExpectQuantile(0.25, -0.674489750196081743);
  ExpectQuantile(0.75, 0.674489750196081743);
  ExpectQuantile(0.975, 1.95996398454005424);
  ExpectQuantile(0.025, -1.95996398454005424);
  ExpectQuantile(0.001, -3.09023230616781355);
}

// 1 - 2^-k is a double for every k up to 53.
TEST(NormalQuantile, TheUpperTailMirrorsTheLower) {
  for (int k = 2; k <= 53; ++k) {
    const double p = std::ldexp(1.0, -k);
    const double low = NormalQuantile(p);
    ASSERT_TRUE(low < 0) << "below one half, the quantile is negative";
    ExpectQuantile(1 - p, -low);
  }
}

TEST(NormalQuantile, BeyondTheEndsAreInfinities) {
  for (double p : {0.0, -0.0, -0.5, -kInf}) {
    Given("p", p);
    ASSERT_EQ(NormalQuantile(p), -kInf);
  }
  for (double p : {1.0, 1.5, kInf}) {
    Given("p", p);
    ASSERT_EQ(NormalQuantile(p), kInf);
  }
  ASSERT_TRUE(std::isnan(NormalQuantile(kNan)));
}

// Task 7.4.

// QLoRA, appendix E.
constexpr std::array<double, 16> kPublishedNf4 = {-1.0,
                                                  -0.6961928009986877,
                                                  -0.5250730514526367,
                                                  -0.39491748809814453,
                                                  -0.28444138169288635,
                                                  -0.18477343022823334,
                                                  -0.09105003625154495,
                                                  0.0,
                                                  0.07958029955625534,
                                                  0.16093020141124725,
                                                  0.24611230194568634,
                                                  0.33791524171829224,
                                                  0.44070982933044434,
                                                  0.5626170039176941,
                                                  0.7229568362236023,
                                                  1.0};

// The authors spaced the probabilities in float32, whose step below 1 is
// 6e-8: half of it, divided by the density 0.0723 at the outermost level and by
// that level, 1.848, moves a level by 2.2e-7. 2^-22 is 2.4e-7.
TEST(NormalFloatLevels, FourBitsGiveThePublishedTable) {
  const absl::StatusOr<Floats> levels = NormalFloatLevels(4);
  ASSERT_TRUE(levels.ok()) << levels.status();
  ASSERT_EQ(levels->size(), 16u);
  for (std::size_t i = 0; i < 16; ++i) {
    Given("code", i);
    ASSERT_TRUE(std::abs((*levels)[i] - kPublishedNf4[i]) <= 0x1p-22)
        << (*levels)[i] << " in place of " << kPublishedNf4[i];
  }
}

TEST(NormalFloatLevels, ZeroAndBothEndsAreLevels) {
  for (int bits : {2, 4, 6}) {
    Given("bits", bits);
    const absl::StatusOr<Floats> levels = NormalFloatLevels(bits);
    ASSERT_TRUE(levels.ok()) << levels.status();
    const std::size_t n = std::size_t{1} << bits;
    ASSERT_EQ(levels->size(), n);
    for (std::size_t i = 1; i < n; ++i) {
      ASSERT_LT((*levels)[i - 1], (*levels)[i]) << "levels ascend";
    }
    ASSERT_EQ(levels->front(), -1.0f);
    ASSERT_EQ((*levels)[n / 2 - 1], 0.0f) << "n/2 - 1 levels are negative";
    ASSERT_EQ(levels->back(), 1.0f);
  }
}

TEST(NormalFloatLevels, OtherWidthsAreErrors) {
  for (std::int32_t bits : {-1, 0, 1, 9, 32, 1000}) {
    Given("bits", bits);
    ASSERT_EQ(NormalFloatLevels(bits).status().code(), kInvalid) << kRefuse;
  }
}

// Task 7.5.

const Floats kFiveLevels = {-1, -0.25f, 0, 0.5f, 1};

TEST(QuantizeBlocks, EachBlockHasItsOwnScale) {
  // Quotients: 1, -0.25, 0.125; then -1, 0.5, 0.8. The largest magnitude of the
  // second block is a negative number.
  const Floats x = {8, -2, 1, -0.5f, 0.25f, 0.4f};
  Given("x", x);
  const absl::StatusOr<Blocks> blocks = QuantizeBlocks(x, kFiveLevels, 3);
  ASSERT_TRUE(blocks.ok()) << blocks.status();
  ASSERT_EQ(blocks->scales, (Floats{8, 0.5f}));
  ASSERT_EQ(blocks->codes, (Bytes{4, 1, 2, 0, 3, 4}));
  ASSERT_EQ(blocks->block_size, 3);
}

TEST(QuantizeBlocks, ZerosAndAShortLastBlock) {
  const Floats x = {0, -0.0f, 3};
  Given("x", x);
  const absl::StatusOr<Blocks> blocks = QuantizeBlocks(x, kFiveLevels, 2);
  ASSERT_TRUE(blocks.ok()) << blocks.status();
  ASSERT_EQ(blocks->scales, (Floats{0, 3}));
  ASSERT_EQ(blocks->codes, (Bytes{2, 2, 4}));
  const absl::StatusOr<Blocks> none =
      QuantizeBlocks(Floats{}, kFiveLevels, 1 << 30);
  ASSERT_TRUE(none.ok()) << "an empty x is no error";
  ASSERT_TRUE(none->scales.empty() && none->codes.empty());
}

TEST(QuantizeBlocks, WhatHasNoCodeIsAnError) {
  for (const Floats& x :
       {Floats{kNanF, 1}, Floats{1, kNanF}, Floats{kInfF, 1}, Floats{-kInfF}}) {
    Given("x", x);
    ASSERT_EQ(QuantizeBlocks(x, kFiveLevels, 2).status().code(), kInvalid)
        << kRefuse;
  }
  const Floats x = {1};
  ASSERT_EQ(QuantizeBlocks(x, kFiveLevels, 0).status().code(), kInvalid);
  ASSERT_EQ(QuantizeBlocks(x, Floats{}, 1).status().code(), kInvalid);
  ASSERT_EQ(QuantizeBlocks(x, Floats{1, 0}, 1).status().code(), kInvalid);
  Floats many;
  for (int i = 0; i < 257; ++i) many.push_back(static_cast<float>(i));
  ASSERT_EQ(QuantizeBlocks(x, many, 1).status().code(), kInvalid)
      << "257 levels do not fit in a byte";
}

TEST(DequantizeBlocks, LevelTimesScale) {
  const Blocks blocks = {{8, 0.5f}, {4, 1, 2, 0, 3}, 3};
  const absl::StatusOr<Floats> x = DequantizeBlocks(blocks, kFiveLevels);
  ASSERT_TRUE(x.ok()) << x.status();
  ASSERT_EQ(*x, (Floats{8, -2, 0, -0.5f, 0.25f}));
  for (const Blocks& bad :
       {Blocks{{1}, {5}, 1}, Blocks{{}, {0}, 1}, Blocks{{1, 1}, {0, 0}, 2},
        Blocks{{1}, {0, 0, 0}, 2}, Blocks{{1}, {0}, 0}}) {
    Given("codes", bad.codes);
    Given("block_size", bad.block_size);
    ASSERT_EQ(DequantizeBlocks(bad, kFiveLevels).status().code(), kInvalid)
        << kRefuse;
  }
}

// Task 7.6.

TEST(QuantizeTernary, AlphaIsTheMeanMagnitudeOfAllWeights) {
  const Floats w = {2, -1, 0.5f, -0.5f};  // mean magnitude 1
  Given("w", w);
  const absl::StatusOr<Ternary> ternary = QuantizeTernary(w);
  ASSERT_TRUE(ternary.ok()) << ternary.status();
  ASSERT_EQ(ternary->alpha, 1.0f);
  ASSERT_EQ(ternary->codes, (Trits{1, -1, 0, 0})) << "on the threshold: 0";
}

TEST(QuantizeTernary, ZerosAndErrors) {
  const absl::StatusOr<Ternary> zeros = QuantizeTernary(Floats{0, -0.0f});
  ASSERT_TRUE(zeros.ok()) << zeros.status();
  ASSERT_EQ(zeros->alpha, 0.0f);
  ASSERT_EQ(zeros->codes, (Trits{0, 0}));
  for (const Floats& w : {Floats{}, Floats{1, kNanF}, Floats{-kInfF, 1}}) {
    Given("w", w);
    ASSERT_EQ(QuantizeTernary(w).status().code(), kInvalid) << kRefuse;
  }
}

TEST(LeastSquaresScale, OnlyTheKeptWeightsHaveASay) {
  const Floats w = {2, -1, 0.5f, -0.5f};
  const absl::StatusOr<double> scale = LeastSquaresScale(w, Trits{1, -1, 0, 0});
  ASSERT_TRUE(scale.ok()) << scale.status();
  ASSERT_EQ(*scale, 1.5);
  const absl::StatusOr<double> none = LeastSquaresScale(w, Trits{0, 0, 0, 0});
  ASSERT_TRUE(none.ok()) << none.status();
  ASSERT_EQ(*none, 0.0);
  for (const Trits& codes : {Trits{1, -1, 0}, Trits{1, -1, 0, 2}, Trits{}}) {
    Given("codes", codes);
    ASSERT_EQ(LeastSquaresScale(w, codes).status().code(), kInvalid) << kRefuse;
  }
}

// Four roundings at most: 1e-15.
TEST(CodeEntropy, KnownFrequencies) {
  const std::vector<std::pair<Trits, double>> cases = {
      {{1, 0, -1}, 1.5849625007211562},  // log2 3
      {{0, 0, 1, -1}, 1.5},
      {{1, -1}, 1.0},
      {{0, 0, 0}, 0.0},
  };
  for (const auto& [codes, bits] : cases) {
    Given("codes", codes);
    const absl::StatusOr<double> entropy = CodeEntropy(codes);
    ASSERT_TRUE(entropy.ok()) << entropy.status();
    ASSERT_NEAR(*entropy, bits, 1e-15);
  }
  ASSERT_EQ(CodeEntropy(Trits{}).status().code(), kInvalid) << kRefuse;
}

// Task 7.7.

TEST(ChooseLogGrid, SpansThePositiveElements) {
  const Floats p = {0.5f, 0, 0.125f, 2};
  Given("p", p);
  const absl::StatusOr<LogGrid> grid = ChooseLogGrid(p, 2);
  ASSERT_TRUE(grid.ok()) << grid.status();
  // Powers of two: every step of the formula is exact.
  ASSERT_EQ(grid->log2_lowest, -3);
  ASSERT_EQ(grid->step, 2) << "codes 1, 2, 3 at 2^-3, 2^-1, 2^1";
  ASSERT_EQ(grid->highest, 3);
}

TEST(ChooseLogGrid, OneMagnitudeHasStepOneAndTheRestAreErrors) {
  const absl::StatusOr<LogGrid> grid = ChooseLogGrid(Floats{0.25f, 0}, 8);
  ASSERT_TRUE(grid.ok()) << grid.status();
  ASSERT_EQ(grid->log2_lowest, -2);
  ASSERT_EQ(grid->step, 1);
  ASSERT_EQ(grid->highest, 255);
  for (const Floats& p : {Floats{}, Floats{0, 0}, Floats{1, -1},
                          Floats{1, kNanF}, Floats{kInfF, 1}}) {
    Given("p", p);
    ASSERT_EQ(ChooseLogGrid(p, 8).status().code(), kInvalid) << kRefuse;
  }
  for (std::int32_t bits : {-1, 0, 1, 17, 64}) {
    Given("bits", bits);
    ASSERT_EQ(ChooseLogGrid(Floats{1, 2}, bits).status().code(), kInvalid)
        << kRefuse;
  }
}

// Levels 1/8, 1/2 and 2.
constexpr LogGrid kGrid = {-3, 2, 3};

TEST(EncodeLog, ZeroHasCodeZeroAndNothingElseHas) {
  const Floats p = {0,     -0.0f, 1e-45f, 0.125f, 0.24f,
                    0.26f, 0.5f,  2,      100,    kInfF};
  Given("p", p);
  const absl::StatusOr<Codes> codes = EncodeLog(p, kGrid);
  ASSERT_TRUE(codes.ok()) << codes.status();
  // Between 1/8 and 1/2 the logarithm is halfway at 1/4, not at 5/16.
  ASSERT_EQ(*codes, (Codes{0, 0, 1, 1, 1, 2, 2, 3, 3, 3}));
}

TEST(DecodeLog, LevelsAreInGeometricProgression) {
  const absl::StatusOr<Floats> p = DecodeLog(Codes{0, 1, 2, 3}, kGrid);
  ASSERT_TRUE(p.ok()) << p.status();
  ASSERT_EQ(*p, (Floats{0, 0.125f, 0.5f, 2}));
  for (std::int32_t code : {-1, 4}) {
    Given("code", code);
    ASSERT_EQ(DecodeLog(Codes{code}, kGrid).status().code(), kInvalid)
        << kRefuse;
  }
}

}  // namespace
}  // namespace codebook_lab
