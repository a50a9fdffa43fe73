#include "common/quant/distortion.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "common/quant/affine.h"

namespace wbm::quant {
namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();

TEST(MeanSquaredError, IsTheMeanOfSquares) {
  const std::vector<float> x = {1.0f, 2.0f, -3.0f};
  const std::vector<float> y = {1.5f, 2.0f, -1.0f};
  EXPECT_EQ(MeanSquaredError(x, y), 4.25 / 3);
  EXPECT_EQ(MeanSquaredError(std::vector<double>{1e200, 0},
                             std::vector<double>{1e200, 2}),
            2.0);
  EXPECT_EQ(MeanSquaredError(std::span<const float>(), {}), 0.0);
}

TEST(SqnrDb, IsTenTimesTheLogarithmOfTheEnergyRatio) {
  const std::vector<double> x = {10.0, 0.0};
  EXPECT_NEAR(SqnrDb(x, std::vector<double>{10.0, 1.0}), 20.0, 1e-13);
  EXPECT_NEAR(SqnrDb(x, std::vector<double>{0.0, 0.0}), 0.0, 1e-13);
}

TEST(SqnrDb, SpecialCases) {
  const std::vector<float> x = {1.0f, 2.0f};
  EXPECT_EQ(SqnrDb(x, x), kInf);
  EXPECT_EQ(SqnrDb(std::span<const float>(), {}), kInf);
  EXPECT_EQ(SqnrDb(std::vector<float>{0, 0}, x), -kInf);
  const std::vector<float> bad = {1.0f, std::nanf("")};
  EXPECT_TRUE(std::isnan(SqnrDb(x, bad)));
  EXPECT_TRUE(std::isnan(SqnrDb(bad, x)));
  const std::vector<float> inf = {1.0f, HUGE_VALF};
  EXPECT_TRUE(std::isnan(SqnrDb(inf, inf)));
}

double GridSqnr(const std::vector<float>& x, int bits) {
  const AffineParams p = ChooseAffine(x, {Symmetry::kSymmetric, bits});
  std::vector<float> back(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    back[i] = DequantizeValue(QuantizeValue(x[i], p), p);
  }
  return SqnrDb(x, back);
}

TEST(SqnrDb, OfAUniformRampIsTwentyLogOfTheSteps) {
  // A dense ramp over [-1, 1] stands for a uniform input. The symmetric grid of
  // b bits has 2q steps of 1/q, q = 2^(b-1) - 1; noise step^2/12, signal 1/3.
  constexpr int kPoints = 1 << 20;
  std::vector<float> x;
  for (int i = 0; i < kPoints; ++i) {
    x.push_back(static_cast<float>((2.0 * i + 1.0) / kPoints - 1.0));
  }
  for (const int bits : {2, 3, 4, 6, 8}) {
    const double steps = std::ldexp(1.0, bits) - 2.0;
    EXPECT_NEAR(GridSqnr(x, bits), UniformInputSqnrDb(steps), 0.002) << bits;
  }
}

TEST(SqnrDb, OfASineIsOnePointSevenSixMore) {
  constexpr int kPoints = 1 << 18;
  std::vector<float> x;
  for (int i = 0; i < kPoints; ++i) {
    x.push_back(static_cast<float>(std::sin(2.0 * M_PI * i / kPoints)));
  }
  for (const int bits : {8, 10, 12}) {
    const double steps = std::ldexp(1.0, bits) - 2.0;
    EXPECT_NEAR(GridSqnr(x, bits), SineInputSqnrDb(steps), 0.15) << bits;
  }
  EXPECT_NEAR(SineInputSqnrDb(256) - UniformInputSqnrDb(256), 1.76, 0.002);
  EXPECT_NEAR(UniformInputSqnrDb(2), 6.0206, 1e-4);
}

}  // namespace
}  // namespace wbm::quant
