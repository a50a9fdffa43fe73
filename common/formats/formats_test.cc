// Codes, special values, decode records, facts and printing; and that compile
// time, run time and every floating-point setting give the same bits.
#include "common/formats/formats.h"

#include <xmmintrin.h>

#include <cfenv>
#include <cmath>
#include <limits>
#include <sstream>

#include "common/formats/checksum.h"
#include "common/formats/format_list.h"
#include "gtest/gtest.h"

namespace wbm::formats {
namespace {

constexpr float kInf = std::numeric_limits<float>::infinity();
constexpr Conversion kPropagate = {.saturation = Saturation::kSatPropagate};

// ---- Codes ----

TEST(Codes, EveryNumberRoundTripsInEveryModeAndThroughEveryWiderType) {
  ForEachFormat([]<FormatType T>(T, const Oracle& oracle) {
    uint64_t finite = 0;
    for (const T x : AllCodes<T>()) {
      if (IsNan(x)) {
        ASSERT_TRUE(IsNan(Encode<T>(x)));
        continue;
      }
      finite += IsFinite(x) ? 1 : 0;
      ForEachMode([&](auto mode) {
        ASSERT_EQ(Encode<T>(ToDouble(x), Mode(mode.value)), x);
      });
      ASSERT_EQ(Encode<T>(ToFloat(x)), x);
    }
    EXPECT_EQ(finite, FactsOf(T::kFormat).finite_codes) << oracle.spec().name;
  });
}

TEST(Codes, ValuesAreThoseOfTheOracle) {
  ForEachFormat([]<FormatType T>(T, const Oracle& oracle) {
    const size_t skip = oracle.spec().specials == Specials::kScale ? 1 : 0;
    for (size_t i = skip; i <= oracle.Last(); ++i) {
      ASSERT_EQ(ToDouble(FromBits<T>(i - skip)), oracle.values()[i]);
    }
  });
}

TEST(Codes, InOrderTheyRiseAndAreAllThere) {
  for (const Spec& spec : Specs()) {
    const Format& format = *FindFormat(spec.name);
    const auto codes = FiniteInOrder(format);
    EXPECT_EQ(codes.size(), FactsOf(format).finite_codes) << spec.name;
    for (size_t i = 1; i < codes.size(); ++i) {
      const double before = ToDouble(format, codes[i - 1]);
      const double here = ToDouble(format, codes[i]);
      ASSERT_TRUE(before < here ||
                  (here == 0 && std::signbit(before) && !std::signbit(here)));
    }
  }
}

// Every pair of formats of up to 16 bits: as through an exact double.
TEST(Codes, FormatToFormatIsThroughTheExactValue) {
  ForEachFormat([]<FormatType T>(T, const Oracle&) {
    ForEachFormat([]<FormatType U>(U, const Oracle&) {
      for (const T x : AllCodes<T>()) {
        if (T::kFormat.Bits() > 16 || IsNan(x)) break;
        ASSERT_EQ(Encode<U>(x), Encode<U>(ToDouble(x)));
        ASSERT_EQ(Encode<U>(x, SaturateFinite()),
                  Encode<U>(ToDouble(x), SaturateFinite()));
      }
    });
  });
}

// ---- Properties over floats ----

template <FormatType T>
void CheckMonotoneAndOdd(RoundingMode mode) {
  const bool symmetric =
      mode != RoundingMode::kUp && mode != RoundingMode::kDown;
  double before = -std::numeric_limits<double>::infinity();
  const auto visit = [&](uint32_t bits) {
    const float x = std::bit_cast<float>(bits);
    const T y = Encode<T>(x, Mode(mode));
    if (symmetric && T::kFormat.signed_zero && T::kFormat.HasNan()) {
      ASSERT_EQ(Encode<T>(-x, Mode(mode)).bits, y.bits ^ T::kFormat.SignMask());
    }
    if (IsNan(y)) return;
    ASSERT_GE(ToDouble(y), before) << T::kFormat.name << " " << x;
    ASSERT_EQ(Encode<T>(ToDouble(y), Mode(mode)), y);
    before = ToDouble(y);
  };
  constexpr uint32_t kStep = 99991;
  for (uint32_t m = 0x7f800000; m >= kStep; m -= kStep) visit(m | 0x80000000u);
  for (uint32_t m = 0; m <= 0x7f800000; m += kStep) visit(m);
}

TEST(Conversions, AreMonotoneIdempotentAndOdd) {
  ForEachFormat([]<FormatType T>(T, const Oracle&) {
    ForEachMode([](auto mode) { CheckMonotoneAndOdd<T>(mode.value); });
  });
}

// ---- Special values, as stated in encode.h ----

TEST(Overflow, E4M3FnFollowsThePolicyByName) {
  const float past = std::nextafter(464.0f, kInf);
  EXPECT_EQ(Encode<float8_e4m3fn>(464.0f).bits, 0x7e);
  EXPECT_EQ(Encode<float8_e4m3fn>(past).bits, 0x7f);
  EXPECT_EQ(Encode<float8_e4m3fn>(past, SaturateFinite()).bits, 0x7e);
  EXPECT_EQ(Encode<float8_e4m3fn>(past, kPropagate).bits, 0x7e);
  EXPECT_EQ(Encode<float8_e4m3fn>(kInf).bits, 0x7f);
  EXPECT_EQ(Encode<float8_e4m3fn>(-kInf).bits, 0xff);
  EXPECT_EQ(Encode<float8_e4m3fn>(kInf, SaturateFinite()).bits, 0x7e);
  EXPECT_EQ(Encode<float8_e4m3fn>(kInf, kPropagate).bits, 0x7f);
}

TEST(Overflow, E5M2KeepsInfinityUnlessAllSaturates) {
  EXPECT_EQ(Encode<float8_e5m2>(61440.0f).bits, 0x7c);
  EXPECT_EQ(Encode<float8_e5m2>(61440.0f, SaturateFinite()).bits, 0x7b);
  EXPECT_EQ(Encode<float8_e5m2>(kInf).bits, 0x7c);
  EXPECT_EQ(Encode<float8_e5m2>(kInf, kPropagate).bits, 0x7c);
  EXPECT_EQ(Encode<float8_e5m2>(kInf, SaturateFinite()).bits, 0x7b);
  EXPECT_EQ(Encode<float8_e5m2>(1e9f, Mode(RoundingMode::kTowardZero)).bits,
            0x7b);
}

TEST(Overflow, WithoutInfinityAndNanTheGreatestNumberIsAllThereIs) {
  EXPECT_EQ(Encode<float4_e2m1fn>(7.0f).bits, 0x7);
  EXPECT_EQ(Encode<float4_e2m1fn>(-kInf).bits, 0xf);
  EXPECT_EQ(Encode<float6_e2m3fn>(kInf).bits, 0x1f);
}

TEST(Scale, E8M0HasNoZeroAndNoSign) {
  const auto code = [](float x, Conversion how = {}) {
    return int{Encode<float8_e8m0fnu>(x, how).bits};
  };
  const Conversion sat = SaturateFinite();
  EXPECT_EQ(code(1.4f), 127);
  EXPECT_EQ(code(1.42f), 127);
  EXPECT_EQ(code(1.5f), 128);  // a tie goes up, whatever the exponent's parity
  EXPECT_EQ(code(3.0f), 129);
  EXPECT_EQ(code(1.4f, Mode(RoundingMode::kUp)), 128);
  EXPECT_EQ(code(1.99f, Mode(RoundingMode::kTowardZero)), 127);
  EXPECT_EQ(code(0.0f), 0xff);
  EXPECT_EQ(code(0.0f, sat), 0);
  EXPECT_EQ(code(-1.0f), 0xff);
  EXPECT_EQ(code(-1.0f, sat), 0);
  EXPECT_EQ(code(-kInf, sat), 0);
  EXPECT_EQ(code(kInf, sat), 0xfe);
  EXPECT_EQ(code(3.4e38f), 0xff);
  EXPECT_EQ(code(3.4e38f, sat), 0xfe);
  EXPECT_EQ(code(0x1p-127f), 0);
}

TEST(Nan, KeepsItsSignAndNeverBecomesAnInfinity) {
  const float signalling = std::bit_cast<float>(0x7f800001u);
  const float payload = std::bit_cast<float>(0xff80beefu);
  EXPECT_EQ(Encode<float16>(signalling).bits, 0x7e00);
  EXPECT_EQ(Encode<float16>(payload).bits, 0xfe05);  // as VCVTPS2PH gives
  EXPECT_EQ(Encode<bfloat16>(payload).bits, 0xffc0);
  EXPECT_EQ(Encode<float8_e4m3fn>(payload).bits, 0xff);
  EXPECT_EQ(Encode<float8_e5m2>(signalling).bits, 0x7e);
  EXPECT_EQ(Encode<float8_e4m3fnuz>(payload).bits, 0x80);
  EXPECT_EQ(Encode<float8_e8m0fnu>(payload).bits, 0xff);
}

TEST(Nan, BecomesANamedNumberWhereThereIsNone) {
  const float nan = std::bit_cast<float>(0xffc00000u);
  const Conversion zero = {.nan = NanSubstitute::kZero};
  EXPECT_EQ(Encode<float4_e2m1fn>(nan).bits, 0x7);
  EXPECT_EQ(Encode<float6_e3m2fn>(nan).bits, 0x1f);
  EXPECT_EQ(Encode<float4_e2m1fn>(nan, zero).bits, 0x0);
}

TEST(Zero, KeepsItsSignWhereTheFormatHasTwo) {
  EXPECT_EQ(Encode<float16>(-0.0f).bits, 0x8000);
  EXPECT_EQ(Encode<float16>(-1e-30f).bits, 0x8000);
  EXPECT_EQ(Encode<float4_e2m1fn>(-0.1f).bits, 0x8);
  EXPECT_EQ(Encode<float8_e4m3fnuz>(-0.0f).bits, 0x0);
  EXPECT_EQ(Encode<float8_e5m2fnuz>(-1e-30f).bits, 0x0);
}

// ---- Decode ----

TEST(Decode, ANormalNumberComesApart) {
  constexpr Decoded d = Decode(float8_e4m3fn{0x9d});
  static_assert(d.negative && d.raw_exponent == 3 && d.exponent == -4);
  static_assert(d.fraction == 5 && d.significand == 13 && d.quantum == -7);
  static_assert(d.kind == FloatClass::kNormal && d.value == -0.1015625);
  static_assert(d.ulp == 0x1p-7 && d.next_up == 0x9c && d.next_down == 0x9e);
}

TEST(Decode, ClassesAndUlpsAtTheEdges) {
  EXPECT_EQ(Decode(float16{0x0000}).kind, FloatClass::kZero);
  EXPECT_EQ(Decode(float16{0x03ff}).kind, FloatClass::kSubnormal);
  EXPECT_EQ(Decode(float16{0x0400}).kind, FloatClass::kNormal);
  EXPECT_EQ(Decode(float16{0x7c00}).kind, FloatClass::kInfinity);
  EXPECT_EQ(Decode(float16{0x7c01}).kind, FloatClass::kNan);
  EXPECT_EQ(Decode(float16{0x0000}).ulp, 0x1p-24);
  EXPECT_EQ(Decode(float16{0x0400}).ulp, 0x1p-24);
  EXPECT_TRUE(std::isnan(Decode(float16{0x7c00}).ulp));
  EXPECT_EQ(Decode(float8_e8m0fnu{0x00}).kind, FloatClass::kNormal);
}

TEST(Decode, NeighboursWalkTheWholeNumberLine) {
  for (const Spec& spec : Specs()) {
    const Format& format = *FindFormat(spec.name);
    const auto codes = FiniteInOrder(format);
    for (size_t i = 1; i < codes.size(); ++i) {
      const double here = ToDouble(format, codes[i]);
      const auto down = NextDown(format, codes[i]);
      ASSERT_TRUE(down.has_value());
      ASSERT_LT(ToDouble(format, *down), here);
      // Nothing lies between: the next up of the one below is here again.
      ASSERT_EQ(ToDouble(format, *NextUp(format, *down)), here);
    }
    const auto above = NextUp(format, codes.back());
    EXPECT_EQ(above.has_value(), format.infinities) << spec.name;
    const auto below = NextDown(format, codes.front());
    EXPECT_EQ(below.has_value(), format.infinities) << spec.name;
  }
  EXPECT_FALSE(NextUp(kFloat16, 0x7c00).has_value());
  EXPECT_FALSE(NextUp(kFloat16, 0x7e00).has_value());
}

// ---- Facts and words ----

TEST(Facts, AreThePublishedOnes) {
  EXPECT_EQ(FactsOf(kFloat16).max_finite, 65504);
  EXPECT_EQ(FactsOf(kFloat16).min_exponent, -14);
  EXPECT_EQ(FactsOf(kFloat16).max_exponent, 15);
  EXPECT_EQ(FactsOf(kFloat16).epsilon, 0x1p-10);
  EXPECT_EQ(FactsOf(kFloat16).min_subnormal, 0x1p-24);
  EXPECT_EQ(FactsOf(kFloat8E4M3Fn).max_exponent, 8);
  EXPECT_EQ(FactsOf(kFloat8E4M3Fn).nan_codes, 2u);
  EXPECT_EQ(FactsOf(kFloat8E5M2).nan_codes, 6u);
  EXPECT_EQ(FactsOf(kFloat8E8M0Fnu).min_subnormal, std::nullopt);
  EXPECT_EQ(FactsOf(kFloat64).nan_codes, (uint64_t{1} << 53) - 2);
}

TEST(Print, ShowsValueAndBits) {
  std::ostringstream out;
  out << float8_e4m3fn{0x7e} << ' ' << float8_e8m0fnu{127};
  EXPECT_EQ(out.str(), "448 [0 1111 110] 1 [01111111]");
}

TEST(Print, ShortestDecimalsAndHexFloatsReadBack) {
  EXPECT_EQ(ShortestDecimal(kBFloat16, 0x3dcd), "0.1");
  EXPECT_EQ(HexFloat(448), "0x1.cp+8");
  EXPECT_EQ(HexFloat(-0.0), "-0x0p+0");
  EXPECT_EQ(HexFloat(0x1p-1074), "0x1p-1074");
  EXPECT_EQ(HexCode(kFloat6E2M3Fn, 0x1f), "0x1f");
  for (const float16 x : AllCodes<float16>()) {
    if (!IsFinite(x)) continue;
    const std::string hex = HexFloat(ToDouble(x));
    ASSERT_EQ(std::strtod(hex.c_str(), nullptr), ToDouble(x)) << hex;
    const std::string decimal = ShortestDecimal(kFloat16, x.bits);
    ASSERT_EQ(Encode<float16>(std::strtod(decimal.c_str(), nullptr)), x);
  }
}

// ---- One answer everywhere ----

TEST(Determinism, CompileTimeRunTimeAndEveryFloatingPointSettingAgree) {
  constexpr uint64_t kAtCompileTime = ConversionChecksum(1, 10);
  volatile uint64_t seed = 1;
  EXPECT_EQ(ConversionChecksum(seed, 10), kAtCompileTime);
  const unsigned before = _mm_getcsr();
  _mm_setcsr(before | 0x8040);  // flush to zero, denormals are zero
  const uint64_t flushed = ConversionChecksum(seed, 10);
  _mm_setcsr(before);
  EXPECT_EQ(flushed, kAtCompileTime);
  std::fesetround(FE_UPWARD);
  const uint64_t upward = ConversionChecksum(seed, 10);
  std::fesetround(FE_TONEAREST);
  EXPECT_EQ(upward, kAtCompileTime);
}

}  // namespace
}  // namespace wbm::formats
