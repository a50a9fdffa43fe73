// The hidden tests of lab 01, block A: every base, every character.

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

// However many: more than 16 bits can count.
TEST(FromBaseHidden, AnyNumberOfZerosInFront) {
  std::mt19937 random(HiddenSeed("AnyNumberOfZerosInFront"));
  for (std::int32_t base = 2; base <= 16; ++base) {
    const std::size_t zeros = base == 2 ? 0x10000 : random() % 0x11000;
    const std::uint64_t n = random() % 1000 + 1;
    Given("zeros in front", zeros);
    Given("n", n);
    Given("base", base);
    ASSERT_EQ(FromBase(std::string(zeros, '0') + oracle::Digits(n, base), base),
              n);
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

}  // namespace
}  // namespace bits_lab
