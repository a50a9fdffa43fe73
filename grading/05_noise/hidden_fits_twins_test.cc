// Twins of public tests of lab 05, tasks 5.5 to 5.7: the same property on other
// inputs, which are drawn. "Nothing" stands beside a value in each, so that
// refusing everything is not right.

#include <cmath>
#include <cstdint>
#include <optional>
#include <vector>

#include "common/lab/given.h"
#include "grading/05_noise/draws.h"
#include "grading/boundary/hidden_draw.h"
#include "gtest/gtest.h"
#include "labs/05_noise/noise.h"

namespace noise_lab {
namespace {

using ::wbm::boundary::HiddenDraw;
using ::wbm::lab::Given;

// Task 5.5. Whole numbers below 100 and quarters of them: a few roundings of
// numbers below 1000 stay below 1e-12.

TEST(FitLineTwin, OtherPointsOnALine) {
  HiddenDraw draw("FitLineTwin.OtherPointsOnALine");
  for (int i = 0; i < 3; ++i) {
    const double slope = draw.Int(1, 32) / (draw.Coin() ? 4.0 : -4.0);
    const double intercept = draw.Int(-20, 20);
    Values x, y;
    for (std::int64_t v : draw.Different(5, -9, 9)) {
      x.push_back(static_cast<double>(v));
      y.push_back(slope * x.back() + intercept);
    }
    Given("x", x);
    Given("y", y);
    const std::optional<Line> line = FitLine(x, y);
    ASSERT_TRUE(line.has_value());
    ASSERT_NEAR(line->slope, slope, 1e-12);
    ASSERT_NEAR(line->intercept, intercept, 1e-12);
  }
}

TEST(FitLineTwin, OthersThatHaveNoLine) {
  HiddenDraw draw("FitLineTwin.OthersThatHaveNoLine");
  const double slope = draw.Int(1, 9), left = draw.Int(-9, 9);
  const Values x = {left, left + 2}, y = {1, 1 + 2 * slope};
  Given("x", x);
  Given("y", y);
  const std::optional<Line> line = FitLine(x, y);
  ASSERT_TRUE(line.has_value());
  ASSERT_NEAR(line->slope, slope, 1e-13);
  for (const Values& bad : {Values{}, Values{4}, Values{4, 6, 8},
                            Values{4, kNan}, Values{kInf, 4}}) {
    Given("one of x, y", bad);
    ASSERT_FALSE(FitLine(bad, y).has_value()) << kNothing;
    ASSERT_FALSE(FitLine(x, bad).has_value()) << kNothing;
  }
  const Values equal = {left, left};
  Given("x", equal);
  ASSERT_FALSE(FitLine(equal, y).has_value()) << kNothing;
}

// Task 5.6.

TEST(GaussianClipNoiseTwin, FartherOutOnlyTheMarksAreLeft) {
  HiddenDraw draw("GaussianClipNoiseTwin.FartherOutOnlyTheMarksAreLeft");
  for (std::int32_t bits : {2, draw.Int(3, 8), draw.Int(9, 15), 16}) {
    for (double clip : {11.5, draw.Int(185, 319) / 16.0, 20.0}) {
      Given("bits", bits);
      Given("clip", clip);
      const std::optional<ClipNoise> noise = GaussianClipNoise(bits, clip);
      ASSERT_TRUE(noise.has_value());
      const double step = clip / (std::ldexp(1.0, bits - 1) - 1);
      ASSERT_NEAR(noise->granular, step * step / 12, 1e-12 * step * step);
      ASSERT_GE(noise->overload, 0);
      ASSERT_LT(noise->overload, 1e-27);
    }
  }
}

TEST(GaussianClipNoiseTwin, OtherBitsAndClipsThatAreNone) {
  HiddenDraw draw("GaussianClipNoiseTwin.OtherBitsAndClipsThatAreNone");
  const double far = draw.Int(12, 20);
  Given("bits", 3);
  Given("clip", far);
  const std::optional<ClipNoise> noise = GaussianClipNoise(3, far);
  ASSERT_TRUE(noise.has_value());
  ASSERT_NEAR(noise->granular, far * far / 9 / 12, 1e-12 * far * far);
  for (std::int32_t bits : {draw.Int(-9, -1), 0, 1, draw.Int(18, 40)}) {
    Given("bits", bits);
    ASSERT_FALSE(GaussianClipNoise(bits, 3).has_value()) << kNothing;
  }
  Given("bits", 6);
  for (double clip : {0.0, -0.5 * draw.Int(1, 9), 0.001 * draw.Int(1, 9),
                      20 + 0.125 * draw.Int(1, 99), 1e9, kInf, kNan}) {
    Given("clip", clip);
    ASSERT_FALSE(GaussianClipNoise(6, clip).has_value()) << kNothing;
  }
}

// Task 5.7.

// One code half the time, 2^k others once each: 1/2 * 1 + 1/2 * (k + 1).
TEST(EntropyBitsTwin, OtherFrequencies) {
  HiddenDraw draw("EntropyBitsTwin.OtherFrequencies");
  const int k = draw.Int(3, 7), often = draw.Int(1, 999);
  Codes codes(static_cast<std::size_t>(1 << k), often);
  for (int i = 1; i <= 1 << k; ++i) codes.push_back(often - 3 * i);
  codes = draw.Shuffled(codes);
  Given("codes", codes);
  const std::optional<double> bits = EntropyBits(codes);
  ASSERT_TRUE(bits.has_value());
  ASSERT_NEAR(*bits, 1 + k / 2.0, 1e-12);
}

TEST(EntropyBitsTwin, NoneAndOne) {
  HiddenDraw draw("EntropyBitsTwin.NoneAndOne");
  const Codes two = {draw.Int(-99, -1), draw.Int(1, 99)};
  Given("codes", two);
  const std::optional<double> one = EntropyBits(two);
  ASSERT_TRUE(one.has_value());
  ASSERT_NEAR(*one, 1, 1e-13);
  Given("codes", Codes{});
  ASSERT_FALSE(EntropyBits(Codes{}).has_value()) << kNothing;
}

// As close as the public checks ask; and a few roundings of numbers up to 9:
// zeros that were smoothed by 1e-12 are off by more.
constexpr double kClose = 1e-10, kRounded = 1e-13;

void ExpectDivergence(const Values& p, const Values& q, double right,
                      double room = kClose) {
  Given("p", p);
  Given("q", q);
  const std::optional<double> bits = DivergenceBits(p, q);
  ASSERT_TRUE(bits.has_value());
  if (std::isinf(right)) {
    ASSERT_EQ(*bits, right);
  } else {
    ASSERT_NEAR(*bits, right, room);
  }
}

// The two ways differ by 1e-4 and more: what one and the other of 7/16 and 1/2
// have, and farther apart they differ by more.
TEST(DivergenceBitsTwin, OtherDirections) {
  HiddenDraw draw("DivergenceBitsTwin.OtherDirections");
  const double part = draw.Int(1, 7) / 16.0;
  const Values p = {part, 1 - part}, q = {0.5, 0.5};
  ExpectDivergence(p, q,
                   part * std::log2(2 * part) + p[1] * std::log2(2 * p[1]));
  if (HasFatalFailure()) return;
  ExpectDivergence(q, p,
                   -0.5 * std::log2(2 * part) - 0.5 * std::log2(2 * p[1]));
}

// Lists of the same order: what belongs together stays so.
TEST(DivergenceBitsTwin, OtherZeros) {
  HiddenDraw draw("DivergenceBitsTwin.OtherZeros");
  ExpectDivergence(draw.Shuffled<double>({0, 0.5, 0, 0.5}),
                   {0.25, 0.25, 0.25, 0.25}, 1, kRounded);
  if (HasFatalFailure()) return;
  const auto at = static_cast<std::size_t>(draw.Between(0, 2));
  const int bits = draw.Int(2, 9);
  Values p(3), q(3);
  p[at] = 1;
  q[at] = std::ldexp(1.0, -bits);
  q[(at + 1) % 3] = 1 - q[at];
  ExpectDivergence(p, q, bits, kRounded);
  if (HasFatalFailure()) return;
  Values all = {0.25, 0.25, 0.25}, some = {0.5, 0.5, 0.5};
  all[at] = 0.5;
  some[(at + 1) % 3] = 0;
  ExpectDivergence(all, some, kInf);
}

TEST(DivergenceBitsTwin, OtherSumsAndUselessWeights) {
  HiddenDraw draw("DivergenceBitsTwin.OtherSumsAndUselessWeights");
  const double a = draw.Int(2, 20), b = draw.Int(2, 20);
  ExpectDivergence({a, a}, {b, 3 * b}, 1 - 0.5 * std::log2(3.0));
  if (HasFatalFailure()) return;
  const Values p = {a, b};
  for (const Values& bad : {Values{}, Values{0, 0}, Values{1, 2, 3},
                            Values{a, -1}, Values{kNan, b}, Values{a, kInf}}) {
    Given("one of p, q", bad);
    ASSERT_FALSE(DivergenceBits(p, bad).has_value()) << kNothing;
    ASSERT_FALSE(DivergenceBits(bad, p).has_value()) << kNothing;
  }
}

}  // namespace
}  // namespace noise_lab
