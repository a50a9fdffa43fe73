// Twins of public tests of lab 05, tasks 5.1 to 5.4: the same property on other
// inputs, which are drawn. "Nothing" stands beside a value in each, so that
// refusing everything is not right.

#include <cmath>
#include <cstdint>
#include <optional>
#include <vector>

#include "common/lab/given.h"
#include "grading/05_noise/draws.h"
#include "grading/boundary/hidden_draw.h"
#include "gtest/gtest.h"
#include "labs/05_noise/noise.h"

namespace noise_lab {
namespace {

using ::wbm::boundary::HiddenDraw;
using ::wbm::lab::Given;

// A few double operations: 8 ULP are more than their roundings.
constexpr double kRoom = 8 * 0x1p-52;

// Too few bits, too many, and limits that are none.
std::vector<Grid> NoGrids(HiddenDraw& draw) {
  const double limit = draw.Int(1, 9);
  const std::int32_t bits = draw.Int(2, 16);
  return {{GridKind::kMidRise, 0, limit},
          {GridKind::kMidRise, draw.Int(-99, -1), limit},
          {GridKind::kMidRise, draw.Int(18, 99), limit},
          {GridKind::kSymmetric, 17, limit},
          {GridKind::kSymmetric, 1, limit},
          {GridKind::kSymmetric, bits, -limit},
          {GridKind::kMidRise, bits, 0},
          {GridKind::kMidRise, bits, kNan},
          {GridKind::kMidRise, bits, kInf},
          {GridKind::kSymmetric, bits, std::ldexp(1.0, draw.Int(-140, -102))}};
}

void GivenGrid(const Grid& grid) {
  Given("kind", grid.kind);
  Given("bits", grid.bits);
  Given("limit", grid.limit);
}

// Task 5.1.

void ExpectSteps(GridKind kind, HiddenDraw draw) {
  for (std::int32_t bits = 2; bits <= 16; ++bits) {
    for (double size : {0.1, 1.0, 1e-9, 1e12}) {
      const double limit = size * draw.Int(2, 99);
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

TEST(StepOfTwin, OtherSymmetricGrids) {
  ExpectSteps(GridKind::kSymmetric, HiddenDraw("OtherSymmetricGrids"));
}
TEST(StepOfTwin, OtherMidRiseGrids) {
  ExpectSteps(GridKind::kMidRise, HiddenDraw("OtherMidRiseGrids"));
}

TEST(StepOfTwin, OthersThatAreNoGrid) {
  HiddenDraw draw("StepOfTwin.OthersThatAreNoGrid");
  const std::int32_t bits = draw.Int(1, 12), power = draw.Int(-9, 9);
  const Grid grid{GridKind::kMidRise, bits, std::ldexp(1.0, power)};
  GivenGrid(grid);
  ASSERT_EQ(StepOf(grid), std::ldexp(1.0, power + 1 - bits));
  for (const Grid& none : NoGrids(draw)) {
    GivenGrid(none);
    ASSERT_EQ(StepOf(none), std::nullopt) << kNothing;
  }
}

// Task 5.2.

TEST(QuantizeTwin, ClipsOnOtherGrids) {
  HiddenDraw draw("QuantizeTwin.ClipsOnOtherGrids");
  for (std::int32_t bits : {draw.Int(3, 5), draw.Int(6, 9), draw.Int(10, 14)}) {
    const std::int32_t end = 1 << (bits - 1);
    for (GridKind kind : {GridKind::kSymmetric, GridKind::kMidRise}) {
      const double limit = draw.Int(20, 60), far = 64 + draw.Int(1, 99);
      const Values x = {0.5, far, 1e9, 1e300, kInf, -far, -1e9, -1e300, -kInf};
      const Grid grid{kind, bits, limit};
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
  HiddenDraw draw("QuantizeTwin.OtherNansAndUselessGrids");
  const std::int32_t bits = draw.Int(3, 12), end = 1 << (bits - 1);
  const Grid grid{GridKind::kMidRise, bits, static_cast<double>(end)};
  // Of step 1, so that code c is the mark c + 1/2; even ones, to which a half
  // is rounded, too: how it rounds is another check's.
  Codes codes;
  Values x;
  for (int i = 0; i < 3; ++i) {
    codes.push_back(2 * draw.Int(-end / 2, end / 2 - 1));
    x.push_back(codes.back() + 0.5);
  }
  GivenGrid(grid);
  Given("x", x);
  ASSERT_EQ(Quantize(x, grid), codes);
  ASSERT_EQ(Dequantize(codes, grid), x);
  for (std::size_t i = 0; i < x.size(); ++i) {
    Values spoilt = x;
    spoilt[i] = kNan;
    Given("x", spoilt);
    ASSERT_EQ(Quantize(spoilt, grid), std::nullopt) << kNothing;
  }
  for (std::int32_t code : {end, -end - 1, end + draw.Int(1, 999)}) {
    Given("codes", Codes{0, code});
    ASSERT_EQ(Dequantize(Codes{0, code}, grid), std::nullopt) << kNothing;
  }
  for (const Grid& none : NoGrids(draw)) {
    GivenGrid(none);
    ASSERT_EQ(Quantize(x, none), std::nullopt) << kNothing;
    ASSERT_EQ(Dequantize(Codes{0}, none), std::nullopt) << kNothing;
  }
}

// Task 5.3.

// Three whole numbers whose norm is one, too.
struct Box {
  Values edges;
  double norm;
};

Box DrawBox(HiddenDraw& draw) {
  Box box = draw.OneOf<Box>({{{1, 2, 2}, 3},
                             {{2, 3, 6}, 7},
                             {{4, 4, 7}, 9},
                             {{3, 4, 12}, 13},
                             {{2, 6, 9}, 11}});
  box.edges = draw.Shuffled(box.edges);
  // Of one sign: the mean is far from zero, a variance from a mean square.
  const double size = draw.Int(1, 99), sign = draw.Coin() ? 1 : -1;
  for (double& edge : box.edges) edge *= sign * size;
  box.norm *= size;
  return box;
}

TEST(SqnrDbTwin, OthersWithoutNoiseOrSignal) {
  HiddenDraw draw("SqnrDbTwin.OthersWithoutNoiseOrSignal");
  const Box box = DrawBox(draw);
  const Values& x = box.edges;
  Given("x", x);
  Given("y", x);
  ASSERT_EQ(SqnrDb(x, x), kInf);
  ASSERT_EQ(SqnrDb(Values(3), Values(3)), kInf);
  Given("x", Values(3));
  ASSERT_EQ(SqnrDb(Values(3), x), -kInf);
  Values y = x;  // as far off as the signal is large
  y[static_cast<std::size_t>(draw.Between(0, 2))] += box.norm;
  Given("x", x);
  Given("y", y);
  const std::optional<double> none = SqnrDb(x, y);
  ASSERT_TRUE(none.has_value());
  ASSERT_NEAR(*none, 0, 1e-13);
}

// An error of a tenth or a hundredth: squares in whole numbers below 2^24,
// which float32 has, too, and a logarithm that is one.
TEST(SqnrDbTwin, OthersThatCannotBeCompared) {
  HiddenDraw draw("SqnrDbTwin.OthersThatCannotBeCompared");
  const int power = draw.Int(1, 2);
  const double error = draw.Int(1, 9);
  const double signal = power == 1 ? 10 * error : 100 * error;
  const Values x = {signal, 0}, y = {signal - error, 0};
  Given("x", x);
  Given("y", y);
  const std::optional<double> db = SqnrDb(x, y);
  ASSERT_TRUE(db.has_value());
  ASSERT_NEAR(*db, 20 * power, 1e-12);
  for (const Values& bad : {Values{}, Values{1, 2, 3}, Values{5, kNan},
                            Values{kInf, 5}, Values{-kInf, 5}}) {
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
  HiddenDraw draw("PredictedSqnrDbTwin.UniformOnOtherMidRiseGrids");
  for (std::int32_t bits = 1; bits <= 16; ++bits) {
    const double size = draw.Int(1, 999) / 16.0;
    ExpectPrediction(Shape::kUniform, size, {GridKind::kMidRise, bits, size},
                     20 * std::log10(std::ldexp(1.0, bits)));
    if (HasFatalFailure()) return;
  }
}

TEST(PredictedSqnrDbTwin, UniformOnOtherSymmetricGrids) {
  HiddenDraw draw("PredictedSqnrDbTwin.UniformOnOtherSymmetricGrids");
  for (std::int32_t bits = 2; bits <= 16; ++bits) {
    const double size = draw.Int(1, 999) / 16.0;
    ExpectPrediction(Shape::kUniform, size, {GridKind::kSymmetric, bits, size},
                     20 * std::log10(std::ldexp(1.0, bits) - 2));
    if (HasFatalFailure()) return;
  }
}

TEST(PredictedSqnrDbTwin, OthersThatAreClippedOrUseless) {
  HiddenDraw draw("PredictedSqnrDbTwin.OthersThatAreClippedOrUseless");
  const double half = draw.Int(1, 99) / 8.0, beyond = draw.Int(1, 99) / 1024.0;
  const Grid grid{GridKind::kMidRise, draw.Int(4, 12), 2 * half};
  ExpectPrediction(Shape::kUniform, half, grid,
                   20 * std::log10(std::ldexp(1.0, grid.bits - 1)));
  if (HasFatalFailure()) return;
  for (const auto& [shape, size] :
       {std::pair{Shape::kUniform, grid.limit + beyond},
        {Shape::kSine, grid.limit + beyond},
        std::pair{Shape::kSine, kNan},
        {Shape::kGaussian, -half},
        std::pair{Shape::kGaussian, std::ldexp(1.0, draw.Int(101, 300))},
        {Shape::kUniform, 0.0}}) {
    Given("shape", shape);
    Given("size", size);
    ASSERT_EQ(PredictedSqnrDb(shape, size, grid), std::nullopt) << kNothing;
  }
  for (const Grid& none : NoGrids(draw)) {
    GivenGrid(none);
    ASSERT_EQ(PredictedSqnrDb(Shape::kGaussian, 1, none), std::nullopt)
        << kNothing;
  }
}

}  // namespace
}  // namespace noise_lab
