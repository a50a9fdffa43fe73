// The hidden tests of lab 01, blocks A and B: every base, every pattern.

#include <cstdint>
#include <limits>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "common/lab/each.h"
#include "common/lab/given.h"
#include "grading/01_number_systems/oracle.h"
#include "grading/boundary/hidden_seed.h"
#include "gtest/gtest.h"
#include "labs/01_number_systems/numbers.h"

namespace bits_lab {
namespace {

using ::wbm::boundary::HiddenSeed;
using ::wbm::lab::Each;
using ::wbm::lab::Given;

constexpr std::uint64_t kMostU64 = std::numeric_limits<std::uint64_t>::max();

// Numbers of all sizes: 1 to 64 random bits.
std::vector<std::uint64_t> Sizes(std::string_view tag, int each) {
  std::mt19937_64 random(HiddenSeed(tag));
  std::vector<std::uint64_t> numbers = {kMostU64, kMostU64 - 1};
  for (int bits = 1; bits <= 64; ++bits) {
    for (int i = 0; i < each; ++i) numbers.push_back(random() >> (64 - bits));
  }
  return numbers;
}

// Task 1.1.

TEST(DigitHidden, EveryValueNearAndFar) {
  const std::string expected = "0123456789ABCDEF";
  std::vector<std::int32_t> values;
  for (std::int32_t v = -70'000; v <= 70'000; ++v) values.push_back(v);
  // What is a digit again modulo 2^8 or 2^16 is above; modulo 2^24 and 2^31:
  for (std::int32_t v :
       {(1 << 24) + 5, -(1 << 24) + 5, std::numeric_limits<std::int32_t>::max(),
        std::numeric_limits<std::int32_t>::min()}) {
    values.push_back(v);
  }
  const std::vector<std::optional<char>> got = Each<&Digit>(values);
  ASSERT_EQ(got.size(), values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::int32_t v = values[i];
    const std::optional<char> right =
        v >= 0 && v < 16 ? std::optional(expected[static_cast<std::size_t>(v)])
                         : std::nullopt;
    if (got[i] == right) continue;
    Given("value", v);
    FAIL() << (right ? "this is a digit" : "this is no digit");
  }
}

// Task 1.2.

TEST(ToBaseHidden, EveryBaseAndEverySize) {
  for (std::int32_t base = 2; base <= 16; ++base) {
    Given("base", base);
    for (std::uint64_t n : Sizes("1.2", 2)) {
      Given("n", n);
      ASSERT_EQ(ToBase(n, base), oracle::Digits(n, base));
    }
    // Round numbers: a one and nothing but zeros, and the number before it.
    for (std::uint64_t n = 1; n <= kMostU64 / 16; n *= 16) {
      const std::uint64_t round =
          oracle::Read("1" + oracle::Digits(n, 16).substr(1), base).value();
      for (std::uint64_t near : {round, round - 1}) {
        Given("n", near);
        ASSERT_EQ(ToBase(near, base), oracle::Digits(near, base));
      }
    }
  }
}

// Task 1.3.

TEST(FromBaseHidden, EveryBaseAndEverySize) {
  for (std::int32_t base = 2; base <= 16; ++base) {
    Given("base", base);
    for (std::uint64_t n : Sizes("1.3", 2)) {
      const std::string digits = oracle::Digits(n, base);
      Given("digits", digits);
      ASSERT_EQ(FromBase(digits, base), n);
    }
  }
}

// Numbers with one digit more than 2^64 - 1 has: some wrap to a smaller number,
// some to a larger one, so that looking at the result does not tell.
TEST(FromBaseHidden, TheEdgeOf64BitsInEveryBase) {
  std::mt19937 random(HiddenSeed("TheEdgeOf64BitsInEveryBase"));
  for (std::int32_t base = 2; base <= 16; ++base) {
    const std::string longest = oracle::Digits(kMostU64, base);
    std::vector<std::string> cases = {longest, std::string(9, '0') + longest,
                                      longest + "0", "1" + longest};
    for (std::int32_t first = 1; first < base; ++first) {
      for (std::size_t zeros : {longest.size() - 1, longest.size()}) {
        cases.push_back(
            oracle::Digits(static_cast<std::uint64_t>(first), base) +
            std::string(zeros, '0'));
      }
    }
    for (int i = 0; i < 30; ++i) {
      std::string digits;
      for (std::size_t k = 0; k <= longest.size(); ++k) {
        digits += oracle::Digits(random() % static_cast<unsigned>(base), base);
      }
      cases.push_back(digits);
    }
    for (const std::string& digits : cases) {
      Given("digits", digits);
      Given("base", base);
      ASSERT_EQ(FromBase(digits, base), oracle::Read(digits, base));
    }
  }
}

TEST(FromBaseHidden, EveryCharacterInEveryBase) {
  for (std::int32_t base = 2; base <= 16; ++base) {
    for (int c = 0; c < 256; ++c) {
      const std::string one(1, static_cast<char>(c));
      for (const std::string& digits : {one, "1" + one, one + "1"}) {
        if (digits != one && c % 5 != 0) continue;  // alone: every one
        Given("digits", digits);
        Given("base", base);
        ASSERT_EQ(FromBase(digits, base), oracle::Read(digits, base));
      }
    }
  }
}

// Task 1.4.

// The terms of n from its digits, each power by repeated multiplication.
std::vector<Term> Terms(std::uint64_t n, std::int32_t base) {
  const std::string digits = oracle::Digits(n, base);
  std::vector<Term> terms;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (digits[i] == '0') continue;
    const std::size_t position = digits.size() - 1 - i;
    std::uint64_t value = oracle::Read(digits.substr(i, 1), base).value();
    for (std::size_t k = 0; k < position; ++k) {
      value *= static_cast<std::uint64_t>(base);
    }
    terms.push_back({digits[i], static_cast<std::int32_t>(position), value});
  }
  return terms;
}

TEST(BreakdownHidden, EveryTermInEveryBase) {
  for (std::int32_t base = 2; base <= 16; ++base) {
    for (std::uint64_t n : Sizes("1.4", 1)) {
      Given("n", n);
      Given("base", base);
      const std::vector<Term> right = Terms(n, base);
      const std::optional<std::vector<Term>> got = Breakdown(n, base);
      ASSERT_TRUE(got.has_value()) << "this is refused and must not be";
      ASSERT_EQ(got->size(), right.size()) << "terms";
      for (std::size_t i = 0; i < right.size(); ++i) {
        ASSERT_EQ((*got)[i].digit, right[i].digit);
        ASSERT_EQ((*got)[i].position, right[i].position);
        ASSERT_EQ((*got)[i].value, right[i].value);
      }
    }
  }
}

// Task 1.5.

TEST(RangeOfHidden, EveryWidth) {
  for (std::int32_t bits = -40; bits <= 100; ++bits) {
    for (bool is_signed : {true, false}) {
      Given("bits", bits);
      Given("is_signed", is_signed);
      const std::optional<IntegerRange> range = RangeOf(bits, is_signed);
      ASSERT_EQ(range.has_value(), bits >= 1 && bits <= 32);
      if (!range) continue;
      const std::int64_t levels = oracle::Power(bits);
      ASSERT_EQ(range->levels, levels);
      ASSERT_EQ(range->least, is_signed ? -oracle::Power(bits - 1) : 0);
      ASSERT_EQ(range->most, range->least + (levels - 1));
    }
  }
}

// Task 1.6.

void ExpectCodes(const std::vector<Number>& numbers,
                 const std::vector<std::optional<std::uint32_t>>& right) {
  const std::vector<std::optional<std::uint32_t>> got =
      Each<&EncodeTwos>(numbers);
  ASSERT_EQ(got.size(), numbers.size());
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (got[i] == right[i]) continue;
    Given("value", numbers[i].value);
    Given("bits", numbers[i].bits);
    ASSERT_EQ(got[i], right[i]);
  }
}

