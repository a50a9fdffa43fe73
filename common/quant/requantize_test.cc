#include "common/quant/requantize.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

namespace wbm::quant {
namespace {

constexpr std::int32_t kMin = std::numeric_limits<std::int32_t>::min();
constexpr std::int32_t kMax = std::numeric_limits<std::int32_t>::max();

// The real product, exact in 64 significant bits (a sum of 32, a mantissa of
// 31), to be rounded by the oracle's own rules.
long double Product(std::int32_t sum, FixedMultiplier m) {
  return std::ldexp(static_cast<long double>(sum) * m.mantissa,
                    -31 - m.right_shift);
}

std::vector<std::int32_t> Sums() {
  std::vector<std::int32_t> sums = {0, 1, -1, kMin, kMax, kMin + 1, 1 << 30};
  for (std::int32_t i = -3000; i <= 3000; ++i) sums.push_back(i);
  std::mt19937 bits(3);
  for (int i = 0; i < 5000; ++i) {
    sums.push_back(static_cast<std::int32_t>(bits()));
  }
  return sums;
}

std::vector<FixedMultiplier> Multipliers() {
  std::vector<FixedMultiplier> all = {{1 << 30, 0}, {1 << 30, 1}, {1 << 30, 4},
                                      {kMax, 0},    {kMax, 31},   {3 << 29, 2}};
  for (const double scale : {0.0037, 0.25, 0.7, 1e-6, 0.999999999}) {
    all.push_back(MultiplierOf(scale));
  }
  return all;
}

TEST(MultiplierOf, IsWithinHalfAUnitOfTheMantissa) {
  std::mt19937_64 bits(1);
  for (int i = 0; i < 20000; ++i) {
    const double scale = std::ldexp(static_cast<double>(bits() >> 11) + 1,
                                    -53 - static_cast<int>(bits() % 30));
    if (scale >= 1.0 || scale < 0x1p-31) continue;
    const FixedMultiplier m = MultiplierOf(scale);
    const double value = std::ldexp(m.mantissa, -31 - m.right_shift);
    ASSERT_LE(std::fabs(value / scale - 1), 0x1p-31) << scale;
    ASSERT_GE(m.mantissa, 1 << 30);
  }
  EXPECT_EQ(MultiplierOf(0.5), (FixedMultiplier{1 << 30, 0}));
  EXPECT_EQ(MultiplierOf(0.25), (FixedMultiplier{1 << 30, 1}));
}

TEST(MultiplierOf, TheEndsAndNonsense) {
  EXPECT_EQ(MultiplierOf(std::nextafter(1.0, 0.0)), (FixedMultiplier{kMax, 0}));
  EXPECT_EQ(MultiplierOf(std::nextafter(0.5, 0.0)),
            (FixedMultiplier{1 << 30, 0}));
  for (const double bad : {0.0, -0.5, 1.0, 2.0, 1e-300, std::nan("")}) {
    EXPECT_EQ(MultiplierOf(bad), FixedMultiplier{}) << bad;
  }
}

TEST(RequantizeOnce, RoundsTheExactProductHalfUp) {
  for (const FixedMultiplier m : Multipliers()) {
    for (const std::int32_t sum : Sums()) {
      ASSERT_EQ(RequantizeOnce(sum, m), std::floor(Product(sum, m) + 0.5L))
          << sum << " " << m.mantissa << " " << m.right_shift;
    }
  }
}

TEST(RequantizeTwice, RoundsHalfUpAndThenHalfAwayFromZero) {
  for (const FixedMultiplier m : Multipliers()) {
    for (const std::int32_t sum : Sums()) {
      const long double first =
          std::floor(Product(sum, {m.mantissa, 0}) + 0.5L);
      const long double second = std::round(std::ldexp(first, -m.right_shift));
      ASSERT_EQ(RequantizeTwice(sum, m), second)
          << sum << " " << m.mantissa << " " << m.right_shift;
    }
  }
  EXPECT_EQ(DoublingHighMul(kMin, kMin), kMax);
  EXPECT_EQ(DoublingHighMul(1, 1 << 30), 1);   // 1/2 up
  EXPECT_EQ(DoublingHighMul(-1, 1 << 30), 0);  // -1/2 up
  EXPECT_EQ(DivideByPowerOfTwo(kMin, 31), -1);
  EXPECT_EQ(DivideByPowerOfTwo(kMin, 0), kMin);
}

TEST(Requantize, TheSumsOnWhichTheTwoDifferAreThese) {
  // 3/16 of every 16-bit sum. Above zero: 2 mod 16 (0.375, first 1.5 -> 2, and
  // 2/4 -> 1) and 13 mod 16 (2.4375, first 9.75 -> 10, and 10/4 -> 3). Below:
  // -13 mod 16 likewise, and -8 mod 16, where -1.5 itself is the tie.
  const FixedMultiplier m = MultiplierOf(3.0 / 16);
  ASSERT_EQ(m, (FixedMultiplier{3 << 29, 2}));
  for (std::int32_t sum = -32768; sum < 32768; ++sum) {
    const int residue = ((sum % 16) + 16) % 16;
    const bool differ =
        sum >= 0 ? residue == 2 || residue == 13 : residue == 3 || residue == 8;
    const int away = sum >= 0 ? 1 : -1;
    ASSERT_EQ(RequantizeTwice(sum, m),
              RequantizeOnce(sum, m) + (differ ? away : 0))
        << sum;
  }
}

}  // namespace
}  // namespace wbm::quant
