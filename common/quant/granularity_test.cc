#include "common/quant/granularity.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

namespace wbm::quant {
namespace {

constexpr MatrixShape kShape{5, 11};

std::vector<float> Weights() {
  std::mt19937 bits(3);
  std::normal_distribution<float> normal;
  std::vector<float> w(kShape.size());
  for (std::size_t i = 0; i < w.size(); ++i) {
    // Rows of very different size, as channels of real weights have.
    w[i] = normal(bits) * std::ldexp(1.0f, 3 * static_cast<int>(i / 11));
  }
  return w;
}

// Indices that share parameters, listed by brute force from the definition.
std::vector<std::vector<std::size_t>> Parts(Grouping grouping) {
  std::vector<std::vector<std::size_t>> parts;
  for (std::size_t row = 0; row < kShape.rows; ++row) {
    for (std::size_t col = 0; col < kShape.cols; ++col) {
      bool starts = row == 0 && col == 0;
      if (grouping.granularity != Granularity::kPerTensor) {
        starts = col == 0;
      }
      if (grouping.granularity == Granularity::kPerGroup) {
        starts = col % grouping.group_size == 0;
      }
      if (starts) parts.emplace_back();
      parts.back().push_back(row * kShape.cols + col);
    }
  }
  return parts;
}

class EveryGrouping : public testing::TestWithParam<Grouping> {};

TEST_P(EveryGrouping, PartsHaveTheirOwnParametersAndCodes) {
  const std::vector<float> w = Weights();
  for (const IntegerGrid grid : {kSymmetricInt8, kAsymmetricInt4}) {
    const QuantizedMatrix q = QuantizeMatrix(w, kShape, GetParam(), grid);
    const auto parts = Parts(GetParam());
    ASSERT_EQ(PartCount(kShape, GetParam()), parts.size());
    ASSERT_EQ(q.params.size(), parts.size());
    const std::vector<float> back = DequantizeMatrix(q);
    for (std::size_t p = 0; p < parts.size(); ++p) {
      std::vector<float> values;
      for (const std::size_t i : parts[p]) values.push_back(w[i]);
      EXPECT_EQ(q.params[p], ChooseAffine(values, grid));
      for (const std::size_t i : parts[p]) {
        EXPECT_EQ(PartOf(i / kShape.cols, i % kShape.cols, kShape, GetParam()),
                  p);
        EXPECT_EQ(q.codes[i], QuantizeValue(w[i], q.params[p]));
        EXPECT_EQ(back[i], DequantizeValue(q.codes[i], q.params[p]));
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(
    All, EveryGrouping,
    testing::Values(Grouping::PerTensor(), Grouping::PerChannel(),
                    Grouping::PerGroup(1), Grouping::PerGroup(4),
                    Grouping::PerGroup(11), Grouping::PerGroup(64)));

TEST(Granularity, FinerPartsSaveTheSmallRows) {
  const std::vector<float> w = Weights();
  const auto error_of_first_row = [&](Grouping grouping) {
    const auto back =
        DequantizeMatrix(QuantizeMatrix(w, kShape, grouping, kSymmetricInt8));
    double sum = 0.0;
    for (std::size_t i = 0; i < kShape.cols; ++i) {
      sum += std::fabs(w[i] - back[i]);
    }
    return sum;
  };
  // The last row is 2^12 times larger: per tensor, the first is lost.
  EXPECT_GT(error_of_first_row(Grouping::PerTensor()),
            100 * error_of_first_row(Grouping::PerChannel()));
}

TEST(Granularity, BitsPerWeightCountsScalesAndZeroPoints) {
  const std::vector<float> w(2 * 64, 1.0f);
  const auto bits = [&](Grouping grouping, IntegerGrid grid) {
    return QuantizeMatrix(w, {2, 64}, grouping, grid).BitsPerWeight(16);
  };
  EXPECT_EQ(bits(Grouping::PerGroup(32), kSymmetricInt4), 4.5);
  EXPECT_EQ(bits(Grouping::PerGroup(32), kAsymmetricInt4), 4.625);
  EXPECT_EQ(bits(Grouping::PerChannel(), kSymmetricInt8), 8.25);
  EXPECT_EQ(bits(Grouping::PerTensor(), kSymmetricInt8), 8.125);
}

TEST(Granularity, EmptyMatricesHaveNoParts) {
  for (const MatrixShape shape : {MatrixShape{0, 7}, MatrixShape{7, 0}}) {
    for (const Grouping g : {Grouping::PerTensor(), Grouping::PerChannel(),
                             Grouping::PerGroup(4)}) {
      const QuantizedMatrix q = QuantizeMatrix({}, shape, g, kSymmetricInt8);
      EXPECT_TRUE(q.params.empty());
      EXPECT_TRUE(DequantizeMatrix(q).empty());
      EXPECT_EQ(PartCount(shape, g), 0u);
      EXPECT_EQ(q.BitsPerWeight(16), 0.0);
    }
  }
}

TEST(Granularity, NaNAndInfinityTouchOnlyThemselves) {
  std::vector<float> w = Weights();
  const auto clean =
      QuantizeMatrix(w, kShape, Grouping::PerGroup(4), kSymmetricInt8);
  w.insert(w.begin() + 12, std::numeric_limits<float>::quiet_NaN());
  w.erase(w.begin() + 13);
  const auto dirty =
      QuantizeMatrix(w, kShape, Grouping::PerGroup(4), kSymmetricInt8);
  EXPECT_EQ(dirty.codes[12], 0);
  for (std::size_t i = 0; i < w.size(); ++i) {
    if (i >= 11 && i <= 14) continue;
    EXPECT_EQ(clean.codes[i], dirty.codes[i]) << i;
  }
}

}  // namespace
}  // namespace wbm::quant
