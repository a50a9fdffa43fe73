// Twins of public tests of lab 01, tasks 1.1 to 1.8: the same property on other
// inputs, drawn where the public test does not list them all. A refusal stands
// beside a value in each, so that refusing everything is not right.

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/lab/given.h"
#include "grading/01_number_systems/oracle.h"
#include "grading/boundary/hidden_draw.h"
#include "gtest/gtest.h"
#include "labs/01_number_systems/numbers.h"

namespace bits_lab {
namespace {

using ::wbm::boundary::HiddenDraw;
using ::wbm::lab::Given;

constexpr char kRefuse[] = "this has to be refused";

// Bases and widths that are none: below, above, and far above.
std::vector<std::int32_t> NoBases(HiddenDraw& draw) {
  return {draw.Int(-16, -2), draw.Int(-1000, -17), -1,
          draw.Int(18, 36),  draw.Int(18, 36),     draw.Int(37, 64),
          draw.Int(65, 5000)};
}
std::vector<std::int32_t> NoWidths(HiddenDraw& draw) {
  return {draw.Int(-64, -33), draw.Int(-32, -2), draw.Int(-9, -1),
          draw.Int(34, 63),   draw.Int(34, 63),  draw.Int(65, 128),
          draw.Int(129, 5000)};
}
// Task 1.1. Sixteen digits can be listed whole, and are.

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

// Task 1.2. So can the bases of zero and one.

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
  HiddenDraw draw("ToBaseTwin.OtherBasesThatAreNone");
  const std::int32_t n = draw.Int(1, 6), seven = draw.Int(7, 10);
  Given("n", n);
  Given("base", seven);
  ASSERT_EQ(ToBase(static_cast<std::uint64_t>(n), seven), std::to_string(n));
  for (std::int32_t base : NoBases(draw)) {
    Given("base", base);
    ASSERT_EQ(ToBase(5, base), std::nullopt) << kRefuse;
  }
}

// Task 1.3.

// Up to three zeros, up to four digits of either case, and a small letter.
TEST(FromBaseTwin, SmallLettersAndZerosInFront) {
  HiddenDraw draw("FromBaseTwin.SmallLettersAndZerosInFront");
  Given("base", 16);
  for (int i = 0; i < 8; ++i) {
    std::string digits(static_cast<std::size_t>(draw.Between(0, 3)), '0');
    std::uint64_t n = 0;
    const auto add = [&](std::int32_t value, const char* letters) {
      n = 16 * n + static_cast<std::uint64_t>(value);
      digits += letters[value];
    };
    for (std::int64_t more = draw.Between(0, 4); more > 0; --more) {
      add(draw.Int(0, 15),
          draw.Coin() ? "0123456789ABCDEF" : "0123456789abcdef");
    }
    add(draw.Int(10, 15), "0123456789abcdef");
    Given("digits", digits);
    ASSERT_EQ(FromBase(digits, 16), n);
  }
}

TEST(FromBaseTwin, WhatIsNoDigitOfItsBase) {
  HiddenDraw draw("FromBaseTwin.WhatIsNoDigitOfItsBase");
  const std::int32_t base = draw.Int(4, 9);
  const std::int32_t tens = draw.Int(1, base - 1);
  const std::int32_t ones = draw.Int(1, base - 1);
  const std::string two = std::to_string(10 * tens + ones);
  Given("digits", two);
  Given("base", base);
  ASSERT_EQ(FromBase(two, base),
            static_cast<std::uint64_t>(base * tens + ones));
  // Its digit is the letter that stands for the base itself.
  const std::int32_t beyond_ten = draw.Int(11, 15);
  const char letter = "ABCDEF"[beyond_ten - 10];
  const std::vector<std::pair<std::string, std::int32_t>> cases = {
      {"", base},
      {two + std::to_string(base), base},
      {std::string("2") + letter, beyond_ten},
      {two + static_cast<char>(draw.Between('g', 'z')), 16},
      {"-" + two, base},
      {two + "-", base},
      {"\t" + two, base},
      {"0x" + two, base},
      {two, draw.Int(18, 36)},
      {"1", 0}};
  for (const auto& [digits, in] : cases) {
    Given("digits", digits);
    Given("base", in);
    ASSERT_EQ(FromBase(digits, in), std::nullopt) << kRefuse;
  }
}

// Task 1.4.

TEST(BreakdownTwin, OtherBasesThatAreNone) {
  HiddenDraw draw("BreakdownTwin.OtherBasesThatAreNone");
  const auto n = static_cast<std::uint64_t>(draw.Between(1, 7));
  const std::int32_t eight = draw.Int(8, 16);
  Given("n", n);
  Given("base", eight);
  const std::optional<std::vector<Term>> terms = Breakdown(n, eight);
  ASSERT_TRUE(terms.has_value() && terms->size() == 1);
  ASSERT_EQ(terms->front().value, n);
  for (std::int32_t base : NoBases(draw)) {
    Given("base", base);
    ASSERT_FALSE(Breakdown(n, base).has_value()) << kRefuse;
  }
}

// Task 1.5. 32 widths can be listed whole.

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
  HiddenDraw draw("RangeOfTwin.OtherWidthsThatAreNone");
  for (bool is_signed : {true, false}) {
    const std::int32_t some = draw.Int(2, 31);
    Given("is_signed", is_signed);
    Given("bits", some);
    const std::optional<IntegerRange> range = RangeOf(some, is_signed);
    ASSERT_TRUE(range.has_value());
    ASSERT_EQ(range->levels, oracle::Power(some));
    for (std::int32_t bits : NoWidths(draw)) {
      Given("bits", bits);
      ASSERT_FALSE(RangeOf(bits, is_signed).has_value()) << kRefuse;
    }
  }
}