// All numbers of all widths up to 16, each once: 131070.
TEST(EncodeTwosHidden, EveryNumberOfEveryWidthUpToSixteen) {
  for (std::int32_t bits = 1; bits <= 16; ++bits) {
    const std::vector<std::int64_t> wheel = oracle::Wheel(bits);
    std::vector<Number> numbers;
    std::vector<std::optional<std::uint32_t>> right;
    for (std::size_t code = 0; code < wheel.size(); ++code) {
      numbers.push_back({wheel[code], bits});
      right.push_back(static_cast<std::uint32_t>(code));
    }
    ASSERT_NO_FATAL_FAILURE(ExpectCodes(numbers, right));
  }
}

TEST(EncodeTwosHidden, TheEdgesOfEveryWidth) {
  std::vector<Number> numbers;
  std::vector<std::optional<std::uint32_t>> right;
  for (std::int32_t bits = 1; bits <= 32; ++bits) {
    const std::int64_t half = oracle::Power(bits - 1), turn = 2 * half;
    for (std::int64_t value : {-half, std::int64_t{-1}, half - 1}) {
      numbers.push_back({value, bits});
      right.push_back(
          static_cast<std::uint32_t>(value < 0 ? value + turn : value));
    }
    for (std::int64_t value :
         {half, turn - 1, turn, -half - 1, -turn, oracle::Power(32),
          oracle::Power(32) + 1, -oracle::Power(32),
          std::numeric_limits<std::int64_t>::max(),
          std::numeric_limits<std::int64_t>::min()}) {
      numbers.push_back({value, bits});
      right.push_back(std::nullopt);
    }
  }
  ExpectCodes(numbers, right);
}

