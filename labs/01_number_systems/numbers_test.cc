// The public tests of lab 01, in task order. They call what numbers.h declares
// and nothing else; every expected number can be checked by hand.

#include "labs/01_number_systems/numbers.h"

#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/lab/given.h"
#include "gtest/gtest.h"

namespace bits_lab {
namespace {

using ::wbm::lab::Given;

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr std::int32_t kLeast32 = std::numeric_limits<std::int32_t>::min();
constexpr std::int32_t kMost32 = std::numeric_limits<std::int32_t>::max();
constexpr std::int32_t kTenIn16 = 0x1000A;  // 10, when 16 bits hold it
constexpr std::int64_t kLeast64 = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kMost64 = std::numeric_limits<std::int64_t>::max();
constexpr std::uint64_t kMostU64 = std::numeric_limits<std::uint64_t>::max();

constexpr QFormat kQ34 = {.integer_bits = 3, .fraction_bits = 4};

constexpr char kRefuse[] = "this has to be refused: return std::nullopt";

// Task 1.1.

TEST(Digit, ZeroToNineAreTheDecimalDigits) {
  for (std::int32_t value : {0, 1, 5, 9}) {
    Given("value", value);
    ASSERT_EQ(Digit(value), static_cast<char>('0' + value));
  }
}

TEST(Digit, TenToFifteenAreCapitalLetters) {
  for (std::int32_t value : {10, 11, 15}) {
    Given("value", value);
    ASSERT_EQ(Digit(value), static_cast<char>('A' + value - 10));
  }
}

TEST(Digit, NothingElseIsADigit) {
  for (std::int32_t value : {16, 17, -1, 42, kLeast32, kMost32}) {
    Given("value", value);
    ASSERT_EQ(Digit(value), std::nullopt) << kRefuse;
  }
}

// Task 1.2.

TEST(ToBase, FortyTwoInTwoTenAndSixteen) {
  const std::vector<std::pair<std::int32_t, std::string>> cases = {
      {2, "101010"}, {10, "42"}, {16, "2A"}, {8, "52"}, {3, "1120"}};
  Given("n", 42);
  for (const auto& [base, expected] : cases) {
    Given("base", base);
    ASSERT_EQ(ToBase(42, base), expected);
  }
}

TEST(ToBase, ZeroHasOneDigit) {
  for (std::int32_t base : {2, 10, 16}) {
    Given("n", 0);
    Given("base", base);
    ASSERT_EQ(ToBase(0, base), "0");
  }
}

TEST(ToBase, SixtyFourBitsFit) {
  Given("n", kMostU64);
  Given("base", 2);
  EXPECT_EQ(ToBase(kMostU64, 2), std::string(64, '1'));
  Given("base", 10);
  EXPECT_EQ(ToBase(kMostU64, 10), "18446744073709551615");
  Given("base", 16);
  EXPECT_EQ(ToBase(kMostU64, 16), "FFFFFFFFFFFFFFFF");
}

TEST(ToBase, OnlyBasesTwoToSixteen) {
  Given("n", 42);
  for (std::int32_t base : {17, 36, -2, kLeast32, kMost32, kTenIn16, 1, 0}) {
    Given("base", base);
    ASSERT_EQ(ToBase(42, base), std::nullopt) << kRefuse;
  }
}

// Task 1.3.

TEST(FromBase, ReadsTwoTenAndSixteen) {
  const std::vector<std::pair<std::string, std::int32_t>> forty_two = {
      {"101010", 2}, {"42", 10}, {"2A", 16}, {"52", 8}, {"1120", 3}};
  for (const auto& [digits, base] : forty_two) {
    Given("digits", digits);
    Given("base", base);
    ASSERT_EQ(FromBase(digits, base), 42u);
  }
  Given("digits", "0");
  ASSERT_EQ(FromBase("0", 2), 0u);
}

TEST(FromBase, SmallLettersAndLeadingZerosAreFine) {
  for (const char* digits :
       {"ff", "Ff", "FF", "00FF", "000000000000000000ff"}) {
    Given("digits", std::string(digits));
    Given("base", 16);
    ASSERT_EQ(FromBase(digits, 16), 255u);
  }
}

TEST(FromBase, RefusesWhatIsNoDigitOfTheBase) {
  const std::vector<std::pair<std::string, std::int32_t>> cases = {
      {"", 10},
      {"102", 2},
      {"1A", 10},
      {"12G", 16},
      {"G12", 16},
      {"-1", 10},
      {"+1", 10},
      {" 1", 10},
      {"1 ", 10},
      {"1.5", 10},
      {"8", 8},
      {"0x1F", 16},
      {"0b1", 10},
      {"10", 1},
      {"10", 17},
      // They come right after '9', and right before 'A' and 'a'.
      {":", 16},
      {"2:", 16},
      {"@", 16},
      {"`", 16}};
  for (const auto& [digits, base] : cases) {
    Given("digits", digits);
    Given("base", base);
    ASSERT_EQ(FromBase(digits, base), std::nullopt) << kRefuse;
  }
}

TEST(FromBase, RefusesWhatDoesNotFitIn64Bits) {
  Given("digits", "18446744073709551615");
  ASSERT_EQ(FromBase("18446744073709551615", 10), kMostU64);
  Given("digits", "18446744073709551616");
  ASSERT_EQ(FromBase("18446744073709551616", 10), std::nullopt) << kRefuse;
  Given("digits", "10000000000000000");
  ASSERT_EQ(FromBase("10000000000000000", 16), std::nullopt) << kRefuse;
  // 64 bits keep 11553255926290448384 of it, more than stood there before the
  // last digit.
  Given("digits", "30000000000000000000");
  ASSERT_EQ(FromBase("30000000000000000000", 10), std::nullopt) << kRefuse;
}

// Task 1.4.

struct Part {
  std::string digit;
  std::int32_t position;
  std::uint64_t value;
};

void ExpectTerms(std::uint64_t n, std::int32_t base,
                 const std::vector<Part>& expected) {
  if (testing::Test::HasFailure()) return;  // keep the input that failed
  Given("n", n);
  Given("base", base);
  const std::optional<std::vector<Term>> terms = Breakdown(n, base);
  ASSERT_TRUE(terms.has_value()) << "this is refused and must not be";
  ASSERT_EQ(terms->size(), expected.size()) << "terms";
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const Term& term = (*terms)[i];
    EXPECT_EQ(std::string(1, term.digit), expected[i].digit)
        << "terms[" << i << "]";
    EXPECT_EQ(term.position, expected[i].position) << "terms[" << i << "]";
    EXPECT_EQ(term.value, expected[i].value) << "terms[" << i << "]";
  }
}

TEST(Breakdown, HighestPositionFirst) {
  ExpectTerms(42, 10, {{"4", 1, 40}, {"2", 0, 2}});
  ExpectTerms(42, 16, {{"2", 1, 32}, {"A", 0, 10}});
  ExpectTerms(255, 10, {{"2", 2, 200}, {"5", 1, 50}, {"5", 0, 5}});
  ExpectTerms(255, 16, {{"F", 1, 240}, {"F", 0, 15}});
  ExpectTerms(7, 2, {{"1", 2, 4}, {"1", 1, 2}, {"1", 0, 1}});
}

TEST(Breakdown, ZerosAddNothing) {
  ExpectTerms(42, 2, {{"1", 5, 32}, {"1", 3, 8}, {"1", 1, 2}});
  ExpectTerms(1024, 10, {{"1", 3, 1000}, {"2", 1, 20}, {"4", 0, 4}});
  ExpectTerms(1024, 2, {{"1", 10, 1024}});
  ExpectTerms(0, 10, {});
}

TEST(Breakdown, ATermMayTakeAll64Bits) {
  // 3^40: the first of its 64 bits is a one, and so is the last.
  constexpr std::uint64_t kPower = 12157665459056928801u;
  ExpectTerms(kPower, 3, {{"1", 40, kPower}});
}

TEST(Breakdown, OnlyBasesTwoToSixteen) {
  Given("n", 42);
  for (std::int32_t base : {17, 36, -2, kLeast32, kMost32, kTenIn16, 1, 0}) {
    Given("base", base);
    ASSERT_FALSE(Breakdown(42, base).has_value()) << kRefuse;
  }
}

// Task 1.5.

void ExpectRange(std::int32_t bits, bool is_signed, std::int64_t least,
                 std::int64_t most, std::int64_t levels) {
  if (testing::Test::HasFailure()) return;  // keep the input that failed
  Given("bits", bits);
  Given("is_signed", is_signed);
  const std::optional<IntegerRange> range = RangeOf(bits, is_signed);
  ASSERT_TRUE(range.has_value()) << "this is refused and must not be";
  EXPECT_EQ(range->least, least);
  EXPECT_EQ(range->most, most);
  EXPECT_EQ(range->levels, levels);
}

TEST(RangeOf, SignedEightFourTwoAndOneBit) {
  ExpectRange(8, true, -128, 127, 256);
  ExpectRange(4, true, -8, 7, 16);
  ExpectRange(2, true, -2, 1, 4);
  ExpectRange(1, true, -1, 0, 2);
}

TEST(RangeOf, UnsignedEightFourTwoAndOneBit) {
  ExpectRange(8, false, 0, 255, 256);
  ExpectRange(4, false, 0, 15, 16);
  ExpectRange(2, false, 0, 3, 4);
  ExpectRange(1, false, 0, 1, 2);
}

TEST(RangeOf, ThirtyOneAndThirtyTwoBits) {
  ExpectRange(31, true, -1073741824, 1073741823, 2147483648);
  ExpectRange(31, false, 0, 2147483647, 2147483648);
  ExpectRange(32, true, -2147483648, 2147483647, 4294967296);
  ExpectRange(32, false, 0, 4294967295, 4294967296);
}

TEST(RangeOf, OneToThirtyTwoBitsOnly) {
  for (std::int32_t bits : {0, -1, 33, 64, kLeast32, kMost32}) {
    for (bool is_signed : {true, false}) {
      Given("bits", bits);
      Given("is_signed", is_signed);
      ASSERT_FALSE(RangeOf(bits, is_signed).has_value()) << kRefuse;
    }
  }
}

// Tasks 1.6 and 1.7. The seven numbers of the handout in eight bits.

const std::vector<std::pair<std::int64_t, std::uint32_t>> kSeven = {
    {42, 0x2A}, {-42, 0xD6}, {127, 0x7F}, {-128, 0x80},
    {0, 0x00},  {1, 0x01},   {-1, 0xFF}};

void GivenNumber(Number number) {
  Given("value", number.value);
  Given("bits", number.bits);
}

void GivenPattern(Pattern pattern) {
  Given("code", pattern.code);
  Given("bits", pattern.bits);
}

TEST(EncodeTwos, SevenNumbersInEightBits) {
  for (const auto& [value, code] : kSeven) {
    const Number number = {.value = value, .bits = 8};
    GivenNumber(number);
    ASSERT_EQ(EncodeTwos(number), code);
  }
  GivenNumber({.value = -1, .bits = 4});
  ASSERT_EQ(EncodeTwos({.value = -1, .bits = 4}), 0xFu);
}

TEST(EncodeTwos, RefusesWhatIsOutOfRange) {
  for (const Number& number :
       {Number{128, 8}, Number{-129, 8}, Number{-256, 8}, Number{255, 8},
        Number{8, 4}, Number{-9, 4}, Number{1, 1}, Number{-2, 1},
        Number{2147483648, 32}, Number{-2147483649, 32}, Number{kMost64, 8},
        Number{kLeast64, 8}}) {
    GivenNumber(number);
    ASSERT_EQ(EncodeTwos(number), std::nullopt) << kRefuse;
  }
}

TEST(EncodeTwos, OneToThirtyTwoBitsOnly) {
  for (std::int32_t bits : {0, -8, 33, 64, kLeast32, kMost32}) {
    GivenNumber({.value = 0, .bits = bits});
    ASSERT_EQ(EncodeTwos({.value = 0, .bits = bits}), std::nullopt) << kRefuse;
  }
}

TEST(DecodeTwos, SevenPatternsOfEightBits) {
  for (const auto& [value, code] : kSeven) {
    const Pattern pattern = {.code = code, .bits = 8};
    GivenPattern(pattern);
    ASSERT_EQ(DecodeTwos(pattern), value);
  }
}

TEST(DecodeTwos, TheWidthDecidesWhatABitWeighs) {
  const std::vector<std::pair<std::int32_t, std::int64_t>> ones = {
      {4, -1}, {5, 15}, {8, 15}, {32, 15}};
  for (const auto& [bits, value] : ones) {
    const Pattern pattern = {.code = 0xF, .bits = bits};
    GivenPattern(pattern);
    ASSERT_EQ(DecodeTwos(pattern), value);
  }
  GivenPattern({.code = 1, .bits = 1});
  ASSERT_EQ(DecodeTwos({.code = 1, .bits = 1}), -1);
}

const std::vector<Pattern> kNoPatterns = {
    {0x100, 8}, {0xFFFFFFFF, 8}, {0x10, 4},     {2, 1},
    {0, 0},     {0, 33},         {0, kLeast32}, {0, kMost32}};

TEST(DecodeTwos, RefusesBitsAboveTheWidth) {
  for (const Pattern& pattern : kNoPatterns) {
    GivenPattern(pattern);
    ASSERT_EQ(DecodeTwos(pattern), std::nullopt) << kRefuse;
  }
}

// Task 1.8.

TEST(Negate, FlipsAndAddsOne) {
  const std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs = {
      {0x2A, 0xD6}, {0xD6, 0x2A}, {0x01, 0xFF}, {0xFF, 0x01}, {0x7F, 0x81}};
  for (const auto& [code, negative] : pairs) {
    GivenPattern({.code = code, .bits = 8});
    ASSERT_EQ(Negate({.code = code, .bits = 8}), negative);
  }
}

TEST(Negate, ZeroAndTheLeastAreTheirOwnNegatives) {
  for (const Pattern& pattern : {Pattern{0, 8}, Pattern{0x80, 8}, Pattern{0, 4},
                                 Pattern{0x8, 4}, Pattern{1, 1}}) {
    GivenPattern(pattern);
    ASSERT_EQ(Negate(pattern), pattern.code);
  }
}

TEST(Negate, RefusesBitsAboveTheWidth) {
  for (const Pattern& pattern : kNoPatterns) {
    GivenPattern(pattern);
    ASSERT_EQ(Negate(pattern), std::nullopt) << kRefuse;
  }
}

// Task 1.9.

void GivenFormat(QFormat q) {
  Given("integer_bits", q.integer_bits);
  Given("fraction_bits", q.fraction_bits);
}

void ExpectFacts(QFormat q, std::int32_t bits, double resolution, double least,
                 double most) {
  if (testing::Test::HasFailure()) return;  // keep the input that failed
  GivenFormat(q);
  const std::optional<QFacts> facts = FactsOf(q);
  ASSERT_TRUE(facts.has_value()) << "this is refused and must not be";
  EXPECT_EQ(facts->bits, bits);
  EXPECT_EQ(facts->resolution, resolution);
  EXPECT_EQ(facts->least, least);
  EXPECT_EQ(facts->most, most);
}

TEST(FactsOf, WidthStepAndEnds) {
  ExpectFacts(kQ34, 8, 0.0625, -8, 7.9375);
  ExpectFacts({.integer_bits = 7, .fraction_bits = 0}, 8, 1, -128, 127);
  ExpectFacts({.integer_bits = 0, .fraction_bits = 3}, 4, 0.125, -1, 0.875);
  ExpectFacts({.integer_bits = 0, .fraction_bits = 0}, 1, 1, -1, 0);
}

TEST(FactsOf, RefusesWhatIsNoFormat) {
  for (const QFormat& q :
       {QFormat{-1, 4}, QFormat{3, -1}, QFormat{28, 4}, QFormat{0, 32},
        QFormat{32, 0}, QFormat{kMost32, kMost32}, QFormat{kLeast32, 0}}) {
    GivenFormat(q);
    ASSERT_FALSE(FactsOf(q).has_value()) << kRefuse;
    ASSERT_FALSE(DecodeQ({.raw = 0, .format = q}).has_value()) << kRefuse;
  }
}

TEST(DecodeQ, TheRawIntegerCountsSteps) {
  const std::vector<std::pair<std::int32_t, double>> cases = {
      {44, 2.75}, {-56, -3.5}, {1, 0.0625}, {127, 7.9375},
      {-128, -8}, {2, 0.125},  {50, 3.125}, {0, 0}};
  GivenFormat(kQ34);
  for (const auto& [raw, value] : cases) {
    Given("raw", raw);
    ASSERT_EQ(DecodeQ({.raw = raw, .format = kQ34}), value);
  }
}

TEST(DecodeQ, RefusesARawIntegerThatDoesNotFit) {
  GivenFormat(kQ34);
  for (std::int32_t raw : {128, -129, 255, kLeast32, kMost32}) {
    Given("raw", raw);
    ASSERT_FALSE(DecodeQ({.raw = raw, .format = kQ34}).has_value()) << kRefuse;
  }
}

// Task 1.10.

void ExpectRaw(double x, QFormat q, std::int32_t expected) {
  if (testing::Test::HasFailure()) return;  // keep the input that failed
  GivenFormat(q);
  Given("x", x);
  EXPECT_EQ(EncodeQ(x, q), expected);
}

TEST(EncodeQ, SevenValuesInQ34) {
  ExpectRaw(2.75, kQ34, 44);
  ExpectRaw(-3.5, kQ34, -56);
  ExpectRaw(0.0625, kQ34, 1);
  ExpectRaw(7.9375, kQ34, 127);
  ExpectRaw(-8, kQ34, -128);
  ExpectRaw(0.1, kQ34, 2);                 // 1.6 steps
  ExpectRaw(3.141592653589793, kQ34, 50);  // 50.27 steps
}

TEST(EncodeQ, NearestOnBothSidesOfZero) {
  ExpectRaw(0.11, kQ34, 2);    // 1.76 steps
  ExpectRaw(-0.11, kQ34, -2);  // -1.76 steps
  ExpectRaw(-0.07, kQ34, -1);  // -1.12 steps
  ExpectRaw(-0.0, kQ34, 0);
  // 0.49999999999999994, the last double below a half: adding 0.5 gives 1.
  ExpectRaw(std::nextafter(0.5, 0), {.integer_bits = 7, .fraction_bits = 0}, 0);
  // 16777217 steps need 25 bits; a float has 24.
  ExpectRaw(16777217.0, {.integer_bits = 31, .fraction_bits = 0}, 16777217);
}

TEST(EncodeQ, HalvesGoToTheEvenNeighbour) {
  ExpectRaw(0.03125, kQ34, 0);  // half a step
  ExpectRaw(0.09375, kQ34, 2);  // a step and a half
  ExpectRaw(0.15625, kQ34, 2);
  ExpectRaw(-0.03125, kQ34, 0);
  ExpectRaw(-0.09375, kQ34, -2);
  ExpectRaw(-0.15625, kQ34, -2);
}

TEST(EncodeQ, WhatDoesNotFitSaturates) {
  for (double x : {8.0, 8.0625, 15.9375, 16.0, 1e6, 1e300, kInf}) {
    ExpectRaw(x, kQ34, 127);
    ExpectRaw(-x, kQ34, -128);
  }
}

TEST(EncodeQ, RefusesNanAndWhatIsNoFormat) {
  GivenFormat(kQ34);
  for (double x : {kNan, -kNan}) {
    Given("x", x);
    ASSERT_EQ(EncodeQ(x, kQ34), std::nullopt) << kRefuse;
  }
  GivenFormat({.integer_bits = 3, .fraction_bits = -1});
  Given("x", 1.0);
  ASSERT_EQ(EncodeQ(1.0, {.integer_bits = 3, .fraction_bits = -1}),
            std::nullopt)
      << kRefuse;
}

// Task 1.11.

void ExpectArray(const std::vector<double>& x, QFormat q,
                 const std::vector<std::int32_t>& raw, std::int64_t saturated) {
  if (testing::Test::HasFailure()) return;  // keep the input that failed
  GivenFormat(q);
  Given("x", x);
  const std::optional<FixedArray> array = EncodeAll(x, q);
  ASSERT_TRUE(array.has_value()) << "this is refused and must not be";
  EXPECT_EQ(array->raw, raw);
  EXPECT_EQ(array->saturated, saturated);
}

TEST(EncodeAll, OneRawIntegerForEachValue) {
  ExpectArray({2.75, -3.5, 0.1}, kQ34, {44, -56, 2}, 0);
  ExpectArray({}, kQ34, {}, 0);
}

TEST(EncodeAll, CountsWhatDidNotFit) {
  ExpectArray({8.5, 1, -9, kInf, -kInf, 2}, kQ34,
              {127, 16, -128, 127, -128, 32}, 4);
  // The ends themselves fit, and so does what is nearest to them.
  ExpectArray({7.9375, -8}, kQ34, {127, -128}, 0);
  ExpectArray({7.95, -8.01}, kQ34, {127, -128}, 0);
}

TEST(EncodeAll, RefusesTheWholeForOneNan) {
  for (const std::vector<double>& x :
       {std::vector<double>{kNan}, {kNan, 1, 2}, {1, kNan, 2}, {1, 2, kNan}}) {
    GivenFormat(kQ34);
    Given("x", x);
    ASSERT_FALSE(EncodeAll(x, kQ34).has_value()) << kRefuse;
  }
  GivenFormat({.integer_bits = -1, .fraction_bits = 4});
  ASSERT_FALSE(
      EncodeAll({}, {.integer_bits = -1, .fraction_bits = 4}).has_value())
      << kRefuse;
}

}  // namespace
}  // namespace bits_lab
