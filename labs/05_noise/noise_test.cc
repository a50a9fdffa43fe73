// The public tests of lab 05, in task order. They call what noise.h declares
// and nothing else; every expected number can be checked by hand.

#include "labs/05_noise/noise.h"

#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "common/lab/given.h"
#include "gtest/gtest.h"

namespace noise_lab {
namespace {

using ::wbm::lab::Given;

using Codes = std::vector<std::int32_t>;
using Values = std::vector<double>;

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr GridKind kSymmetric = GridKind::kSymmetric;
constexpr GridKind kMidRise = GridKind::kMidRise;

// A few roundings of double, and no more: 10^-12 of a number of size 100.
constexpr double kClose = 1e-10;

void GivenGrid(const Grid& grid) {
  Given("grid", grid.kind == kSymmetric ? "symmetric" : "mid-rise");
  Given("bits", grid.bits);
  Given("limit", grid.limit);
}

void ExpectStep(const Grid& grid, double right) {
  GivenGrid(grid);
  const std::optional<double> got = StepOf(grid);
  ASSERT_TRUE(got.has_value());
  ASSERT_DOUBLE_EQ(*got, right);
}

// Task 5.1.

TEST(StepOf, SymmetricReachesTheLimitWithItsLastMark) {
  ExpectStep({kSymmetric, 8, 127.0}, 1);
  ExpectStep({kSymmetric, 8, 0.89}, 0.89 / 127);
  ExpectStep({kSymmetric, 3, 1.0}, 1.0 / 3);
  ExpectStep({kSymmetric, 2, 5.0}, 5);
  ExpectStep({kSymmetric, 16, 1.0}, 1.0 / 32767);
}

TEST(StepOf, MidRiseCutsTheRangeIntoCells) {
  ExpectStep({kMidRise, 8, 128.0}, 1);
  ExpectStep({kMidRise, 3, 1.0}, 0.25);
  ExpectStep({kMidRise, 1, 1.0}, 1);
  ExpectStep({kMidRise, 16, 1.0}, 1.0 / 32768);
}

TEST(StepOf, OneSymmetricBitAndUselessLimitsAreNothing) {
  const std::vector<Grid> none = {
      {kSymmetric, 1, 1.0}, {kSymmetric, 0, 1.0},    {kMidRise, 0, 1.0},
      {kMidRise, -3, 1.0},  {kSymmetric, 17, 1.0},   {kMidRise, 17, 1.0},
      {kMidRise, 8, 0.0},   {kSymmetric, 8, -1.0},   {kMidRise, 8, kNan},
      {kMidRise, 8, kInf},  {kSymmetric, 8, 0x1p101}};
  for (const Grid& grid : none) {
    GivenGrid(grid);
    ASSERT_FALSE(StepOf(grid).has_value());
  }
}

// Task 5.2.

void ExpectCodes(const Values& x, const Grid& grid, const Codes& right) {
  GivenGrid(grid);
  Given("x", x);
  const std::optional<Codes> got = Quantize(x, grid);
  ASSERT_TRUE(got.has_value());
  ASSERT_EQ(*got, right);
}

TEST(Quantize, SymmetricTakesTheNearestAndTiesToEven) {
  ExpectCodes({0.2, 0.5, 1.5, 2.5, -0.5, -1.5, 2.6, -2.4},
              {kSymmetric, 8, 127.0}, {0, 0, 2, 2, 0, -2, 3, -2});
}

TEST(Quantize, MidRiseTakesTheCellBelow) {
  ExpectCodes({0.1, -0.1, 0.0, -0.0, 0.25, 0.9, -0.25, -0.9},
              {kMidRise, 3, 1.0}, {0, -1, 0, 0, 1, 3, -1, -4});
}

TEST(Quantize, ClipsAtBothEnds) {
  ExpectCodes({126.6, 130, -130, kInf, -kInf, 1e300}, {kSymmetric, 8, 127.0},
              {127, 127, -127, 127, -127, 127});
  ExpectCodes({1, 9, -1, -9, kInf, -kInf, -1e300}, {kMidRise, 3, 1.0},
              {3, 3, -4, -4, 3, -4, -4});
}

TEST(Dequantize, PutsEachCodeOnItsMark) {
  const Grid symmetric{kSymmetric, 3, 1.5};
  GivenGrid(symmetric);
  const std::optional<Values> marks =
      Dequantize(Codes{-3, -1, 0, 2}, symmetric);
  ASSERT_TRUE(marks.has_value());
  ASSERT_EQ(*marks, (Values{-1.5, -0.5, 0, 1}));
  const Grid middle{kMidRise, 3, 1.0};
  GivenGrid(middle);
  const std::optional<Values> cells = Dequantize(Codes{-4, -1, 0, 3}, middle);
  ASSERT_TRUE(cells.has_value());
  ASSERT_EQ(*cells, (Values{-0.875, -0.125, 0.125, 0.875}));
}

TEST(Quantize, NanAndUselessGridsAreNothingButNoElementsAreFine) {
  const Grid grid{kSymmetric, 8, 1.0};
  ASSERT_FALSE(Quantize(Values{0, kNan}, grid).has_value());
  ASSERT_FALSE(Quantize(Values{0}, {kSymmetric, 1, 1.0}).has_value());
  ASSERT_FALSE(Dequantize(Codes{0}, {kSymmetric, 1, 1.0}).has_value());
  ASSERT_FALSE(Dequantize(Codes{-128}, grid).has_value());
  ASSERT_FALSE(Dequantize(Codes{4}, {kMidRise, 3, 1.0}).has_value());
  const std::optional<Codes> none = Quantize({}, grid);
  ASSERT_TRUE(none.has_value());
  ASSERT_TRUE(none->empty());
}

// Task 5.3.

TEST(SqnrDb, IsARatioOfPowers) {
  const Values x = {3, 4}, y = {3, 3.5};  // 25 over 0.25
  Given("x", x);
  Given("y", y);
  const std::optional<double> got = SqnrDb(x, y);
  ASSERT_TRUE(got.has_value());
  ASSERT_NEAR(*got, 20, kClose);
  const std::optional<double> twice = SqnrDb(Values{1, 1}, Values{0, 1});
  ASSERT_TRUE(twice.has_value());
  ASSERT_NEAR(*twice, 3.0102999566398120, kClose);
}

TEST(SqnrDb, WithoutNoiseOrWithoutSignalItIsInfinite) {
  ASSERT_EQ(SqnrDb(Values{1, -2}, Values{1, -2}), kInf);
  ASSERT_EQ(SqnrDb(Values{0, 0}, Values{0, 0}), kInf);
  ASSERT_EQ(SqnrDb(Values{0, 0}, Values{0, 0.5}), -kInf);
}

TEST(SqnrDb, LengthsEmptyAndNotFiniteAreNothing) {
  ASSERT_FALSE(SqnrDb(Values{1, 2}, Values{1}).has_value());
  ASSERT_FALSE(SqnrDb(Values{}, Values{}).has_value());
  ASSERT_FALSE(SqnrDb(Values{1, kNan}, Values{1, 2}).has_value());
  ASSERT_FALSE(SqnrDb(Values{1, 2}, Values{1, kInf}).has_value());
}

// Task 5.4.

void ExpectPredicted(Shape shape, double size, const Grid& grid, double right) {
  GivenGrid(grid);
  Given("size", size);
  const std::optional<double> got = PredictedSqnrDb(shape, size, grid);
  ASSERT_TRUE(got.has_value());
  ASSERT_NEAR(*got, right, kClose);
}

TEST(PredictedSqnrDb, SixDecibelsABitOnTheMidRiseGrid) {
  for (int bits = 1; bits <= 16; ++bits) {
    ExpectPredicted(Shape::kUniform, 1, {kMidRise, bits, 1.0},
                    20 * std::log10(2.0) * bits);
  }
}

TEST(PredictedSqnrDb, TwoLevelsFewerOnTheSymmetricGrid) {
  ExpectPredicted(Shape::kUniform, 1, {kSymmetric, 2, 1.0},
                  20 * std::log10(2.0));
  ExpectPredicted(Shape::kUniform, 1, {kSymmetric, 4, 1.0},
                  20 * std::log10(14.0));
  ExpectPredicted(Shape::kUniform, 5, {kSymmetric, 8, 5.0},
                  20 * std::log10(254.0));
}

TEST(PredictedSqnrDb, ASineHasMorePowerAndAGaussianLess) {
  const Grid grid{kMidRise, 8, 4.0};
  const double uniform = 20 * std::log10(256.0);
  ExpectPredicted(Shape::kSine, 4, grid, uniform + 10 * std::log10(1.5));
  // Four deviations fit: 1 against 16/3.
  ExpectPredicted(Shape::kGaussian, 1, grid,
                  uniform - 10 * std::log10(16.0 / 3));
  // Half the size, a quarter of the power.
  ExpectPredicted(Shape::kUniform, 2, grid, uniform - 20 * std::log10(2.0));
}

TEST(PredictedSqnrDb, ClippedInputsAndUselessGridsAreNothing) {
  const Grid grid{kMidRise, 8, 1.0};
  ASSERT_FALSE(PredictedSqnrDb(Shape::kUniform, 1.1, grid).has_value());
  ASSERT_FALSE(PredictedSqnrDb(Shape::kSine, 1.1, grid).has_value());
  ASSERT_TRUE(PredictedSqnrDb(Shape::kGaussian, 1.1, grid).has_value());
  ASSERT_FALSE(PredictedSqnrDb(Shape::kUniform, 0, grid).has_value());
  ASSERT_FALSE(PredictedSqnrDb(Shape::kGaussian, kNan, grid).has_value());
  ASSERT_FALSE(
      PredictedSqnrDb(Shape::kSine, 1, {kSymmetric, 1, 1.0}).has_value());
}

TEST(EffectiveBits, OfAFullScaleSineAreItsBits) {
  const double offset = 10 * std::log10(1.5);
  for (int bits : {1, 8, 12, 16}) {
    const double db = 20 * std::log10(2.0) * bits + offset;
    Given("sqnr_db", db);
    ASSERT_NEAR(EffectiveBits(db), bits, kClose);
  }
  ASSERT_NEAR(EffectiveBits(offset), 0, kClose);
}

// Task 5.5.

void ExpectLine(const Values& x, const Values& y, const Line& right) {
  Given("x", x);
  Given("y", y);
  const std::optional<Line> got = FitLine(x, y);
  ASSERT_TRUE(got.has_value());
  ASSERT_NEAR(got->slope, right.slope, kClose);
  ASSERT_NEAR(got->intercept, right.intercept, kClose);
}

TEST(FitLine, FindsALineThatIsOne) {
  ExpectLine({8, 9, 10}, {50, 56, 62}, {6, 2});
  ExpectLine({3, -1}, {0, 4}, {-1, 3});
}

TEST(FitLine, LeavesTheLeastSquares) {
  // Means 1.5 and 2; sum of (x - 1.5)(y - 2) is 7, of (x - 1.5)^2 is 5.
  ExpectLine({0, 1, 2, 3}, {0, 2, 1, 5}, {1.4, -0.1});
}

TEST(FitLine, OnePointAndUnequalLengthsAreNothing) {
  ASSERT_FALSE(FitLine(Values{}, Values{}).has_value());
  ASSERT_FALSE(FitLine(Values{1}, Values{2}).has_value());
  ASSERT_FALSE(FitLine(Values{3, 3}, Values{1, 2}).has_value());
  ASSERT_FALSE(FitLine(Values{1, 2}, Values{1}).has_value());
  ASSERT_FALSE(FitLine(Values{1, 2}, Values{1, kInf}).has_value());
}

// Task 5.6.

TEST(GaussianClipNoise, FarOutOnlyTheMarksAreLeft) {
  Given("bits", 8);
  Given("clip", 12.7);
  const std::optional<ClipNoise> got = GaussianClipNoise(8, 12.7);
  ASSERT_TRUE(got.has_value());
  // step = 0.1; beyond 12.7 lies less than 10^-36 of anything.
  ASSERT_NEAR(got->granular, 0.01 / 12, 1e-15);
  ASSERT_NEAR(got->overload, 0, 1e-15);
}

TEST(GaussianClipNoise, AtOneDeviationAThirdIsClipped) {
  Given("bits", 2);
  Given("clip", 1.0);
  const std::optional<ClipNoise> got = GaussianClipNoise(2, 1);
  ASSERT_TRUE(got.has_value());
  // From a table: Q(1) = 0.1586552539, phi(1) = 0.2419707245.
  ASSERT_NEAR(got->granular, (1 - 2 * 0.1586552539) / 12, 1e-9);
  ASSERT_NEAR(got->overload, 2 * (2 * 0.1586552539 - 0.2419707245), 1e-9);
}

TEST(GaussianClipNoise, NoSuchBitsOrClipsAreNothing) {
  for (int bits : {-1, 0, 1, 17}) {
    Given("bits", bits);
    ASSERT_FALSE(GaussianClipNoise(bits, 3).has_value());
    ASSERT_FALSE(BestClip(bits).has_value());
  }
  for (double clip : {0.0, -1.0, 0.009, 21.0, kInf, kNan}) {
    Given("clip", clip);
    ASSERT_FALSE(GaussianClipNoise(8, clip).has_value());
  }
}

TEST(BestClip, MovesOutAsBitsAreAdded) {
  // The floors of three valleys, to three digits.
  const std::vector<std::pair<std::int32_t, double>> cases = {
      {2, 1.235}, {4, 2.474}, {8, 3.921}};
  for (const auto& [bits, right] : cases) {
    Given("bits", bits);
    const std::optional<double> best = BestClip(bits);
    ASSERT_TRUE(best.has_value());
    ASSERT_NEAR(*best, right, 0.001);
  }
}

// Task 5.7.

TEST(EntropyBits, CountsHowEvenlyCodesAreUsed) {
  ASSERT_EQ(EntropyBits(Codes{5, 5, 5}), 0.0);
  ASSERT_EQ(EntropyBits(Codes{-1, 7}), 1.0);
  ASSERT_EQ(EntropyBits(Codes{0, 1, 2, 3}), 2.0);
  const std::optional<double> uneven = EntropyBits(Codes{9, -9, 9, 3});
  ASSERT_TRUE(uneven.has_value());
  ASSERT_NEAR(*uneven, 1.5, kClose);
}

TEST(EntropyBits, NoCodesAreNothing) {
  ASSERT_FALSE(EntropyBits(Codes{}).has_value());
}

void ExpectDivergence(const Values& p, const Values& q, double right) {
  Given("p", p);
  Given("q", q);
  const std::optional<double> got = DivergenceBits(p, q);
  ASSERT_TRUE(got.has_value());
  if (std::isinf(right)) {
    ASSERT_EQ(*got, right);
  } else {
    ASSERT_NEAR(*got, right, kClose);
    ASSERT_GE(*got, 0);
  }
}

TEST(DivergenceBits, HasADirection) {
  ExpectDivergence({0.5, 0.5}, {0.25, 0.75}, 1 - 0.5 * std::log2(3.0));
  ExpectDivergence({0.25, 0.75}, {0.5, 0.5}, 0.75 * std::log2(3.0) - 1);
  ExpectDivergence({0.5, 0.5}, {0.5, 0.5}, 0);
}

TEST(DivergenceBits, ZerosCostNothingOrEverything) {
  ExpectDivergence({1, 0}, {0.5, 0.5}, 1);
  ExpectDivergence({0.5, 0.5}, {1, 0}, kInf);
  ExpectDivergence({1, 0}, {1, 0}, 0);
}

TEST(DivergenceBits, WeightsAreDividedByTheirSums) {
  ExpectDivergence({1, 1}, {2, 6}, 1 - 0.5 * std::log2(3.0));
  ExpectDivergence({0.5, 0.5}, {0.4, 0.4}, 0);
  for (const Values& q : {Values{1}, Values{-1, 2}, Values{kNan, 1},
                          Values{0, 0}, Values{kInf, 1}}) {
    Given("q", q);
    ASSERT_FALSE(DivergenceBits(Values{1, 1}, q).has_value());
  }
  ASSERT_FALSE(DivergenceBits(Values{}, Values{}).has_value());
}

}  // namespace
}  // namespace noise_lab