// Tasks 1.6 to 1.8.

// Just beyond the ends of some widths, and far from them. The ends themselves,
// and widths of 32 bits, are asked of elsewhere.
TEST(EncodeTwosTwin, OthersOutOfRange) {
  HiddenDraw draw("EncodeTwosTwin.OthersOutOfRange");
  for (std::int64_t width : draw.Different(4, 4, 16)) {
    const auto bits = static_cast<std::int32_t>(width);
    const std::int64_t half = oracle::Power(bits - 1);
    const std::int64_t value = draw.Between(1, half - 2);
    Given("bits", bits);
    Given("value", value);
    ASSERT_EQ(EncodeTwos({.value = value, .bits = bits}), value);
    for (const std::int64_t beyond :
         {half, half + value, -half - 1, -half - 1 - value, -2 * half}) {
      Given("value", beyond);
      ASSERT_EQ(EncodeTwos({.value = beyond, .bits = bits}), std::nullopt)
          << kRefuse;
    }
  }
}

TEST(EncodeTwosTwin, OtherWidthsThatAreNone) {
  HiddenDraw draw("EncodeTwosTwin.OtherWidthsThatAreNone");
  const std::int32_t some = draw.Int(4, 31);
  const std::int64_t value = draw.Between(1, oracle::Power(some - 1) - 1);
  Given("value", value);
  Given("bits", some);
  ASSERT_EQ(EncodeTwos({.value = value, .bits = some}), value);
  for (std::int32_t bits : NoWidths(draw)) {
    Given("bits", bits);
    ASSERT_EQ(EncodeTwos({.value = 3, .bits = bits}), std::nullopt) << kRefuse;
  }
}

// Widths that are none, and codes with a bit above the width.
std::vector<Pattern> NoPatterns(HiddenDraw& draw) {
  std::vector<Pattern> none;
  for (std::int32_t bits : NoWidths(draw)) none.push_back({0, bits});
  for (std::int64_t width : draw.Different(5, 2, 31)) {
    const auto bits = static_cast<std::int32_t>(width);
    const std::int64_t above = oracle::Power(bits);
    const std::int64_t and_more = above + draw.Between(1, above - 1);
    none.push_back({static_cast<std::uint32_t>(above), bits});
    none.push_back({static_cast<std::uint32_t>(and_more), bits});
  }
  return none;
}

TEST(DecodeTwosTwin, OtherPatternsThatAreNone) {
  HiddenDraw draw("DecodeTwosTwin.OtherPatternsThatAreNone");
  // No sign, in this width or in eight bits: signs are another check's. And a
  // width of which no public check asks for a number.
  const std::int32_t bits = draw.Int(6, 7);
  const std::int64_t code = draw.Between(1, oracle::Power(bits - 1) - 1);
  Given("code", code);
  Given("bits", bits);
  ASSERT_EQ(
      DecodeTwos({.code = static_cast<std::uint32_t>(code), .bits = bits}),
      code);
  for (const Pattern& none : NoPatterns(draw)) {
    Given("code", none.code);
    Given("bits", none.bits);
    ASSERT_EQ(DecodeTwos(none), std::nullopt) << kRefuse;
  }
}

void ExpectNegated(std::int64_t code, std::int32_t bits, std::int64_t right) {
  Given("code", code);
  Given("bits", bits);
  ASSERT_EQ(Negate({.code = static_cast<std::uint32_t>(code), .bits = bits}),
            right);
}

TEST(NegateTwin, ZeroAndTheLeastOfOtherWidths) {
  HiddenDraw draw("NegateTwin.ZeroAndTheLeastOfOtherWidths");
  std::vector<std::int64_t> widths = draw.Different(6, 2, 31);
  widths.push_back(32);
  for (std::int64_t width : widths) {
    const auto bits = static_cast<std::int32_t>(width);
    const std::int64_t least = oracle::Power(bits - 1);
    ExpectNegated(0, bits, 0);
    if (!HasFatalFailure()) ExpectNegated(least, bits, least);
    if (!HasFatalFailure()) ExpectNegated(1, bits, 2 * least - 1);
    if (HasFatalFailure()) return;
  }
}

TEST(NegateTwin, OtherPatternsThatAreNone) {
  HiddenDraw draw("NegateTwin.OtherPatternsThatAreNone");
  const std::int32_t bits = draw.Int(3, 31);
  const std::int64_t code = draw.Between(1, oracle::Power(bits) - 1);
  ExpectNegated(code, bits, oracle::Power(bits) - code);
  if (HasFatalFailure()) return;
  for (const Pattern& none : NoPatterns(draw)) {
    Given("code", none.code);
    Given("bits", none.bits);
    ASSERT_EQ(Negate(none), std::nullopt) << kRefuse;
  }
}

}  // namespace
}  // namespace bits_lab
