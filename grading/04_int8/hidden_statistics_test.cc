// The hidden tests of tasks 4.7 and 4.8: statistics and ranks.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

#include "absl/status/statusor.h"
#include "common/lab/given.h"
#include "grading/04_int8/oracle.h"
#include "grading/boundary/hidden_seed.h"
#include "gtest/gtest.h"
#include "labs/04_int8/quantizer.h"

namespace int8_lab {
namespace {

using ::wbm::boundary::HiddenSeed;
using ::wbm::lab::Given;

using Codes = std::vector<std::int8_t>;
using Floats = std::vector<float>;

constexpr float kInf = std::numeric_limits<float>::infinity();

// In [1/2, 1) on a grid of 2^-24.
float Half(std::mt19937& bits) {
  const auto grid = static_cast<std::int32_t>(bits() >> 9) + (1 << 23);
  return std::ldexp(static_cast<float>(grid), -24);
}

// |got - exact| <= bound * |exact|; a NaN fails.
void ExpectRelative(const char* what, double got, long double exact,
                    double bound) {
  const auto error = std::abs(static_cast<long double>(got) - exact);
  EXPECT_TRUE(error <= bound * std::abs(exact))
      << what << " is " << got << ", off by " << static_cast<double>(error)
      << " where a double sum is off by less than "
      << static_cast<double>(bound * std::abs(exact));
}

// Task 4.7.

TEST(MeasureErrorHidden, SumsAreDouble) {
  constexpr int kCount = 200'000;
  std::mt19937 bits(HiddenSeed("SumsAreDouble"));
  Floats x, y;
  for (int i = 0; i < kCount; ++i) {
    x.push_back(i % 2 ? Half(bits) : -Half(bits));
    // One in a hundred is far off: the difference of numbers of such different
    // size does not fit in the 24 bits of a float32.
    const float factor = i % 100 ? 1 + 0.01f * Half(bits) : 0.01f * Half(bits);
    y.push_back(x.back() * factor);
  }
  long double sum = 0, ratios = 0, errors = 0, xs = 0, ys = 0, products = 0;
  double largest = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double a = x[i], b = y[i], error = std::abs(a - b);
    largest = std::max(largest, error);
    sum += error;
    ratios += static_cast<long double>(error) / std::abs(a);
    errors += static_cast<long double>(error) * error;
    xs += static_cast<long double>(a) * a;
    ys += static_cast<long double>(b) * b;
    products += static_cast<long double>(a) * b;
  }
  Given("x", x);
  Given("y", y);
  const absl::StatusOr<ErrorStats> stats = MeasureError(x, y);
  ASSERT_TRUE(stats.ok()) << stats.status();
  // n terms of one sign in double, in any order: off by at most
  // (n - 1) u / (1 - (n - 1) u) of the sum, u = 2^-53 (N. Higham, "Accuracy and
  // Stability of Numerical Algorithms", 4.2). Two roundings a term, two sums a
  // quotient and roots that halve an error stay below 4 n u. The reference in
  // long double has u = 2^-64. A float32 sum, u = 2^-24, is off by far more.
  constexpr double kBound = 4.0 * kCount * 0x1p-53;
  EXPECT_EQ(stats->max_abs, largest);
  ExpectRelative("mean_abs", stats->mean_abs, sum / kCount, kBound);
  ExpectRelative("mean_relative", stats->mean_relative, ratios / kCount,
                 kBound);
  ExpectRelative("norm_relative", stats->norm_relative, std::sqrt(errors / xs),
                 kBound);
  ExpectRelative("cosine", stats->cosine, products / std::sqrt(xs * ys),
                 kBound);
}

TEST(MeasureErrorHidden, MedianOfOddAndEvenCounts) {
  std::mt19937 bits(HiddenSeed("MedianOfOddAndEvenCounts"));
  for (int n = 1; n <= 40; ++n) {
    Floats x, y;
    std::vector<double> ratios;
    for (int i = 0; i < n; ++i) {
      x.push_back(bits() % 2 ? Half(bits) : -Half(bits));
      y.push_back(x.back() * (1 + Half(bits)));
      const double a = x.back(), b = y.back();
      ratios.push_back(std::abs(a - b) / std::abs(a));
      if (bits() % 3 == 0) {  // below the mask: changes no median
        x.push_back(i % 2 ? 0.0f : 9e-9f);
        y.push_back(1.0f);
      }
    }
    std::sort(ratios.begin(), ratios.end());
    const std::size_t half = ratios.size() / 2;
    const double median = ratios.size() % 2
                              ? ratios[half]
                              : (ratios[half - 1] + ratios[half]) / 2;
    Given("x", x);
    Given("y", y);
    const absl::StatusOr<ErrorStats> stats = MeasureError(x, y);
    ASSERT_TRUE(stats.ok()) << stats.status();
    // Difference, quotient, mean of two: 4 ULP are more than their roundings.
    ASSERT_DOUBLE_EQ(stats->median_relative, median);
  }
}

void ExpectStats(const Floats& x, const Floats& y, const ErrorStats& expected) {
  if (testing::Test::HasFailure()) return;  // keep the input that failed
  Given("x", x);
  Given("y", y);
  const absl::StatusOr<ErrorStats> stats = MeasureError(x, y);
  ASSERT_TRUE(stats.ok()) << stats.status();
  EXPECT_EQ(stats->mean_relative, expected.mean_relative);
  EXPECT_EQ(stats->median_relative, expected.median_relative);
  EXPECT_EQ(stats->norm_relative, expected.norm_relative);
  EXPECT_EQ(stats->cosine, expected.cosine);
}

TEST(MeasureErrorHidden, ZeroVectorsAndNothingLeft) {
  ExpectStats({0, -0.0f}, {0, 0},
              {.mean_relative = 0,
               .median_relative = 0,
               .norm_relative = 0,
               .cosine = 1});
  ExpectStats({0, 0}, {1, 0},
              {.mean_relative = 0,
               .median_relative = 0,
               .norm_relative = kInf,
               .cosine = 0});
  ExpectStats({2, -4}, {0, 0},
              {.mean_relative = 1,
               .median_relative = 1,
               .norm_relative = 1,
               .cosine = 0});
  // A power of two below the mask, doubled: exact, but no ratio counts.
  ExpectStats({0x1p-27f}, {0x1p-26f},
              {.mean_relative = 0,
               .median_relative = 0,
               .norm_relative = 1,
               .cosine = 1});
}

// Every float on either side of 10^-8 (which is no float itself) is on the
// same side of it in float32 and in double.
TEST(MeasureErrorHidden, TheMaskEndsAtTenToTheMinusEight) {
  const float below = 1e-8f, above = std::nextafter(1e-8f, kInf);
  ASSERT_LT(double{below}, 1e-8);
  ASSERT_GT(double{above}, 1e-8);
  for (float counts : {above, 1.5e-8f, 3e-8f, 9e-8f, 2e-7f}) {
    // Ratios of 2 and of 1; what is masked would bring others.
    const Floats x = {counts, below, -counts, 1e-12f, -below, 2 * counts};
    const Floats y = {-counts, 1, counts, 1, 1, 0};
    Given("x", x);
    Given("y", y);
    const absl::StatusOr<ErrorStats> stats = MeasureError(x, y);
    ASSERT_TRUE(stats.ok()) << stats.status();
    ASSERT_DOUBLE_EQ(stats->mean_relative, 5.0 / 3);
    ASSERT_EQ(stats->median_relative, 2);
  }
}

// Squares that no float32 holds, and ones that it flushes to zero.
TEST(MeasureErrorHidden, SquaresOfTheLargestAndTheSmallest) {
  for (float size : {3e38f, 1e-30f}) {
    Given("size", size);
    const absl::StatusOr<ErrorStats> stats =
        MeasureError(Floats{size, size}, Floats{size, 0});
    ASSERT_TRUE(stats.ok()) << stats.status();
    ASSERT_EQ(stats->mean_abs, double{size} / 2);
    ASSERT_EQ(stats->max_abs, size);
    // Three sums, two roots and a quotient: 4 ULP.
    ASSERT_DOUBLE_EQ(stats->norm_relative, std::sqrt(0.5));
    ASSERT_DOUBLE_EQ(stats->cosine, std::sqrt(0.5));
  }
}

TEST(CountCodesHidden, EverySetOfCodes) {
  std::mt19937 bits(HiddenSeed("EverySetOfCodes"));
  for (int n = 0; n <= 256; ++n) {
    Codes all;
    for (int q = -128; q <= 127; ++q)
      all.push_back(static_cast<std::int8_t>(q));
    // A random choice of n codes (std::shuffle differs between libraries).
    for (std::size_t i = all.size() - 1; i > 0; --i) {
      std::swap(all[i], all[bits() % (i + 1)]);
    }
    Codes codes(all.begin(), all.begin() + n);
    if (n > 0) codes.resize(codes.size() + 300, codes[bits() % codes.size()]);
    Given("codes", codes);
    ASSERT_EQ(CountCodes(codes), n);
  }
  Codes many(70'000, 1);  // more than 16 bits can count
  many.back() = 2;
  Given("number of codes", many.size());
  ASSERT_EQ(CountCodes(many), 2);
}

// Task 4.8.

void ExpectTop(const Floats& x, const Floats& y, std::int32_t k) {
  if (testing::Test::HasFailure()) return;  // keep the input that failed
  Given("x", x);
  Given("y", y);
  Given("k", k);
  const TopKStability expected = oracle::TopK(x, y, k);
  const absl::StatusOr<TopKStability> top = CompareTopK(x, y, k);
  ASSERT_TRUE(top.ok()) << top.status();
  EXPECT_EQ(top->before, expected.before);
  EXPECT_EQ(top->after, expected.after);
  // Two small integers and one division: exact.
  EXPECT_EQ(top->jaccard, expected.jaccard);
  EXPECT_EQ(top->order_kept, expected.order_kept);
  EXPECT_EQ(top->set_determined, expected.set_determined);
  EXPECT_EQ(top->ties, expected.ties);
}

TEST(CompareTopKHidden, ATieAcrossTheEdge) {
  const Floats x = {9, 8, 7, 6, 5, 4};
  const Floats y = {9, 7, 7, 7, 5, 5};
  for (std::int32_t k = 1; k <= 6; ++k) {
    Given("x", x);
    Given("y", y);
    Given("k", k);
    const absl::StatusOr<TopKStability> top = CompareTopK(x, y, k);
    ASSERT_TRUE(top.ok()) << top.status();
    // Ranks 2 to 4 are one value, ranks 5 and 6 another.
    ASSERT_EQ(top->set_determined, k == 1 || k == 4 || k == 6);
    std::vector<std::vector<std::int32_t>> ties;
    if (k >= 2) ties.push_back({1, 2, 3});
    if (k >= 5) ties.push_back({4, 5});
    ASSERT_EQ(top->ties, ties);
  }
}

// More elements than 16 bits can count: 4000 ones, then as many twos as make
// one tie that ends beyond rank 2^16.
void ExpectALongTie() {
  constexpr std::int32_t kOnes = 4'000, kAll = 70'000;
  Floats y(kAll, 2);
  std::fill(y.begin(), y.begin() + kOnes, 1.0f);
  std::vector<std::int32_t> tie;
  for (std::int32_t i = kOnes; i < kAll; ++i) tie.push_back(i);
  Given("n", kAll);
  const absl::StatusOr<TopKStability> top = CompareTopK(y, y, 3);
  ASSERT_TRUE(top.ok()) << top.status();
  ASSERT_EQ(top->after, (std::vector<std::int32_t>{4'000, 4'001, 4'002}));
  ASSERT_FALSE(top->set_determined);
  ASSERT_EQ(top->ties.size(), 1u);
  ASSERT_TRUE(top->ties.front() == tie) << "not the elements from 4000 on";
}

TEST(CompareTopKHidden, AgreesWithCountingRanks) {
  std::mt19937 bits(HiddenSeed("AgreesWithCountingRanks"));
  const Floats values = {0.0f, -0.0f, 1.0f, 2.0f, 2.5f, -1.0f, kInf, -kInf};
  for (int round = 0; round < 1000; ++round) {
    const auto n = static_cast<std::int32_t>(1 + bits() % 24);
    Floats x, y;
    for (std::int32_t i = 0; i < n; ++i) {
      x.push_back(round % 2 ? values[bits() % values.size()] : Half(bits));
      y.push_back(round % 3 ? values[bits() % values.size()] : x.back());
    }
    const auto k =
        static_cast<std::int32_t>(1 + bits() % static_cast<std::uint32_t>(n));
    ExpectTop(x, y, k);
  }
  Floats many(70'000);  // more than 16 bits can count
  for (std::size_t i = 0; i < many.size(); ++i) {
    many[i] = static_cast<float>(i);
  }
  Given("n", many.size());
  const absl::StatusOr<TopKStability> top = CompareTopK(many, many, 2);
  ASSERT_TRUE(top.ok()) << top.status();
  ASSERT_EQ(top->before, (std::vector<std::int32_t>{69'999, 69'998}));
  ASSERT_EQ(top->after, top->before);
  ASSERT_EQ(top->jaccard, 1);
  ASSERT_TRUE(top->order_kept);
  ASSERT_NO_FATAL_FAILURE(ExpectALongTie());
}

}  // namespace
}  // namespace int8_lab
