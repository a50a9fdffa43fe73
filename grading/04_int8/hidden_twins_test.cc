// Twins of public tests of lab 04: the same property on other inputs. A refusal
// stands beside a value in each, so that refusing everything is not right.

#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/lab/given.h"
#include "gtest/gtest.h"
#include "labs/04_int8/quantizer.h"

namespace int8_lab {
namespace {

using ::wbm::lab::Given;

using Codes = std::vector<std::int8_t>;
using Floats = std::vector<float>;

constexpr float kInf = std::numeric_limits<float>::infinity();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kMax = std::numeric_limits<float>::max();
constexpr absl::StatusCode kInvalid = absl::StatusCode::kInvalidArgument;
constexpr char kRefuse[] = "this has to be refused";

// Scales that are none.
const Floats kNoScales = {-0.25f, -1e-30f, -kInf, -kNan, 0.0f, -0.0f};

// `x` with `bad` in place of one element after another.
std::vector<Floats> Spoilt(const Floats& x, float bad) {
  std::vector<Floats> all;
  for (std::size_t i = 0; i < x.size(); ++i) {
    all.push_back(x);
    all.back()[i] = bad;
  }
  return all;
}

// Task 4.1.

TEST(ChooseSymmetricTwin, OtherZerosGiveScaleOne) {
  for (std::size_t n : {2u, 5u, 64u, 333u}) {
    Floats x(n);
    x[n / 2] = -0.0f;
    Given("x", x);
    const absl::StatusOr<float> one = ChooseSymmetric(x);
    ASSERT_TRUE(one.ok()) << one.status();
    ASSERT_EQ(*one, 1.0f);
    x[0] = 254.0f;  // 2 exactly
    Given("x", x);
    const absl::StatusOr<float> two = ChooseSymmetric(x);
    ASSERT_TRUE(two.ok()) << two.status();
    ASSERT_EQ(*two, 2.0f);
  }
}

TEST(ChooseSymmetricTwin, OthersThatAreNotFinite) {
  const Floats x = {63.5f, -4, 7, 0.5f, -9};
  Given("x", x);
  const absl::StatusOr<float> half = ChooseSymmetric(x);
  ASSERT_TRUE(half.ok()) << half.status();
  ASSERT_EQ(*half, 0.5f);
  for (float bad : {kNan, -kNan, kInf, -kInf}) {
    for (const Floats& spoilt : Spoilt(x, bad)) {
      Given("x", spoilt);
      ASSERT_EQ(ChooseSymmetric(spoilt).status().code(), kInvalid) << kRefuse;
    }
  }
}

// Task 4.2.

TEST(NearestStepTwin, EveryKindOfNan) {
  Given("steps", 5.0f);
  ASSERT_EQ(NearestStep(5.0f), 5);
  for (const char* payload : {"1", "77", "0x1ffff"}) {
    for (float nan : {std::nanf(payload), -std::nanf(payload)}) {
      Given("steps", nan);
      ASSERT_EQ(NearestStep(nan), 0);
    }
  }
}

// Tasks 4.3 and 4.6.

TEST(QuantizeSymmetricTwin, OtherUselessScalesAndNans) {
  const Floats x = {3, -1, 2, 0};
  Given("x", x);
  Given("scale", 0.5f);
  const absl::StatusOr<Codes> codes = QuantizeSymmetric(x, 0.5f);
  ASSERT_TRUE(codes.ok()) << codes.status();
  ASSERT_EQ(*codes, (Codes{6, -2, 4, 0}));
  for (const Floats& spoilt : Spoilt(x, kNan)) {
    Given("x", spoilt);
    ASSERT_EQ(QuantizeSymmetric(spoilt, 0.5f).status().code(), kInvalid)
        << kRefuse;
  }
  Given("x", x);
  for (float scale : kNoScales) {
    Given("scale", scale);
    ASSERT_EQ(QuantizeSymmetric(x, scale).status().code(), kInvalid) << kRefuse;
  }
}

TEST(QuantizeAsymmetricTwin, ClipsWithOtherZeroPoints) {
  for (std::int32_t zero_point : {-128, -77, 1, 90, 127}) {
    const Affine ruler = {.scale = 0.5f, .zero_point = zero_point};
    Given("scale", ruler.scale);
    Given("zero_point", zero_point);
    const Floats x = {0, 500, 4e8f, kMax, kInf, -500, -4e8f, -kMax, -kInf};
    Given("x", x);
    const absl::StatusOr<Codes> codes = QuantizeAsymmetric(x, ruler);
    ASSERT_TRUE(codes.ok()) << codes.status();
    ASSERT_EQ(*codes, (Codes{static_cast<std::int8_t>(zero_point), 127, 127,
                             127, 127, -128, -128, -128, -128}));
  }
}

TEST(QuantizeAsymmetricTwin, OtherUselessRulersAndNans) {
  const Floats x = {3, -1, 2, 0};
  const Affine ruler = {.scale = 0.5f, .zero_point = -9};
  Given("x", x);
  Given("scale", 0.5f);
  Given("zero_point", -9);
  const absl::StatusOr<Codes> codes = QuantizeAsymmetric(x, ruler);
  ASSERT_TRUE(codes.ok()) << codes.status();
  ASSERT_EQ(*codes, (Codes{-3, -11, -5, -9}));
  for (const Floats& spoilt : Spoilt(x, -kNan)) {
    Given("x", spoilt);
    ASSERT_EQ(QuantizeAsymmetric(spoilt, ruler).status().code(), kInvalid)
        << kRefuse;
  }
  Given("x", x);
  std::vector<Affine> none = {{0.5f, -130}, {0.5f, 129}, {0.5f, 1 << 20}};
  for (float scale : kNoScales) none.push_back({scale, -9});
  for (const Affine& useless : none) {
    Given("scale", useless.scale);
    Given("zero_point", useless.zero_point);
    ASSERT_EQ(QuantizeAsymmetric(x, useless).status().code(), kInvalid)
        << kRefuse;
  }
}

// Task 4.5. Powers of two times 255 divide without a remainder.

void ExpectRuler(const Floats& x, float scale, std::int32_t zero_point) {
  Given("x", x);
  const absl::StatusOr<Affine> ruler = ChooseAsymmetric(x);
  ASSERT_TRUE(ruler.ok()) << ruler.status();
  ASSERT_EQ(ruler->scale, scale);
  ASSERT_EQ(ruler->zero_point, zero_point);
}

TEST(ChooseAsymmetricTwin, OneSidedTensorsIncludeZero) {
  for (float step : {0.25f, 1.0f, 32.0f}) {
    const float end = 255 * step;
    ExpectRuler({end / 2, end, end / 4}, step, -128);
    ExpectRuler({-end / 2, -end, -end / 4}, step, 127);
    if (HasFatalFailure()) return;
  }
}

TEST(ChooseAsymmetricTwin, LowEndsOfOtherRanges) {
  for (int below : {1, 17, 100, 254}) {
    for (float step : {0.125f, 1.0f, 64.0f}) {
      const float lo = -step * static_cast<float>(below);
      ExpectRuler({lo / 2, lo, lo + 255 * step}, step, -128 + below);
      if (HasFatalFailure()) return;
    }
  }
}

TEST(ChooseAsymmetricTwin, OtherZerosGiveScaleOne) {
  for (std::size_t n : {1u, 2u, 6u, 200u}) {
    Floats x(n);
    x[n / 2] = -0.0f;
    ExpectRuler(x, 1.0f, -128);
    if (HasFatalFailure()) return;
    x[0] = 510.0f;
    ExpectRuler(x, 2.0f, -128);
    if (HasFatalFailure()) return;
  }
}

TEST(ChooseAsymmetricTwin, OthersThatHaveNoRuler) {
  const Floats x = {255, 4, 7, 0.5f, 9};
  ExpectRuler(x, 1.0f, -128);
  if (HasFatalFailure()) return;
  for (float bad : {kNan, -kNan, kInf, -kInf}) {
    for (const Floats& spoilt : Spoilt(x, bad)) {
      Given("x", spoilt);
      ASSERT_EQ(ChooseAsymmetric(spoilt).status().code(), kInvalid) << kRefuse;
    }
  }
  for (const Floats& wide :
       {Floats{-3e38f, 1, 3e38f}, Floats{0, kMax, -1e38f}}) {
    Given("x", wide);
    ASSERT_EQ(ChooseAsymmetric(wide).status().code(), kInvalid) << kRefuse;
  }
}

// Task 4.7.

TEST(MeasureErrorTwin, MeanAndMaximumOfOthers) {
  const Floats x = {1.0f, -6.0f, 3.5f, 0.0f, 8.0f};
  const Floats y = {1.25f, -6.0f, 1.5f, 0.75f, 8.0f};
  Given("x", x);
  Given("y", y);
  const absl::StatusOr<ErrorStats> stats = MeasureError(x, y);
  ASSERT_TRUE(stats.ok()) << stats.status();
  EXPECT_DOUBLE_EQ(stats->mean_abs, 3.0 / 5);
  EXPECT_EQ(stats->max_abs, 2);
}

TEST(MeasureErrorTwin, OtherTinyValuesAreLeftOut) {
  const Floats x = {8.0f, 3e-9f, -0.5f, -0.0f, 7e-9f, 16.0f};
  const Floats y = {6.0f, 1.0f, -0.5f, 2.0f, 0.0f, 12.0f};
  Given("x", x);
  Given("y", y);
  const absl::StatusOr<ErrorStats> stats = MeasureError(x, y);
  ASSERT_TRUE(stats.ok()) << stats.status();
  EXPECT_DOUBLE_EQ(stats->mean_relative, (0.25 + 0 + 0.25) / 3);
}

TEST(MeasureErrorTwin, NormAndCosineOfOthers) {
  const Floats x = {5.0f, 12.0f};
  const Floats y = {8.0f, 6.0f};
  Given("x", x);
  Given("y", y);
  const absl::StatusOr<ErrorStats> stats = MeasureError(x, y);
  ASSERT_TRUE(stats.ok()) << stats.status();
  EXPECT_DOUBLE_EQ(stats->norm_relative, std::sqrt(9.0 + 36.0) / 13);
  EXPECT_DOUBLE_EQ(stats->cosine, 112.0 / (13 * 10));
}

TEST(MeasureErrorTwin, OthersThatCannotBeMeasured) {
  const Floats x = {1, 2, 3, 4};
  const Floats y = {1, 2, 3, 6};
  Given("x", x);
  Given("y", y);
  const absl::StatusOr<ErrorStats> stats = MeasureError(x, y);
  ASSERT_TRUE(stats.ok()) << stats.status();
  ASSERT_EQ(stats->max_abs, 2);
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

void ExpectTop(const Floats& x, const Floats& y, std::int32_t k,
               const TopKStability& right) {
  Given("x", x);
  Given("y", y);
  Given("k", k);
  const absl::StatusOr<TopKStability> top = CompareTopK(x, y, k);
  ASSERT_TRUE(top.ok()) << top.status();
  ASSERT_EQ(top->before, right.before);
  ASSERT_EQ(top->after, right.after);
  ASSERT_DOUBLE_EQ(top->jaccard, right.jaccard);
  ASSERT_EQ(top->order_kept, right.order_kept);
}

TEST(CompareTopKTwin, OtherDistinctValues) {
  const Floats x = {8, 1, 6, 3, 5, 7};
  ExpectTop(x, {9, 0, 5, 2, 4, 6}, 4,
            {{0, 5, 2, 4}, {0, 5, 2, 4}, 1, true, true, {}});
  if (HasFatalFailure()) return;
  ExpectTop(x, {6, 1, 8, 3, 5, 7}, 3,
            {{0, 5, 2}, {2, 5, 0}, 1, false, true, {}});
}

TEST(CompareTopKTwin, OtherSetsInCommon) {
  const Floats x = {9, 8, 7, 6, 5, 4, 3};
  ExpectTop(x, {9, 8, 7, 1, 5, 4, 3}, 4,
            {{0, 1, 2, 3}, {0, 1, 2, 4}, 3.0 / 5, false, true, {}});
  if (HasFatalFailure()) return;
  ExpectTop(x, {1, 2, 3, 6, 9, 8, 7}, 4,
            {{0, 1, 2, 3}, {4, 5, 6, 3}, 1.0 / 7, false, true, {}});
}

TEST(CompareTopKTwin, OtherEqualValues) {
  const Floats x = {2, 9, 7, 4, 8, 1};
  const Floats y = {2, 7, 7, 2, 7, 1};
  Given("x", x);
  Given("y", y);
  Given("k", 3);
  const absl::StatusOr<TopKStability> top = CompareTopK(x, y, 3);
  ASSERT_TRUE(top.ok()) << top.status();
  EXPECT_EQ(top->after, (std::vector<std::int32_t>{1, 2, 4}));
  EXPECT_EQ(top->ties, (std::vector<std::vector<std::int32_t>>{{1, 2, 4}}));
}

TEST(CompareTopKTwin, OthersThatCannotBeRanked) {
  const Floats four = {4, 3, 2, 1};
  Given("x and y", four);
  Given("k", 2);
  const absl::StatusOr<TopKStability> top = CompareTopK(four, four, 2);
  ASSERT_TRUE(top.ok()) << top.status();
  ASSERT_EQ(top->after, (std::vector<std::int32_t>{0, 1}));
  for (std::int32_t k : {-7, 0, 5, 100}) {
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
