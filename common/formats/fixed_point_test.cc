// Two's complement and fixed point, over all codes where that can be done.
#include "common/formats/fixed_point.h"

#include <cmath>
#include <limits>

#include "common/formats/twos_complement.h"
#include "gtest/gtest.h"

namespace wbm::formats {
namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();

TEST(TwosComplement, EveryCodeOfEveryWidthToTwelveRoundTrips) {
  for (int width = 1; width <= 12; ++width) {
    for (uint64_t code = 0; code <= LowBits(width); ++code) {
      const int64_t value = FromTwosComplement(code, width);
      ASSERT_TRUE(FitsTwosComplement(value, width));
      ASSERT_EQ(ToTwosComplement(value, width), code);
      // The definition: the top bit weighs -2^(width-1).
      const int64_t top = int64_t{1} << (width - 1);
      const int64_t low = static_cast<int64_t>(code & LowBits(width - 1));
      ASSERT_EQ(value, low - ((code >> (width - 1)) != 0 ? top : 0));
    }
  }
}

TEST(TwosComplement, TheWidestWordIsTheMachines) {
  EXPECT_EQ(MinInteger(64), std::numeric_limits<int64_t>::min());
  EXPECT_EQ(MaxInteger(64), std::numeric_limits<int64_t>::max());
  EXPECT_EQ(FromTwosComplement(~uint64_t{0}, 64), -1);
  EXPECT_EQ(ToTwosComplement(-5, 64), ~uint64_t{4});
}

TEST(TwosComplement, SumsSayCarryAndOverflowForAllPairs) {
  constexpr int kWidth = 5;
  for (uint64_t a = 0; a < 32; ++a) {
    for (uint64_t b = 0; b < 32; ++b) {
      const IntegerSum sum = Add(a, b, kWidth);
      const int64_t exact =
          FromTwosComplement(a, kWidth) + FromTwosComplement(b, kWidth);
      ASSERT_EQ(sum.carry, a + b > 31);
      ASSERT_EQ(sum.overflow, !FitsTwosComplement(exact, kWidth));
      ASSERT_EQ(sum.code, ToTwosComplement(exact, kWidth));
    }
  }
}

TEST(TwosComplement, TheLeastIntegerHasNoNegative) {
  EXPECT_EQ(Negate(0x80, 8), (IntegerSum{0x80, false, true}));
  EXPECT_EQ(Negate(0x05, 8).code, 0xfbu);
  EXPECT_EQ(Negate(0x00, 8), (IntegerSum{0x00, true, false}));
}

TEST(FixedPoint, EveryRawValueOfQ34RoundTrips) {
  for (int64_t raw = -128; raw <= 127; ++raw) {
    const double value = FixedToDouble(Q(3, 4), raw);
    EXPECT_EQ(value, static_cast<double>(raw) / 16);
    EXPECT_EQ(EncodeFixed(Q(3, 4), Exactly(value)), raw);
  }
}

TEST(FixedPoint, RoundsInEveryMode) {
  const auto raw = [](double x, RoundingMode mode) {
    return EncodeFixed(Q(3, 4), Exactly(x), {mode});
  };
  const double tie = 2.5 / 16;
  EXPECT_EQ(raw(tie, RoundingMode::kNearestEven), 2);
  EXPECT_EQ(raw(tie, RoundingMode::kNearestAway), 3);
  EXPECT_EQ(raw(-tie, RoundingMode::kNearestAway), -3);
  EXPECT_EQ(raw(-tie, RoundingMode::kTowardZero), -2);
  EXPECT_EQ(raw(-tie, RoundingMode::kDown), -3);
  EXPECT_EQ(raw(-tie, RoundingMode::kUp), -2);
  EXPECT_EQ(raw(tie, RoundingMode::kToOdd), 3);
}

TEST(FixedPoint, SaturatesOrWraps) {
  const auto wrap = [](FixedFormat format, double x) {
    return EncodeFixed(format, Exactly(x), {}, FixedOverflow::kWrap);
  };
  EXPECT_EQ(EncodeFixed(Q(3, 4), Exactly(8.0)), 127);
  EXPECT_EQ(EncodeFixed(Q(3, 4), Exactly(-8.0)), -128);
  EXPECT_EQ(EncodeFixed(Q(3, 4), Exactly(-1e300)), -128);
  EXPECT_EQ(EncodeFixed(Q(3, 4), Exactly(kInf)), 127);
  EXPECT_EQ(wrap(Q(3, 4), 8.0), -128);
  EXPECT_EQ(wrap(Q(3, 4), -8.0625), 127);
  EXPECT_EQ(wrap(Q(3, 4), 0x1p70), 0);
  EXPECT_EQ(wrap(Q(3, 4), kInf), 127);
  EXPECT_EQ(EncodeFixed(UQ(4, 4), Exactly(-1.0)), 0);
  EXPECT_EQ(wrap(UQ(4, 4), 16.0625), 1);
}

TEST(FixedPoint, WrappingIsTheLowBitsForEveryInteger) {
  for (int64_t x = -1000; x <= 1000; ++x) {
    ASSERT_EQ(EncodeFixed(Q(7, 0), Exactly(x), {}, FixedOverflow::kWrap),
              static_cast<int8_t>(x));
    ASSERT_EQ(EncodeFixed(UQ(8, 0), Exactly(x), {}, FixedOverflow::kWrap),
              static_cast<uint8_t>(x));
  }
}

TEST(FixedPoint, NanAndZeroesAreZero) {
  EXPECT_EQ(EncodeFixed(Q(3, 4), Exactly(std::nan(""))), 0);
  EXPECT_EQ(EncodeFixed(Q(3, 4), Exactly(-0.0)), 0);
  EXPECT_EQ(ToDouble(Fixed<3, 4>{-128}), -8.0);
}

TEST(FixedPoint, SixtyThreeBitsReachTheirEnds) {
  constexpr FixedFormat kWide = Q(0, 62);
  EXPECT_EQ(EncodeFixed(kWide, Exactly(-1.0)), MinInteger(63));
  EXPECT_EQ(EncodeFixed(kWide, Exactly(1.0)), MaxInteger(63));
  EXPECT_EQ(EncodeFixed(kWide, Exactly(0.5)), int64_t{1} << 61);
}

}  // namespace
}  // namespace wbm::formats
