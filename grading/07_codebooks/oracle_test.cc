// The oracle against numbers that others published.

#include "grading/07_codebooks/oracle.h"

#include <cstddef>
#include <cstdint>
#include <vector>

#include "common/quant/normal_float.h"
#include "gtest/gtest.h"

namespace codebook_lab {
namespace {

TEST(Oracle, NearestTakesTheLowerOfTwo) {
  const std::vector<double> levels = {-1, 0, 2};
  EXPECT_EQ(oracle::Nearest(-0.5, levels), 0);
  EXPECT_EQ(oracle::Nearest(1, levels), 1);
  EXPECT_EQ(oracle::Nearest(1.5, levels), 2);
  EXPECT_EQ(oracle::Nearest(-1e300, levels), 0);
}

TEST(Oracle, LloydByHand) {
  const std::vector<double> samples = {0, 2, 10, 12};
  const Design design = oracle::Lloyd(samples, {0, 2}, 100);
  EXPECT_EQ(design.levels, (std::vector<double>{1, 11}));
  EXPECT_EQ(design.mse, 1);
  EXPECT_EQ(design.iterations, 2);
  EXPECT_TRUE(design.converged);
}

// The table's probabilities were float32 numbers: see the public test.
TEST(Oracle, FourBitsAreThePublishedTable) {
  const std::vector<double> levels = oracle::NormalFloat(4);
  for (std::size_t i = 0; i < 16; ++i) {
    EXPECT_NEAR(levels[i], wbm::quant::kNf4Levels[i], 0x1p-22);
  }
}

TEST(Oracle, SquaredErrorByHand) {
  const std::vector<float> w = {2, -1, 0.5f};
  const std::vector<std::int8_t> codes = {1, -1, 0};
  EXPECT_EQ(oracle::SquaredError(w, codes, 1), 1.25);
}

}  // namespace
}  // namespace codebook_lab
