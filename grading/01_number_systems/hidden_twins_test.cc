// Twins of public tests of lab 01: the same property on other inputs. A refusal
// stands beside a value in each, so that refusing everything is not right.

#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/lab/given.h"
#include "grading/01_number_systems/oracle.h"
#include "gtest/gtest.h"
#include "labs/01_number_systems/numbers.h"

namespace bits_lab {
namespace {

using ::wbm::lab::Given;

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr char kRefuse[] = "this has to be refused";

// Bases and widths that are none.
const std::vector<std::int32_t> kNoBases = {-16, -10, -1, 18, 33, 64, 1000};
const std::vector<std::int32_t> kNoWidths = {-33, -8, -2, 34, 63, 65, 4096};
const std::vector<QFormat> kNoFormats = {{-2, 5}, {5, -3}, {16, 16}, {40, 1}};

void GivenFormat(QFormat q) {
  Given("integer_bits", q.integer_bits);
  Given("fraction_bits", q.fraction_bits);
}

// Task 1.1.

TEST(DigitTwin, EveryDecimalDigit) {
  for (std::int32_t value = 0; value <= 9; ++value) {
    Given("value", value);
    ASSERT_EQ(Digit(value), "0123456789"[value]);
  }
}

TEST(DigitTwin, EveryCapitalLetter) {
  for (std::int32_t value = 10; value <= 15; ++value) {
    Given("value", value);
    ASSERT_EQ(Digit(value), "ABCDEF"[value - 10]);
  }
}

// Task 1.2.

TEST(ToBaseTwin, ZeroAndOneInEveryBase) {
  for (std::int32_t base = 2; base <= 16; ++base) {
    Given("base", base);
    Given("n", 0);
    ASSERT_EQ(ToBase(0, base), "0");
    Given("n", 1);
    ASSERT_EQ(ToBase(1, base), "1");
  }
}

TEST(ToBaseTwin, OtherBasesThatAreNone) {
  Given("n", 5);
  Given("base", 7);
  ASSERT_EQ(ToBase(5, 7), "5");
  for (std::int32_t base : kNoBases) {
    Given("base", base);
    ASSERT_EQ(ToBase(5, base), std::nullopt) << kRefuse;
  }
}

// Task 1.3.

TEST(FromBaseTwin, SmallLettersAndZerosInFront) {
  const std::vector<std::pair<std::string, std::uint64_t>> cases = {
      {"c", 12}, {"0b", 11}, {"dE", 222}, {"000a0", 160}, {"cafe", 51966}};
  for (const auto& [digits, n] : cases) {
    Given("digits", digits);
    Given("base", 16);
    ASSERT_EQ(FromBase(digits, 16), n);
  }
}

TEST(FromBaseTwin, WhatIsNoDigitOfItsBase) {
  Given("digits", "31");
  Given("base", 4);
  ASSERT_EQ(FromBase("31", 4), 13u);
  const std::vector<std::pair<std::string, std::int32_t>> cases = {
      {"", 4},    {"314", 4},  {"2B", 11},  {"5g", 16}, {"-7", 8},
      {"7-", 10}, {"\t5", 10}, {"0x7", 10}, {"6", 19},  {"1", 0}};
  for (const auto& [digits, base] : cases) {
    Given("digits", digits);
    Given("base", base);
    ASSERT_EQ(FromBase(digits, base), std::nullopt) << kRefuse;
  }
}

// Task 1.4.

TEST(BreakdownTwin, OtherBasesThatAreNone) {
  Given("n", 6);
  Given("base", 8);
  const std::optional<std::vector<Term>> six = Breakdown(6, 8);
  ASSERT_TRUE(six.has_value() && six->size() == 1);
  ASSERT_EQ(six->front().value, 6u);
  for (std::int32_t base : kNoBases) {
    Given("base", base);
    ASSERT_FALSE(Breakdown(6, base).has_value()) << kRefuse;
  }
}

// Task 1.5.

void ExpectRanges(bool is_signed) {
  for (std::int32_t bits = 1; bits <= 32; ++bits) {
    Given("bits", bits);
    Given("is_signed", is_signed);
    const std::optional<IntegerRange> range = RangeOf(bits, is_signed);
    ASSERT_TRUE(range.has_value());
    const std::int64_t levels = oracle::Power(bits);
    const std::int64_t least = is_signed ? -(levels / 2) : 0;
    ASSERT_EQ(range->least, least);
    ASSERT_EQ(range->most, least + levels - 1);
    ASSERT_EQ(range->levels, levels);
  }
}

TEST(RangeOfTwin, EverySignedWidth) { ExpectRanges(true); }
TEST(RangeOfTwin, EveryUnsignedWidth) { ExpectRanges(false); }

TEST(RangeOfTwin, OtherWidthsThatAreNone) {
  for (bool is_signed : {true, false}) {
    Given("is_signed", is_signed);
    Given("bits", 5);
    const std::optional<IntegerRange> five = RangeOf(5, is_signed);
    ASSERT_TRUE(five.has_value());
    ASSERT_EQ(five->levels, 32);
    for (std::int32_t bits : kNoWidths) {
      Given("bits", bits);
      ASSERT_FALSE(RangeOf(bits, is_signed).has_value()) << kRefuse;
    }
  }
}

// Tasks 1.6 to 1.8.

TEST(EncodeTwosTwin, OtherWidthsThatAreNone) {
  Given("value", 3);
  Given("bits", 5);
  ASSERT_EQ(EncodeTwos({.value = 3, .bits = 5}), 3u);
  for (std::int32_t bits : kNoWidths) {
    Given("bits", bits);
    ASSERT_EQ(EncodeTwos({.value = 3, .bits = bits}), std::nullopt) << kRefuse;
  }
}

// Widths that are none, and codes with a bit above the width.
std::vector<Pattern> NoPatterns() {
  std::vector<Pattern> none;
  for (std::int32_t bits : kNoWidths) none.push_back({0, bits});
  for (std::int32_t bits : {2, 5, 11, 23, 31}) {
    const auto above = static_cast<std::uint32_t>(oracle::Power(bits));
    none.push_back({above, bits});
    none.push_back({above + 1, bits});
  }
  return none;
}

TEST(DecodeTwosTwin, OtherPatternsThatAreNone) {
  Given("code", 9);
  Given("bits", 6);
  ASSERT_EQ(DecodeTwos({.code = 9, .bits = 6}), 9);
  for (const Pattern& none : NoPatterns()) {
    Given("code", none.code);
    Given("bits", none.bits);
    ASSERT_EQ(DecodeTwos(none), std::nullopt) << kRefuse;
  }
}

TEST(NegateTwin, ZeroAndTheLeastOfOtherWidths) {
  for (std::int32_t bits : {2, 3, 5, 12, 31, 32}) {
    Given("bits", bits);
    const auto least = static_cast<std::uint32_t>(oracle::Power(bits - 1));
    Given("code", 0);
    ASSERT_EQ(Negate({.code = 0, .bits = bits}), 0u);
    Given("code", least);
    ASSERT_EQ(Negate({.code = least, .bits = bits}), least);
    Given("code", 1);
    ASSERT_EQ(Negate({.code = 1, .bits = bits}), least + (least - 1));
  }
}

TEST(NegateTwin, OtherPatternsThatAreNone) {
  Given("code", 1);
  Given("bits", 6);
  ASSERT_EQ(Negate({.code = 1, .bits = 6}), 63u);
  for (const Pattern& none : NoPatterns()) {
    Given("code", none.code);
    Given("bits", none.bits);
    ASSERT_EQ(Negate(none), std::nullopt) << kRefuse;
  }
}

// Tasks 1.9 to 1.11.

TEST(FactsOfTwin, OtherFormats) {
  for (const QFormat& q :
       std::vector<QFormat>{{0, 3}, {2, 2}, {6, 1}, {4, 11}, {12, 3}}) {
    GivenFormat(q);
    const std::optional<QFacts> facts = FactsOf(q);
    ASSERT_TRUE(facts.has_value());
    const double step = std::ldexp(1.0, -q.fraction_bits);
    const double end = std::ldexp(1.0, q.integer_bits);
    ASSERT_EQ(facts->bits, 1 + q.integer_bits + q.fraction_bits);
    ASSERT_EQ(facts->resolution, step);
    ASSERT_EQ(facts->least, -end);
    ASSERT_EQ(facts->most, end - step);
  }
}

TEST(FactsOfTwin, OthersThatAreNoFormat) {
  const std::optional<QFacts> facts = FactsOf({2, 5});
  ASSERT_TRUE(facts.has_value() && facts->bits == 8);
  for (const QFormat& none : kNoFormats) {
    GivenFormat(none);
    ASSERT_FALSE(FactsOf(none).has_value()) << kRefuse;
  }
}

TEST(DecodeQTwin, OtherRawIntegers) {
  const QFormat q = {6, 9};
  GivenFormat(q);
  for (std::int32_t raw : {-32768, -1024, -3, 1, 5, 700, 32767}) {
    Given("raw", raw);
    ASSERT_EQ(DecodeQ({.raw = raw, .format = q}), raw / 512.0);
  }
}

TEST(EncodeQTwin, SaturatesInOtherFormats) {
  for (const QFormat& q : std::vector<QFormat>{{1, 2}, {2, 6}, {5, 5}}) {
    GivenFormat(q);
    const auto end = static_cast<std::int32_t>(
        oracle::Power(q.integer_bits + q.fraction_bits));
    for (double x : {65.0, 1e5, 3e200, kInf}) {
      Given("x", x);
      ASSERT_EQ(EncodeQ(x, q), end - 1);
      Given("x", -x);
      ASSERT_EQ(EncodeQ(-x, q), -end);
    }
    Given("x", 1);
    ASSERT_EQ(EncodeQ(1, q), 1 << q.fraction_bits);
  }
}

TEST(EncodeQTwin, NanAndOthersThatAreNoFormat) {
  for (const QFormat& q : std::vector<QFormat>{{1, 3}, {0, 7}, {9, 9}}) {
    GivenFormat(q);
    Given("x", 0.5);
    ASSERT_EQ(EncodeQ(0.5, q), 1 << (q.fraction_bits - 1));
    for (double x : {kNan, -kNan}) {
      Given("x", x);
      ASSERT_EQ(EncodeQ(x, q), std::nullopt) << kRefuse;
    }
  }
  for (const QFormat& none : kNoFormats) {
    GivenFormat(none);
    Given("x", 0.5);
    ASSERT_EQ(EncodeQ(0.5, none), std::nullopt) << kRefuse;
  }
}

TEST(EncodeAllTwin, EachInItsPlace) {
  const QFormat q = {4, 3};
  const std::vector<double> x = {1.5, -2.25, 0, 7.125, -7.875, 3, 3};
  GivenFormat(q);
  Given("x", x);
  const std::optional<FixedArray> array = EncodeAll(x, q);
  ASSERT_TRUE(array.has_value());
  EXPECT_EQ(array->raw,
            (std::vector<std::int32_t>{12, -18, 0, 57, -63, 24, 24}));
  EXPECT_EQ(array->saturated, 0);
}

TEST(EncodeAllTwin, OneNanAnywhere) {
  const QFormat q = {4, 3};
  GivenFormat(q);
  const std::vector<double> x = {1, 2, 3, 4, 5};
  Given("x", x);
  const std::optional<FixedArray> array = EncodeAll(x, q);
  ASSERT_TRUE(array.has_value() && array->raw.size() == x.size());
  ASSERT_EQ(array->raw[2], 24);
  for (std::size_t i = 0; i < x.size(); ++i) {
    std::vector<double> spoilt = x;
    spoilt[i] = kNan;
    Given("x", spoilt);
    ASSERT_FALSE(EncodeAll(spoilt, q).has_value()) << kRefuse;
  }
  Given("x", x);
  for (const QFormat& none : kNoFormats) {
    GivenFormat(none);
    ASSERT_FALSE(EncodeAll(x, none).has_value()) << kRefuse;
  }
}

}  // namespace
}  // namespace bits_lab
