// The hidden tests of lab 01, block C: every format, every tie, every end.

#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <random>
#include <vector>

#include "common/formats/exact.h"
#include "common/formats/fixed_point.h"
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

constexpr double kInf = std::numeric_limits<double>::infinity();

void GivenFormat(QFormat q) {
  Given("integer_bits", q.integer_bits);
  Given("fraction_bits", q.fraction_bits);
}

bool IsFormat(QFormat q) {
  return q.integer_bits >= 0 && q.fraction_bits >= 0 &&
         q.integer_bits + q.fraction_bits <= 31;
}

// Formats of few bits, whose codes can all be tried: 28 of them.
std::vector<QFormat> SmallFormats() {
  std::vector<QFormat> formats;
  for (std::int32_t m = 0; m <= 6; ++m) {
    for (std::int32_t n = 0; m + n <= 6; ++n) formats.push_back({m, n});
  }
  return formats;
}

// Task 1.9.

TEST(FactsOfHidden, EveryFormat) {
  for (std::int32_t m = -2; m <= 34; ++m) {
    for (std::int32_t n = -2; n <= 34; ++n) {
      const QFormat q = {m, n};
      GivenFormat(q);
      const std::optional<QFacts> facts = FactsOf(q);
      ASSERT_EQ(facts.has_value(), IsFormat(q));
      if (!facts) continue;
      // Quotients of powers of two, and sums of 32 bits: exact.
      const double step = 1 / static_cast<double>(oracle::Power(n));
      const auto end = static_cast<double>(oracle::Power(m));
      ASSERT_EQ(facts->bits, m + n + 1);
      ASSERT_EQ(facts->resolution, step);
      ASSERT_EQ(facts->least, -end);
      ASSERT_EQ(facts->most, end - step);
    }
  }
}

// All raw integers of the formats of up to 12 bits, and some beyond their ends;
// of the wide ones 4096, from one that is drawn, and both ends.
TEST(DecodeQHidden, EveryRawIntegerOfEveryFormat) {
  const std::uint64_t drawn = HiddenSeed("EveryRawIntegerOfEveryFormat");
  std::vector<Fixed> all;
  for (std::int32_t m = 0; m <= 31; ++m) {
    for (std::int32_t n = 0; m + n <= 31; ++n) {
      const std::int64_t end = oracle::Power(m + n);
      const std::int64_t step = end <= 2048 ? 1 : end / 64 + 1;
      std::vector<std::int64_t> raws = {-end - 1, -end, end, end - 1,
                                        2 * end - 1};
      const auto first =
          static_cast<std::int64_t>(drawn % static_cast<std::uint64_t>(step));
      for (std::int64_t raw = first - end; raw < end; raw += step) {
        raws.push_back(raw);
      }
      for (std::int64_t raw : raws) {
        const auto narrow = static_cast<std::int32_t>(raw);
        if (narrow == raw) all.push_back({narrow, {m, n}});
      }
    }
  }
  const std::vector<std::optional<double>> got = Each<&DecodeQ>(all);
  ASSERT_EQ(got.size(), all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto& [raw, q] = all[i];
    const std::int64_t end = oracle::Power(q.integer_bits + q.fraction_bits);
    std::optional<double> right;
    if (raw >= -end && raw < end) {
      right = raw / static_cast<double>(oracle::Power(q.fraction_bits));
    }
    if (got[i] == right) continue;
    GivenFormat(q);
    Given("raw", raw);
    ASSERT_EQ(got[i], right);
  }
}

// Task 1.10.

void ExpectRaw(double x, QFormat q, std::int64_t right) {
  if (testing::Test::HasFatalFailure()) return;
  GivenFormat(q);
  Given("x", x);
  ASSERT_EQ(EncodeQ(x, q), right);
}

TEST(EncodeQHidden, EveryTieGoesToTheEvenNeighbour) {
  for (const QFormat& q : SmallFormats()) {
    const auto end = static_cast<std::int32_t>(
        oracle::Power(q.integer_bits + q.fraction_bits));
    for (std::int32_t k = -end; k < end - 1; ++k) {
      const double x = std::ldexp(k + 0.5, -q.fraction_bits);
      ASSERT_EQ(oracle::NearestRaw(x, q).size(), 2u);
      ASSERT_NO_FATAL_FAILURE(ExpectRaw(x, q, k % 2 == 0 ? k : k + 1));
    }
  }
}

// A grid that meets each quarter of a step but no tie, from beyond one end to
// beyond the other, and the doubles next to each tie.
TEST(EncodeQHidden, NearestOfAllCodes) {
  for (const QFormat& q : SmallFormats()) {
    const auto end = static_cast<std::int32_t>(
        oracle::Power(q.integer_bits + q.fraction_bits));
    for (std::int32_t k = -end - 2; k < end + 2; ++k) {
      for (double offset : {0.0, 0.25, 0.5 - 0x1p-30, 0.5 + 0x1p-30, 0.75}) {
        const double x = std::ldexp(k + offset, -q.fraction_bits);
        const std::vector<std::int32_t> right = oracle::NearestRaw(x, q);
        ASSERT_EQ(right.size(), 1u);
        ASSERT_NO_FATAL_FAILURE(ExpectRaw(x, q, right.front()));
      }
    }
  }
}

