#include "common/numerics/exact_sum.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "common/numerics/compensated_sum.h"
#include "common/random/generator.h"

namespace wbm::numerics {
namespace {

using L = std::numeric_limits<double>;

double Exact(const std::vector<double>& values) {
  return ExactSum(std::span<const double>(values));
}
double Compensated(const std::vector<double>& values) {
  return NeumaierSum(std::span<const double>(values));
}

// Integers in units of 2^-1074 * 2^k have an exact sum in __int128 that is
// rounded by the compiler's own conversion: an independent oracle.
TEST(ExactSum, AgreesWith128BitIntegers) {
  random::Generator rng = random::DefaultRng(1);
  for (int round = 0; round < 2000; ++round) {
    const int scale = static_cast<int>(rng.Integer(-1074, 800));
    __extension__ __int128 total = 0;
    std::vector<double> values;
    const int64_t count = rng.Integer(1, 12);
    for (int64_t i = 0; i < count; ++i) {
      const int shift = static_cast<int>(rng.Integer(0, 60));
      const int64_t integer =
          rng.Integer(-(int64_t{1} << 53), int64_t{1} << 53);
      total += static_cast<__int128>(integer) << shift;
      values.push_back(std::ldexp(static_cast<double>(integer), shift + scale));
    }
    EXPECT_EQ(Exact(values), std::ldexp(static_cast<double>(total), scale));
  }
}

TEST(ExactSum, OrderDoesNotMatter) {
  random::Generator rng = random::DefaultRng(2);
  std::vector<double> values;
  for (int i = 0; i < 1000; ++i) {
    values.push_back(std::ldexp(rng.StandardNormal(),
                                static_cast<int>(rng.Integer(-500, 500))));
  }
  const double sum = Exact(values);
  for (int i = 0; i < 10; ++i) {
    rng.Shuffle(std::span(values));
    EXPECT_EQ(Exact(values), sum);
  }
}

TEST(ExactSum, CancellationLeavesTheSmallTerm) {
  EXPECT_EQ(Exact({1e100, 1.0, -1e100}), 1.0);
  EXPECT_EQ(Exact({1.0, 1e16, L::denorm_min(), -1e16, -1.0}), L::denorm_min());
}

TEST(ExactSum, TiesGoToEvenAndAnythingBelowBreaksThem) {
  const double half_ulp = 0x1p-53;
  EXPECT_EQ(Exact({1.0, half_ulp}), 1.0);
  EXPECT_EQ(Exact({1.0, half_ulp, L::denorm_min()}), 1.0 + 0x1p-52);
  EXPECT_EQ(Exact({1.0 + 0x1p-52, half_ulp}), 1.0 + 0x1p-51);
  EXPECT_EQ(Exact({1.0 + 0x1p-52, half_ulp, -L::denorm_min()}), 1.0 + 0x1p-52);
  EXPECT_EQ(Exact({-1.0, -half_ulp}), -1.0);
  EXPECT_EQ(Exact({-1.0, -half_ulp, -L::denorm_min()}), -1.0 - 0x1p-52);
}

TEST(ExactSum, SubnormalsAreExact) {
  EXPECT_EQ(Exact({L::denorm_min(), L::denorm_min()}), 2 * L::denorm_min());
  EXPECT_EQ(Exact({L::min(), -L::denorm_min()}), std::nextafter(L::min(), 0.0));
  EXPECT_EQ(Exact(std::vector<double>(1000, -L::denorm_min())),
            -1000 * L::denorm_min());
}

TEST(ExactSum, OverflowOnTheWayIsNoOverflow) {
  EXPECT_EQ(Exact({L::max(), L::max(), -L::max()}), L::max());
  EXPECT_EQ(Exact({L::max(), L::max()}), L::infinity());
  EXPECT_EQ(Exact({-L::max(), -L::max()}), -L::infinity());
  // Half an ulp of the largest double, 2^970, is the rounding boundary.
  EXPECT_EQ(Exact({L::max(), 0x1p970}), L::infinity());
  EXPECT_EQ(Exact({L::max(), 0x1p970, -1.0}), L::max());
}

TEST(ExactSum, SpecialValues) {
  EXPECT_EQ(Exact({1.0, L::infinity(), -2.0}), L::infinity());
  EXPECT_EQ(Exact({-L::infinity(), L::max()}), -L::infinity());
  EXPECT_TRUE(std::isnan(Exact({L::infinity(), -L::infinity()})));
  EXPECT_TRUE(std::isnan(Exact({1.0, L::quiet_NaN()})));
}

TEST(ExactSum, Zeros) {
  EXPECT_FALSE(std::signbit(Exact({})));
  EXPECT_FALSE(std::signbit(Exact({1.0, -1.0})));
  EXPECT_FALSE(std::signbit(Exact({-0.0, 0.0})));
  EXPECT_EQ(Exact({-0.0, -0.0}), 0.0);
  EXPECT_TRUE(std::signbit(Exact({-0.0, -0.0})));
}

TEST(ExactDot, IsTheRoundedRealProductSum) {
  const std::vector<float> x = {1e30f, 3.0f, -1e30f, 0.1f};
  const std::vector<float> y = {1e8f, 5.0f, 1e8f, 10.0f};
  // The large products cancel; 0.1f * 10 is exact in double.
  EXPECT_EQ(ExactDot(x, y), 15.0 + static_cast<double>(0.1f) * 10.0);
  EXPECT_EQ(ExactDot({}, {}), 0.0);
  EXPECT_TRUE(std::isnan(ExactDot(x, std::span(y).first(2))));
}

// Proposition 4.5 of Ogita, Rump and Oishi with a factor for safety of its
// higher terms: |error| <= u |sum| + 2 n^2 u^2 sum|x|.
TEST(NeumaierSum, ErrorStaysWithinItsBound) {
  random::Generator rng = random::DefaultRng(3);
  for (int round = 0; round < 50; ++round) {
    std::vector<double> values;
    double magnitude = 0;
    for (int i = 0; i < 1000; ++i) {
      values.push_back(std::ldexp(rng.StandardNormal(),
                                  static_cast<int>(rng.Integer(-30, 30))));
      magnitude += std::fabs(values.back());
    }
    const double u = 0x1p-53, n = 1000, truth = Exact(values);
    EXPECT_LE(std::fabs(Compensated(values) - truth),
              2 * u * std::fabs(truth) + 2 * n * n * u * u * magnitude);
  }
}

TEST(NeumaierSum, KeepsWhatPlainAdditionDrops) {
  EXPECT_EQ(Compensated({1.0, 1e100, 1.0, -1e100}), 2.0);
}

TEST(NeumaierSum, InfinitiesAndNanAreThoseOfPlainAddition) {
  EXPECT_EQ(Compensated({1.0, L::infinity()}), L::infinity());
  EXPECT_EQ(Compensated({L::max(), L::max()}), L::infinity());
  EXPECT_TRUE(std::isnan(Compensated({L::infinity(), -L::infinity()})));
  EXPECT_TRUE(std::isnan(Compensated({L::quiet_NaN(), 1.0})));
  EXPECT_EQ(Compensated({}), 0.0);
}

}  // namespace
}  // namespace wbm::numerics
