#include "common/numerics/ulp.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <limits>
#include <vector>

namespace wbm::numerics {
namespace {

template <typename T>
class UlpTest : public testing::Test {
 protected:
  using L = std::numeric_limits<T>;
  static constexpr T kInf = L::infinity();
  static constexpr T kNan = L::quiet_NaN();
  // Zeros, subnormals, binade edges, the extremes, both signs.
  static std::vector<T> Samples() {
    std::vector<T> samples;
    for (T x : {T{0}, L::denorm_min(), T{3} * L::denorm_min(),
                std::nextafter(L::min(), T{0}), L::min(), T(0.1), T{1},
                std::nextafter(T{2}, T{0}), T{2}, T(1e10), L::max(), kInf}) {
      samples.push_back(x);
      samples.push_back(-x);
    }
    return samples;
  }
};
using Types = testing::Types<float, double>;
TYPED_TEST_SUITE(UlpTest, Types);

// The C library's nextafter is an independent implementation.
TYPED_TEST(UlpTest, NextUpAndNextDownAreNextafter) {
  for (TypeParam x : this->Samples()) {
    EXPECT_EQ(NextUp(x), std::nextafter(x, this->kInf)) << x;
    EXPECT_EQ(NextDown(x), std::nextafter(x, -this->kInf)) << x;
  }
  EXPECT_TRUE(std::isnan(NextUp(this->kNan)));
  EXPECT_TRUE(std::isnan(NextDown(this->kNan)));
}

TYPED_TEST(UlpTest, SmallestNegativeStepsUpToMinusZero) {
  const TypeParam up = NextUp(-std::numeric_limits<TypeParam>::denorm_min());
  EXPECT_EQ(up, TypeParam{0});
  EXPECT_TRUE(std::signbit(up));
}

TYPED_TEST(UlpTest, UlpIsThePowerOfTwoOfTheBinade) {
  using L = std::numeric_limits<TypeParam>;
  EXPECT_EQ(Ulp(TypeParam{1}), L::epsilon());
  EXPECT_EQ(Ulp(NextDown(TypeParam{2})), L::epsilon());
  EXPECT_EQ(Ulp(TypeParam{-2}), 2 * L::epsilon());
  EXPECT_EQ(Ulp(TypeParam{0}), L::denorm_min());
  EXPECT_EQ(Ulp(L::denorm_min()), L::denorm_min());
  EXPECT_EQ(Ulp(L::min()), L::denorm_min());
  EXPECT_EQ(Ulp(L::max()),
            std::ldexp(TypeParam{1}, L::max_exponent - L::digits));
  EXPECT_TRUE(std::isnan(Ulp(this->kInf)));
  EXPECT_TRUE(std::isnan(Ulp(-this->kInf)));
  EXPECT_TRUE(std::isnan(Ulp(this->kNan)));
}

TYPED_TEST(UlpTest, DistanceCountsSteps) {
  for (TypeParam x : this->Samples()) {
    TypeParam y = x;
    for (uint64_t steps = 0; steps < 5 && y < this->kInf; ++steps) {
      EXPECT_EQ(UlpDistance(x, y), steps) << x;
      EXPECT_EQ(UlpDistance(y, x), steps) << x;
      // -0 and +0 are one value but two patterns.
      y = NextUp(y == 0 ? TypeParam{0} : y);
    }
  }
}

TYPED_TEST(UlpTest, DistanceOfSpecialValues) {
  using L = std::numeric_limits<TypeParam>;
  EXPECT_EQ(UlpDistance(TypeParam{0}, -TypeParam{0}), 0u);
  EXPECT_EQ(UlpDistance(L::denorm_min(), -L::denorm_min()), 2u);
  EXPECT_EQ(UlpDistance(L::max(), this->kInf), 1u);
  EXPECT_EQ(UlpDistance(this->kNan, this->kNan), 0u);
  EXPECT_EQ(UlpDistance(this->kNan, TypeParam{1}),
            std::numeric_limits<uint64_t>::max());
  EXPECT_EQ(UlpDistance(this->kInf, this->kNan),
            std::numeric_limits<uint64_t>::max());
}

TEST(Ulp, DistanceBetweenTheInfinitiesDoesNotOverflow) {
  const double inf = std::numeric_limits<double>::infinity();
  EXPECT_EQ(UlpDistance(-inf, inf), 2 * (uint64_t{0x7ff} << 52));
  EXPECT_EQ(UlpDistance(-std::numeric_limits<float>::infinity(),
                        std::numeric_limits<float>::infinity()),
            2u * 0x7f800000u);
}

}  // namespace
}  // namespace wbm::numerics
