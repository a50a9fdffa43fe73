// The hidden tests of lab 05, tasks 5.5 to 5.7: lines, noise as integrals, and
// what codes carry.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "common/lab/given.h"
#include "common/quant/information.h"
#include "common/random/random_state.h"
#include "grading/05_noise/draws.h"
#include "grading/05_noise/oracle.h"
#include "gtest/gtest.h"
#include "labs/05_noise/noise.h"

namespace noise_lab {
namespace {

using ::wbm::lab::Given;
using ::wbm::random::RandomState;

// More elements than 16 bits count.
constexpr int kLong = 70'000;

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

// Points on a line at those multiples of a step, all exact in binary.
void ExpectLineThrough(double far, double step, std::vector<int> multiples) {
  for (double slope : {3.0, -0.5}) {
    Values x, y;
    for (int i : multiples) {
      x.push_back(far + i * step);
      y.push_back(slope * i * step + 700'000);
    }
    Given("x", x);
    Given("y", y);
    const std::optional<Line> got = FitLine(x, y);
    ASSERT_TRUE(got.has_value());
    ASSERT_NEAR(got->slope, slope, 1e-6);
    ASSERT_NEAR(got->slope * x[1] + got->intercept, y[1], 1e-6);
  }
}

// The x are 2 * 10^-3 wide at a distance of 9 * 10^5: k = 10^9 is how many
// times the distance is the width. Every way that subtracts the means first (or
// running ones) is off by a few k u = 10^-7, u = 2^-53; sums of squares as they
// are, by k^2 u = 100. So are sums of x (x - mean), once the mean is rounded:
// that of 0, 1 and 3, which lie four times as wide, by 1.
TEST(FitLineHidden, CloseTogetherAndFarFromZero) {
  for (double far : {900'000.0, -900'000.0, 0.0}) {
    ExpectLineThrough(far, 0x1p-10, {0, 1, 2});
    if (HasFatalFailure()) return;
    ExpectLineThrough(far, 0x1p-8, {0, 1, 3});
    if (HasFatalFailure()) return;
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

TEST(GaussianClipNoiseHidden, ClipsAtTheEndsAndJustBeyond) {
  for (int bits : {2, 9, 16}) {
    for (double end : {0.01, 20.0}) {
      Given("bits", bits);
      Given("clip", end);
      const std::optional<ClipNoise> got = GaussianClipNoise(bits, end);
      ASSERT_TRUE(got.has_value());
      const double granular = oracle::Integrated(bits, end).granular;
      ASSERT_NEAR(got->granular / granular, 1, 1e-8);
      const double beyond = std::nextafter(end, end < 1 ? 0 : kInf);
      Given("clip", beyond);
      ASSERT_FALSE(GaussianClipNoise(bits, beyond).has_value());
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

// Task 5.7. Entropies of up to 20 bits out of at most 10^5 terms.
TEST(EntropyBitsHidden, OfManyAndOfLargeCodes) {
  RandomState rng = Draws("OfManyAndOfLargeCodes");
  for (int spread : {1, 5, 100, 30'000}) {
    Codes codes;
    std::vector<double> counts(2 * static_cast<std::size_t>(spread) + 1);
    for (int i = 0; i < kLong; ++i) {
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
  ASSERT_EQ(EntropyBits(Codes{5, 0x10005}), 1.0);
}

TEST(DivergenceBitsHidden, OfRandomWeights) {
  RandomState rng = Draws("OfRandomWeights");
  for (int n : {1, 2, 10, 600, kLong}) {
    Values p = rng.Uniform(0.001, 1, n), q = rng.Uniform(0.001, 50, n);
    if (n > 2) p[1] = q[1] = 0;
    if (n > 2) p[2] = 0;
    Given("p", p);
    Given("q", q);
    const std::optional<double> got = DivergenceBits(p, q);
    ASSERT_TRUE(got.has_value());
    ASSERT_NEAR(*got, wbm::quant::DivergenceBits(p, q), 1e-9);
    ASSERT_GE(*got, 0);
    Values bad = p;
    bad.back() = -1;
    ASSERT_FALSE(DivergenceBits(bad, q).has_value());
    ASSERT_FALSE(DivergenceBits(p, bad).has_value());
  }
}

TEST(DivergenceBitsHidden, TinyWeightsAndNearlyEqualOnes) {
  ASSERT_EQ(DivergenceBits(Values{1, 1e-100}, Values{1, 0}), kInf);
  const std::optional<double> far =
      DivergenceBits(Values{1, 1}, Values{1, 1e-100});
  ASSERT_TRUE(far.has_value());
  // 1/2 log2(1/2) + 1/2 log2(10^100 / 2)
  ASSERT_NEAR(*far, 50 * std::log2(10.0) - 1, 1e-9);
  const std::optional<double> huge =
      DivergenceBits(Values{1e99, 1e99}, Values{4e99, 4e99});
  ASSERT_TRUE(huge.has_value());
  ASSERT_NEAR(*huge, 0, 1e-12);
  ASSERT_FALSE(DivergenceBits(Values{1, -1e-300}, Values{1, 1}).has_value());
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