// A float has 24 bits and 2^31 steps need 31; an int32 ends at 2^31, an int64
// at 2^63. No value here is a tie.
TEST(EncodeQHidden, WideFormatsAndHugeValues) {
  std::mt19937_64 random(HiddenSeed("WideFormatsAndHugeValues"));
  for (std::int32_t n : {0, 8, 16, 24, 31}) {
    const QFormat q = {31 - n, n};
    const wbm::formats::FixedFormat format = wbm::formats::Q(31 - n, n);
    for (int i = 0; i < 200; ++i) {
      // 40 random bits and a last one: 41 significant bits, ten below a step.
      const auto odd = static_cast<std::int64_t>(random() >> 24) * 2 + 1;
      const double x = std::ldexp(static_cast<double>(odd) - 0x1p40, -10 - n);
      ASSERT_NO_FATAL_FAILURE(ExpectRaw(
          x, q, wbm::formats::EncodeFixed(format, wbm::formats::Exactly(x))));
    }
    for (double steps : {0x1p31 - 1, 0x1p31, 0x1p31 + 1, 0x1p32, 0x1p32 + 1,
                         0x1p63, 0x1p64, 0x1p64 + 0x1p12, 0x1p1000, kInf}) {
      const double x = std::ldexp(steps, -n);
      ASSERT_NO_FATAL_FAILURE(ExpectRaw(x, q, 2147483647));
      const bool fits = steps < 0x1p31;
      ASSERT_NO_FATAL_FAILURE(
          ExpectRaw(-x, q, fits ? -2147483647 : -2147483648LL));
    }
    const double tiny = std::numeric_limits<double>::denorm_min();
    ASSERT_NO_FATAL_FAILURE(ExpectRaw(tiny, q, 0));
    ASSERT_NO_FATAL_FAILURE(ExpectRaw(-tiny, q, 0));
    ASSERT_NO_FATAL_FAILURE(
        ExpectRaw(std::numeric_limits<double>::max(), q, 2147483647));
  }
}

// Task 1.11.

// Every eighth of a step round both ends, except ties: they are the next
// test's.
TEST(EncodeAllHidden, CountsByTheNearestStep) {
  for (const QFormat& q : SmallFormats()) {
    const auto end =
        static_cast<double>(oracle::Power(q.integer_bits + q.fraction_bits));
    std::vector<double> x;
    std::int64_t beyond = 0;
    for (int eighths = -20; eighths <= 20; ++eighths) {
      if (eighths % 8 == 4 || eighths % 8 == -4) continue;  // a tie
      for (double steps : {end - 1 + eighths / 8.0, -end + eighths / 8.0}) {
        x.push_back(std::ldexp(steps, -q.fraction_bits));
        beyond += steps > end - 0.5 || steps < -end - 0.5;
      }
    }
    GivenFormat(q);
    Given("x", x);
    const std::optional<FixedArray> array = EncodeAll(x, q);
    ASSERT_TRUE(array.has_value()) << "this is refused and must not be";
    ASSERT_EQ(array->saturated, beyond);
    ASSERT_EQ(array->raw.size(), x.size());
    for (std::size_t i = 0; i < x.size(); ++i) {
      ASSERT_EQ(array->raw[i], oracle::NearestRaw(x[i], q).front());
    }
  }
}

// The upper end is odd, so half a step beyond it goes away from it; the lower
// end is even, so half a step beyond it comes back to it. (Only in a format of
// one bit the upper end is 0, and even.)
TEST(EncodeAllHidden, TiesAtTheEndsGoToEven) {
  for (const QFormat& q : SmallFormats()) {
    if (q.integer_bits + q.fraction_bits == 0) continue;
    const auto end =
        static_cast<double>(oracle::Power(q.integer_bits + q.fraction_bits));
    const std::vector<double> x = {std::ldexp(end - 0.5, -q.fraction_bits),
                                   std::ldexp(-end - 0.5, -q.fraction_bits)};
    GivenFormat(q);
    Given("x", x);
    const std::optional<FixedArray> array = EncodeAll(x, q);
    ASSERT_TRUE(array.has_value()) << "this is refused and must not be";
    ASSERT_EQ(array->saturated, 1);
  }
}

// More elements than 16 bits can count, raw integers that do not fit in them,
// and values of 41 significant bits that do not fit in a float. None is a tie.
TEST(EncodeAllHidden, ManyValuesInWideFormats) {
  std::mt19937_64 random(HiddenSeed("ManyValuesInWideFormats"));
  const auto n = static_cast<std::int32_t>(random() % 32);
  const QFormat q = {31 - n, n};
  const wbm::formats::FixedFormat format = wbm::formats::Q(31 - n, n);
  std::vector<double> x;
  std::int64_t beyond = 0;
  for (int i = 0; i < 0x10000 + 3; ++i) {
    const auto odd = static_cast<std::int64_t>(random() >> 24) * 2 + 1;
    // From beyond one end to beyond the other, by odd multiples of 2^-10.
    const double steps = (static_cast<double>(odd) - 0x1p40) * 0x1.8p-9;
    x.push_back(std::ldexp(steps, -n));
    beyond += steps > 0x1p31 - 0.5 || steps < -0x1p31 - 0.5;
  }
  GivenFormat(q);
  Given("x", x);
  const std::optional<FixedArray> array = EncodeAll(x, q);
  ASSERT_TRUE(array.has_value()) << "this is refused and must not be";
  ASSERT_EQ(array->raw.size(), x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    Given("x[i]", x[i]);
    ASSERT_EQ(array->raw[i],
              wbm::formats::EncodeFixed(format, wbm::formats::Exactly(x[i])));
  }
  ASSERT_EQ(array->saturated, beyond);
}

}  // namespace
}  // namespace bits_lab
