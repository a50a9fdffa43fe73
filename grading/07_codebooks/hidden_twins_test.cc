// Twins of public tests of lab 07, tasks 7.1 to 7.4: the same property on other
// inputs, which are drawn. A refusal stands beside a value in each, so that
// refusing everything is not right.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/lab/given.h"
#include "grading/07_codebooks/many.h"
#include "grading/07_codebooks/no_levels.h"
#include "grading/boundary/hidden_draw.h"
#include "grading/boundary/spoilt.h"
#include "gtest/gtest.h"
#include "labs/07_codebooks/codebook.h"

namespace codebook_lab {
namespace {

using ::wbm::boundary::HiddenDraw;
using ::wbm::boundary::Spoilt;
using ::wbm::lab::Given;

using Codes = std::vector<std::int32_t>;
using Doubles = std::vector<double>;
using Floats = std::vector<float>;

constexpr float kInf = std::numeric_limits<float>::infinity();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr absl::StatusCode kInvalid = absl::StatusCode::kInvalidArgument;
constexpr char kRefuse[] = "this has to be refused";

// Task 7.1.

// Five levels, halves of whole numbers, in ascending order.
Doubles Levels(HiddenDraw& draw) {
  Doubles levels;
  for (std::int64_t half : draw.Different(5, -40, 40)) {
    levels.push_back(static_cast<double>(half) / 2);
  }
  std::sort(levels.begin(), levels.end());
  return levels;
}

// An eighth beside each threshold, where a quarter is the nearest level.
TEST(EncodeNearestTwin, OtherValuesBesideTheThresholds) {
  HiddenDraw draw("EncodeNearestTwin.OtherValuesBesideTheThresholds");
  const Doubles levels = Levels(draw);
  Doubles x = {-kInf, kInf, -1e30, levels.back() + draw.Int(1, 9)};
  Codes right = {0, 4, 0, 4};
  for (std::int32_t i = 0; i < 4; ++i) {
    const auto at = static_cast<std::size_t>(i);
    const double threshold = (levels[at] + levels[at + 1]) / 2;
    x.push_back(threshold - 0.125);
    right.push_back(i);
    x.push_back(threshold + 0.125);
    right.push_back(i + 1);
  }
  Given("x", x);
  Given("levels", levels);
  const absl::StatusOr<Codes> codes = EncodeNearest(x, levels);
  ASSERT_TRUE(codes.ok()) << codes.status();
  ASSERT_EQ(*codes, right);
}

TEST(EncodeNearestTwin, OtherBadLevelsAndNans) {
  HiddenDraw draw("EncodeNearestTwin.OtherBadLevelsAndNans");
  const Doubles levels = Levels(draw);
  const Doubles x = {levels[3], levels[0], levels[4]};
  Given("x", x);
  Given("levels", levels);
  const absl::StatusOr<Codes> codes = EncodeNearest(x, levels);
  ASSERT_TRUE(codes.ok()) << codes.status();
  ASSERT_EQ(*codes, (Codes{3, 0, 4}));
  for (const Doubles& spoilt : Spoilt<double>(x, kNan)) {
    Given("x", spoilt);
    ASSERT_EQ(EncodeNearest(spoilt, levels).status().code(), kInvalid)
        << kRefuse;
  }
  Given("x", x);
  for (const Doubles& none : NoLevels<double>(draw)) {
    Given("levels", none);
    ASSERT_EQ(EncodeNearest(x, none).status().code(), kInvalid) << kRefuse;
  }
  ExpectALateNanIsRefused();
}

TEST(DecodeLevelsTwin, OtherCodesAndThoseThatAreNone) {
  HiddenDraw draw("DecodeLevelsTwin.OtherCodesAndThoseThatAreNone");
  const Doubles levels = Levels(draw);
  Codes codes;
  Doubles right;
  for (int i = 0; i < 6; ++i) {
    codes.push_back(draw.Int(0, 4));
    right.push_back(levels[static_cast<std::size_t>(codes.back())]);
  }
  Given("levels", levels);
  Given("codes", codes);
  const absl::StatusOr<Doubles> x = DecodeLevels(codes, levels);
  ASSERT_TRUE(x.ok()) << x.status();
  ASSERT_EQ(*x, right);
  for (std::int32_t code : {draw.Int(-99, -1), 5, draw.Int(6, 99), 1 << 30}) {
    Given("codes", Codes{1, code});
    ASSERT_EQ(DecodeLevels(Codes{1, code}, levels).status().code(), kInvalid)
        << kRefuse;
  }
  for (const Doubles& none : NoLevels<double>(draw)) {
    Given("levels", none);
    ASSERT_EQ(DecodeLevels(Codes{0}, none).status().code(), kInvalid)
        << kRefuse;
  }
  ExpectALateCodeIsRefused();
}

// Task 7.2.

// Two pairs of samples, ten and more apart, and a level two below the middle of
// each; the outermost levels are farther from all samples than these.
TEST(LloydMaxTwin, OtherLevelsWithoutSamplesStay) {
  HiddenDraw draw("LloydMaxTwin.OtherLevelsWithoutSamplesStay");
  const double low = draw.Int(-5, 5), high = low + draw.Int(10, 16);
  const double near = draw.Int(1, 2), far = draw.Int(1, 2);
  const double least = draw.Int(-60, -40), most = draw.Int(70, 90);
  const Doubles samples =
      draw.Shuffled<double>({low - near, low + near, high - far, high + far});
  const Doubles start = {least, low - 2, high - 2, most};
  Given("samples", samples);
  Given("start", start);
  const absl::StatusOr<Design> design = LloydMax(samples, start, 50);
  ASSERT_TRUE(design.ok()) << design.status();
  ASSERT_EQ(design->levels, (Doubles{least, low, high, most}));
  ASSERT_EQ(design->mse, (near * near + far * far) / 2);
  ASSERT_TRUE(design->converged);
}

// The first border lies between the first two samples, the next one beyond the
// second: after one move the levels are still to go on.
TEST(LloydMaxTwin, OtherEndedBudgets) {
  HiddenDraw draw("LloydMaxTwin.OtherEndedBudgets");
  const double from = draw.Int(-50, 50), step = draw.Int(1, 9);
  const Doubles samples = draw.Shuffled<double>(
      {from, from + 2 * step, from + 10 * step, from + 12 * step});
  Given("samples", samples);
  const absl::StatusOr<Design> design =
      LloydMax(samples, Doubles{from, from + 2 * step - 0.5}, 1);
  ASSERT_TRUE(design.ok()) << "not having converged is no error";
  ASSERT_EQ(design->levels, (Doubles{from, from + 8 * step}));
  // Squares of 0, 2, 2 and 4 steps.
  ASSERT_EQ(design->mse, 6 * step * step);
  ASSERT_EQ(design->iterations, 1);
  ASSERT_FALSE(design->converged);
}

// Of three times a tenth the double sum is an ulp too large, and so is its
// third: it meets the next level. Better sums keep the two apart. (All of it
// times a power of two.)
void ExpectNoLevelsThatFellTogether() {
  HiddenDraw draw("NoLevelsThatFellTogether");
  const double tenth = std::ldexp(0.1, draw.Int(-20, 20));
  const Doubles samples = {tenth, tenth, tenth, std::nextafter(tenth, 1e9)};
  const Doubles start = {0, 2 * tenth};
  Given("samples", samples);
  Given("start", start);
  const absl::StatusOr<Design> design = LloydMax(samples, start, 9);
  if (!design.ok()) {
    ASSERT_EQ(design.status().code(), kInvalid);
    return;
  }
  ASSERT_EQ(design->levels.size(), 2u);
  ASSERT_LT(design->levels[0], design->levels[1]) << kRefuse;
}

// Of the largest magnitude that there may be.
void ExpectTheWidestSamples() {
  const Doubles widest = {-0x1p500, 0x1p500, 0};
  Given("samples", widest);
  const absl::StatusOr<Design> wide = LloydMax(widest, Doubles{-1, 0, 1}, 9);
  ASSERT_TRUE(wide.ok()) << wide.status();
  ASSERT_EQ(wide->levels, (Doubles{-0x1p500, 0, 0x1p500}));
  ASSERT_EQ(wide->mse, 0);
}

TEST(LloydMaxTwin, OthersThatCannotBeDesignedFor) {
  HiddenDraw draw("LloydMaxTwin.OthersThatCannotBeDesignedFor");
  const double middle = draw.Int(-9, 9), half = draw.Int(1, 9);
  const Doubles samples = {middle - half, middle + half}, start = {0};
  Given("samples", samples);
  Given("start", start);
  const absl::StatusOr<Design> design = LloydMax(samples, start, 9);
  ASSERT_TRUE(design.ok()) << design.status();
  ASSERT_EQ(design->levels, Doubles{middle});
  for (std::int32_t most : {0, -1, draw.Int(-99, -2)}) {
    Given("max_iterations", most);
    ASSERT_EQ(LloydMax(samples, start, most).status().code(), kInvalid)
        << kRefuse;
  }
  for (const Doubles& none :
       {Doubles{}, Doubles{middle, kNan}, Doubles{kInf, middle}}) {
    Given("samples", none);
    ASSERT_EQ(LloydMax(none, start, 9).status().code(), kInvalid) << kRefuse;
  }
  Given("samples", samples);
  std::vector<Doubles> no_levels = NoLevels<double>(draw);
  no_levels.push_back({0, std::nextafter(0x1p1000, 1e308)});
  for (const Doubles& none : no_levels) {
    Given("start", none);
    ASSERT_EQ(LloydMax(samples, none, 9).status().code(), kInvalid) << kRefuse;
  }
  ASSERT_NO_FATAL_FAILURE(ExpectTheWidestSamples());
  ASSERT_NO_FATAL_FAILURE(ExpectALateSampleIsRefused());
  ExpectNoLevelsThatFellTogether();
}

// Task 7.3. By the distribution itself: erfc is good to a few units of 2^-53,
// and in [-1.9, 1.9] x moves by at most 1 / density <= 16 times as much.
TEST(NormalQuantileTwin, OtherQuantiles) {
  HiddenDraw draw("NormalQuantileTwin.OtherQuantiles");
  for (int i = 0; i < 9; ++i) {
    const double x = draw.Int(-121, 121) / 64.0;
    const double p = std::erfc(-x / std::sqrt(2.0)) / 2;
    Given("p", p);
    ASSERT_NEAR(NormalQuantile(p), x, 1e-13 + 1e-12 * std::abs(x));
  }
}

TEST(NormalQuantileTwin, FartherBeyondTheEnds) {
  HiddenDraw draw("NormalQuantileTwin.FartherBeyondTheEnds");
  const double beyond = draw.Int(1, 99) / 8.0;
  for (double p : {-beyond, -1e300, double{-kInf}, -0.0}) {
    Given("p", p);
    ASSERT_EQ(NormalQuantile(p), -kInf);
  }
  for (double p : {1 + beyond, 1e300, double{kInf}}) {
    Given("p", p);
    ASSERT_EQ(NormalQuantile(p), kInf);
  }
  Given("p", 0.5);
  ASSERT_NEAR(NormalQuantile(0.5), 0, 1e-13);
  const double nan = std::nan(std::to_string(draw.Int(1, 999)).c_str());
  Given("p", nan);
  ASSERT_TRUE(std::isnan(NormalQuantile(nan)));
  ASSERT_TRUE(std::isnan(NormalQuantile(-nan)));
}

// Task 7.4.

TEST(NormalFloatLevelsTwin, OtherWidthsThatAreNone) {
  HiddenDraw draw("NormalFloatLevelsTwin.OtherWidthsThatAreNone");
  const std::int32_t some = draw.Int(2, 8);
  Given("bits", some);
  const absl::StatusOr<Floats> levels = NormalFloatLevels(some);
  ASSERT_TRUE(levels.ok()) << levels.status();
  const std::size_t half = std::size_t{1} << (some - 1);
  ASSERT_EQ(levels->size(), 2 * half);
  ASSERT_EQ((*levels)[half - 1], 0);
  ASSERT_EQ(levels->back(), 1);
  for (std::int32_t bits : {draw.Int(-99, -1), draw.Int(9, 16),
                            draw.Int(17, 63), draw.Int(64, 9999)}) {
    Given("bits", bits);
    ASSERT_EQ(NormalFloatLevels(bits).status().code(), kInvalid) << kRefuse;
  }
}

}  // namespace
}  // namespace codebook_lab
