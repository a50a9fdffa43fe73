// The public tests of lab 04, in task order. They call what quantizer.h
// declares and nothing else; every expected number can be checked by hand.

#include "labs/04_int8/quantizer.h"

#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/lab/given.h"
#include "gtest/gtest.h"

namespace int8_lab {
namespace {

using ::wbm::lab::Given;

using Codes = std::vector<std::int8_t>;
using Floats = std::vector<float>;
using Indices = std::vector<std::int32_t>;

constexpr float kInf = std::numeric_limits<float>::infinity();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kMax = std::numeric_limits<float>::max();

// The worked example of the handout.
const Floats kWeights = {-0.45f, 0.12f, -0.03f, 0.67f, -0.89f, 0.34f};

constexpr absl::StatusCode kInvalid = absl::StatusCode::kInvalidArgument;
constexpr char kRefuse[] =
    "this input has to be refused with absl::InvalidArgumentError";

// Task 4.1.

TEST(ChooseSymmetric, ScaleIsTheLargestMagnitudeOver127) {
  const std::vector<std::pair<Floats, float>> cases = {
      {kWeights, 0.89f / 127},  // the largest magnitude is negative
      {{0.5f, 4.7f, 3.1f}, 4.7f / 127},
      {{-2.0f}, 2.0f / 127},
      {{127.0f, -3.0f}, 1.0f},
      // Two rows of five, one ruler.
      {{1, -2, 3, 4, 5, -4, 6, 7, -8, 2}, 8.0f / 127},
  };
  for (const auto& [x, expected] : cases) {
    Given("x", x);
    const absl::StatusOr<float> scale = ChooseSymmetric(x);
    ASSERT_TRUE(scale.ok()) << scale.status();
    // One float32 division has one right answer, to the bit.
    ASSERT_EQ(*scale, expected);
  }
}

TEST(ChooseSymmetric, ZerosGiveScaleOne) {
  for (const Floats& x : {Floats{0.0f}, Floats{0.0f, -0.0f, 0.0f}}) {
    Given("x", x);
    const absl::StatusOr<float> scale = ChooseSymmetric(x);
    ASSERT_TRUE(scale.ok()) << scale.status();
    ASSERT_EQ(*scale, 1.0f);
  }
}

TEST(ChooseSymmetric, EmptyAndNotFiniteAreErrors) {
  for (const Floats& x :
       {Floats{}, Floats{kNan}, Floats{kNan, 1, 2}, Floats{1, kNan, 2},
        Floats{1, 2, kNan}, Floats{1, kInf}, Floats{-kInf, 1}}) {
    Given("x", x);
    ASSERT_EQ(ChooseSymmetric(x).status().code(), kInvalid) << kRefuse;
  }
}

// Task 4.2.

TEST(NearestStep, HalvesGoToTheEvenNeighbour) {
  const std::vector<std::pair<float, int>> cases = {
      {0.5f, 0},   {1.5f, 2},   {2.5f, 2},   {3.5f, 4},     {-0.5f, 0},
      {-1.5f, -2}, {-2.5f, -2}, {-3.5f, -4}, {126.5f, 126}, {-127.5f, -128},
  };
  for (const auto& [steps, expected] : cases) {
    Given("steps", steps);
    ASSERT_EQ(NearestStep(steps), expected);
  }
}

TEST(NearestStep, EverythingElseGoesToTheNearest) {
  const std::vector<std::pair<float, int>> cases = {
      {0.0f, 0},
      {-0.0f, 0},
      {7.0f, 7},
      {-7.0f, -7},
      {1.25f, 1},
      {1.75f, 2},
      {-1.25f, -1},
      {-1.75f, -2},
      {95.6f, 96},
      {-64.2f, -64},
      {0.49999997f, 0},  // the last float32
                         // below a half
      {0.50000006f, 1},  // the first above
      {-0.50000006f, -1},
  };
  for (const auto& [steps, expected] : cases) {
    Given("steps", steps);
    ASSERT_EQ(NearestStep(steps), expected);
  }
}

TEST(NearestStep, WhatDoesNotFitSaturates) {
  for (float steps : {32767.0f, 32768.0f, 40000.0f, 1e30f, kMax, kInf}) {
    Given("steps", steps);
    ASSERT_EQ(NearestStep(steps), 32767);
    Given("steps", -steps - 1);
    ASSERT_EQ(NearestStep(-steps - 1), -32768);
  }
}

TEST(NearestStep, NanGivesZero) {
  for (float steps : {kNan, -kNan}) {
    Given("steps", steps);
    ASSERT_EQ(NearestStep(steps), 0);
  }
}

// Task 4.3.

TEST(QuantizeSymmetric, SixWeightsGetTheCodesFromTheHandout) {
  const float scale = 0.89f / 127;
  Given("x", kWeights);
  Given("scale", scale);
  const absl::StatusOr<Codes> codes = QuantizeSymmetric(kWeights, scale);
  ASSERT_TRUE(codes.ok()) << codes.status();
  EXPECT_EQ(*codes, (Codes{-64, 17, -4, 96, -127, 49}));
}

TEST(QuantizeSymmetric, CodesStayWithin127) {
  const Floats x = {127.3f,  128.0f,  300.0f,  1e30f,  kInf,
                    -127.3f, -128.0f, -300.0f, -1e30f, -kInf};
  Given("x", x);
  Given("scale", 1.0f);
  const absl::StatusOr<Codes> codes = QuantizeSymmetric(x, 1.0f);
  ASSERT_TRUE(codes.ok()) << codes.status();
  EXPECT_EQ(*codes, (Codes{127, 127, 127, 127, 127,  //
                           -127, -127, -127, -127, -127}));
}

TEST(QuantizeSymmetric, NanAndUselessScalesAreErrors) {
  const Floats x = {1.0f, -2.0f};
  for (float scale : {0.0f, -0.0f, -1.0f, kNan, kInf}) {
    Given("scale", scale);
    ASSERT_EQ(QuantizeSymmetric(x, scale).status().code(), kInvalid) << kRefuse;
  }
  const Floats with_nan = {1.0f, 2.0f, kNan};
  Given("x", with_nan);
  ASSERT_EQ(QuantizeSymmetric(with_nan, 1.0f).status().code(), kInvalid)
      << kRefuse;

  Given("x", Floats{});
  const absl::StatusOr<Codes> none = QuantizeSymmetric({}, 1.0f);
  ASSERT_TRUE(none.ok()) << none.status();
  EXPECT_TRUE(none->empty());
}

// Task 4.4.

TEST(Dequantize, IsScaleTimesCodeMinusZeroPoint) {
  const Codes codes = {0, 1, 3, 100, -1, -100};
  Given("codes", codes);
  EXPECT_EQ(Dequantize(codes, {.scale = 0.5f, .zero_point = 0}),
            (Floats{0.0f, 0.5f, 1.5f, 50.0f, -0.5f, -50.0f}));
  EXPECT_EQ(Dequantize(codes, {.scale = 0.5f, .zero_point = 3}),
            (Floats{-1.5f, -1.0f, 0.0f, 48.5f, -2.0f, -51.5f}));
  EXPECT_TRUE(Dequantize({}, {.scale = 0.5f, .zero_point = 3}).empty());
}

TEST(Dequantize, TheDifferenceDoesNotFitInInt8) {
  const Codes codes = {127, 0, -128};
  Given("codes", codes);
  EXPECT_EQ(Dequantize(codes, {.scale = 2.0f, .zero_point = -128}),
            (Floats{510.0f, 256.0f, 0.0f}));
  EXPECT_EQ(Dequantize(codes, {.scale = 2.0f, .zero_point = 127}),
            (Floats{0.0f, -254.0f, -510.0f}));
  // A zero point that is no code (task 4.6 refuses it) still has a meaning.
  EXPECT_EQ(Dequantize(codes, {.scale = 2.0f, .zero_point = -158}),
            (Floats{570.0f, 316.0f, 60.0f}));
}

// Task 4.5.

void ExpectRuler(const Floats& x, float scale, int zero_point) {
  if (testing::Test::HasFailure()) return;  // keep the input that failed
  Given("x", x);
  const absl::StatusOr<Affine> ruler = ChooseAsymmetric(x);
  ASSERT_TRUE(ruler.ok()) << ruler.status();
  EXPECT_EQ(ruler->scale, scale);
  EXPECT_EQ(ruler->zero_point, zero_point);
}

TEST(ChooseAsymmetric, TheRangeAlwaysIncludesZero) {
  // All positive: lo is 0, and zero gets the lowest code.
  ExpectRuler({1.2f, 4.7f, 3.1f, 0.5f, 2.9f}, 4.7f / 255, -128);
  ExpectRuler({3.0f}, 3.0f / 255, -128);
  // All negative: hi is 0, and zero gets the highest code.
  ExpectRuler({-1.0f, -4.0f, -2.0f}, 4.0f / 255, 127);
}

TEST(ChooseAsymmetric, LowEndGetsCodeMinus128) {
  // lo / scale = -1 / (3 / 255) = -85, so that -1 has the code -85 - 43.
  ExpectRuler({0.5f, -1.0f, 2.0f}, 3.0f / 255, -128 + 85);
  // -3 / (4 / 255) = -191.25 and -1 / (4 / 255) = -63.75.
  ExpectRuler({1.0f, -3.0f}, 4.0f / 255, -128 + 191);
  ExpectRuler({-1.0f, 0.0f, 3.0f}, 4.0f / 255, -128 + 64);
  // Two rows of five, one ruler.
  ExpectRuler({.5f, -.5f, 0, 1, 0, 1, -1, 2, .5f, 1}, 3.0f / 255, -128 + 85);
}

TEST(ChooseAsymmetric, ZerosGiveScaleOne) {
  ExpectRuler({0.0f, -0.0f, 0.0f}, 1.0f, -128);
}

TEST(ChooseAsymmetric, EmptyNotFiniteAndTooWideAreErrors) {
  for (const Floats& x :
       {Floats{}, Floats{kNan}, Floats{kNan, 1, 2}, Floats{1, kNan, 2},
        Floats{1, 2, kNan}, Floats{1, kInf}, Floats{-kInf, 1},
        Floats{-kMax, kMax}}) {
    Given("x", x);
    ASSERT_EQ(ChooseAsymmetric(x).status().code(), kInvalid) << kRefuse;
  }
}

// Task 4.6.

TEST(QuantizeAsymmetric, ZeroGetsTheZeroPoint) {
  const Floats x = {0.0f, -0.0f, 1.0f, -1.0f, 0.3f, 0.7f, -0.3f, -0.7f};
  const Affine ruler = {.scale = 0.25f, .zero_point = 10};
  Given("x", x);
  Given("scale", ruler.scale);
  Given("zero_point", ruler.zero_point);
  const absl::StatusOr<Codes> codes = QuantizeAsymmetric(x, ruler);
  ASSERT_TRUE(codes.ok()) << codes.status();
  // x / scale = 0, 0, 4, -4, 1.2, 2.8, -1.2, -2.8
  EXPECT_EQ(*codes, (Codes{10, 10, 14, 6, 11, 13, 9, 7}));
}

TEST(QuantizeAsymmetric, ClipsAfterAddingTheZeroPoint) {
  const Floats x = {27.0f,   28.0f,   200.0f,  1e30f,  kInf,
                    -200.0f, -228.0f, -229.0f, -1e30f, -kInf};
  const Affine ruler = {.scale = 1.0f, .zero_point = 100};
  Given("x", x);
  Given("zero_point", ruler.zero_point);
  const absl::StatusOr<Codes> codes = QuantizeAsymmetric(x, ruler);
  ASSERT_TRUE(codes.ok()) << codes.status();
  EXPECT_EQ(*codes, (Codes{127, 127, 127, 127, 127,  //
                           -100, -128, -128, -128, -128}));
}

TEST(QuantizeAsymmetric, NanAndUselessRulersAreErrors) {
  const Floats x = {1.0f, -2.0f};
  for (const Affine& ruler :
       {Affine{0.0f, 0}, Affine{-1.0f, 0}, Affine{kNan, 0}, Affine{kInf, 0},
        Affine{1.0f, -129}, Affine{1.0f, 128}}) {
    Given("scale", ruler.scale);
    Given("zero_point", ruler.zero_point);
    ASSERT_EQ(QuantizeAsymmetric(x, ruler).status().code(), kInvalid)
        << kRefuse;
  }
  const Floats with_nan = {1.0f, kNan, 2.0f};
  Given("x", with_nan);
  ASSERT_EQ(QuantizeAsymmetric(with_nan, {1.0f, 0}).status().code(), kInvalid)
      << kRefuse;

  Given("x", Floats{});
  const absl::StatusOr<Codes> none = QuantizeAsymmetric({}, {1.0f, 0});
  ASSERT_TRUE(none.ok()) << none.status();
  EXPECT_TRUE(none->empty());
}

// Task 4.7. EXPECT_DOUBLE_EQ allows 4 ULP of double: with so few terms the
// rounding of the sums, the quotient and the roots stays below that.

TEST(MeasureError, MeanAndMaximumOfTheAbsoluteError) {
  const Floats x = {1.0f, 2.0f, 3.0f, -4.0f};
  const Floats y = {1.5f, 2.0f, 2.75f, -5.0f};
  Given("x", x);
  Given("y", y);
  const absl::StatusOr<ErrorStats> stats = MeasureError(x, y);
  ASSERT_TRUE(stats.ok()) << stats.status();
  EXPECT_DOUBLE_EQ(stats->mean_abs, (0.5 + 0 + 0.25 + 1) / 4);
  EXPECT_EQ(stats->max_abs, 1);
}

TEST(MeasureError, SumsAreDouble) {
  // 2^24 + 1 is no float32: a sum of that type would not see the ones.
  const Floats x = {16777216.0f, 1.0f, 1.0f};
  const Floats y = {0.0f, 0.0f, 0.0f};
  Given("x", x);
  Given("y", y);
  const absl::StatusOr<ErrorStats> stats = MeasureError(x, y);
  ASSERT_TRUE(stats.ok()) << stats.status();
  EXPECT_DOUBLE_EQ(stats->mean_abs, 16777218.0 / 3);
}

TEST(MeasureError, TinyValuesAreLeftOutOfRelativeErrors) {
  const Floats x = {0.0f, 1e-9f, 2.0f, -4.0f, -1e-9f};
  const Floats y = {0.5f, 0.5f, 1.0f, -3.0f, 0.0f};
  Given("x", x);
  Given("y", y);
  const absl::StatusOr<ErrorStats> stats = MeasureError(x, y);
  ASSERT_TRUE(stats.ok()) << stats.status();
  EXPECT_DOUBLE_EQ(stats->mean_relative, (1.0 / 2 + 1.0 / 4) / 2);
}

TEST(MeasureError, NormAndCosine) {
  const Floats x = {3.0f, 4.0f};
  const Floats y = {0.0f, 10.0f};
  Given("x", x);
  Given("y", y);
  const absl::StatusOr<ErrorStats> stats = MeasureError(x, y);
  ASSERT_TRUE(stats.ok()) << stats.status();
  EXPECT_DOUBLE_EQ(stats->norm_relative, std::sqrt(9.0 + 36.0) / 5);
  EXPECT_DOUBLE_EQ(stats->cosine, 40.0 / (5 * 10));
}

TEST(MeasureError, LengthsEmptyAndNotFiniteAreErrors) {
  const Floats two = {1.0f, 2.0f};
  for (const Floats& bad :
       {Floats{}, Floats{1}, Floats{1, 2, 3}, Floats{kNan, 1}, Floats{1, kNan},
        Floats{kInf, 1}, Floats{1, -kInf}}) {
    Given("one of x, y", bad);
    Given("the other", two);
    ASSERT_EQ(MeasureError(two, bad).status().code(), kInvalid) << kRefuse;
    ASSERT_EQ(MeasureError(bad, two).status().code(), kInvalid) << kRefuse;
  }
  ASSERT_EQ(MeasureError({}, {}).status().code(), kInvalid) << kRefuse;
}

TEST(CountCodes, CountsDifferentCodes) {
  const Codes codes = {0, 0, -1, 127, -128, 127, -1, 0};
  Given("codes", codes);
  EXPECT_EQ(CountCodes(codes), 4);
  EXPECT_EQ(CountCodes({}), 0);
}

// Task 4.8.

void ExpectTop(const Floats& x, const Floats& y, std::int32_t k,
               const TopKStability& expected) {
  if (testing::Test::HasFailure()) return;  // keep the input that failed
  Given("x", x);
  Given("y", y);
  Given("k", k);
  const absl::StatusOr<TopKStability> top = CompareTopK(x, y, k);
  ASSERT_TRUE(top.ok()) << top.status();
  EXPECT_EQ(top->before, expected.before);
  EXPECT_EQ(top->after, expected.after);
  EXPECT_DOUBLE_EQ(top->jaccard, expected.jaccard);
  EXPECT_EQ(top->order_kept, expected.order_kept);
  EXPECT_EQ(top->set_determined, expected.set_determined);
  EXPECT_EQ(top->ties, expected.ties);
}

TEST(CompareTopK, DistinctValuesKeepTheirOrder) {
  const Floats x = {0.1f, 0.5f, 0.3f, 0.4f, 0.2f};
  const Floats kept = {0.12f, 0.52f, 0.28f, 0.41f, 0.2f};
  const Floats other_order = {0.1f, 0.3f, 0.5f, 0.4f, 0.2f};
  ExpectTop(x, kept, 3, {{1, 3, 2}, {1, 3, 2}, 1.0, true, true, {}});
  ExpectTop(x, other_order, 3, {{1, 3, 2}, {2, 3, 1}, 1.0, false, true, {}});
  ExpectTop(x, kept, 5,
            {{1, 3, 2, 4, 0}, {1, 3, 2, 4, 0}, 1.0, true, true, {}});
}

TEST(CompareTopK, JaccardIsBothOverEither) {
  const Floats x = {5.0f, 4.0f, 3.0f, 2.0f, 1.0f, 0.0f};
  const Floats two_in_common = {5.0f, 4.0f, 1.0f, 3.0f, 2.0f, 0.0f};
  const Floats one_in_common = {1.0f, 2.0f, 5.0f, 4.0f, 3.0f, 0.0f};
  const Floats none_in_common = {0.0f, 1.0f, 2.0f, 3.0f, 4.0f, 5.0f};
  for (const auto& [y, expected] :
       {std::pair{two_in_common, 2.0 / 4}, std::pair{one_in_common, 1.0 / 5},
        std::pair{none_in_common, 0.0}, std::pair{x, 1.0}}) {
    Given("x", x);
    Given("y", y);
    Given("k", 3);
    const absl::StatusOr<TopKStability> top = CompareTopK(x, y, 3);
    ASSERT_TRUE(top.ok()) << top.status();
    ASSERT_DOUBLE_EQ(top->jaccard, expected);
  }
}

TEST(CompareTopK, EqualValuesGoByIndexAndAreListed) {
  const Floats x = {0.1f, 0.4f, 0.3f, 0.5f, 0.2f};
  const Floats y = {0.1f, 0.5f, 0.3f, 0.5f, 0.1f};
  // 1 and 3 now share a value, so the smaller index comes first. The tie of 0
  // and 4 lies beyond the first three and is not listed.
  ExpectTop(x, y, 3, {{3, 1, 2}, {1, 3, 2}, 1.0, false, true, {{1, 3}}});
}

TEST(CompareTopK, LengthsRankAndNanAreErrors) {
  const Floats three = {1.0f, 2.0f, 3.0f};
  Given("x and y", three);
  for (std::int32_t k : {0, -1, 4}) {
    Given("k", k);
    ASSERT_EQ(CompareTopK(three, three, k).status().code(), kInvalid)
        << kRefuse;
  }
  Given("k", 1);
  for (const Floats& bad : {Floats{1, 2}, Floats{1, 2, 3, 4},
                            Floats{kNan, 2, 3}, Floats{1, 2, kNan}}) {
    Given("one of x, y", bad);
    ASSERT_EQ(CompareTopK(three, bad, 1).status().code(), kInvalid) << kRefuse;
    ASSERT_EQ(CompareTopK(bad, three, 1).status().code(), kInvalid) << kRefuse;
  }
}

}  // namespace
}  // namespace int8_lab
