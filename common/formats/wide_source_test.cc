// From double and int64, which must round once: about every midpoint, one part
// in 2^24 … 2^52 away, where a detour through float would see a tie. Also the
// formats that the machine itself converts to, as a second judge.
#include <cfenv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>

#include "common/formats/decode.h"
#include "common/formats/format_list.h"
#include "gtest/gtest.h"

namespace wbm::formats {
namespace {

// Counts conversions of ±x, which lies at `place`, that are not as expected.
template <FormatType T, typename Source, typename Convert>
int WrongAt(const Oracle& oracle, Place place, Source x,
            const Convert& convert) {
  int wrong = 0;
  ForEachMode([&](auto mode) {
    for (const bool negative : {false, true}) {
      const Source source = negative ? -x : x;
      const uint64_t expected =
          oracle.Expect(place, mode.value, Saturation::kSatNone, negative);
      wrong += convert(source, Mode(mode.value)).bits != expected ? 1 : 0;
    }
  });
  return wrong;
}

// Steps through the intervals of a wide format; the first and last always.
size_t StepOf(const Oracle& oracle) {
  return oracle.Last() > 40000 ? 37 : (oracle.Last() > 4000 ? 5 : 1);
}

struct Count {
  int tried = 0;
  int wrong = 0;
};

// Points about the threshold `t` between `below` and `above`, in relative
// steps of 2^-24 … 2^-52. t has at most 12 bits, so that t · (1 ± 2^-k) is a
// double for every k <= 52, minus the one case that falls below a binade.
template <FormatType T, typename Convert>
void TryAbout(const Oracle& oracle, double t, Place below, Place above,
              const Convert& convert, Count& count) {
  for (int k = 24; k <= 52; ++k) {
    const double step = std::ldexp(1.0, std::ilogb(t) - k);
    if (t + step != t) {
      ++count.tried;
      count.wrong += WrongAt<T>(oracle, above, t + step, convert);
    }
    if (t - step != t) {
      ++count.tried;
      count.wrong += WrongAt<T>(oracle, below, t - step, convert);
    }
  }
}

template <FormatType T, typename Convert>
Count SweepDoubles(const Oracle& oracle, const Convert& convert) {
  Count count;
  for (size_t i = 0; i <= oracle.Last(); i += StepOf(oracle)) {
    TryAbout<T>(oracle, oracle.Middle(i), {i, Position::kBelowMiddle},
                {i, Position::kAboveMiddle}, convert, count);
    if (i == 0) continue;
    TryAbout<T>(oracle, oracle.values()[i], {i - 1, Position::kAboveMiddle},
                {i, Position::kBelowMiddle}, convert, count);
  }
  return count;
}

TEST(DoubleSource, RoundsOnceAboutEveryMidpointAndValue) {
  ForEachFormat([]<FormatType T>(T, const Oracle& oracle) {
    const Count count = SweepDoubles<T>(
        oracle, [](double x, Conversion how) { return Encode<T>(x, how); });
    EXPECT_GE(count.tried, 8 * 2 * 29) << oracle.spec().name;
    EXPECT_EQ(count.wrong, 0) << oracle.spec().name;
  });
}

TEST(DoubleSource, ADetourThroughFloatIsCaughtInEveryFormat) {
  ForEachFormat([]<FormatType T>(T, const Oracle& oracle) {
    const Count count = SweepDoubles<T>(oracle, [](double x, Conversion how) {
      return Encode<T>(static_cast<float>(x), how);
    });
    EXPECT_GT(count.wrong, 0) << oracle.spec().name;
  });
}

TEST(DoubleSource, ADetourThroughFloatToOddIsHarmless) {
  ForEachFormat([]<FormatType T>(T, const Oracle& oracle) {
    const Count count = SweepDoubles<T>(oracle, [](double x, Conversion how) {
      return Encode<T>(Encode<float32>(x, Mode(RoundingMode::kToOdd)), how);
    });
    EXPECT_EQ(count.wrong, 0) << oracle.spec().name;
  });
}

TEST(DoubleSource, ExtremesOfDoubleOverflowAndUnderflow) {
  ForEachFormat([]<FormatType T>(T, const Oracle& oracle) {
    const auto convert = [](double x, Conversion how) {
      return Encode<T>(x, how);
    };
    const double least = std::numeric_limits<double>::denorm_min();
    const double greatest = std::numeric_limits<double>::max();
    EXPECT_EQ(WrongAt<T>(oracle, {0, Position::kBelowMiddle}, least, convert),
              0);
    EXPECT_EQ(WrongAt<T>(oracle, {oracle.Last() + 1, Position::kAboveMiddle},
                         greatest, convert),
              0);
  });
}

// ---- Integers ----

// Every midpoint of two and more is an integer once scaled by a power of two
// that keeps it below 2^62; the format must reach that far.
template <FormatType T, typename Convert>
Count SweepIntegers(const Oracle& oracle, const Convert& convert) {
  Count count;
  for (size_t i = 1; i <= oracle.Last(); ++i) {
    const double t = oracle.Middle(i);
    if (t < 1 || t >= 0x1p62 || t != std::floor(t)) continue;
    const int64_t middle = static_cast<int64_t>(t);
    count.wrong +=
        WrongAt<T>(oracle, {i, Position::kAtMiddle}, middle, convert);
    const int64_t gap =
        static_cast<int64_t>(oracle.values()[i + 1] - oracle.values()[i]);
    for (int64_t step = 1; step < gap / 2; step *= 2) {
      ++count.tried;
      count.wrong += WrongAt<T>(oracle, {i, Position::kAboveMiddle},
                                middle + step, convert);
      count.wrong += WrongAt<T>(oracle, {i, Position::kBelowMiddle},
                                middle - step, convert);
    }
  }
  return count;
}

TEST(IntegerSource, RoundsOnceAboutEveryIntegerMidpoint) {
  ForEachFormat([]<FormatType T>(T, const Oracle& oracle) {
    const Count count = SweepIntegers<T>(
        oracle, [](int64_t x, Conversion how) { return Encode<T>(x, how); });
    EXPECT_EQ(count.wrong, 0) << oracle.spec().name;
    const bool reaches_far = oracle.values().back() >= 0x1p62;
    EXPECT_GE(count.tried, reaches_far ? 1000 : 0) << oracle.spec().name;
  });
}

TEST(IntegerSource, ADetourThroughFloatIsCaught) {
  const Oracle oracle(Specs()[2]);
  const Count count =
      SweepIntegers<bfloat16>(oracle, [](int64_t x, Conversion how) {
        return Encode<bfloat16>(static_cast<float>(x), how);
      });
  EXPECT_GT(count.wrong, 0);
}

TEST(IntegerSource, TheKnownDoubleRoundingCaseIsRight) {
  EXPECT_EQ(Encode<bfloat16>(16973823).bits, 0x4b81);
  EXPECT_EQ(Encode<bfloat16>(static_cast<float>(16973823)).bits, 0x4b82);
}

TEST(IntegerSource, EndsOfTheRangeAndUnsigned) {
  EXPECT_EQ(ToDouble(Encode<bfloat16>(std::numeric_limits<int64_t>::min())),
            -0x1p63);
  EXPECT_EQ(ToDouble(Encode<tf32>(std::numeric_limits<uint64_t>::max())),
            0x1p64);
  EXPECT_EQ(Encode<float8_e4m3fn>(uint8_t{17}).bits, 0x58);  // 16, a tie
  EXPECT_EQ(Encode<float8_e8m0fnu>(0, SaturateFinite()).bits, 0);
  EXPECT_EQ(Encode<float8_e8m0fnu>(0).bits, 0xff);
}

// ---- The machine as judge: double -> float in its four modes ----

struct MachineMode {
  RoundingMode ours;
  int theirs;
};

TEST(Float32Target, EqualsTheMachineInItsFourModes) {
  std::mt19937_64 words(1);
  for (const MachineMode mode :
       {MachineMode{RoundingMode::kNearestEven, FE_TONEAREST},
        MachineMode{RoundingMode::kTowardZero, FE_TOWARDZERO},
        MachineMode{RoundingMode::kUp, FE_UPWARD},
        MachineMode{RoundingMode::kDown, FE_DOWNWARD}}) {
    int wrong = 0;
    for (int i = 0; i < 300000; ++i) {
      // Exponents about float's whole range, subnormals and overflow included.
      const uint64_t exponent = 1023 - 160 + words() % 300;
      const uint64_t word = words();
      const uint64_t bits = (word & 0x800fffffffffffffu) | (exponent << 52);
      volatile double source = std::bit_cast<double>(
          i % 4 == 0 ? bits & ~uint64_t{0xfffffff} : bits);
      std::fesetround(mode.theirs);
      volatile float rounded = static_cast<float>(source);
      std::fesetround(FE_TONEAREST);
      wrong += Encode<float32>(double{source}, Mode(mode.ours)).bits !=
                       std::bit_cast<uint32_t>(float{rounded})
                   ? 1
                   : 0;
    }
    EXPECT_EQ(wrong, 0) << static_cast<int>(mode.ours);
  }
}

TEST(Float64Target, IsTheIdentityOnDoubles) {
  std::mt19937_64 words(2);
  for (int i = 0; i < 200000; ++i) {
    const uint64_t bits = words();
    if (std::isnan(std::bit_cast<double>(bits))) continue;
    ASSERT_EQ(Encode<float64>(std::bit_cast<double>(bits)).bits, bits);
  }
}

}  // namespace
}  // namespace wbm::formats