// Task 1.7.

void ExpectNumbers(const std::vector<Pattern>& patterns) {
  const std::vector<std::optional<std::int64_t>> got =
      Each<&DecodeTwos>(patterns);
  ASSERT_EQ(got.size(), patterns.size());
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    const std::int64_t right = oracle::SumOfWeights(patterns[i]);
    if (got[i] == right) continue;
    Given("code", patterns[i].code);
    Given("bits", patterns[i].bits);
    ASSERT_EQ(got[i], right);
  }
}

TEST(DecodeTwosHidden, EveryPatternOfEveryWidthUpToSixteen) {
  for (std::int32_t bits = 1; bits <= 16; ++bits) {
    std::vector<Pattern> patterns;
    for (std::uint32_t code = 0; code < (1u << bits); ++code) {
      patterns.push_back({code, bits});
    }
    ASSERT_NO_FATAL_FAILURE(ExpectNumbers(patterns));
  }
}

// Both ends of the codes of each wider width, and every 65519th (a prime) from
// one that is drawn.
TEST(DecodeTwosHidden, WiderPatterns) {
  const std::uint64_t first = HiddenSeed("WiderPatterns") % 65'519;
  for (std::int32_t bits = 17; bits <= 32; ++bits) {
    std::vector<Pattern> patterns;
    const auto last = static_cast<std::uint32_t>(oracle::Power(bits) - 1);
    for (std::uint64_t code = first; code <= last; code += 65'519) {
      patterns.push_back({static_cast<std::uint32_t>(code), bits});
    }
    for (std::uint32_t code : {last, last - 1, last / 2, last / 2 + 1}) {
      patterns.push_back({code, bits});
    }
    ASSERT_NO_FATAL_FAILURE(ExpectNumbers(patterns));
  }
}

// Task 1.8.

TEST(NegateHidden, EveryPatternOfEveryWidth) {
  const std::uint64_t drawn = HiddenSeed("EveryPatternOfEveryWidth");
  std::vector<Pattern> patterns;
  for (std::int32_t bits = 1; bits <= 32; ++bits) {
    const auto last = static_cast<std::uint32_t>(oracle::Power(bits) - 1);
    const std::uint32_t step = bits <= 12 ? 1 : last / 4093;
    for (std::uint64_t code = drawn % step; code <= last; code += step) {
      patterns.push_back({static_cast<std::uint32_t>(code), bits});
    }
    for (std::uint32_t code : {0u, last / 2 + 1, last}) {
      patterns.push_back({code, bits});
    }
  }
  const std::vector<std::optional<std::uint32_t>> got = Each<&Negate>(patterns);
  ASSERT_EQ(got.size(), patterns.size());
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    const std::int64_t turn = oracle::Power(patterns[i].bits);
    const std::int64_t code = patterns[i].code;
    const auto right = static_cast<std::uint32_t>(code == 0 ? 0 : turn - code);
    if (got[i] == right) continue;
    Given("code", patterns[i].code);
    Given("bits", patterns[i].bits);
    ASSERT_EQ(got[i], right);
  }
}

}  // namespace
}  // namespace bits_lab
