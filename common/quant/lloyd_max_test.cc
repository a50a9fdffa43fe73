#include "common/quant/lloyd_max.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "common/quant/normal_distribution.h"
#include "common/quant/normal_float.h"

namespace wbm::quant {
namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

std::vector<double> Normal(std::size_t n) {
  std::mt19937_64 bits(13);
  std::normal_distribution<double> normal;
  std::vector<double> x(n);
  for (double& v : x) v = normal(bits);
  return x;
}

TEST(NearestLevel, TiesGoDownAndSpecialsHaveAPlace) {
  const Codebook book = MakeCodebook({2.0, -1.0, 0.0});
  EXPECT_EQ(book.levels, (std::vector<double>{-1.0, 0.0, 2.0}));
  EXPECT_EQ(NearestLevel(book, -0.5), 0u);
  EXPECT_EQ(NearestLevel(book, 1.0), 1u);
  EXPECT_EQ(NearestLevel(book, std::nextafter(1.0, 2.0)), 2u);
  EXPECT_EQ(NearestLevel(book, kInf), 2u);
  EXPECT_EQ(NearestLevel(book, -kInf), 0u);
  EXPECT_EQ(NearestLevel(book, kNaN), 1u);
  EXPECT_EQ(NearestLevel(MakeCodebook({}), 3.0), 0u);
  const Codebook wide = MakeCodebook({-1.7e308, 1.7e308});
  EXPECT_EQ(wide.thresholds[0], 0.0);
}

TEST(NearestLevel, IsTheNearestByBruteForce) {
  const std::vector<double> levels = Normal(37);
  const Codebook book = MakeCodebook(levels);
  for (double x = -5.0; x < 5.0; x += 0.003) {
    double least = kInf;
    for (const double level : levels) {
      least = std::min(least, std::fabs(x - level));
    }
    EXPECT_EQ(std::fabs(x - book.levels[NearestLevel(book, x)]), least);
  }
}

// Max (1960), table I: outputs and error for N(0, 1), four or five digits.
TEST(LloydMaxNormal, ReachesMaxsTable) {
  const struct {
    std::size_t levels;
    double mse;
    std::vector<double> positive;
  } kTable[] = {{2, 0.3634, {0.7980}},
                {4, 0.1175, {0.4528, 1.510}},
                {8, 0.03454, {0.2451, 0.7560, 1.344, 2.152}},
                {16,
                 0.009497,
                 {0.1284, 0.3881, 0.6568, 0.9424, 1.256, 1.618, 2.069, 2.733}}};
  for (const auto& row : kTable) {
    const QuantizerDesign design = LloydMaxNormal(row.levels);
    EXPECT_TRUE(design.converged);
    // The table's last digit; its 16-level error is 5e-6 under the exact one.
    EXPECT_NEAR(design.mse, row.mse, row.levels == 16 ? 5e-6 : 5e-5);
    for (std::size_t i = 0; i < row.positive.size(); ++i) {
      EXPECT_NEAR(design.codebook.levels[row.levels / 2 + i], row.positive[i],
                  6e-4);
    }
  }
}

TEST(LloydMaxNormal, KnownClosedForms) {
  EXPECT_NEAR(LloydMaxNormal(1).mse, 1.0, 1e-15);
  const QuantizerDesign two = LloydMaxNormal(2);
  EXPECT_NEAR(two.mse, 1.0 - 2.0 / M_PI, 1e-14);
  EXPECT_NEAR(two.codebook.levels[1], std::sqrt(2.0 / M_PI), 1e-12);
  // Panter and Dite: mse -> sqrt(3) pi / (2 n^2), with a relative deviation
  // that halves as n doubles.
  const auto deviation = [](std::size_t levels) {
    const double n = static_cast<double>(levels);
    return 1.0 -
           LloydMaxNormal(levels).mse * n * n * 2 / (std::sqrt(3.0) * M_PI);
  };
  EXPECT_NEAR(deviation(32) / deviation(64), 2.0, 0.1);
  EXPECT_NEAR(deviation(64), 0.0, 0.04);
}

// Simpson's rule, so that the closed-form moments are checked by another way.
double Integrate(auto f, double low, double high) {
  constexpr int kParts = 2000;
  const double h = (high - low) / kParts;
  double sum = f(low) + f(high);
  for (int i = 1; i < kParts; ++i) sum += f(low + i * h) * (i % 2 ? 4 : 2);
  return sum * h / 3;
}

TEST(LloydMaxNormal, BothConditionsOfTheOptimumHold) {
  for (const std::size_t n : {3u, 8u, 16u, 33u}) {
    const QuantizerDesign design = LloydMaxNormal(n);
    const auto& levels = design.codebook.levels;
    const auto& thresholds = design.codebook.thresholds;
    double mse = 0.0;
    for (std::size_t i = 0; i < n; ++i) {
      const double low = i == 0 ? -12.0 : thresholds[i - 1];
      const double high = i + 1 == n ? 12.0 : thresholds[i];
      const double mass = Integrate(NormalDensity, low, high);
      const double mean =
          Integrate([](double x) { return x * NormalDensity(x); }, low, high);
      EXPECT_NEAR(levels[i], mean / mass, 1e-9) << n << " " << i;
      EXPECT_NEAR(levels[i], -levels[n - 1 - i], 1e-12);
      mse += Integrate(
          [&](double x) {
            return (x - levels[i]) * (x - levels[i]) * NormalDensity(x);
          },
          low, high);
    }
    EXPECT_NEAR(design.mse, mse, 1e-10);
  }
}

TEST(LloydMaxNormal, SaysWhenItHasNotConverged) {
  const QuantizerDesign cut = LloydMaxNormal(16, {1e-13, 20});
  EXPECT_FALSE(cut.converged);
  EXPECT_EQ(cut.iterations, 20);
  EXPECT_GT(cut.mse, LloydMaxNormal(16).mse);
}

TEST(BestUniformNormal, ReachesMaxsTable) {
  // Max (1960), table II: step and error.
  const struct {
    std::size_t levels;
    double step, mse;
  } kTable[] = {{2, 1.596, 0.3634},
                {4, 0.9957, 0.1188},
                {8, 0.5860, 0.03744},
                {16, 0.3352, 0.01154}};
  for (const auto& row : kTable) {
    const QuantizerDesign design = BestUniformNormal(row.levels);
    EXPECT_NEAR(design.codebook.levels[1] - design.codebook.levels[0], row.step,
                5.1e-4);
    EXPECT_NEAR(design.mse, row.mse, 5e-5);
    // The table agrees with itself too: no step close by is better.
    for (const double factor : {0.999, 1.001}) {
      std::vector<double> other = design.codebook.levels;
      for (double& level : other) level *= factor;
      EXPECT_GT(NormalMse(MakeCodebook(other)), design.mse);
    }
  }
}

TEST(BestUniformNormal, IsTheFairBaseline) {
  // The gain over the best even grid is small; 7x, 4x and 3x come from a grid
  // stretched to the largest of 1e5 samples.
  const struct {
    std::size_t levels;
    double gain;
  } kGains[] = {{4, 1.012}, {8, 1.084}, {16, 1.215}};
  for (const auto& row : kGains) {
    EXPECT_NEAR(
        BestUniformNormal(row.levels).mse / LloydMaxNormal(row.levels).mse,
        row.gain, 5e-4);
  }
}

TEST(NormalMse, RanksTheFourBitLevels) {
  // Each set at its best scale: Lloyd-Max, then NF4, then the INT4 grid.
  const auto best = [](std::vector<double> levels) {
    double least = kInf;
    for (double scale = 0.01; scale < 6.0; scale *= 1.001) {
      std::vector<double> scaled = levels;
      for (double& level : scaled) level *= scale;
      least = std::min(least, NormalMse(MakeCodebook(scaled)));
    }
    return least;
  };
  std::vector<double> nf4(kNf4Levels.begin(), kNf4Levels.end()), int4;
  for (int c = -7; c <= 7; ++c) int4.push_back(c);
  // Lloyd-Max within 1e-9 of the exact Gaussian optimum.
  EXPECT_NEAR(LloydMaxNormal(16).mse, 0.009501008, 1e-9);
  EXPECT_NEAR(best(nf4), 0.009899, 1e-6);
  EXPECT_NEAR(best(int4), 0.0129, 1e-4);
}

TEST(LloydMax, IsAFixedPointOfItsSamples) {
  const std::vector<double> x = Normal(20000);
  const QuantizerDesign design = LloydMax(x, 8);
  EXPECT_TRUE(design.converged);
  std::vector<double> sums(8, 0.0), counts(8, 0.0);
  for (const double v : x) {
    const std::size_t code = NearestLevel(design.codebook, v);
    sums[code] += v;
    counts[code] += 1.0;
  }
  for (std::size_t i = 0; i < 8; ++i) {
    // Both sums carry rounding of 2e4 additions of values below 5.
    EXPECT_NEAR(design.codebook.levels[i], sums[i] / counts[i], 1e-11);
  }
  EXPECT_EQ(design.mse, SampleMse(design.codebook, x));
  // The sample's optimum is near the distribution's: standard error of the
  // mean of squared errors is about mse * 2 / sqrt(n).
  EXPECT_NEAR(design.mse, LloydMaxNormal(8).mse, 0.04548 * 4 * 2 / 141.0);
}

TEST(LloydMax, NoSingleSampleDoesBetterInAnotherCell) {
  // Three well separated clusters: the optimum is plain.
  const std::vector<double> x = {-10.1, -9.9, 0.0, 0.2, 7.0, 7.1, 7.2};
  const QuantizerDesign design = LloydMax(x, 3);
  EXPECT_NEAR(design.codebook.levels[0], -10.0, 1e-14);
  EXPECT_NEAR(design.codebook.levels[1], 0.1, 1e-14);
  EXPECT_NEAR(design.codebook.levels[2], 7.1, 1e-14);
  EXPECT_NEAR(design.mse, (4 * 0.01 + 0.02) / 7, 1e-14);
}

TEST(LloydMaxNormal, IsSymmetricToTheLastBit) {
  // The upper tail is computed as the mirror of the lower, where nothing
  // cancels.
  const auto levels = LloydMaxNormal(32).codebook.levels;
  for (std::size_t i = 0; i < 16; ++i) EXPECT_EQ(levels[i], -levels[31 - i]);
}

TEST(LloydMax, AnOffsetCostsNoDigits) {
  // 2^30 beside values of size 1. Sums from zero would reach 5e12, and lose
  // 5e-4 at every step; about the median they stay small.
  std::vector<double> x = Normal(5000);
  double sum = 0.0;
  for (double& v : x) {
    v += 0x1p30;
    sum += v - 0x1p30;  // exact difference
  }
  // The level is a double near 2^30: an ULP is 2^-22.
  EXPECT_NEAR(LloydMax(x, 1).codebook.levels[0] - 0x1p30, sum / 5000, 0x1p-22);
}

TEST(LloydMax, IterationsNeverRaiseTheError) {
  const std::vector<double> x = Normal(3000);
  double last = kInf;
  for (int i = 1; i < 40; ++i) {
    const double mse = LloydMax(x, 16, {0.0, i}).mse;
    EXPECT_LE(mse, last * (1 + 1e-12));
    last = mse;
  }
}

TEST(LloydMax, SmallAndSpecialInputs) {
  const QuantizerDesign none = LloydMax({}, 4);
  EXPECT_TRUE(none.converged);
  EXPECT_EQ(none.mse, 0.0);
  EXPECT_EQ(none.codebook.levels, std::vector<double>(4, 0.0));
  const std::vector<double> same(10, 2.5);
  EXPECT_EQ(LloydMax(same, 4).codebook.levels, std::vector<double>(4, 2.5));
  EXPECT_EQ(LloydMax(same, 4).mse, 0.0);
  const std::vector<double> two = {1.0, 3.0, kNaN, kInf, -kInf};
  EXPECT_EQ(LloydMax(two, 4).mse, 0.0);
  EXPECT_EQ(LloydMax(two, 1).codebook.levels, (std::vector<double>{2.0}));
  EXPECT_EQ(BestUniform({}, 4).mse, 0.0);
  EXPECT_EQ(BestUniform(std::vector<double>(3, 0.0), 3).mse, 0.0);
}

TEST(LloydMax, ScalesWithItsSamplesToTheEndsOfDouble) {
  const std::vector<double> x = Normal(999);
  const QuantizerDesign one = LloydMax(x, 4);
  // 2^1020 times the largest sample, between 2 and 4, is near the largest
  // double; at 2^-960 every digit is still there.
  for (const int exponent : {1020, 500, -500, -520, -960}) {
    std::vector<double> scaled = x;
    for (double& v : scaled) v = std::ldexp(v, exponent);
    const QuantizerDesign design = LloydMax(scaled, 4);
    EXPECT_TRUE(design.converged);
    for (std::size_t i = 0; i < 4; ++i) {
      EXPECT_EQ(design.codebook.levels[i],
                std::ldexp(one.codebook.levels[i], exponent))
          << exponent;
    }
    EXPECT_EQ(design.mse, std::ldexp(one.mse, 2 * exponent)) << exponent;
    const QuantizerDesign even = BestUniform(scaled, 4);
    EXPECT_TRUE(std::isfinite(even.codebook.levels.back())) << exponent;
    EXPECT_NEAR(std::ldexp(even.codebook.levels.back(), -exponent),
                BestUniform(x, 4).codebook.levels.back(), 1e-6)
        << exponent;
  }
}

TEST(LloydMax, TheLargestAndTheSmallestDoublesAreSamplesLikeOthers) {
  const double most = std::numeric_limits<double>::max();
  const std::vector<double> ends = {-most, -most, most, most, most};
  EXPECT_EQ(LloydMax(ends, 2).codebook.levels,
            (std::vector<double>{-most, most}));
  EXPECT_EQ(LloydMax(ends, 2).mse, 0.0);
  EXPECT_EQ(LloydMax(ends, 1).mse, kInf);
  const double least = std::numeric_limits<double>::denorm_min();
  const std::vector<double> tiny = {least, 2 * least, 3 * least, 4 * least};
  EXPECT_EQ(LloydMax(tiny, 4).codebook.levels, tiny);
  EXPECT_EQ(LloydMax(tiny, 4).mse, 0.0);
}

// Whose cells are far smaller than what stands beside them: a sum that a large
// sample has entered has no digits left for them, and levels would meet.
TEST(LloydMax, SmallSamplesBesideALargeOneKeepTheirLevels) {
  using Levels = std::vector<double>;
  const double most = std::numeric_limits<double>::max();
  for (const double large : {-1e300, 1e300, -most, most, 1e17, -1e17}) {
    const std::vector<double> x = {1.0, 2.0, large};
    Levels expected = x;
    std::sort(expected.begin(), expected.end());
    EXPECT_EQ(LloydMax(x, 3).codebook.levels, expected) << large;
    EXPECT_EQ(LloydMax(x, 3).mse, 0.0) << large;
  }
  // {1, 2, 3} and {4}; a cell that is not one sample's, too.
  const std::vector<double> five = {-1e17, 1.0, 2.0, 3.0, 4.0};
  EXPECT_EQ(LloydMax(five, 3).codebook.levels, (Levels{-1e17, 2.0, 4.0}));
  EXPECT_EQ(LloydMax(five, 3).mse, 2.0 / 5);
}

TEST(LloydMax, EqualSamplesKeepTheirValue) {
  const std::vector<double> x = {0.1, 0.1, 0.1, 0.7, 0.7, 0.7};
  EXPECT_EQ(LloydMax(x, 2).codebook.levels, (std::vector<double>{0.1, 0.7}));
  EXPECT_EQ(LloydMax(x, 2).mse, 0.0);
}

// The mean of neighbours is one of them, not one beside.
TEST(LloydMax, ALevelLiesWithinItsCell) {
  const double one = 1.0, next = std::nextafter(1.0, 2.0);
  for (int copies = 1; copies < 40; ++copies) {
    std::vector<double> x(static_cast<std::size_t>(copies), next);
    x.push_back(one);
    x.push_back(-3.7e5);
    const std::vector<double> levels = LloydMax(x, 2).codebook.levels;
    EXPECT_GE(levels.back(), one) << copies;
    EXPECT_LE(levels.back(), next) << copies;
  }
}

TEST(MakeCodebook, NeighbouringDoublesKeepTheirOwnCells) {
  double low = 1.0;
  for (int i = 0; i < 4; ++i) {
    const double high = std::nextafter(low, 2.0);
    const Codebook book = MakeCodebook({low, high});
    EXPECT_EQ(NearestLevel(book, low), 0u);
    EXPECT_EQ(NearestLevel(book, high), 1u);
    low = high;
  }
}

TEST(BestUniform, BeatsTheGridThatReachesTheLargestSample) {
  const std::vector<double> x = Normal(20000);
  const QuantizerDesign best = BestUniform(x, 16);
  // Of the sample, so a little under the distribution's; standard error of the
  // mean squared error 1.3% at this size.
  EXPECT_NEAR(best.mse, BestUniformNormal(16).mse, 5e-4);
  double largest = 0.0;
  for (const double v : x) largest = std::max(largest, std::fabs(v));
  std::vector<double> stretched;
  for (int i = 0; i < 16; ++i) stretched.push_back(largest * (i - 7.5) / 7.5);
  EXPECT_GT(SampleMse(MakeCodebook(stretched), x), 1.5 * best.mse);
  EXPECT_LT(LloydMax(x, 16).mse, best.mse);
}

}  // namespace
}  // namespace wbm::quant
