#include "common/quant/hadamard.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

#include "common/quant/affine.h"

namespace wbm::quant {
namespace {

template <class T>
std::vector<T> Normal(std::size_t n) {
  std::mt19937 bits(17);
  std::normal_distribution<T> normal;
  std::vector<T> x(n);
  for (T& v : x) v = normal(bits);
  return x;
}

template <class T>
double Norm(const std::vector<T>& x) {
  double sum = 0.0;
  for (const T v : x) sum += static_cast<double>(v) * v;
  return std::sqrt(sum);
}

// Sylvester's recursion as it is written in books.
std::vector<std::vector<std::int64_t>> Sylvester(std::size_t n) {
  if (n == 1) return {{1}};
  const auto half = Sylvester(n / 2);
  std::vector<std::vector<std::int64_t>> h(n, std::vector<std::int64_t>(n));
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      const std::int64_t sign = i >= n / 2 && j >= n / 2 ? -1 : 1;
      h[i][j] = sign * half[i % (n / 2)][j % (n / 2)];
    }
  }
  return h;
}

TEST(HadamardButterflies, IsSylvestersMatrixExactly) {
  for (std::size_t n = 1; n <= 64; n *= 2) {
    const auto h = Sylvester(n);
    for (std::size_t j = 0; j < n; ++j) {
      std::vector<std::int64_t> unit(n, 0);
      unit[j] = 1;
      ASSERT_TRUE(HadamardButterflies(std::span(unit)));
      for (std::size_t i = 0; i < n; ++i) {
        ASSERT_EQ(unit[i], h[i][j]);
        ASSERT_EQ(HadamardElement(i, j), h[i][j]);
      }
    }
  }
}

TEST(HadamardButterflies, TwiceIsNTimesTheIdentityExactly) {
  for (std::size_t n = 1; n <= 4096; n *= 2) {
    std::vector<std::int64_t> x(n);
    for (std::size_t i = 0; i < n; ++i) {
      x[i] = static_cast<std::int64_t>(i * i % 1009) - 500;
    }
    std::vector<std::int64_t> y = x;
    ASSERT_TRUE(HadamardButterflies(std::span(y)));
    ASSERT_TRUE(HadamardButterflies(std::span(y)));
    for (std::size_t i = 0; i < n; ++i) {
      ASSERT_EQ(y[i], x[i] * static_cast<std::int64_t>(n));
    }
  }
}

TEST(HadamardRotate, StaysWithinItsErrorBound) {
  for (std::size_t n = 1, k = 0; n <= 4096; n *= 2, ++k) {
    const std::vector<float> x = Normal<float>(n);
    std::vector<float> y = x;
    ASSERT_TRUE(HadamardRotate(std::span(y)));
    std::vector<double> error(n);
    for (std::size_t i = 0; i < n; ++i) {
      double exact = 0.0;
      for (std::size_t j = 0; j < n; ++j) {
        exact += HadamardElement(i, j) * static_cast<double>(x[j]);
      }
      error[i] = y[i] - exact / std::sqrt(static_cast<double>(n));
    }
    const double bound = (static_cast<double>(k) + 2) * 0x1p-24 * Norm(x);
    EXPECT_LE(Norm(error), bound) << n;
    // The same bound says that the norm is kept.
    EXPECT_NEAR(Norm(y), Norm(x), bound);
  }
}

TEST(HadamardRotate, IsItsOwnInverse) {
  for (std::size_t n = 1, k = 0; n <= 1 << 14; n *= 4, k += 2) {
    const std::vector<double> x = Normal<double>(n);
    std::vector<double> y = x;
    ASSERT_TRUE(HadamardRotate(std::span(y)));
    ASSERT_TRUE(HadamardRotate(std::span(y)));
    for (std::size_t i = 0; i < n; ++i) y[i] -= x[i];
    EXPECT_LE(Norm(y), 2 * (static_cast<double>(k) + 2) * 0x1p-53 * Norm(x));
  }
}

TEST(HadamardRotate, SpreadsASpikeEvenly) {
  std::vector<float> x(64, 0.0f);
  x[5] = 8.0f;
  ASSERT_TRUE(HadamardRotate(std::span(x)));
  for (const float v : x) EXPECT_EQ(std::fabs(v), 1.0f);
}

TEST(HadamardRotate, HelpsInt4AgainstOutliersAndHurtsTheRest) {
  std::vector<float> x = Normal<float>(64);
  for (float& v : x) v *= 0.1f;
  const std::vector<std::size_t> outliers = {3, 20, 50};
  for (const std::size_t i : outliers) x[i] = 5.0f;
  const auto round_trip = [](std::vector<float> v) {
    const AffineParams p = ChooseAffine(v, kSymmetricInt4);
    for (float& e : v) e = DequantizeValue(QuantizeValue(e, p), p);
    return v;
  };
  std::vector<float> rotated = x;
  ASSERT_TRUE(HadamardRotate(std::span(rotated)));
  rotated = round_trip(rotated);
  ASSERT_TRUE(HadamardRotate(std::span(rotated)));
  const std::vector<float> direct = round_trip(x);
  int zeros = 0, kept = 0;
  for (std::size_t i = 0; i < 64; ++i) {
    zeros += direct[i] == 0.0f;
    kept += std::fabs(rotated[i]) > 1e-6f;
  }
  EXPECT_EQ(zeros, 61);  // directly, all ordinary values are lost
  EXPECT_GT(kept, 55);
}

TEST(HadamardRotate, OtherOrdersAreRefusedAndLeftAlone) {
  for (const std::size_t n : {0u, 3u, 6u, 12u, 100u}) {
    std::vector<float> x(n, 1.5f);
    EXPECT_FALSE(HadamardRotate(std::span(x)));
    EXPECT_EQ(x, std::vector<float>(n, 1.5f));
  }
  std::vector<float> x(12, 1.0f);
  EXPECT_FALSE(HadamardRotateBlocks(std::span(x), 8));
  EXPECT_FALSE(HadamardRotateBlocks(std::span(x), 3));
  EXPECT_FALSE(HadamardRotateBlocks(std::span(x), 0));
  EXPECT_EQ(x, std::vector<float>(12, 1.0f));
}

TEST(HadamardRotateBlocks, RotatesEachBlockAlone) {
  std::vector<float> x = Normal<float>(24);
  std::vector<float> expected = x;
  for (std::size_t at = 0; at < 24; at += 8) {
    ASSERT_TRUE(HadamardRotate(std::span(expected).subspan(at, 8)));
  }
  ASSERT_TRUE(HadamardRotateBlocks(std::span(x), 8));
  EXPECT_EQ(x, expected);
}

TEST(HadamardRotate, NaNSpreadsAndSubnormalsSurvive) {
  std::vector<float> x(4, 1.0f);
  x[2] = std::numeric_limits<float>::quiet_NaN();
  ASSERT_TRUE(HadamardRotate(std::span(x)));
  for (const float v : x) EXPECT_TRUE(std::isnan(v));
  std::vector<float> tiny = {4e-45f, 0.0f, 0.0f, 0.0f};
  ASSERT_TRUE(HadamardRotate(std::span(tiny)));
  for (const float v : tiny) EXPECT_GT(v, 0.0f);
}

}  // namespace
}  // namespace wbm::quant
