// The public tests of lab 03, in task order. They call what minifloat.h
// declares and nothing else; every expected number can be checked by hand.

#include "labs/03_formats/minifloat.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "common/lab/given.h"
#include "gtest/gtest.h"

namespace formats_lab {
namespace {

using ::wbm::lab::Given;

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr float kInfF = std::numeric_limits<float>::infinity();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

// Codes are bit patterns: failures show them in hexadecimal.
std::string Hex(std::uint32_t code) {
  std::ostringstream text;
  text << "0x" << std::hex << code;
  return text.str();
}

struct CodeCase {
  const char* name;
  Format format;
  std::uint32_t code;
  double value;
};

// Compares signs too, so that -0 is not taken for +0.
void ExpectDecodes(const std::vector<CodeCase>& cases) {
  for (const CodeCase& c : cases) {
    Given("format", c.name);
    Given("code", c.code);
    const double value = Decode(c.code, c.format);
    ASSERT_EQ(value, c.value);
    ASSERT_EQ(std::signbit(value), std::signbit(c.value));
  }
}

// Task 3.1.

TEST(Decode, NormalNumbersHaveAHiddenOne) {
  ExpectDecodes({
      {"float16", kFloat16, 0x3c00, 1.0},
      {"float16", kFloat16, 0x4248, 3.140625},
      {"float16", kFloat16, 0xc248, -3.140625},
      {"bfloat16", kBFloat16, 0x4049, 3.140625},
      {"tf32", kTf32, 127 << 10, 1.0},
      {"float8_e4m3fn", kFloat8E4M3Fn, 0x1d, 0.1015625},  // 13/8 · 2^-4
      {"float8_e4m3fn", kFloat8E4M3Fn, 0x9d, -0.1015625},
      {"float8_e5m2", kFloat8E5M2, 0x2e, 0.09375},  // 6/4 · 2^-4
      {"float32", kFloat32, 0x40490fdb, 13176795.0 / (1 << 22)},
  });
}

TEST(Decode, SubnormalNumbersAndZerosHaveNone) {
  ExpectDecodes({
      {"float16", kFloat16, 0x0000, 0.0},
      {"float16", kFloat16, 0x8000, -0.0},
      {"float16", kFloat16, 0x0001, 0x1p-24},
      {"float16", kFloat16, 0x03ff, 1023 * 0x1p-24},
      {"float16", kFloat16, 0x0400, 0x1p-14},
      {"bfloat16", kBFloat16, 0x0001, 0x1p-133},
      {"float8_e4m3fn", kFloat8E4M3Fn, 0x07, 7 * 0x1p-9},
      {"float8_e4m3fn", kFloat8E4M3Fn, 0x80, -0.0},
      {"float8_e5m2", kFloat8E5M2, 0x83, -3 * 0x1p-16},
  });
}

TEST(Decode, IeeeFormatsKeepTheTopExponentForInfinityAndNan) {
  ExpectDecodes({
      {"float16", kFloat16, 0x7bff, 65504},
      {"float16", kFloat16, 0x7c00, kInf},
      {"float16", kFloat16, 0xfc00, -kInf},
      {"float8_e5m2", kFloat8E5M2, 0x7b, 57344},
      {"float8_e5m2", kFloat8E5M2, 0xfc, -kInf},
  });
  for (std::uint32_t code : {0x7du, 0x7eu, 0x7fu, 0xfdu, 0xffu}) {
    Given("format", "float8_e5m2");
    Given("code", code);
    ASSERT_TRUE(std::isnan(Decode(code, kFloat8E5M2)));
  }
}

TEST(Decode, E4m3fnSpendsItsTopExponentOnNumbers) {
  ExpectDecodes({
      {"float8_e4m3fn", kFloat8E4M3Fn, 0x77, 240},
      {"float8_e4m3fn", kFloat8E4M3Fn, 0x78, 256},
      {"float8_e4m3fn", kFloat8E4M3Fn, 0x7e, 448},
      {"float8_e4m3fn", kFloat8E4M3Fn, 0xfe, -448},
      {"float8_e4m3 (IEEE)", kFloat8E4M3, 0x77, 240},
      {"float8_e4m3 (IEEE)", kFloat8E4M3, 0x78, kInf},
  });
  for (std::uint32_t code : {0x7fu, 0xffu}) {
    Given("format", "float8_e4m3fn");
    Given("code", code);
    ASSERT_TRUE(std::isnan(Decode(code, kFloat8E4M3Fn)));
  }
}

// Task 3.2.

TEST(FactsOf, RangeOfFloat16) {
  Given("format", "float16");
  const Facts facts = FactsOf(kFloat16);
  EXPECT_EQ(facts.bits, 16);
  EXPECT_EQ(facts.min_exponent, -14);
  EXPECT_EQ(facts.max_exponent, 15);
  EXPECT_EQ(facts.max_finite, 65504);
  EXPECT_EQ(facts.min_normal, 0x1p-14);
  EXPECT_EQ(facts.max_subnormal, 1023 * 0x1p-24);
  EXPECT_EQ(facts.min_subnormal, 0x1p-24);
}

TEST(FactsOf, RangeOfE4m3fn) {
  Given("format", "float8_e4m3fn");
  const Facts facts = FactsOf(kFloat8E4M3Fn);
  EXPECT_EQ(facts.bits, 8);
  EXPECT_EQ(facts.min_exponent, -6);
  EXPECT_EQ(facts.max_exponent, 8);
  EXPECT_EQ(facts.max_finite, 448);
  EXPECT_EQ(facts.min_normal, 0x1p-6);
  EXPECT_EQ(facts.max_subnormal, 7 * 0x1p-9);
  EXPECT_EQ(facts.min_subnormal, 0x1p-9);
}

TEST(FactsOf, PrecisionOfBfloat16) {
  Given("format", "bfloat16");
  const Facts facts = FactsOf(kBFloat16);
  EXPECT_EQ(facts.precision_bits, 8);
  EXPECT_EQ(facts.epsilon, 0x1p-7);
  EXPECT_EQ(facts.unit_roundoff, 0x1p-8);
  EXPECT_EQ(facts.digits10, 2);
  // 8 · log10 2 has a few roundings on the way; 1e-12 is thousands of them.
  EXPECT_NEAR(facts.decimal_digits, 2.408239965311849, 1e-12);
}

TEST(FactsOf, WhereEncodingLeavesFloat16) {
  Given("format", "float16");
  const Facts facts = FactsOf(kFloat16);
  EXPECT_EQ(facts.overflow_above, 65520);
  EXPECT_EQ(facts.zero_up_to, 0x1p-25);
}

TEST(FactsOf, Tf32NeedsFourBytes) {
  Given("format", "tf32");
  EXPECT_EQ(FactsOf(kTf32).bits, 19);
  EXPECT_EQ(FactsOf(kTf32).storage_bytes, 4);
  Given("format", "bfloat16");
  EXPECT_EQ(FactsOf(kBFloat16).storage_bytes, 2);
  Given("format", "float8_e5m2");
  EXPECT_EQ(FactsOf(kFloat8E5M2).storage_bytes, 1);
}

// Task 3.3.

using Values = std::vector<double>;

TEST(FiniteValues, E4m3fnHasTwiceAsManyBetweenOneAndTwo) {
  Given("low", 1.0);
  Given("high", 2.0);
  Given("format", "float8_e4m3fn");
  EXPECT_EQ(FiniteValues(kFloat8E4M3Fn, 1, 2),
            (Values{1, 1.125, 1.25, 1.375, 1.5, 1.625, 1.75, 1.875}));
  Given("format", "float8_e5m2");
  EXPECT_EQ(FiniteValues(kFloat8E5M2, 1, 2), (Values{1, 1.25, 1.5, 1.75}));
}

TEST(FiniteValues, AscendFromTheLeastWithOneZero) {
  const Format tiny{2, 1, 1};  // ±{0, 0.5, 1, 1.5, 2, 3}, infinity, NaN
  Given("format", "2 exponent bits, 1 mantissa bit, bias 1");
  const Values all = FiniteValues(tiny, -kInf, kInf);
  EXPECT_EQ(all, (Values{-3, -2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2, 3}));
  ASSERT_EQ(all.size(), 11u);
  EXPECT_FALSE(std::signbit(all[5])) << "give zero as +0.0";
  EXPECT_EQ(FiniteValues(tiny, -1, 1.5), (Values{-1, -0.5, 0, 0.5, 1}))
      << "low belongs to the range, high does not";
  EXPECT_EQ(FiniteValues(tiny, 1, -1), Values{});
}

void ExpectCounts(const char* name, Format format, const CodeCounts& expected) {
  Given("format", name);
  const CodeCounts counts = CountCodes(format);
  EXPECT_EQ(counts.zeros, expected.zeros);
  EXPECT_EQ(counts.subnormals, expected.subnormals);
  EXPECT_EQ(counts.normals, expected.normals);
  EXPECT_EQ(counts.infinities, expected.infinities);
  EXPECT_EQ(counts.nans, expected.nans);
}

TEST(CountCodes, The256CodesOfEachFp8) {
  ExpectCounts("float8_e5m2", kFloat8E5M2, {2, 6, 240, 2, 6});
  ExpectCounts("float8_e4m3fn", kFloat8E4M3Fn, {2, 14, 238, 0, 2});
}

// Task 3.4.

struct ShiftCase {
  std::uint32_t n;
  std::int32_t shift;
  std::uint32_t expected;
};

void ExpectShifts(const std::vector<ShiftCase>& cases) {
  for (const ShiftCase& c : cases) {
    Given("n", c.n);
    Given("shift", c.shift);
    ASSERT_EQ(RoundShift(c.n, c.shift), c.expected);
  }
}

TEST(RoundShift, HalvesGoToTheEvenNeighbour) {
  ExpectShifts({{1, 1, 0},   // 0.5
                {3, 1, 2},   // 1.5
                {5, 1, 2},   // 2.5
                {7, 1, 4},   // 3.5
                {8, 4, 0},   // 0.5
                {24, 4, 2},  // 1.5
                {40, 4, 2},  // 2.5
                {0xffffffffu, 1, 0x80000000u},
                {0x80000000u, 32, 0}});
}

TEST(RoundShift, EverythingElseGoesToTheNearest) {
  ExpectShifts({{0, 5, 0},
                {6, 0, 6},   // nothing to drop
                {8, 2, 2},   // exact
                {7, 2, 2},   // 1.75
                {5, 2, 1},   // 1.25
                {39, 4, 2},  // just below 2.5
                {41, 4, 3},  // just above
                {0xfffffffeu, 1, 0x7fffffffu},
                {0xffffffffu, 4, 0x10000000u}});
}

TEST(RoundShift, ShiftsBeyondTheWordGiveZero) {
  ExpectShifts({{0x80000001u, 32, 1},  // just above a half
                {0x7fffffffu, 32, 0},
                {0xffffffffu, 33, 0},
                {0xffffffffu, 40, 0},
                {1, 64, 0},
                {12345, 100, 0}});
}

// Task 3.5.

struct EncodeCase {
  const char* name;
  Format format;
  float x;
  std::uint32_t code;
};

void ExpectEncodes(const std::vector<EncodeCase>& cases,
                   Overflow overflow = Overflow::kInfinity) {
  Given("overflow", overflow == Overflow::kInfinity ? "kInfinity"  //
                                                    : "kSaturate");
  for (const EncodeCase& c : cases) {
    Given("format", c.name);
    Given("x", c.x);
    ASSERT_EQ(Hex(Encode(c.x, c.format, overflow)), Hex(c.code));
  }
}

TEST(Encode, NumbersOfTheFormatKeepTheirValue) {
  ExpectEncodes({{"float16", kFloat16, 1.0f, 0x3c00},
                 {"float16", kFloat16, -2.0f, 0xc000},
                 {"float16", kFloat16, 65504.0f, 0x7bff},
                 {"bfloat16", kBFloat16, -0.5f, 0xbf00},
                 {"float8_e4m3fn", kFloat8E4M3Fn, 448.0f, 0x7e},
                 {"float8_e5m2", kFloat8E5M2, 1.75f, 0x3f},
                 {"tf32", kTf32, 1.0f, 127 << 10},
                 {"float32", kFloat32, 3.14159274f, 0x40490fdb}});
}

TEST(Encode, RoundsToTheNearestAndTiesToEven) {
  ExpectEncodes({{"float8_e5m2", kFloat8E5M2, 1.1f, 0x3c},     // 1
                 {"float8_e5m2", kFloat8E5M2, 1.2f, 0x3d},     // 1.25
                 {"float8_e5m2", kFloat8E5M2, 1.125f, 0x3c},   // tie: 1
                 {"float8_e5m2", kFloat8E5M2, 1.375f, 0x3e},   // tie: 1.5
                 {"float8_e5m2", kFloat8E5M2, -1.375f, 0xbe},  // tie: -1.5
                 // Just above a tie: rounded to fewer bits first, it is one.
                 {"float8_e5m2", kFloat8E5M2, 0x1.20002p0f, 0x3d},
                 {"float8_e4m3fn", kFloat8E4M3Fn, 0.1f, 0x1d},  // 0.1015625
                 {"float16", kFloat16, 0x1.002p0f, 0x3c00},     // tie: 1
                 {"float16", kFloat16, 0x1.006p0f, 0x3c02},     // tie: up
                 {"bfloat16", kBFloat16, 70000.0f, 0x4789}});   // 70144
}

TEST(Encode, ACarryRaisesTheExponent) {
  ExpectEncodes({{"float8_e5m2", kFloat8E5M2, 1.9f, 0x40},       // 2
                 {"float8_e4m3fn", kFloat8E4M3Fn, 31.5f, 0x60},  // 32
                 {"float16", kFloat16, 0x1.ffep-15f, 0x0400},    // 2^-14
                 {"float16", kFloat16, 4095.9f, 0x6c00}});       // 4096
}

TEST(Encode, SmallNumbersBecomeSubnormal) {
  ExpectEncodes({{"float16", kFloat16, 0x1p-24f, 0x0001},
                 {"float16", kFloat16, 1e-6f, 0x0011},       // 17 · 2^-24
                 {"float16", kFloat16, 0x1p-25f, 0x0000},    // tie: 0
                 {"float16", kFloat16, -0x1p-25f, 0x8000},   // tie: -0
                 {"float16", kFloat16, 3e-8f, 0x0001},       // just above
                 {"float16", kFloat16, 0x1.8p-24f, 0x0002},  // tie
                 {"float16", kFloat16, 0x1p-149f, 0x0000},
                 {"bfloat16", kBFloat16, 0x1p-149f, 0x0000},
                 {"bfloat16", kBFloat16, 0x1p-130f, 0x0008},
                 {"float8_e4m3fn", kFloat8E4M3Fn, 0x1p-9f, 0x01},
                 {"float8_e5m2", kFloat8E5M2, -0x1.8p-16f, 0x82}});
}

TEST(Encode, OverflowIsDecidedAfterRounding) {
  ExpectEncodes({{"float16", kFloat16, 65519.0f, 0x7bff},
                 {"float16", kFloat16, 65520.0f, 0x7c00},  // tie: to even
                 {"float16", kFloat16, -70000.0f, 0xfc00},
                 {"float8_e5m2", kFloat8E5M2, kInfF, 0x7c},
                 {"float8_e4m3fn", kFloat8E4M3Fn, 464.0f, 0x7e},  // tie: 448
                 {"float8_e4m3fn", kFloat8E4M3Fn, 465.0f, 0x7f},  // NaN
                 {"float8_e4m3fn", kFloat8E4M3Fn, -kInfF, 0xff}});
}

TEST(Encode, SaturationStopsAtTheGreatestNumber) {
  ExpectEncodes({{"float16", kFloat16, 70000.0f, 0x7bff},
                 {"float16", kFloat16, -kInfF, 0xfbff},
                 {"bfloat16", kBFloat16, 3.4e38f, 0x7f7f},
                 {"float8_e5m2", kFloat8E5M2, 1e30f, 0x7b},
                 {"float8_e4m3fn", kFloat8E4M3Fn, 465.0f, 0x7e},
                 {"float8_e4m3fn", kFloat8E4M3Fn, -1e30f, 0xfe},
                 {"float8_e4m3fn", kFloat8E4M3Fn, kInfF, 0x7e}},
                Overflow::kSaturate);
}

TEST(Encode, SignsOfZeroAndNanStay) {
  for (Overflow overflow : {Overflow::kInfinity, Overflow::kSaturate}) {
    ExpectEncodes({{"float16", kFloat16, 0.0f, 0x0000},
                   {"float16", kFloat16, -0.0f, 0x8000},
                   {"float16", kFloat16, kNan, 0x7e00},
                   {"float16", kFloat16, -kNan, 0xfe00},
                   {"float8_e5m2", kFloat8E5M2, kNan, 0x7e},
                   {"float8_e4m3fn", kFloat8E4M3Fn, kNan, 0x7f},
                   {"float8_e4m3fn", kFloat8E4M3Fn, -kNan, 0xff}},
                  overflow);
  }
}

// Task 3.6.

TEST(BFloat16, RoundsTheLowerHalfAway) {
  const std::vector<std::pair<float, std::uint16_t>> cases = {
      {1.0f, 0x3f80},          {-1.0f, 0xbf80},
      {0x1.01p0f, 0x3f80},      // tie: down to 1
      {0x1.03p0f, 0x3f82},      // tie: up
      {0x1.010002p0f, 0x3f81},  // just above the tie
      {70000.0f, 0x4789},       // 70144
      {0x1.fffp0f, 0x4000},     // carries to 2
      {0x1.fep127f, 0x7f7f},    // the greatest
      {3.4e38f, 0x7f80},        // beyond: infinity
      {-kInfF, 0xff80},        {-0.0f, 0x8000},
      {0x1p-133f, 0x0001},
  };
  for (const auto& [x, code] : cases) {
    Given("x", x);
    ASSERT_EQ(Hex(EncodeBFloat16(x)), Hex(code));
  }
  const std::vector<std::pair<std::uint16_t, float>> codes = {
      {0x3f80, 1.0f},  {0x4789, 70144.0f},  {0xff80, -kInfF},
      {0x8000, -0.0f}, {0x0001, 0x1p-133f}, {0x7f7f, 0x1.fep127f},
  };
  for (const auto& [code, x] : codes) {
    Given("code", code);
    ASSERT_EQ(DecodeBFloat16(code), x);
    ASSERT_EQ(std::signbit(DecodeBFloat16(code)), std::signbit(x));
  }
}

TEST(BFloat16, NanStaysNan) {
  // Their last bits are all zeros, all ones: cutting or carrying loses them.
  const float few = std::bit_cast<float>(0x7f800001u);
  const float all = std::bit_cast<float>(0x7fffffffu);
  for (float x : {kNan, few, all}) {
    Given("x", x);
    ASSERT_EQ(Hex(EncodeBFloat16(x)), "0x7fc0");
    Given("x", -x);
    ASSERT_EQ(Hex(EncodeBFloat16(-x)), "0xffc0");
  }
  EXPECT_TRUE(std::isnan(DecodeBFloat16(0x7fc0)));
}

TEST(RoundToTf32, KeepsTenFractionBitsOfAFloat32) {
  const std::vector<std::pair<float, float>> cases = {
      {1.0f, 1.0f},
      {0x1.002p0f, 1.0f},        // tie: down
      {0x1.006p0f, 0x1.008p0f},  // tie: up
      {0.1f, 0x1.998p-4f},
      {-0.1f, -0x1.998p-4f},
      {0x1.ffffp0f, 2.0f},
      {0x1p-149f, 0.0f},
      {3.4e38f, 0x1.ff8p127f},
      {0x1.fffffep127f, kInfF},
      {-kInfF, -kInfF},
  };
  for (const auto& [x, expected] : cases) {
    Given("x", x);
    ASSERT_EQ(RoundToTf32(x), expected);
  }
  Given("x", kNan);
  EXPECT_TRUE(std::isnan(RoundToTf32(kNan)));
}

// Task 3.7.

struct BothWays {
  float x;
  std::uint16_t code;
  float back;
};

TEST(Float16, ThereAndBack) {
  const std::vector<BothWays> cases = {
      {0.1f, 0x2e66, 0x1.998p-4f}, {65519.0f, 0x7bff, 65504.0f},
      {70000.0f, 0x7c00, kInfF},   {-70000.0f, 0xfc00, -kInfF},
      {1e-6f, 0x0011, 0x1.1p-20f}, {1e-8f, 0x0000, 0.0f}};
  for (const auto& [x, code, back] : cases) {
    Given("x", x);
    ASSERT_EQ(Hex(EncodeFloat16(x)), Hex(code));
    Given("code", code);
    ASSERT_EQ(DecodeFloat16(code), back);
  }
}

TEST(Float8, ThereAndBack) {
  Given("x", 0.1f);
  EXPECT_EQ(Hex(EncodeFloat8E4M3Fn(0.1f)), "0x1d");
  EXPECT_EQ(Hex(EncodeFloat8E5M2(0.1f)), "0x2e");
  EXPECT_EQ(DecodeFloat8E4M3Fn(0x1d), 0.1015625f);
  EXPECT_EQ(DecodeFloat8E5M2(0x2e), 0.09375f);
  Given("x", 1e6f);
  EXPECT_EQ(Hex(EncodeFloat8E4M3Fn(1e6f)), "0x7e") << "E4M3 saturates";
  EXPECT_EQ(Hex(EncodeFloat8E5M2(1e6f)), "0x7c") << "E5M2 becomes infinite";
  EXPECT_EQ(DecodeFloat8E5M2(0x7c), kInfF);
}

}  // namespace
}  // namespace formats_lab
