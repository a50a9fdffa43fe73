// The hidden tests of lab 05, tasks 5.1 to 5.4: every grid, many inputs, and an
// oracle that knows no formula.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "common/lab/given.h"
#include "common/quant/distortion.h"
#include "common/random/random_state.h"
#include "grading/05_noise/draws.h"
#include "grading/05_noise/oracle.h"
#include "gtest/gtest.h"
#include "labs/05_noise/noise.h"

namespace noise_lab {
namespace {

using ::wbm::lab::Given;
using ::wbm::random::RandomState;

void GivenGrid(const Grid& grid) {
  Given("grid", grid.kind == GridKind::kSymmetric ? "symmetric" : "mid-rise");
  Given("bits", grid.bits);
  Given("limit", grid.limit);
}

std::vector<Grid> Grids(GridKind kind, int most_bits) {
  std::vector<Grid> grids;
  const double drawn = std::exp2(Draws("limit").Uniform(-30, 30));
  for (int bits = kind == GridKind::kSymmetric ? 2 : 1; bits <= most_bits;
       ++bits) {
    for (double limit : {1.0, 0.3, 4.5588, 1e-9, 0x1p100, 0x1p-100, drawn}) {
      grids.push_back({kind, bits, limit});
    }
  }
  return grids;
}

// Task 5.1. The oracle's marks carry two roundings each, so their distance is
// good to 4 ulp of the limit, of which a step at 16 bits is 2^-15: 10^-10.
TEST(StepOfHidden, EveryGridHasTheStepOfItsMarks) {
  for (GridKind kind : {GridKind::kSymmetric, GridKind::kMidRise}) {
    for (const Grid& grid : Grids(kind, 16)) {
      GivenGrid(grid);
      const std::optional<double> got = StepOf(grid);
      ASSERT_TRUE(got.has_value());
      const Values marks = oracle::Marks(grid);
      const double right = marks[1] - marks[0];
      ASSERT_NEAR(*got / right, 1, 1e-10);
    }
  }
}

// Not even by the last bit of a double.
TEST(StepOfHidden, LimitsJustBeyondTheEndsAreNone) {
  for (GridKind kind : {GridKind::kSymmetric, GridKind::kMidRise}) {
    for (double end : {0x1p-100, 0x1p100}) {
      GivenGrid({kind, 8, end});
      ASSERT_TRUE(StepOf({kind, 8, end}).has_value());
      const Grid beyond{kind, 8, std::nextafter(end, end < 1 ? 0 : kInf)};
      GivenGrid(beyond);
      ASSERT_FALSE(StepOf(beyond).has_value());
    }
  }
}

// Values all over the grid and beyond both ends.
Values Spread(const Grid& grid, int count) {
  RandomState rng = Draws("spread");
  Values x = rng.Uniform(-1.3 * grid.limit, 1.3 * grid.limit, count);
  for (double end : {kInf, -kInf, grid.limit, -grid.limit, 1e300, -1e300}) {
    x.push_back(end);
  }
  return x;
}

void ExpectNearestMarks(const Grid& grid) {
  const Values marks = oracle::Marks(grid);
  Values x = Spread(grid, 300);
  std::erase_if(x, [&](double v) { return oracle::OnABorder(v, marks); });
  GivenGrid(grid);
  const std::optional<Codes> got = Quantize(x, grid);
  ASSERT_TRUE(got.has_value());
  ASSERT_EQ(got->size(), x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    const std::int32_t right =
        oracle::FirstCode(grid) +
        static_cast<std::int32_t>(oracle::Nearest(x[i], marks));
    if ((*got)[i] == right) continue;
    Given("x", x[i]);
    FAIL() << "code " << (*got)[i] << " in place of " << right;
  }
}

// Task 5.2.
TEST(QuantizeHidden, TheNearestSymmetricMark) {
  for (const Grid& grid : Grids(GridKind::kSymmetric, 16)) {
    ExpectNearestMarks(grid);
    if (HasFatalFailure()) return;
  }
}

TEST(QuantizeHidden, TheNearestMidRiseMark) {
  for (const Grid& grid : Grids(GridKind::kMidRise, 16)) {
    ExpectNearestMarks(grid);
    if (HasFatalFailure()) return;
  }
}

// Numbers next to a border of two cells on which x / step and
// x * (1 / step), both of doubles, fall on different sides of it.
void ExpectOneDivision(GridKind kind, std::string_view tag) {
  const double border = kind == GridKind::kSymmetric ? 0.5 : 0;
  const auto code_of = [&](double steps) {
    return static_cast<std::int32_t>(border > 0 ? std::nearbyint(steps)
                                                : std::floor(steps));
  };
  const int cells = kind == GridKind::kSymmetric ? 127 : 128;
  RandomState rng = Draws(tag);
  for (int found = 0; found < 100;) {
    // A step of 24 bits: the limit is exact, and so is the way back to it.
    const double step = static_cast<float>(rng.Uniform(0.01, 0.02));
    const Grid grid{kind, 8, cells * step};
    // Odd and positive: a tie, too, is rounded up by every usual rule.
    const auto k = static_cast<double>(2 * rng.Randint(0, 30) + 1);
    const double near = (k + border) * step;
    for (double x :
         {std::nextafter(near, -kInf), near, std::nextafter(near, kInf)}) {
      const std::int32_t right = code_of(x / step);
      if (code_of(x * (1 / step)) == right) continue;
      ++found;
      GivenGrid(grid);
      Given("x", x);
      const std::optional<Codes> got = Quantize(Values{x}, grid);
      ASSERT_TRUE(got.has_value());
      ASSERT_EQ(*got, Codes{right});
    }
  }
}

TEST(QuantizeHidden, TheQuotientIsOneDivision) {
  ASSERT_NO_FATAL_FAILURE(ExpectOneDivision(GridKind::kSymmetric, "symmetric"));
  ASSERT_NO_FATAL_FAILURE(ExpectOneDivision(GridKind::kMidRise, "mid-rise"));
}

TEST(DequantizeHidden, EveryCodeOfEveryGrid) {
  for (GridKind kind : {GridKind::kSymmetric, GridKind::kMidRise}) {
    for (const Grid& grid : Grids(kind, 12)) {
      const Values marks = oracle::Marks(grid);
      Codes codes;
      for (std::size_t i = 0; i < marks.size(); ++i) {
        codes.push_back(oracle::FirstCode(grid) + static_cast<int>(i));
      }
      GivenGrid(grid);
      const std::optional<Values> got = Dequantize(codes, grid);
      ASSERT_TRUE(got.has_value());
      ASSERT_EQ(got->size(), marks.size());
      for (std::size_t i = 0; i < marks.size(); ++i) {
        // A handful of roundings, relative to the limit.
        ASSERT_NEAR((*got)[i] / grid.limit, marks[i] / grid.limit, 1e-14)
            << "code " << codes[i];
      }
      for (int outside : {codes.front() - 1, codes.back() + 1}) {
        Given("code", outside);
        ASSERT_FALSE(Dequantize(Codes{outside}, grid).has_value());
      }
    }
  }
}

// Task 5.3. Sums of n positive terms are good to n ulp: 10^5 * 10^-16 of a
// ratio is 10^-10 dB.
TEST(SqnrDbHidden, AgreesOnLongAndOnOffCentreInputs) {
  RandomState rng = Draws("AgreesOnLongAndOnOffCentreInputs");
  for (double offset : {0.0, 3.0, -250.0}) {
    for (double noise : {1.0, 1e-3, 1e-7}) {
      const Values x = rng.Normal(offset, 1, 20'000);
      Values y = x;
      for (double& v : y) v += rng.Normal(noise / 2, noise);
      Given("offset", offset);
      Given("noise", noise);
      const std::optional<double> got = SqnrDb(x, y);
      ASSERT_TRUE(got.has_value());
      ASSERT_NEAR(*got, wbm::quant::SqnrDb(x, y), 1e-9);
    }
  }
}

TEST(SqnrDbHidden, NoiseLouderThanTheSignalIsNegative) {
  const std::optional<double> got = SqnrDb(Values{1, 0}, Values{1, 10});
  ASSERT_TRUE(got.has_value());
  ASSERT_NEAR(*got, -20, 1e-10);
  const std::optional<double> one = SqnrDb(Values{-2}, Values{0});
  ASSERT_TRUE(one.has_value());
  ASSERT_NEAR(*one, 0, 1e-10);
}

// 2^500 is the largest that may come; beyond it a square may overflow.
TEST(SqnrDbHidden, TheLargestAndTheSmallestElements) {
  for (double size : {0x1p500, -0x1p500, 1e150, 1e-100, 0x1p-399}) {
    Given("size", size);
    const std::optional<double> got =
        SqnrDb(Values{size, size}, Values{size, size / 2});
    ASSERT_TRUE(got.has_value());
    ASSERT_NEAR(*got, 10 * std::log10(8.0), 1e-10);
  }
  for (double beyond : {std::nextafter(0x1p500, kInf), -1e200, 1e308}) {
    Given("beyond", beyond);
    ASSERT_FALSE(SqnrDb(Values{1, beyond}, Values{1, 1}).has_value());
    ASSERT_FALSE(SqnrDb(Values{1, 1}, Values{beyond, 1}).has_value());
  }
}

// Task 5.4. The midpoint rule over 10^5 cells is off by 10^-10 of a power, and
// the oracle's step by as much: 10^-8 dB holds ten times over.
TEST(PredictedSqnrDbHidden, EveryShapeOnEveryGrid) {
  for (Shape shape : {Shape::kUniform, Shape::kSine, Shape::kGaussian}) {
    for (double size : {1.0, 0.25, Draws("size").Uniform(0.1, 1)}) {
      const double power = oracle::Power(shape, size);
      for (GridKind kind : {GridKind::kSymmetric, GridKind::kMidRise}) {
        for (int bits = 2; bits <= 16; ++bits) {
          const Grid grid{kind, bits, 1.5};
          const Values marks = oracle::Marks(grid);
          GivenGrid(grid);
          Given("shape", shape);
          Given("size", size);
          const std::optional<double> got = PredictedSqnrDb(shape, size, grid);
          ASSERT_TRUE(got.has_value());
          // Noise grows with the square of the step.
          static const double unit = oracle::CellNoise(1);
          const double step = marks[1] - marks[0];
          ASSERT_NEAR(*got, 10 * std::log10(power / (unit * step * step)),
                      1e-8);
        }
      }
    }
  }
}

TEST(EffectiveBitsHidden, ReadsThePredictionBackwards) {
  const double first = Draws("sqnr_db").Uniform(-30, -29);
  for (int step = 0; step <= 214; ++step) {
    const double db = first + 0.7 * step;
    Given("sqnr_db", db);
    const double bits = EffectiveBits(db);
    // The amplitude ratio of 2^bits levels, and sqrt(3/2) for the sine.
    const double back = 20 * std::log10(std::exp2(bits) * std::sqrt(1.5));
    ASSERT_NEAR(back, db, 1e-9);
  }
}

}  // namespace
}  // namespace noise_lab
