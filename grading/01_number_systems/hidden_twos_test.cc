// The hidden tests of lab 01, block B: every width, every pattern.

#include <cstdint>
#include <limits>
#include <optional>
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
