// Twins of public tests of lab 04, tasks 4.7 and 4.8: the same property on
// other inputs, which are drawn. A refusal stands beside a value in each, so
// that refusing everything is not right.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/lab/given.h"
#include "grading/boundary/hidden_draw.h"
#include "grading/boundary/spoilt.h"
#include "gtest/gtest.h"
#include "labs/04_int8/quantizer.h"

namespace int8_lab {
namespace {

using ::wbm::boundary::HiddenDraw;
using ::wbm::boundary::Spoilt;
using ::wbm::lab::Given;

using Floats = std::vector<float>;
using Indices = std::vector<std::int32_t>;

constexpr float kInf = std::numeric_limits<float>::infinity();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr absl::StatusCode kInvalid = absl::StatusCode::kInvalidArgument;
constexpr char kRefuse[] = "this has to be refused";

// Task 4.7. Numbers of few bits, whose sums are exact.

// Errors up to 3.5, one of none, and one of 4 where y is above x: signed, it
// would be the smallest.
TEST(MeasureErrorTwin, MeanAndMaximumOfOthers) {
  HiddenDraw draw("MeasureErrorTwin.MeanAndMaximumOfOthers");
  std::vector<double> errors = {0, -4};
  for (std::int64_t n = draw.Between(3, 9); n > 0; --n) {
    errors.push_back(draw.Int(-28, 28) / 8.0);
  }
  errors = draw.Shuffled(errors);
  Floats x, y;
  double sum = 0;
  for (double error : errors) {
    x.push_back(static_cast<float>(draw.Int(-64, 64)) / 8);
    y.push_back(x.back() - static_cast<float>(error));
    sum += std::abs(error);
  }
  Given("x", x);
  Given("y", y);
  const absl::StatusOr<ErrorStats> stats = MeasureError(x, y);
  ASSERT_TRUE(stats.ok()) << stats.status();
  EXPECT_DOUBLE_EQ(stats->mean_abs, sum / static_cast<double>(x.size()));
  EXPECT_EQ(stats->max_abs, 4);
}

// x by powers of two, so that quotients are exact, above y or equal to it: what
// a sign does is another check's. Three are left out.
TEST(MeasureErrorTwin, OtherTinyValuesAreLeftOut) {
  HiddenDraw draw("MeasureErrorTwin.OtherTinyValuesAreLeftOut");
  Floats x = {-0.0f, static_cast<float>(draw.Int(1, 9)) * 1e-9f,
              static_cast<float>(draw.Int(1, 9)) * -1e-9f, -0.5f};
  Floats y = {static_cast<float>(draw.Int(1, 9)), 1, 0, -0.5f};
  double sum = 0;
  for (std::int64_t n = draw.Between(2, 7); n > 0; --n) {
    x.push_back(std::ldexp(1.0f, draw.Int(-4, 4)));
    const double ratio = draw.Int(1, 16) / 8.0;
    y.push_back(static_cast<float>(x.back() * (1 - ratio)));
    sum += ratio;
  }
  Given("x", x);
  Given("y", y);
  const absl::StatusOr<ErrorStats> stats = MeasureError(x, y);
  ASSERT_TRUE(stats.ok()) << stats.status();
  EXPECT_DOUBLE_EQ(stats->mean_relative,
                   sum / static_cast<double>(x.size() - 3));
}

// Two different right triangles, in whole numbers, y's the larger one: the two
// norms differ.
TEST(MeasureErrorTwin, NormAndCosineOfOthers) {
  struct Triangle {
    float a, b, c;
  };
  HiddenDraw draw("MeasureErrorTwin.NormAndCosineOfOthers");
  const std::vector<Triangle> all = draw.Shuffled<Triangle>(
      {{3, 4, 5}, {5, 12, 13}, {8, 15, 17}, {7, 24, 25}, {20, 21, 29}});
  const auto wide = static_cast<float>(draw.Int(6, 9));
  const Floats x = {all[0].a, all[0].b};
  const Floats y = {wide * all[1].a, wide * all[1].b};
  Given("x", x);
  Given("y", y);
  const absl::StatusOr<ErrorStats> stats = MeasureError(x, y);
  ASSERT_TRUE(stats.ok()) << stats.status();
  const double c = all[0].c, d = wide * all[1].c;
  const double dot = double{x[0]} * y[0] + double{x[1]} * y[1];
  EXPECT_DOUBLE_EQ(stats->norm_relative,
                   std::hypot(double{x[0]} - y[0], double{x[1]} - y[1]) / c);
  EXPECT_DOUBLE_EQ(stats->cosine, dot / (c * d));
}

TEST(MeasureErrorTwin, OthersThatCannotBeMeasured) {
  HiddenDraw draw("MeasureErrorTwin.OthersThatCannotBeMeasured");
  Floats x;
  for (int i = 0; i < 4; ++i) x.push_back(static_cast<float>(draw.Int(-9, 9)));
  Floats y = x;
  const int error = draw.Int(1, 9);
  y[3] += static_cast<float>(error);
  Given("x", x);
  Given("y", y);
  const absl::StatusOr<ErrorStats> stats = MeasureError(x, y);
  ASSERT_TRUE(stats.ok()) << stats.status();
  ASSERT_EQ(stats->max_abs, error);
  std::vector<Floats> bad = {{}, {1, 2, 3}, {1, 2, 3, 4, 5}};
  for (float value : {kNan, kInf, -kInf}) {
    for (const Floats& spoilt : Spoilt(x, value)) bad.push_back(spoilt);
  }
  for (const Floats& other : bad) {
    Given("one of x, y", other);
    ASSERT_EQ(MeasureError(x, other).status().code(), kInvalid) << kRefuse;
    ASSERT_EQ(MeasureError(other, x).status().code(), kInvalid) << kRefuse;
  }
}

// Task 4.8.

// 1 … n in any order: different values.
Floats Order(HiddenDraw& draw, std::int64_t n) {
  Floats x(static_cast<std::size_t>(n));
  std::iota(x.begin(), x.end(), 1.0f);
  return draw.Shuffled(x);
}

// Where the k largest of different values are, the largest first.
Indices Largest(const Floats& x, std::size_t k) {
  Indices all(x.size());
  std::iota(all.begin(), all.end(), 0);
  std::sort(all.begin(), all.end(), [&](std::int32_t a, std::int32_t b) {
    return x[static_cast<std::size_t>(a)] > x[static_cast<std::size_t>(b)];
  });
  all.resize(k);
  return all;
}

float& At(Floats& x, std::int32_t i) { return x[static_cast<std::size_t>(i)]; }

void ExpectTop(const Floats& x, const Floats& y, std::size_t k,
               double jaccard) {
  Given("x", x);
  Given("y", y);
  Given("k", k);
  const absl::StatusOr<TopKStability> top =
      CompareTopK(x, y, static_cast<std::int32_t>(k));
  ASSERT_TRUE(top.ok()) << top.status();
  ASSERT_EQ(top->before, Largest(x, k));
  ASSERT_EQ(top->after, Largest(y, k));
  ASSERT_DOUBLE_EQ(top->jaccard, jaccard);
  ASSERT_EQ(top->order_kept, Largest(x, k) == Largest(y, k));
}

// The same set twice: in the same order, and with two of it exchanged.
TEST(CompareTopKTwin, OtherDistinctValues) {
  HiddenDraw draw("CompareTopKTwin.OtherDistinctValues");
  for (int i = 0; i < 3; ++i) {
    const Floats x = Order(draw, draw.Between(7, 12));
    const auto k = static_cast<std::size_t>(draw.Between(2, 5));
    Floats y = x;
    for (float& v : y) v = 2 * v - 9;
    ExpectTop(x, y, k, 1);
    if (HasFatalFailure()) return;
    const Indices top = draw.Shuffled(Largest(x, k));
    std::swap(At(y, top[0]), At(y, top[1]));
    ExpectTop(x, y, k, 1);
    if (HasFatalFailure()) return;
  }
}

// `moved` of the k largest change places with others.
TEST(CompareTopKTwin, OtherSetsInCommon) {
  HiddenDraw draw("CompareTopKTwin.OtherSetsInCommon");
  for (int i = 0; i < 3; ++i) {
    const Floats x = Order(draw, draw.Between(9, 12));
    const std::int32_t k = draw.Int(3, 4), moved = draw.Int(1, k - 1);
    const Indices ranked = Largest(x, x.size());
    Floats y = x;
    for (std::int32_t j = 0; j < moved; ++j) {
      std::swap(At(y, ranked[static_cast<std::size_t>(j)]),
                At(y, ranked[static_cast<std::size_t>(k + j)]));
    }
    ExpectTop(x, y, static_cast<std::size_t>(k),
              static_cast<double>(k - moved) / (k + moved));
    if (HasFatalFailure()) return;
  }
}

// Three equal ones above all others, two of which are equal, too.
TEST(CompareTopKTwin, OtherEqualValues) {
  HiddenDraw draw("CompareTopKTwin.OtherEqualValues");
  const Floats x = Order(draw, 7);
  Floats y = {1, 2, 2, 3, 9, 9, 9};
  y = draw.Shuffled(y);
  Indices equal;
  for (std::int32_t i = 0; i < 7; ++i) {
    if (At(y, i) == 9) equal.push_back(i);
  }
  Given("x", x);
  Given("y", y);
  Given("k", 3);
  const absl::StatusOr<TopKStability> top = CompareTopK(x, y, 3);
  ASSERT_TRUE(top.ok()) << top.status();
  EXPECT_EQ(top->after, equal);
  EXPECT_EQ(top->ties, std::vector<Indices>{equal});
}

TEST(CompareTopKTwin, OthersThatCannotBeRanked) {
  HiddenDraw draw("CompareTopKTwin.OthersThatCannotBeRanked");
  const Floats four = Order(draw, 4);
  Given("x and y", four);
  Given("k", 2);
  const absl::StatusOr<TopKStability> top = CompareTopK(four, four, 2);
  ASSERT_TRUE(top.ok()) << top.status();
  ASSERT_EQ(top->after, Largest(four, 2));
  for (std::int32_t k : {draw.Int(-99, -1), 0, 5, draw.Int(6, 99)}) {
    Given("k", k);
    ASSERT_EQ(CompareTopK(four, four, k).status().code(), kInvalid) << kRefuse;
  }
  Given("k", 2);
  std::vector<Floats> bad = {{4, 3}, {4, 3, 2, 1, 0}};
  for (const Floats& spoilt : Spoilt(four, kNan)) bad.push_back(spoilt);
  for (const Floats& other : bad) {
    Given("one of x, y", other);
    ASSERT_EQ(CompareTopK(four, other, 2).status().code(), kInvalid) << kRefuse;
    ASSERT_EQ(CompareTopK(other, four, 2).status().code(), kInvalid) << kRefuse;
  }
}

}  // namespace
}  // namespace int8_lab
