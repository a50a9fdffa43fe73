// The hidden tests of lab 05: every grid, many inputs, and an oracle that knows
// no formula.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

#include "common/lab/given.h"
#include "common/quant/distortion.h"
#include "common/quant/information.h"
#include "common/random/random_state.h"
#include "grading/05_noise/oracle.h"
#include "grading/boundary/hidden_seed.h"
#include "gtest/gtest.h"
#include "labs/05_noise/noise.h"

namespace noise_lab {
namespace {

using ::wbm::boundary::HiddenSeed;
using ::wbm::lab::Given;
using ::wbm::random::RandomState;

using Codes = std::vector<std::int32_t>;
using Values = std::vector<double>;

constexpr double kInf = std::numeric_limits<double>::infinity();

RandomState Draws(std::string_view tag) {
  return RandomState(static_cast<std::uint32_t>(HiddenSeed(tag)));
}

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

// Task 5.5.
TEST(FitLineHidden, AgreesWithTheNormalEquations) {
  RandomState rng = Draws("AgreesWithTheNormalEquations");
  for (int n : {2, 3, 9, 100, 1000}) {
    // Both ends are there, so that no draw is ill-conditioned.
    Values x = rng.Uniform(-20, 30, n);
    x[0] = -20;
    x[1] = 30;
    Values y = rng.Normal(0, 5, n);
    for (std::size_t i = 0; i < y.size(); ++i) y[i] += 6 * x[i] - 400;
    Given("n", n);
    const std::optional<Line> got = FitLine(x, y);
    ASSERT_TRUE(got.has_value());
    const Line right = oracle::Fit(x, y);
    ASSERT_NEAR(got->slope, right.slope, 1e-9);
    ASSERT_NEAR(got->intercept, right.intercept, 1e-9);
  }
}

// The x are 2 * 10^-3 wide at a distance of 9 * 10^5: k = 10^9 is how many
// times the distance is the width. Every way that subtracts the mean first (or
// a running one) is off by a few k u = 10^-7, u = 2^-53; sums of squares as
// they are, by k^2 u = 100. All numbers here are exact in binary.
TEST(FitLineHidden, CloseTogetherAndFarFromZero) {
  for (double far : {900'000.0, -900'000.0, 0.0}) {
    for (double slope : {3.0, -0.5}) {
      Values x, y;
      for (int i = 0; i < 3; ++i) {
        x.push_back(far + i * 0x1p-10);
        y.push_back(slope * i * 0x1p-10 + 7);
      }
      Given("x", x);
      Given("y", y);
      const std::optional<Line> got = FitLine(x, y);
      ASSERT_TRUE(got.has_value());
      ASSERT_NEAR(got->slope, slope, 1e-6);
      ASSERT_NEAR(got->slope * x[1] + got->intercept, y[1], 1e-6);
    }
  }
}

// Three times 0.1 is no three times a tenth: the mean of equal numbers need
// not be one of them.
TEST(FitLineHidden, EqualNumbersAreNothingHoweverTheirMeanIsRounded) {
  for (double x : {0.1, 0.7, -1.1, 123456.7, 1e-5, 0.0}) {
    for (std::size_t n = 1; n <= 40; ++n) {
      const Values equal(n, x);
      Values y(n, 1.0);
      y.back() = 2;
      Given("x", x);
      Given("n", n);
      ASSERT_FALSE(FitLine(equal, y).has_value());
    }
  }
  const std::optional<Line> two =
      FitLine(Values{0.5, 0.5, 0.75}, Values{1, 1, 1});
  ASSERT_TRUE(two.has_value());
  ASSERT_NEAR(two->slope, 0, 1e-9);
}

// Task 5.6. Simpson's rule with 4000 panels of at most 0.01 deviations is off
// by 10^-10 relative; the closed form of the overload cancels, which costs
// c^4/2 ulp, 10^-13 at 8. Below 10^-20 nothing is compared but the sign.
TEST(GaussianClipNoiseHidden, AgreesWithTheIntegrals) {
  for (int bits : {2, 3, 4, 6, 8, 12, 16}) {
    const double drawn = Draws("clip").Uniform(0.05, 8);
    for (double clip : {0.05, 0.5, 1.0, 2.5, 4.0, 5.5, 8.0, drawn}) {
      Given("bits", bits);
      Given("clip", clip);
      const std::optional<ClipNoise> got = GaussianClipNoise(bits, clip);
      ASSERT_TRUE(got.has_value());
      const ClipNoise right = oracle::Integrated(bits, clip);
      ASSERT_NEAR(got->granular / right.granular, 1, 1e-8);
      ASSERT_NEAR(got->overload, right.overload, 1e-7 * right.overload + 1e-20);
      ASSERT_GE(got->overload, 0);
    }
  }
}

TEST(BestClipHidden, EveryNumberOfBits) {
  for (int bits = 2; bits <= 16; ++bits) {
    Given("bits", bits);
    const std::optional<double> got = BestClip(bits);
    ASSERT_TRUE(got.has_value());
    ASSERT_NEAR(*got, oracle::BestClip(bits), 1e-4);
  }
}

// Task 5.7. Entropies of up to 20 bits out of at most 10^4 terms.
TEST(EntropyBitsHidden, OfManyAndOfLargeCodes) {
  RandomState rng = Draws("OfManyAndOfLargeCodes");
  for (int spread : {1, 5, 100, 30'000}) {
    Codes codes;
    std::vector<double> counts(2 * static_cast<std::size_t>(spread) + 1);
    for (int i = 0; i < 5000; ++i) {
      const auto code = rng.Randint(-spread, spread + 1);
      codes.push_back(static_cast<std::int32_t>(code));
      ++counts[static_cast<std::size_t>(code + spread)];
    }
    Given("codes", codes);
    const std::optional<double> got = EntropyBits(codes);
    ASSERT_TRUE(got.has_value());
    ASSERT_NEAR(*got, wbm::quant::EntropyBits(counts), 1e-9);
  }
  constexpr std::int32_t kLast = std::numeric_limits<std::int32_t>::max();
  ASSERT_EQ(EntropyBits(Codes{kLast, -kLast - 1}), 1.0);
}

TEST(DivergenceBitsHidden, OfRandomWeights) {
  RandomState rng = Draws("OfRandomWeights");
  for (int n : {1, 2, 10, 600}) {
    Values p = rng.Uniform(0.001, 1, n), q = rng.Uniform(0.001, 50, n);
    if (n > 2) p[1] = q[1] = 0;
    if (n > 2) p[2] = 0;
    Given("p", p);
    Given("q", q);
    const std::optional<double> got = DivergenceBits(p, q);
    ASSERT_TRUE(got.has_value());
    ASSERT_NEAR(*got, wbm::quant::DivergenceBits(p, q), 1e-9);
    ASSERT_GE(*got, 0);
  }
}

TEST(DivergenceBitsHidden, TinyWeightsAndNearlyEqualOnes) {
  ASSERT_EQ(DivergenceBits(Values{1, 1e-100}, Values{1, 0}), kInf);
  const std::optional<double> far =
      DivergenceBits(Values{1, 1}, Values{1, 1e-100});
  ASSERT_TRUE(far.has_value());
  // 1/2 log2(1/2) + 1/2 log2(10^100 / 2)
  ASSERT_NEAR(*far, 50 * std::log2(10.0) - 1, 1e-9);
  RandomState rng = Draws("TinyWeightsAndNearlyEqualOnes");
  for (int n = 1; n < 100; ++n) {
    const Values p = rng.Uniform(0.1, 1, n);
    Values q = p;
    for (double& v : q) v *= 3;
    Given("p", p);
    Given("q", q);
    const std::optional<double> same = DivergenceBits(p, q);
    ASSERT_TRUE(same.has_value());
    ASSERT_GE(*same, 0);
    ASSERT_NEAR(*same, 0, 1e-12);
  }
}

}  // namespace
}  // namespace noise_lab
