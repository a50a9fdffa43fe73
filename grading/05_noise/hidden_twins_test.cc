// Twins of public tests of lab 05: the same property on other inputs. "Nothing"
// stands beside a value in each, so that refusing everything is not right.

#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "common/lab/given.h"
#include "grading/05_noise/oracle.h"
#include "gtest/gtest.h"
#include "labs/05_noise/noise.h"

namespace noise_lab {
namespace {

using ::wbm::lab::Given;

using Codes = std::vector<std::int32_t>;
using Doubles = std::vector<double>;

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr char kNothing[] = "this has no answer";

// A few double operations: 8 ULP are more than their roundings.
constexpr double kRoom = 8 * 0x1p-52;

const std::vector<Grid> kNoGrids = {
    {GridKind::kMidRise, 0, 1},    {GridKind::kMidRise, -3, 1},
    {GridKind::kMidRise, 18, 1},   {GridKind::kSymmetric, 17, 1},
    {GridKind::kSymmetric, 1, 2},  {GridKind::kSymmetric, 5, -2},
    {GridKind::kMidRise, 5, 0},    {GridKind::kMidRise, 5, kNan},
    {GridKind::kMidRise, 5, kInf}, {GridKind::kSymmetric, 5, 0x1p-102},
};

void GivenGrid(const Grid& grid) {
  Given("kind", grid.kind);
  Given("bits", grid.bits);
  Given("limit", grid.limit);
}

// Task 5.1.

void ExpectSteps(GridKind kind) {
  for (std::int32_t bits = 2; bits <= 16; ++bits) {
    for (double limit : {0.3, 5.0, 1e-9, 7e12}) {
      const Grid grid{kind, bits, limit};
      GivenGrid(grid);
      const std::optional<double> step = StepOf(grid);
      ASSERT_TRUE(step.has_value());
      const double half = std::ldexp(1.0, bits - 1);
      const double gaps = kind == GridKind::kSymmetric ? half - 1 : half;
      ASSERT_NEAR(*step, limit / gaps, kRoom * limit);
    }
  }
}

TEST(StepOfTwin, OtherSymmetricGrids) { ExpectSteps(GridKind::kSymmetric); }
TEST(StepOfTwin, OtherMidRiseGrids) { ExpectSteps(GridKind::kMidRise); }

TEST(StepOfTwin, OthersThatAreNoGrid) {
  const Grid grid{GridKind::kMidRise, 4, 2};
  GivenGrid(grid);
  ASSERT_EQ(StepOf(grid), 0.25);
  for (const Grid& none : kNoGrids) {
    GivenGrid(none);
    ASSERT_EQ(StepOf(none), std::nullopt) << kNothing;
  }
}

// Task 5.2.

TEST(QuantizeTwin, ClipsOnOtherGrids) {
  const Doubles x = {0.5, 70, 1e9, 1e300, kInf, -70, -1e9, -1e300, -kInf};
  for (std::int32_t bits : {3, 5, 11}) {
    const std::int32_t end = 1 << (bits - 1);
    for (GridKind kind : {GridKind::kSymmetric, GridKind::kMidRise}) {
      const Grid grid{kind, bits, 64};
      GivenGrid(grid);
      Given("x", x);
      const std::optional<Codes> codes = Quantize(x, grid);
      ASSERT_TRUE(codes.has_value() && codes->size() == x.size());
      const std::int32_t least = kind == GridKind::kMidRise ? -end : 1 - end;
      const Codes right = {(*codes)[0], end - 1, end - 1, end - 1, end - 1,
                           least,       least,   least,   least};
      ASSERT_EQ(*codes, right);
    }
  }
}

TEST(QuantizeTwin, OtherNansAndUselessGrids) {
  const Grid grid{GridKind::kMidRise, 4, 8};  // step 1
  const Doubles x = {2.5, -1.5, 0.25};
  GivenGrid(grid);
  Given("x", x);
  ASSERT_EQ(Quantize(x, grid), (Codes{2, -2, 0}));
  ASSERT_EQ(Dequantize(Codes{2, -2}, grid), (Doubles{2.5, -1.5}));
  for (std::size_t i = 0; i < x.size(); ++i) {
    Doubles spoilt = x;
    spoilt[i] = kNan;
    Given("x", spoilt);
    ASSERT_EQ(Quantize(spoilt, grid), std::nullopt) << kNothing;
  }
  for (std::int32_t code : {8, -9, 1000}) {
    Given("codes", Codes{0, code});
    ASSERT_EQ(Dequantize(Codes{0, code}, grid), std::nullopt) << kNothing;
  }
  for (const Grid& none : kNoGrids) {
    GivenGrid(none);
    ASSERT_EQ(Quantize(x, none), std::nullopt) << kNothing;
    ASSERT_EQ(Dequantize(Codes{0}, none), std::nullopt) << kNothing;
  }
}

// Task 5.3.

TEST(SqnrDbTwin, OthersWithoutNoiseOrSignal) {
  const Doubles x = {3, -4, 12};
  Given("x", x);
  Given("y", x);
  ASSERT_EQ(SqnrDb(x, x), kInf);
  ASSERT_EQ(SqnrDb(Doubles(3), Doubles(3)), kInf);
  Given("x", Doubles(3));
  ASSERT_EQ(SqnrDb(Doubles(3), Doubles{0, 0, 2}), -kInf);
  Given("x", x);
  Given("y", Doubles{3, -4, 25});
  const std::optional<double> none = SqnrDb(x, Doubles{3, -4, 25});
  ASSERT_TRUE(none.has_value());
  ASSERT_NEAR(*none, 0, 1e-13);  // as loud as the signal
}

TEST(SqnrDbTwin, OthersThatCannotBeCompared) {
  const Doubles x = {10, 0}, y = {9, 0};
  Given("x", x);
  Given("y", y);
  const std::optional<double> db = SqnrDb(x, y);
  ASSERT_TRUE(db.has_value());
  ASSERT_NEAR(*db, 20, 1e-12);
  for (const Doubles& bad : {Doubles{}, Doubles{1, 2, 3}, Doubles{5, kNan},
                             Doubles{kInf, 5}, Doubles{-kInf, 5}}) {
    Given("one of x, y", bad);
    ASSERT_EQ(SqnrDb(x, bad), std::nullopt) << kNothing;
    ASSERT_EQ(SqnrDb(bad, x), std::nullopt) << kNothing;
  }
}

// Task 5.4. The decibels are below 200, and so is what rounds them.

void ExpectPrediction(Shape shape, double size, const Grid& grid,
                      double right) {
  GivenGrid(grid);
  Given("shape", shape);
  Given("size", size);
  const std::optional<double> db = PredictedSqnrDb(shape, size, grid);
  ASSERT_TRUE(db.has_value());
  ASSERT_NEAR(*db, right, 1e-11);
}

TEST(PredictedSqnrDbTwin, UniformOnOtherMidRiseGrids) {
  for (std::int32_t bits = 1; bits <= 16; ++bits) {
    ExpectPrediction(Shape::kUniform, 3.5, {GridKind::kMidRise, bits, 3.5},
                     20 * std::log10(std::ldexp(1.0, bits)));
    if (HasFatalFailure()) return;
  }
}

TEST(PredictedSqnrDbTwin, UniformOnOtherSymmetricGrids) {
  for (std::int32_t bits = 2; bits <= 16; ++bits) {
    ExpectPrediction(Shape::kUniform, 0.7, {GridKind::kSymmetric, bits, 0.7},
                     20 * std::log10(std::ldexp(1.0, bits) - 2));
    if (HasFatalFailure()) return;
  }
}

TEST(PredictedSqnrDbTwin, OthersThatAreClippedOrUseless) {
  const Grid grid{GridKind::kMidRise, 6, 2};
  ExpectPrediction(Shape::kUniform, 1, grid, 20 * std::log10(32.0));
  if (HasFatalFailure()) return;
  for (const auto& [shape, size] : {std::pair{Shape::kUniform, 2.5},
                                    {Shape::kSine, 2.001},
                                    std::pair{Shape::kSine, kNan},
                                    {Shape::kGaussian, -1.0},
                                    std::pair{Shape::kGaussian, 0x1p101},
                                    {Shape::kUniform, 0.0}}) {
    Given("shape", shape);
    Given("size", size);
    ASSERT_EQ(PredictedSqnrDb(shape, size, grid), std::nullopt) << kNothing;
  }
  for (const Grid& none : kNoGrids) {
    GivenGrid(none);
    ASSERT_EQ(PredictedSqnrDb(Shape::kGaussian, 1, none), std::nullopt)
        << kNothing;
  }
}

// Task 5.5.

TEST(FitLineTwin, OtherPointsOnALine) {
  for (const auto& [slope, intercept] :
       {std::pair{0.5, 3.0}, {-8.0, 1.0}, std::pair{4.0, -20.0}}) {
    const Doubles x = {5, -3, 1, 8, 2};
    Doubles y;
    for (double v : x) y.push_back(slope * v + intercept);
    Given("x", x);
    Given("y", y);
    const std::optional<Line> line = FitLine(x, y);
    ASSERT_TRUE(line.has_value());
    ASSERT_NEAR(line->slope, slope, 1e-12);
    ASSERT_NEAR(line->intercept, intercept, 1e-12);
  }
}

TEST(FitLineTwin, OthersThatHaveNoLine) {
  const Doubles x = {4, 6}, y = {1, 5};
  Given("x", x);
  Given("y", y);
  const std::optional<Line> line = FitLine(x, y);
  ASSERT_TRUE(line.has_value());
  ASSERT_NEAR(line->slope, 2, 1e-13);
  for (const Doubles& bad : {Doubles{}, Doubles{4}, Doubles{4, 6, 8},
                             Doubles{4, kNan}, Doubles{kInf, 4}}) {
    Given("one of x, y", bad);
    ASSERT_FALSE(FitLine(bad, y).has_value()) << kNothing;
    ASSERT_FALSE(FitLine(x, bad).has_value()) << kNothing;
  }
  Given("x", Doubles{7, 7});
  ASSERT_FALSE(FitLine(Doubles{7, 7}, y).has_value()) << kNothing;
}

// Task 5.6.

TEST(GaussianClipNoiseTwin, FartherOutOnlyTheMarksAreLeft) {
  for (std::int32_t bits : {2, 5, 9, 13, 16}) {
    for (double clip : {11.5, 16.0, 20.0}) {
      Given("bits", bits);
      Given("clip", clip);
      const std::optional<ClipNoise> noise = GaussianClipNoise(bits, clip);
      ASSERT_TRUE(noise.has_value());
      const double step = clip / (std::ldexp(1.0, bits - 1) - 1);
      ASSERT_NEAR(noise->granular, step * step / 12, 1e-12 * step * step);
      ASSERT_GE(noise->overload, 0);
      ASSERT_LT(noise->overload, 1e-27);
    }
  }
}

TEST(GaussianClipNoiseTwin, OtherBitsAndClipsThatAreNone) {
  Given("bits", 3);
  Given("clip", 12.0);
  const std::optional<ClipNoise> noise = GaussianClipNoise(3, 12);
  ASSERT_TRUE(noise.has_value());
  ASSERT_NEAR(noise->granular, 16.0 / 12, 1e-12);
  for (std::int32_t bits : {-4, 0, 1, 18, 40}) {
    Given("bits", bits);
    ASSERT_FALSE(GaussianClipNoise(bits, 3).has_value()) << kNothing;
  }
  Given("bits", 6);
  for (double clip : {0.0, -2.0, 0.005, 21.0, 1e9, kInf, kNan}) {
    Given("clip", clip);
    ASSERT_FALSE(GaussianClipNoise(6, clip).has_value()) << kNothing;
  }
}

// Task 5.7.

TEST(EntropyBitsTwin, OtherFrequencies) {
  Codes codes;
  for (int i = 0; i < 64; ++i) codes.push_back(i % 2 ? 9 : i - 1000);
  // One code half the time, 32 others once each: 1/2 * 1 + 32/64 * 6.
  Given("codes", codes);
  const std::optional<double> bits = EntropyBits(codes);
  ASSERT_TRUE(bits.has_value());
  ASSERT_NEAR(*bits, 3.5, 1e-12);
}

TEST(EntropyBitsTwin, NoneAndOne) {
  Given("codes", Codes{-5, 6});
  const std::optional<double> one = EntropyBits(Codes{-5, 6});
  ASSERT_TRUE(one.has_value());
  ASSERT_NEAR(*one, 1, 1e-13);
  Given("codes", Codes{});
  ASSERT_FALSE(EntropyBits(Codes{}).has_value()) << kNothing;
}

void ExpectDivergence(const Doubles& p, const Doubles& q, double right) {
  Given("p", p);
  Given("q", q);
  const std::optional<double> bits = DivergenceBits(p, q);
  ASSERT_TRUE(bits.has_value());
  if (std::isinf(right)) {
    ASSERT_EQ(*bits, right);
  } else {
    ASSERT_NEAR(*bits, right, 1e-12);
  }
}

TEST(DivergenceBitsTwin, OtherDirections) {
  const Doubles p = {0.25, 0.75}, q = {0.5, 0.5};
  const double one_way = 0.25 * -1 + 0.75 * (std::log2(3.0) - 1);
  ExpectDivergence(p, q, one_way);
  if (HasFatalFailure()) return;
  ExpectDivergence(q, p, 0.5 * 1 + 0.5 * std::log2(0.5 / 0.75));
}

TEST(DivergenceBitsTwin, OtherZeros) {
  ExpectDivergence({0, 0.5, 0, 0.5}, {0.25, 0.25, 0.25, 0.25}, 1);
  if (HasFatalFailure()) return;
  ExpectDivergence({0, 1, 0}, {0, 0.125, 0.875}, 3);
  if (HasFatalFailure()) return;
  ExpectDivergence({0.25, 0.5, 0.25}, {0.5, 0.5, 0}, kInf);
}

TEST(DivergenceBitsTwin, OtherSumsAndUselessWeights) {
  ExpectDivergence({3, 0, 3}, {1, 2, 1}, 1);
  if (HasFatalFailure()) return;
  const Doubles p = {3, 1};
  for (const Doubles& bad :
       {Doubles{}, Doubles{0, 0}, Doubles{1, 2, 3}, Doubles{2, -1},
        Doubles{kNan, 1}, Doubles{1, kInf}}) {
    Given("one of p, q", bad);
    ASSERT_FALSE(DivergenceBits(p, bad).has_value()) << kNothing;
    ASSERT_FALSE(DivergenceBits(bad, p).has_value()) << kNothing;
  }
}

}  // namespace
}  // namespace noise_lab
