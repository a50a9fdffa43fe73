#include "grading/05_noise/oracle.h"

#include <cstdint>
#include <vector>

#include "gtest/gtest.h"

namespace noise_lab::oracle {
namespace {

constexpr GridKind kSymmetric = GridKind::kSymmetric;
constexpr GridKind kMidRise = GridKind::kMidRise;

TEST(Oracle, MarksOfSmallGrids) {
  EXPECT_EQ(Marks({kMidRise, 1, 1.0}), (std::vector<double>{-0.5, 0.5}));
  EXPECT_EQ(Marks({kSymmetric, 2, 3.0}), (std::vector<double>{-3, 0, 3}));
  EXPECT_EQ(FirstCode({kMidRise, 3, 1.0}), -4);
  EXPECT_EQ(FirstCode({kSymmetric, 3, 1.0}), -3);
}

TEST(Oracle, NearestAndBorders) {
  const std::vector<double> marks = {-3, 0, 3};
  EXPECT_EQ(Nearest(-9, marks), 0u);
  EXPECT_EQ(Nearest(1.4, marks), 1u);
  EXPECT_EQ(Nearest(1.6, marks), 2u);
  EXPECT_TRUE(OnABorder(1.5, marks));
  EXPECT_FALSE(OnABorder(1.6, marks));
  EXPECT_FALSE(OnABorder(9, marks));
}

TEST(Oracle, PowersOfThreeShapes) {
  EXPECT_NEAR(Power(Shape::kUniform, 1), 1.0 / 3, 1e-9);
  EXPECT_NEAR(Power(Shape::kSine, 1), 0.5, 1e-12);
  EXPECT_NEAR(Power(Shape::kGaussian, 2), 4, 1e-10);
  EXPECT_NEAR(CellNoise(1), 1.0 / 12, 1e-9);
}

// Q(1) and phi(1) from a table.
TEST(Oracle, NoiseAtOneDeviation) {
  const ClipNoise noise = Integrated(2, 1);
  EXPECT_NEAR(noise.granular, (1 - 2 * 0.1586552539) / 12, 1e-9);
  EXPECT_NEAR(noise.overload, 2 * (2 * 0.1586552539 - 0.2419707245), 1e-9);
}

TEST(Oracle, TheBestClipIsInTheValley) {
  for (std::int32_t bits : {2, 4, 8, 16}) {
    const double best = BestClip(bits);
    const auto total = [bits](double clip) {
      const ClipNoise noise = Integrated(bits, clip);
      return noise.granular + noise.overload;
    };
    EXPECT_LT(total(best), total(best - 0.01)) << bits;
    EXPECT_LT(total(best), total(best + 0.01)) << bits;
  }
}

TEST(Oracle, FitOfThreePoints) {
  const std::vector<double> x = {0, 1, 2}, y = {2, 1, 3};
  EXPECT_NEAR(Fit(x, y).slope, 0.5, 1e-15);
  EXPECT_NEAR(Fit(x, y).intercept, 1.5, 1e-15);
}

}  // namespace
}  // namespace noise_lab::oracle
