#include "common/quant/log_codes.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "common/quant/affine.h"
#include "common/quant/information.h"

namespace wbm::quant {
namespace {

constexpr float kInf = std::numeric_limits<float>::infinity();
constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
constexpr float kMax = std::numeric_limits<float>::max();
constexpr float kTiny = std::numeric_limits<float>::denorm_min();

// Skewed probabilities: most forms rare, a few common.
std::vector<float> Probabilities() {
  std::mt19937 bits(42);
  std::gamma_distribution<double> gamma(0.4);
  std::vector<double> weights(300);
  double total = 0.0;
  for (double& w : weights) total += w = gamma(bits) + 1e-12;
  std::vector<float> p;
  for (const double w : weights) p.push_back(static_cast<float>(w / total));
  return p;
}

TEST(LogGrid, SpansTheMagnitudes) {
  const std::vector<float> x = {0.25f, -4.0f, 0.0f, 1.0f, kNaN, kInf};
  const LogGrid grid = ChooseLogGrid(x, 3);
  EXPECT_EQ(grid, (LogGrid{-2.0, 4.0 / 6.0, 7}));
  EXPECT_EQ(LogDecode(1, grid), 0.25f);
  EXPECT_EQ(LogDecode(7, grid), 4.0f);
  EXPECT_EQ(LogDecode(-7, grid), -4.0f);
  EXPECT_EQ(LogDecode(4, grid), 1.0f);
}

TEST(LogGrid, OneMagnitudeOrNone) {
  EXPECT_EQ(ChooseLogGrid({}, 8), (LogGrid{0.0, 1.0, 255}));
  EXPECT_EQ(ChooseLogGrid(std::vector<float>{0.0f, kNaN, -kInf}, 8),
            (LogGrid{0.0, 1.0, 255}));
  EXPECT_EQ(ChooseLogGrid(std::vector<float>{8.0f, -8.0f}, 8),
            (LogGrid{3.0, 1.0, 255}));
  const LogGrid one_bit = ChooseLogGrid(std::vector<float>{1.0f, 8.0f}, 1);
  EXPECT_EQ(one_bit.highest, 1);
  EXPECT_EQ(LogDecode(LogEncode(8.0f, one_bit), one_bit), 1.0f);
}

TEST(LogEncode, EveryCodeComesBack) {
  for (const LogGrid& grid :
       {LogGrid{-20.0, 0.1, 255}, LogGrid{0.0, 1.0, 7},
        ChooseLogGrid(Probabilities(), 8), LogGrid{-3.0, 0.001, 1000}}) {
    for (std::int32_t code = -grid.highest; code <= grid.highest; ++code) {
      ASSERT_EQ(LogEncode(LogDecode(code, grid), grid), code);
    }
  }
}

TEST(LogEncode, RelativeErrorIsTheSameForSmallAndLarge) {
  const std::vector<float> p = Probabilities();
  for (const int bits : {4, 6, 8}) {
    const LogGrid grid = ChooseLogGrid(p, bits);
    const double bound = LogGridRelativeError(grid) + 0x1p-23;
    double worst = 0.0;
    for (const float v : p) {
      const double back = LogDecode(LogEncode(v, grid), grid);
      worst = std::max(worst, std::fabs(back - v) / v);
    }
    EXPECT_LE(worst, bound);
    EXPECT_GT(worst, 0.5 * bound);  // the bound is not idle
  }
}

TEST(LogEncode, IsTheNearestInTheLogarithm) {
  const LogGrid grid{-6.0, 0.37, 31};
  for (float x = 0.001f; x < 4000.0f; x *= 1.003f) {
    const std::int32_t code = LogEncode(x, grid);
    const auto distance = [&](std::int32_t c) {
      return std::fabs(std::log2(x) - (grid.log2_lowest + (c - 1) * grid.step));
    };
    for (std::int32_t c = 1; c <= grid.highest; ++c) {
      ASSERT_LE(distance(code), distance(c) + 1e-12) << x;
    }
    EXPECT_EQ(LogEncode(-x, grid), -code);
  }
}

TEST(LogEncode, APositiveValueNeverBecomesZero) {
  const LogGrid grid = ChooseLogGrid(Probabilities(), 8);
  EXPECT_EQ(LogEncode(kTiny, grid), 1);
  EXPECT_EQ(LogEncode(-kTiny, grid), -1);
  EXPECT_GT(LogDecode(1, grid), 0.0f);
}

TEST(LogEncode, CuresWhatInt8BreaksInProbabilities) {
  const std::vector<float> p = Probabilities();
  const AffineParams affine = ChooseAffine(p, kAsymmetricInt8);
  const LogGrid grid = ChooseLogGrid(p, 8);
  std::vector<double> truth, evenly, in_log;
  for (const float v : p) {
    truth.push_back(v);
    evenly.push_back(DequantizeValue(QuantizeValue(v, affine), affine));
    in_log.push_back(LogDecode(LogEncode(v, grid), grid));
  }
  EXPECT_EQ(DivergenceBits(truth, evenly),
            std::numeric_limits<double>::infinity());
  // Relative errors below r: D <= log2((1+r)/(1-r)).
  const double r = LogGridRelativeError(grid) + 0x1p-23;
  EXPECT_LT(DivergenceBits(truth, in_log), std::log2((1 + r) / (1 - r)));
}

TEST(LogEncode, SpecialValues) {
  const LogGrid grid{-10.0, 0.5, 15};
  EXPECT_EQ(LogEncode(0.0f, grid), 0);
  EXPECT_EQ(LogEncode(-0.0f, grid), 0);
  EXPECT_EQ(LogEncode(kNaN, grid), 0);
  EXPECT_EQ(LogEncode(kInf, grid), 15);
  EXPECT_EQ(LogEncode(-kInf, grid), -15);
  EXPECT_EQ(LogDecode(100, grid), LogDecode(15, grid));
  EXPECT_EQ(LogDecode(-100, grid), LogDecode(-15, grid));
  const LogGrid widest = ChooseLogGrid(std::vector<float>{kTiny, kMax}, 8);
  EXPECT_EQ(LogDecode(1, widest), kTiny);
  EXPECT_TRUE(std::isfinite(LogDecode(255, widest)));
  EXPECT_EQ(LogEncode(kMax, widest), 255);
}

}  // namespace
}  // namespace wbm::quant
