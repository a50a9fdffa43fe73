#include "common/quant/information.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace wbm::quant {
namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();
using Weights = std::vector<double>;

double Entropy(const Weights& w) { return EntropyBits(w); }
double Divergence(const Weights& p, const Weights& q) {
  return DivergenceBits(p, q);
}

TEST(EntropyBits, KnownValues) {
  EXPECT_EQ(Entropy({1, 1, 2}), 1.5);
  EXPECT_EQ(Entropy({0.5, 0.5, 0.0}), 1.0);
  EXPECT_EQ(Entropy({7}), 0.0);
  EXPECT_FALSE(std::signbit(Entropy({7})));
  EXPECT_NEAR(Entropy({1, 1, 1}), std::log2(3.0), 1e-15);
  EXPECT_EQ(Entropy(Weights(256, 3.0)), 8.0);
}

TEST(EntropyBits, WeightsThatAreNoDistributionGiveNaN) {
  for (const Weights& bad : {Weights{}, Weights{0, 0}, Weights{1, -1, 3},
                             Weights{1, std::nan("")}, Weights{1, kInf}}) {
    EXPECT_TRUE(std::isnan(Entropy(bad)));
    EXPECT_TRUE(std::isnan(Divergence(bad, bad)));
    EXPECT_TRUE(std::isnan(Divergence(Weights(bad.size(), 1.0), bad)));
  }
  EXPECT_TRUE(std::isnan(Divergence({1, 1}, {1, 1, 1})));
}

TEST(CodeEntropyBits, CountsEveryCode) {
  std::vector<std::int8_t> codes;
  for (int c = -128; c < 128; ++c) codes.push_back(static_cast<std::int8_t>(c));
  EXPECT_EQ(CodeEntropyBits(codes), 8.0);
  EXPECT_EQ(CodeEntropyBits(std::vector<std::int8_t>{-1, -1, 1, 0}), 1.5);
  EXPECT_EQ(CodeEntropyBits(std::vector<std::int8_t>{5, 5}), 0.0);
  EXPECT_TRUE(std::isnan(CodeEntropyBits({})));
}

TEST(DivergenceBits, KnownValues) {
  // D(1/2 1/2 || 1/4 3/4) = 1/2 log 2 + 1/2 log 2/3 = 1 - log2(3)/2.
  EXPECT_NEAR(Divergence({1, 1}, {1, 3}), 1.0 - std::log2(3.0) / 2, 1e-15);
  EXPECT_NEAR(Divergence({1, 3}, {1, 1}), 0.75 * std::log2(3.0) - 1.0, 1e-15);
  EXPECT_EQ(Divergence({3, 4, 5}, {6, 8, 10}), 0.0);
  EXPECT_EQ(Divergence({1, 0}, {1, 1}), 1.0);
}

TEST(DivergenceBits, ALostEventCostsInfinitelyMuch) {
  EXPECT_EQ(Divergence({0.999, 0.001}, {1.0, 0.0}), kInf);
}

TEST(DivergenceBits, IsNeverNegative) {
  for (int i = 1; i < 1000; ++i) {
    const Weights p = {0.1 * i, 1.0 / i, 3.0};
    Weights q = p;
    for (double& w : q) w = std::nextafter(w / 3.0, 1.0) * 3.0;
    EXPECT_GE(Divergence(p, q), 0.0);
    EXPECT_LT(Divergence(p, q), 1e-14);
  }
}

}  // namespace
}  // namespace wbm::quant
