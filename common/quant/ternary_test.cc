#include "common/quant/ternary.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

namespace wbm::quant {
namespace {

constexpr float kInf = std::numeric_limits<float>::infinity();
constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

std::vector<float> Normal(std::size_t n) {
  std::mt19937 bits(5);
  std::normal_distribution<float> normal(0.0f, 0.02f);
  std::vector<float> w(n);
  for (float& v : w) v = normal(bits);
  return w;
}

TEST(AbsMeanScale, IsTheMeanMagnitudeRoundedOnce) {
  EXPECT_EQ(AbsMeanScale(std::vector<float>{1.0f, -2.0f, 0.0f}), 1.0f);
  EXPECT_EQ(AbsMeanScale(std::vector<float>{0.1f, 0.2f}),
            static_cast<float>((static_cast<double>(0.1f) + 0.2f) / 2));
  // Sixteen million ones: a float sum would stop at 2^24.
  EXPECT_EQ(AbsMeanScale(std::vector<float>(1 << 25, 1.0f)), 1.0f);
}

TEST(AbsMeanScale, StaysAboveItsLeastAndBelowInfinity) {
  EXPECT_EQ(AbsMeanScale({}), 1e-5f);
  EXPECT_EQ(AbsMeanScale(std::vector<float>{0.0f, 1e-9f}), 1e-5f);
  EXPECT_EQ(AbsMeanScale(std::vector<float>{kNaN, kInf, 3.0f, -kInf}), 3.0f);
  EXPECT_EQ(AbsMeanScale(std::vector<float>{kNaN}), 1e-5f);
  const float max = std::numeric_limits<float>::max();
  EXPECT_EQ(AbsMeanScale(std::vector<float>{max, -max}), max);
}

TEST(TernaryCode, HalfTheScaleIsTheTieThatGoesToZero) {
  for (const float scale : {0.02f, 1.0f, 3.1415927f, 1e-5f, 1e30f}) {
    const float half = scale / 2;  // exact
    EXPECT_EQ(TernaryCode(half, scale), 0);
    EXPECT_EQ(TernaryCode(-half, scale), 0);
    EXPECT_EQ(TernaryCode(std::nextafter(half, kInf), scale), 1);
    EXPECT_EQ(TernaryCode(-std::nextafter(half, kInf), scale), -1);
    EXPECT_EQ(TernaryCode(std::nextafter(half, 0.0f), scale), 0);
    EXPECT_EQ(TernaryCode(scale * 1.5f, scale), 1);
    EXPECT_EQ(TernaryCode(scale * -100.0f, scale), -1);
  }
}

TEST(TernaryCode, IsTheNearestOfThreeOverAStrideOfAllFloats) {
  const double scale = 0.0173f;
  for (std::uint64_t bits = 0; bits < 1ull << 32; bits += 65521) {
    const float w = std::bit_cast<float>(static_cast<std::uint32_t>(bits));
    if (std::isnan(w)) continue;
    const int expected = w > scale / 2 ? 1 : (w < -scale / 2 ? -1 : 0);
    ASSERT_EQ(TernaryCode(w, 0.0173f), expected) << w;
  }
}

TEST(TernaryCode, SpecialValues) {
  EXPECT_EQ(TernaryCode(kNaN, 1.0f), 0);
  EXPECT_EQ(TernaryCode(kInf, 1.0f), 1);
  EXPECT_EQ(TernaryCode(-kInf, 1.0f), -1);
  EXPECT_EQ(TernaryCode(-0.0f, 1.0f), 0);
  EXPECT_EQ(TernaryCode(1e-45f, 1e-5f), 0);
}

TEST(QuantizeTernary, GivesThreeValuesAndBack) {
  const std::vector<float> w = {0.4f, -0.6f, 2.0f, 0.0f, -0.5f};
  const TernaryTensor tensor = QuantizeTernary(w);
  EXPECT_EQ(tensor.scale, 0.7f);
  EXPECT_EQ(tensor.codes, (std::vector<std::int8_t>{1, -1, 1, 0, -1}));
  EXPECT_EQ(DequantizeTernary(tensor),
            (std::vector<float>{0.7f, -0.7f, 0.7f, 0.0f, -0.7f}));
  EXPECT_TRUE(QuantizeTernary({}).codes.empty());
  EXPECT_EQ(QuantizeTernary(std::vector<float>(3, 0.0f)).codes,
            (std::vector<std::int8_t>{0, 0, 0}));
}

double SquaredError(const std::vector<float>& w,
                    const std::vector<std::int8_t>& codes, double scale) {
  double sum = 0.0;
  for (std::size_t i = 0; i < w.size(); ++i) {
    const double error = w[i] - scale * codes[i];
    sum += error * error;
  }
  return sum;
}

TEST(LeastSquaresTernaryScale, NoOtherScaleHasALesserError) {
  const std::vector<float> w = Normal(5000);
  const TernaryTensor tensor = QuantizeTernary(w);
  const double best = LeastSquaresTernaryScale(w, tensor.codes);
  const double least = SquaredError(w, tensor.codes, best);
  for (const double factor : {0.9, 0.99, 0.999, 1.001, 1.01, 1.1}) {
    EXPECT_LT(least, SquaredError(w, tensor.codes, best * factor)) << factor;
  }
  EXPECT_GT(best, tensor.scale);
  EXPECT_LT(least, 0.85 * SquaredError(w, tensor.codes, tensor.scale));
  EXPECT_EQ(LeastSquaresTernaryScale(w, std::vector<std::int8_t>(5000, 0)),
            0.0f);
}

TEST(PackTrits, AllFiveDigitNumbersComeBack) {
  for (int q = 0; q < 243; ++q) {
    std::vector<std::int8_t> codes(5), back(5);
    for (int i = 4, rest = q; i >= 0; --i, rest /= 3) {
      codes[static_cast<std::size_t>(i)] =
          static_cast<std::int8_t>(rest % 3 - 1);
    }
    std::vector<std::uint8_t> byte(1);
    PackTrits(codes, byte);
    EXPECT_EQ(byte[0], static_cast<int>(std::ceil(q * 256.0 / 243.0)));
    UnpackTrits(byte, back);
    EXPECT_EQ(back, codes) << q;
  }
}

TEST(PackTrits, EveryLengthComesBack) {
  std::mt19937 bits(1);
  for (std::size_t n = 0; n <= 23; ++n) {
    std::vector<std::int8_t> codes(n), back(n);
    for (auto& c : codes) c = static_cast<std::int8_t>(bits() % 3) - 1;
    std::vector<std::uint8_t> bytes(PackedTritSize(n));
    EXPECT_EQ(bytes.size(), (n + 4) / 5);
    PackTrits(codes, bytes);
    UnpackTrits(bytes, back);
    EXPECT_EQ(back, codes);
  }
}

TEST(PackTrits, AShortLastByteIsFilledWithZeros) {
  const std::vector<std::int8_t> one = {1}, filled = {1, 0, 0, 0, 0};
  std::vector<std::uint8_t> a(1), b(1);
  PackTrits(one, a);
  PackTrits(filled, b);
  EXPECT_EQ(a, b);
}

}  // namespace
}  // namespace wbm::quant
