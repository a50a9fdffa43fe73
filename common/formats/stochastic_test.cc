// Stochastic rounding, without statistics: of all 2^N random words, exactly as
// many round away as the definition says, for every 4096th of a gap.
#include <cmath>
#include <cstdint>

#include "common/formats/codes.h"
#include "common/formats/decode.h"
#include "common/formats/format_list.h"
#include "gtest/gtest.h"

namespace wbm::formats {
namespace {

constexpr int kGridBits = 12;  // fractions k / 4096 of a gap

// Words of N bits that round k / 4096 away from zero (P3109 4.7.4, counted by
// hand: the number of R in [0, 2^N) that satisfy its inequality).
uint64_t ClosedForm(RoundingMode mode, uint64_t k, int n) {
  if (mode == RoundingMode::kStochasticA) return (k << n) >> kGridBits;
  if (mode == RoundingMode::kStochasticB) {
    return (((k << (n + 1)) >> kGridBits) + 1) / 2;
  }
  const double share = static_cast<double>(k) * std::ldexp(1.0, n - kGridBits);
  return static_cast<uint64_t>(std::nearbyint(share));  // ties to even
}

template <FormatType T>
uint64_t CountAway(double x, uint64_t low_code, RoundingMode mode, int n) {
  uint64_t away = 0;
  for (uint64_t r = 0; r < (uint64_t{1} << n); ++r) {
    const Conversion how = {.rounding = {mode, n, r},
                            .saturation = Saturation::kSatNone};
    away += Encode<T>(x, how).bits != low_code ? 1 : 0;
  }
  return away;
}

// Zero to the least number, within the subnormals, across a binade, in the
// last gap, and past the greatest number.
std::vector<size_t> Gaps(const Oracle& oracle) {
  const size_t binade = size_t{1} << oracle.spec().fraction_bits;
  return {0, 1, binade - 1, binade, 2 * binade - 1, oracle.Last() - 1};
}

template <FormatType T>
void CheckGap(const Oracle& oracle, size_t lower, RoundingMode mode, int n) {
  const double low = oracle.values()[lower];
  const double gap = oracle.values()[lower + 1] - low;
  const uint64_t step = n >= 8 ? 17 : 1;
  for (uint64_t k = 0; k < (1u << kGridBits); k += step) {
    const double x = low + gap * std::ldexp(static_cast<double>(k), -kGridBits);
    const uint64_t code = oracle.Expect({lower, Position::kAt}, mode,
                                        Saturation::kSatNone, false);
    ASSERT_EQ(CountAway<T>(x, code, mode, n), ClosedForm(mode, k, n))
        << oracle.spec().name << " gap " << lower << " k " << k << " N " << n;
  }
}

TEST(Stochastic, EveryFractionRoundsAwayForExactlyTheRightNumberOfWords) {
  ForEachFormat([]<FormatType T>(T, const Oracle& oracle) {
    for (const size_t lower : Gaps(oracle)) {
      // Zero and the first number of an E8M0: below it lies no code.
      if (oracle.spec().specials == Specials::kScale && lower == 0) continue;
      for (const RoundingMode mode :
           {RoundingMode::kStochasticA, RoundingMode::kStochasticB,
            RoundingMode::kStochasticC}) {
        for (const int n : {0, 1, 2, 3, 8}) {
          CheckGap<T>(oracle, lower, mode, n);
        }
      }
    }
  });
}

TEST(Stochastic, NegativeNumbersMirrorPositiveOnes) {
  for (uint64_t r = 0; r < 256; ++r) {
    for (uint64_t k = 0; k < 4096; k += 11) {
      const double x = 1 + static_cast<double>(k) * 0x1p-15;
      const Conversion how = {.rounding = {RoundingMode::kStochasticC, 8, r}};
      ASSERT_EQ(Encode<float8_e4m3fn>(-x, how).bits,
                Encode<float8_e4m3fn>(x, how).bits | 0x80);
    }
  }
}

TEST(Stochastic, ANumberOfTheFormatNeverMoves) {
  ForEachFormat([]<FormatType T>(T, const Oracle&) {
    const uint64_t step = T::kFormat.Bits() > 16 ? 97 : 1;
    for (uint64_t code = 0; code <= T::kFormat.CodeMask(); code += step) {
      const T x = FromBits<T>(code);
      if (IsNan(x)) continue;
      for (const uint64_t r : {uint64_t{0}, ~uint64_t{0}}) {
        for (const int n : {1, 23, kMaxRandomBits}) {
          const Conversion how = {
              .rounding = {RoundingMode::kStochasticB, n, r}};
          ASSERT_EQ(Encode<T>(x, how), x) << T::kFormat.name << " " << code;
        }
      }
    }
  });
}

TEST(Stochastic, TheWidestWordStillSplitsAtTheFraction) {
  // A quarter of a gap above 1, 62 random bits: R >= 3/4 · 2^62 rounds up.
  const uint64_t edge = uint64_t{3} << (kMaxRandomBits - 2);
  for (const RoundingMode mode :
       {RoundingMode::kStochasticA, RoundingMode::kStochasticB,
        RoundingMode::kStochasticC}) {
    const auto code = [&](uint64_t r) {
      const Conversion how = {.rounding = {mode, kMaxRandomBits, r}};
      return Encode<float8_e4m3fn>(1.03125, how).bits;
    };
    EXPECT_EQ(code(edge - 1), 0x38);
    EXPECT_EQ(code(edge), 0x39);
  }
}

TEST(Stochastic, PastTheGreatestNumberItOverflowsByThePolicy) {
  const auto code = [](double x, uint64_t r, Saturation saturation) {
    const Conversion how = {.rounding = {RoundingMode::kStochasticA, 1, r},
                            .saturation = saturation};
    return Encode<float8_e4m3fn>(x, how).bits;
  };
  EXPECT_EQ(code(464, 0, Saturation::kSatNone), 0x7e);
  EXPECT_EQ(code(464, 1, Saturation::kSatNone), 0x7f);
  EXPECT_EQ(code(464, 1, Saturation::kSatFinite), 0x7e);
}

}  // namespace
}  // namespace wbm::formats
