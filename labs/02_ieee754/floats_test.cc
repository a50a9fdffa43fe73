// The public tests of lab 02, in task order. They call what floats.h declares
// and nothing else; every expected number can be checked by hand.

#include "labs/02_ieee754/floats.h"

#include <xmmintrin.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "common/lab/given.h"
#include "gtest/gtest.h"

namespace ieee_lab {
namespace {

using ::wbm::lab::Given;

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr Format kF32 = Format::kFloat32;
constexpr Format kF16 = Format::kFloat16;
constexpr Format kB16 = Format::kBfloat16;

void GivenCode(Code code) {
  Given("bits", code.bits);
  Given("format", code.format == kF32   ? "float32"
                  : code.format == kF16 ? "float16"
                                        : "bfloat16");
}

// Equal, and of the same sign where both are zero.
void ExpectSame(double got, double right) {
  ASSERT_EQ(got, right);
  ASSERT_EQ(std::signbit(got), std::signbit(right))
      << "the zero has the wrong sign";
}

// Task 2.1.

TEST(LayoutOf, FormatsSpendTheirBits) {
  const std::vector<std::pair<Format, Layout>> cases = {
      {kF32, {32, 8, 23, 127}}, {kF16, {16, 5, 10, 15}}};
  for (const auto& [format, right] : cases) {
    GivenCode({0, format});
    const Layout got = LayoutOf(format);
    ASSERT_EQ(got.bits, right.bits);
    ASSERT_EQ(got.exponent_bits, right.exponent_bits);
    ASSERT_EQ(got.fraction_bits, right.fraction_bits);
    ASSERT_EQ(got.bias, right.bias);
  }
}

// Task 2.2.

TEST(Split, PiInThreeFormats) {
  const std::vector<std::pair<Code, Fields>> cases = {
      {{0x40490FDB, kF32}, {0, 128, 0x490FDB}},
      {{0x4248, kF16}, {0, 16, 0x248}},
      {{0x4049, kB16}, {0, 128, 0x49}},
      {{0xC15A0000, kF32}, {1, 130, 0x5A0000}},  // -13.625
  };
  for (const auto& [code, right] : cases) {
    GivenCode(code);
    const Fields got = Split(code);
    ASSERT_EQ(got.sign, right.sign);
    ASSERT_EQ(got.exponent, right.exponent);
    ASSERT_EQ(got.fraction, right.fraction);
  }
}

// Task 2.3.

TEST(Classify, OneOfEachKindInEachFormat) {
  const std::vector<std::pair<Code, Kind>> cases = {
      {{0, kF32}, Kind::kZero},
      {{0x80000000, kF32}, Kind::kZero},
      {{0x00400000, kF32}, Kind::kSubnormal},
      {{0x00800000, kF32}, Kind::kNormal},
      {{0x7F7FFFFF, kF32}, Kind::kNormal},
      {{0xFF800000, kF32}, Kind::kInfinity},
      {{0x7FC00000, kF32}, Kind::kNan},
      {{0x8000, kF16}, Kind::kZero},
      {{0x03FF, kF16}, Kind::kSubnormal},
      {{0x0400, kF16}, Kind::kNormal},
      {{0x7BFF, kF16}, Kind::kNormal},
      {{0x7C00, kF16}, Kind::kInfinity},
      {{0x7C01, kF16}, Kind::kNan},
      {{0x0000, kB16}, Kind::kZero},
      {{0x8001, kB16}, Kind::kSubnormal},
      {{0x7C00, kB16}, Kind::kNormal},  // float16's infinity is a number here
      {{0xFF80, kB16}, Kind::kInfinity},
      {{0xFFFF, kB16}, Kind::kNan},
  };
  for (const auto& [code, right] : cases) {
    GivenCode(code);
    ASSERT_EQ(Classify(code), right);
  }
}

// Task 2.4.

void ExpectDecoded(Code code, const Decoded& right) {
  GivenCode(code);
  const Decoded got = Decode(code);
  ASSERT_EQ(got.kind, right.kind);
  ASSERT_EQ(got.exponent, right.exponent);
  ASSERT_EQ(got.significand, right.significand);
  ExpectSame(got.value, right.value);
}

TEST(Decode, NormalNumbersHaveAnImplicitOne) {
  ExpectDecoded({0x40A00000, kF32}, {Kind::kNormal, 2, 1.25, 5.0});
  ExpectDecoded({0xC15A0000, kF32}, {Kind::kNormal, 3, 1.703125, -13.625});
  ExpectDecoded({0x3F800000, kF32}, {Kind::kNormal, 0, 1.0, 1.0});
  ExpectDecoded({0x4248, kF16}, {Kind::kNormal, 1, 1.5703125, 3.140625});
  ExpectDecoded({0x4049, kB16}, {Kind::kNormal, 1, 1.5703125, 3.140625});
  // 0.1 has no code: these are the nearest two formats have.
  ExpectDecoded({0x2E66, kF16},
                {Kind::kNormal, -4, 1.599609375, 0.0999755859375});
  ExpectDecoded({0x3DCD, kB16}, {Kind::kNormal, -4, 1.6015625, 0.10009765625});
}

TEST(Decode, SubnormalsHaveNoneAndTheLeastExponent) {
  ExpectDecoded({0x00400000, kF32}, {Kind::kSubnormal, -126, 0.5, 0x1p-127});
  ExpectDecoded({0x80000001, kF32},
                {Kind::kSubnormal, -126, 0x1p-23, -0x1p-149});
  ExpectDecoded({0x0200, kF16}, {Kind::kSubnormal, -14, 0.5, 0x1p-15});
  ExpectDecoded({0x8001, kB16}, {Kind::kSubnormal, -126, 0x1p-7, -0x1p-133});
  // The first normal number follows without a gap.
  ExpectDecoded({0x0400, kF16}, {Kind::kNormal, -14, 1.0, 0x1p-14});
}

TEST(Decode, ZerosInfinitiesAndNans) {
  ExpectDecoded({0, kF32}, {Kind::kZero, 0, 0, 0.0});
  ExpectDecoded({0x8000, kB16}, {Kind::kZero, 0, 0, -0.0});
  ExpectDecoded({0x7F800000, kF32}, {Kind::kInfinity, 0, 0, kInf});
  ExpectDecoded({0xFC00, kF16}, {Kind::kInfinity, 0, 0, -kInf});
  for (const Code code : {Code{0x7FC00000, kF32}, Code{0xFE01, kF16}}) {
    GivenCode(code);
    const Decoded got = Decode(code);
    ASSERT_EQ(got.kind, Kind::kNan);
    ASSERT_EQ(got.exponent, 0);
    ASSERT_EQ(got.significand, 0);
    ASSERT_TRUE(std::isnan(got.value)) << got.value << " is no NaN";
  }
}

// Task 2.5.

struct Encoding {
  Real x;
  std::optional<std::uint32_t> right;
};

void ExpectEncodings(const std::vector<Encoding>& cases) {
  for (const Encoding& c : cases) {
    Given("value", c.x.value);
    Given("format", c.x.format);
    ASSERT_EQ(Encode(c.x), c.right);
  }
}

TEST(Encode, NumbersThatHaveACodeGetIt) {
  ExpectEncodings({{{-13.625, kF32}, 0xC15A0000},
                   {{5, kF32}, 0x40A00000},
                   {{1, kF16}, 0x3C00},
                   {{1, kB16}, 0x3F80},
                   {{65504, kF16}, 0x7BFF},
                   {{0x1p-14, kF16}, 0x0400},
                   {{0x1p-15, kF16}, 0x0200},
                   {{-0x1p-149, kF32}, 0x80000001},
                   {{0x1p-133, kB16}, 1}});
}

TEST(Encode, NumbersThatHaveNoneAreRefused) {
  ExpectEncodings({{{0.1, kF32}, std::nullopt},
                   {{65536, kF16}, std::nullopt},
                   {{65520, kF16}, std::nullopt},
                   {{0x1p128, kF32}, std::nullopt},
                   {{0x1p-150, kF32}, std::nullopt},
                   {{0x1.8p-24, kF16}, std::nullopt},
                   {{257, kB16}, std::nullopt}});
}

TEST(Encode, SignedZerosInfinitiesAndNan) {
  ExpectEncodings({{{0.0, kF16}, 0},
                   {{-0.0, kF16}, 0x8000},
                   {{-0.0, kF32}, 0x80000000},
                   {{kInf, kF32}, 0x7F800000},
                   {{-kInf, kB16}, 0xFF80},
                   {{kNan, kF32}, 0x7FC00000},
                   {{-kNan, kF16}, 0x7E00},
                   {{kNan, kB16}, 0x7FC0}});
}

// Task 2.6.

TEST(Ulp, GrowsWithTheBinadeAndStopsAtTheSubnormals) {
  const std::vector<std::pair<Code, double>> cases = {
      {{0x3F800000, kF32}, 0x1p-23},  // 1
      {{0x3FFFFFFF, kF32}, 0x1p-23},  // the last number below 2
      {{0x4CBEBC20, kF32}, 8},        // 1e8
      {{0x3C00, kF16}, 0x1p-10},      // 1
      {{0x6400, kF16}, 1},            // 1024
      {{0xE400, kF16}, 1},            // -1024
      {{0x0400, kF16}, 0x1p-24},      // the least normal
      {{0x0001, kF16}, 0x1p-24},      // the least subnormal
      {{0x0000, kF16}, 0x1p-24},     {{0x3F80, kB16}, 0x1p-7},
  };
  for (const auto& [code, right] : cases) {
    GivenCode(code);
    ASSERT_EQ(Ulp(code), right);
  }
  for (const Code code : {Code{0x7C00, kF16}, Code{0x7FC0, kB16}}) {
    GivenCode(code);
    ASSERT_TRUE(std::isnan(Ulp(code)));
  }
}

TEST(NextUp, WalksAcrossZeroAndIntoInfinity) {
  const std::vector<std::pair<Code, std::uint32_t>> cases = {
      {{0x3C00, kF16}, 0x3C01},
      {{0xBC00, kF16}, 0xBBFF},
      {{0x03FF, kF16}, 0x0400},
      {{0, kF16}, 1},
      {{0x8000, kF16}, 1},
      {{0x8001, kF16}, 0x8000},
      {{0x7BFF, kF16}, 0x7C00},
      {{0x7C00, kF16}, 0x7C00},
      {{0xFC00, kF16}, 0xFBFF},
      {{0xFE01, kF16}, 0xFE01},
      {{0x3F7FFFFF, kF32}, 0x3F800000},
      {{0x7F7F, kB16}, 0x7F80},
  };
  for (const auto& [code, right] : cases) {
    GivenCode(code);
    ASSERT_EQ(NextUp(code), right);
  }
}

// Task 2.7.

TEST(FactsOf, EpsilonAndHalfOfIt) {
  const std::vector<std::pair<Format, double>> cases = {{kF32, 0x1p-23},
                                                        {kF16, 0x1p-10}};
  for (const auto& [format, epsilon] : cases) {
    GivenCode({0, format});
    const Facts facts = FactsOf(format);
    ASSERT_EQ(facts.epsilon, epsilon);
    ASSERT_EQ(facts.unit_roundoff, epsilon / 2);
  }
}

TEST(FactsOf, EndsOfTheRangeAndDigits) {
  const Facts f32 = FactsOf(kF32), f16 = FactsOf(kF16);
  EXPECT_EQ(f32.max_finite, std::numeric_limits<float>::max());
  EXPECT_EQ(f32.min_normal, std::numeric_limits<float>::min());
  EXPECT_EQ(f32.min_subnormal, std::numeric_limits<float>::denorm_min());
  EXPECT_EQ(f32.decimal_digits, std::numeric_limits<float>::digits10);
  EXPECT_EQ(f16.max_finite, 65504);
  EXPECT_EQ(f16.min_normal, 0x1p-14);
  EXPECT_EQ(f16.min_subnormal, 0x1p-24);
  EXPECT_EQ(f16.decimal_digits, 3);
}

// Task 2.8.

void ExpectAbsorption(Code weight, bool growing, const Absorption& right) {
  GivenCode(weight);
  Given("growing", growing);
  const std::optional<Absorption> got = AbsorptionOf(weight, growing);
  ASSERT_TRUE(got.has_value());
  ASSERT_EQ(got->threshold, right.threshold);
  ASSERT_EQ(got->tie_absorbed, right.tie_absorbed);
}

TEST(AbsorptionOf, HalfTheGapInsideABinade) {
  ExpectAbsorption({0x3FC0, kB16}, true, {0x1p-8, true});  // 1.5
  ExpectAbsorption({0x3FC0, kB16}, false, {0x1p-8, true});
  ExpectAbsorption({0x3F81, kB16}, true, {0x1p-8, false});  // an odd number
  ExpectAbsorption({0xBF81, kB16}, false, {0x1p-8, false});
  ExpectAbsorption({0x7BFF, kF16}, true, {16, false});  // on to infinity
  ExpectAbsorption({0x0001, kF16}, false, {0x1p-25, false});
}

TEST(AbsorptionOf, APowerOfTwoHasTwoSides) {
  ExpectAbsorption({0x3F80, kB16}, true, {0x1p-8, true});    // 1, upwards
  ExpectAbsorption({0x3F80, kB16}, false, {0x1p-9, true});   // 1, downwards
  ExpectAbsorption({0xBC00, kF16}, false, {0x1p-12, true});  // -1, to zero
  // Below the least normal number the marks are no closer.
  ExpectAbsorption({0x0400, kF16}, false, {0x1p-25, true});
}

TEST(AbsorptionOf, ZerosInfinitiesAndNansAreRefused) {
  for (const std::uint32_t bits :
       {0x0000u, 0x8000u, 0x7C00u, 0xFC00u, 0x7E00u}) {
    GivenCode({bits, kF16});
    for (bool growing : {false, true}) {
      ASSERT_EQ(AbsorptionOf({bits, kF16}, growing).has_value(), false);
    }
  }
}

TEST(LargestAbsorbed, AtOneInBothDirections) {
  // 1 is even: ties end there.
  for (float one : {1.0f, -1.0f}) {
    Given("weight", one);
    ASSERT_EQ(LargestAbsorbed(one, true), 0x1p-24f);
    ASSERT_EQ(LargestAbsorbed(one, false), 0x1p-25f);
  }
  // The number above 1 is odd: the tie itself moves it.
  const float odd = 1 + 0x1p-23f;
  Given("weight", odd);
  ASSERT_EQ(LargestAbsorbed(odd, true), std::nextafter(0x1p-24f, 0.0f));
}

// Task 2.9.

TEST(NonAssociative, OneOrderKeepsCAndTheOtherLosesIt) {
  for (float a : {1e8f, 1.0f, -3.0f}) {
    Given("a", a);
    const Partners p = NonAssociative(a);
    Given("b", p.b);
    Given("c", p.c);
    ASSERT_TRUE(p.c != 0) << "c is zero";
    const float a_plus_b = a + p.b, b_plus_c = p.b + p.c;
    ASSERT_EQ(a_plus_b + p.c, p.c) << "(a + b) + c";
    ASSERT_EQ(a + b_plus_c, 0.0f) << "a + (b + c)";
  }
}

// Task 2.10.

TEST(Maximum, TheLargestElement) {
  const float inf = std::numeric_limits<float>::infinity();
  const std::vector<std::pair<std::vector<float>, float>> cases = {
      {{1, 3, 2}, 3}, {{-1, -3, -2}, -1}, {{-inf, inf, 0}, inf}, {{}, -inf}};
  for (const auto& [x, right] : cases) {
    Given("x", x);
    ASSERT_EQ(Maximum(x), right);
  }
}

TEST(Maximum, ANanIsNeverLost) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  for (const std::vector<float>& x : std::vector<std::vector<float>>{
           {nan}, {nan, 1, 2}, {1, nan, 2}, {1, 2, nan}}) {
    Given("x", x);
    ASSERT_TRUE(std::isnan(Maximum(x)));
  }
}

// Task 2.11.

constexpr std::uint32_t kStickyFlags = 0x3F;

TEST(ProbeSubnormals, GradualUnderflowKeepsThem) {
  const Probe got = ProbeSubnormals({false, false});
  EXPECT_EQ(got.half_of_least_normal, 0x1p-127f);
  EXPECT_EQ(got.subnormal_times_one, 0x1p-149f);
  EXPECT_EQ(got.subnormal_times_2_24, 0x1p-125f);
  EXPECT_FALSE(got.subnormal_is_zero);
}

TEST(ProbeSubnormals, PutsTheControlWordBack) {
  const std::uint32_t before = _mm_getcsr() & ~kStickyFlags;
  for (bool on : {false, true}) {
    Given("flush_to_zero", on);
    Given("denormals_are_zero", on);
    ProbeSubnormals({on, on});
    const std::uint32_t after = _mm_getcsr() & ~kStickyFlags;
    _mm_setcsr(before);
    ASSERT_EQ(after, before) << "MXCSR is not what it was";
  }
}

TEST(ProbeSubnormals, BothBitsTurnThemIntoZeros) {
  const Probe got = ProbeSubnormals({true, true});
  EXPECT_EQ(got.half_of_least_normal, 0);
  EXPECT_EQ(got.subnormal_times_one, 0);
  EXPECT_EQ(got.subnormal_times_2_24, 0);
  EXPECT_TRUE(got.subnormal_is_zero);
}

}  // namespace
}  // namespace ieee_lab
