#include "common/quant/normal_float.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <vector>

#include "common/quant/normal_distribution.h"

namespace wbm::quant {
namespace {

constexpr float kInf = std::numeric_limits<float>::infinity();
constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

// Sixteen-digit quantiles of the standard normal distribution: the two of
// Wichura's Algorithm AS 241 (1988) and common two-sided limits.
TEST(NormalQuantile, MatchesPublishedQuantiles) {
  const struct {
    double p, x;
  } kKnown[] = {{0.25, -0.6744897501960817}, {0.001, -3.090232306167814},
                {1e-20, -9.262340089798408}, {0.025, -1.959963984540054},
                {0.05, -1.6448536269514722}, {0.005, -2.5758293035489004},
                {0.1, -1.2815515655446004},  {1e-10, -6.361340902404056}};
  for (const auto& known : kKnown) {
    // Four ULP, as promised; 2^-52 is an ULP's greatest relative size.
    const double bound = 4 * 0x1p-52 * std::fabs(known.x);
    EXPECT_NEAR(NormalQuantile(known.p), known.x, bound) << known.p;
    if (known.p >= 0.001) {
      // 1 - p itself is rounded, by up to 2^-54, over the density.
      const double input = 0x1p-54 / NormalDensity(known.x);
      EXPECT_NEAR(NormalQuantile(1.0 - known.p), -known.x, bound + input);
    }
  }
  EXPECT_EQ(NormalQuantile(0.5), 0.0);
}

TEST(NormalQuantile, InvertsTheProbabilityInBothTails) {
  for (double p = 1e-300; p < 0.5; p *= 1.7) {
    const double back = NormalProbability(NormalQuantile(p));
    // d(log P)/dx is about |x| in the tail, so an ULP of x costs x^2 ULP of p.
    const double x = NormalQuantile(p);
    EXPECT_NEAR(back / p, 1.0, (8 + 4 * x * x) * 0x1p-52) << p;
    EXPECT_LT(x, NormalQuantile(p * 1.01));
  }
}

TEST(NormalQuantile, EndsAreInfiniteAndNaNStays) {
  EXPECT_EQ(NormalQuantile(0.0), -HUGE_VAL);
  EXPECT_EQ(NormalQuantile(-1.0), -HUGE_VAL);
  EXPECT_EQ(NormalQuantile(1.0), HUGE_VAL);
  EXPECT_EQ(NormalQuantile(2.0), HUGE_VAL);
  EXPECT_TRUE(std::isnan(NormalQuantile(std::nan(""))));
}

TEST(NormalDensity, KnownValues) {
  EXPECT_NEAR(NormalDensity(0.0), 0.3989422804014327, 1e-16);
  EXPECT_NEAR(NormalDensity(1.0), 0.24197072451914337, 1e-16);
  EXPECT_EQ(NormalDensity(-HUGE_VAL), 0.0);
  EXPECT_NEAR(NormalProbability(1.0), 0.8413447460685429, 1e-15);
}

// The table as published, printed with 17 digits.
constexpr double kPublished[16] = {-1.0,
                                   -0.6961928009986877,
                                   -0.5250730514526367,
                                   -0.39491748809814453,
                                   -0.28444138169288635,
                                   -0.18477343022823334,
                                   -0.09105003625154495,
                                   0.0,
                                   0.07958029955625534,
                                   0.16093020141124725,
                                   0.24611230194568634,
                                   0.33791524171829224,
                                   0.44070982933044434,
                                   0.5626170039176941,
                                   0.7229568362236023,
                                   1.0};

TEST(Nf4Levels, AreThePublishedTableBitForBit) {
  for (int c = 0; c < 16; ++c) {
    EXPECT_EQ(static_cast<double>(kNf4Levels[c]), kPublished[c]) << c;
  }
}

TEST(Nf4Levels, FollowFromTheQuantilesBitForBit) {
  const std::array<float, 16> derived = DeriveNf4Levels();
  for (std::size_t c = 0; c < 16; ++c) {
    EXPECT_EQ(std::bit_cast<std::uint32_t>(derived[c]),
              std::bit_cast<std::uint32_t>(kNf4Levels[c]))
        << c;
  }
}

TEST(Nf4Levels, AreNotThoseOfThePapersEquation) {
  // QLoRA eq. (4), the means of neighbouring 17-quantiles: symmetric, and
  // without a zero in sixteen values.
  const auto level = [](int i) {
    return (NormalQuantile((i + 1.0) / 18) + NormalQuantile((i + 2.0) / 18)) /
           2;
  };
  EXPECT_GT(std::fabs(level(8) / level(15) - kPublished[8]), 0.01);
}

// The nearest level by brute force in double; the lower code wins a tie.
int Nearest(float x) {
  int best = 0;
  for (int c = 1; c < 16; ++c) {
    const double here = std::fabs(static_cast<double>(x) - kPublished[c]);
    const double there = std::fabs(static_cast<double>(x) - kPublished[best]);
    if (here < there) best = c;
  }
  return best;
}

TEST(Nf4Encode, IsTheNearestLevelOverAStrideOfAllFloats) {
  for (std::uint64_t bits = 0; bits < 1ull << 32; bits += 10007) {
    const float x = std::bit_cast<float>(static_cast<std::uint32_t>(bits));
    if (std::isnan(x) || std::fabs(x) > 1e6f) continue;
    ASSERT_EQ(Nf4Encode(x), Nearest(x)) << x;
  }
}

TEST(Nf4Encode, IsTheNearestLevelBesideEveryThreshold) {
  int others = 0;
  for (const float threshold : kNf4Thresholds) {
    float x = threshold;
    for (int i = 0; i < 50; ++i) x = std::nextafter(x, -kInf);
    for (int i = 0; i < 100; ++i, x = std::nextafter(x, kInf)) {
      ASSERT_EQ(Nf4Encode(x), Nearest(x)) << x;
    }
  }
  for (int c = 0; c < 15; ++c) {
    const double middle = (kPublished[c] + kPublished[c + 1]) / 2;
    const auto rounded = static_cast<float>(middle);
    EXPECT_LE(kNf4Thresholds[c], middle);
    EXPECT_GT(std::nextafter(kNf4Thresholds[c], kInf), middle);
    // bitsandbytes compares with the rounded midpoint; where that lies above
    // the real one, it gives that float the farther level.
    others += static_cast<double>(rounded) > middle;
    EXPECT_EQ(Nf4Encode(rounded), c + (static_cast<double>(rounded) > middle));
  }
  EXPECT_EQ(others, 6);
}

TEST(Nf4Encode, EveryCodeComesBack) {
  for (std::uint8_t c = 0; c < 16; ++c) EXPECT_EQ(Nf4Encode(Nf4Decode(c)), c);
}

TEST(Nf4Encode, SpecialValues) {
  EXPECT_EQ(Nf4Encode(kNaN), 7);
  EXPECT_EQ(Nf4Encode(kInf), 15);
  EXPECT_EQ(Nf4Encode(-kInf), 0);
  EXPECT_EQ(Nf4Encode(0.0f), 7);
  EXPECT_EQ(Nf4Encode(-0.0f), 7);
  EXPECT_EQ(Nf4Encode(1e-45f), 7);
}

TEST(QuantizeNf4, BlocksHaveTheirOwnScale) {
  const std::vector<float> x = {1.0f, -0.5f, 4.0f, 0.0f, 100.0f};
  const Nf4Tensor tensor = QuantizeNf4(x, 2);
  EXPECT_EQ(tensor.absmax, (std::vector<float>{1.0f, 4.0f, 100.0f}));
  EXPECT_EQ(tensor.codes, (std::vector<std::uint8_t>{15, 2, 15, 7, 15}));
  EXPECT_EQ(DequantizeNf4(tensor),
            (std::vector<float>{1.0f, kNf4Levels[2], 4.0f, 0.0f, 100.0f}));
}

TEST(QuantizeNf4, ErrorIsAtMostHalfTheWidestGap) {
  std::vector<float> x;
  for (int i = -1000; i <= 1000; ++i)
    x.push_back(static_cast<float>(i) * 0.003f);
  const auto back = DequantizeNf4(QuantizeNf4(x, 64));
  // The widest gap is -1 .. -0.696; plus three roundings of relative 2^-24.
  for (std::size_t i = 0; i < x.size(); ++i) {
    EXPECT_LE(std::fabs(x[i] - back[i]), 3.0f * (0.3038072f / 2 + 0x1p-22f));
  }
}

TEST(QuantizeNf4, SpecialBlocks) {
  const auto back = [](std::vector<float> x) {
    return DequantizeNf4(QuantizeNf4(x, 64));
  };
  EXPECT_EQ(back({}), std::vector<float>{});
  EXPECT_EQ(back({0.0f, -0.0f}), (std::vector<float>{0.0f, 0.0f}));
  EXPECT_EQ(back({2.0f, kNaN, kInf, -kInf}),
            (std::vector<float>{2.0f, 0.0f, 2.0f, -2.0f}));
  EXPECT_EQ(back({kNaN, 0.0f, kInf}), (std::vector<float>{0.0f, 0.0f, 0.0f}));
  EXPECT_EQ(back({1e-45f, -1e-45f}), (std::vector<float>{1e-45f, -1e-45f}));
  const float max = std::numeric_limits<float>::max();
  EXPECT_EQ(back({max, -max}), (std::vector<float>{max, -max}));
  EXPECT_EQ(QuantizeNf4(std::vector<float>{kInf, -kInf, kNaN, 0.0f}, 64).codes,
            (std::vector<std::uint8_t>{15, 0, 7, 7}));
}

}  // namespace
}  // namespace wbm::quant
