#include "common/quant/gemv.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "common/quant/packed_int4.h"

namespace wbm::quant {
namespace {

using formats::float16;

std::vector<float> Normal(std::size_t n, float sigma, unsigned seed) {
  std::mt19937 bits(seed);
  std::normal_distribution<float> normal(0.0f, sigma);
  std::vector<float> x(n);
  for (float& v : x) v = normal(bits);
  return x;
}

std::vector<float16> Activations(std::size_t n) {
  std::vector<float16> x;
  for (const float v : Normal(n, 1.0f, 5)) {
    x.push_back(formats::Encode<float16>(v));
  }
  return x;
}

struct Case {
  MatrixShape shape;
  std::size_t group;
};
constexpr Case kCases[] = {{{3, 64}, 32}, {{4, 128}, 128}, {{2, 33}, 7},
                           {{5, 40}, 16}, {{1, 1}, 1},     {{3, 31}, 64},
                           {{2, 96}, 48}};

TEST(PackW4, CodesAreNearestForTheRoundedScale) {
  for (const Case& c : kCases) {
    const std::vector<float> w = Normal(c.shape.size(), 0.02f, 3);
    const W4Matrix packed = PackW4(w, c.shape, c.group);
    EXPECT_EQ(packed.packed.size(), c.shape.rows * ((c.shape.cols + 1) / 2));
    EXPECT_EQ(packed.scales.size(),
              c.shape.rows * ((c.shape.cols + c.group - 1) / c.group));
    const std::vector<float> back = UnpackW4(packed);
    for (std::size_t i = 0; i < w.size(); ++i) {
      const std::size_t row = i / c.shape.cols, col = i % c.shape.cols;
      const std::size_t group = col / c.group;
      float amax = 0.0f;
      for (std::size_t k = group * c.group;
           k < std::min((group + 1) * c.group, c.shape.cols); ++k) {
        amax = std::max(amax, std::fabs(w[row * c.shape.cols + k]));
      }
      const float16 scale = packed.scales[row * packed.GroupsPerRow() + group];
      EXPECT_EQ(scale, formats::Encode<float16>(amax / 7.0f));
      // Half a step, and what rounding the scale to eleven bits costs over
      // seven steps.
      EXPECT_LE(std::fabs(w[i] - back[i]), ToFloat(scale) * (0.5 + 7 * 0x1p-11))
          << i;
    }
  }
}

TEST(W4Gemv, StaysWithinItsErrorBound) {
  for (const Case& c : kCases) {
    const W4Matrix w =
        PackW4(Normal(c.shape.size(), 0.05f, 9), c.shape, c.group);
    const std::vector<float16> x = Activations(c.shape.cols);
    std::vector<float> y(c.shape.rows);
    W4Gemv(w, x, y);
    const std::vector<float> weights = UnpackW4(w);
    const double steps =
        static_cast<double>((c.group + 15) / 16 + w.GroupsPerRow() + 5);
    for (std::size_t row = 0; row < c.shape.rows; ++row) {
      double exact = 0.0, size = 0.0;  // 26-bit products in double: far exacter
      for (std::size_t col = 0; col < c.shape.cols; ++col) {
        const double term =
            double{weights[row * c.shape.cols + col]} * ToDouble(x[col]);
        exact += term;
        size += std::fabs(term);
      }
      EXPECT_LE(std::fabs(y[row] - exact), steps * 0x1p-24 * size * 1.0001);
    }
  }
}

TEST(W4Gemv, FollowsTheStatedOrderOfAdditions) {
  // Told again with a plain array of codes. Groups of 40: the second starts in
  // the middle of sixteen, and the last is short.
  const Case c = {{3, 96}, 40};
  const W4Matrix w = PackW4(Normal(c.shape.size(), 1.0f, 21), c.shape, c.group);
  const std::vector<float16> x = Activations(c.shape.cols);
  std::vector<float> y(c.shape.rows);
  W4Gemv(w, x, y);
  std::vector<std::int8_t> codes(c.shape.size());
  UnpackInt4(w.packed, NibbleOrder::kPairLowFirst, codes);
  for (std::size_t row = 0; row < 3; ++row) {
    float total[16] = {};
    for (std::size_t g = 0; g < 3; ++g) {
      float part[16] = {};
      for (std::size_t j = 0; j < 40 && 40 * g + j < 96; ++j) {
        const std::size_t col = 40 * g + j;
        const float product = codes[96 * row + col] * ToFloat(x[col]);
        part[j % 16] = part[j % 16] + product;
      }
      for (int l = 0; l < 16; ++l) {
        const float scaled = ToFloat(w.scales[3 * row + g]) * part[l];
        total[l] = total[l] + scaled;
      }
    }
    for (const int h : {8, 4, 2, 1}) {
      for (int l = 0; l < h; ++l) total[l] = total[l] + total[l + h];
    }
    EXPECT_EQ(y[row], total[0]);
  }
}

TEST(W4Gemv, SpecialValues) {
  const float inf = std::numeric_limits<float>::infinity();
  // Zeros, and a scale that float16 would flush to zero or to infinity.
  for (const float size : {0.0f, 1e-12f, 1e9f}) {
    const W4Matrix w = PackW4(std::vector<float>(32, size), {1, 32}, 32);
    const float scale = ToFloat(w.scales[0]);
    EXPECT_TRUE(scale > 0.0f && scale < inf);
    for (const float v : UnpackW4(w)) {
      EXPECT_TRUE(std::isfinite(v));
      if (size < 1.0f) {
        EXPECT_EQ(v, 0.0f);
      }
    }
  }
  const W4Matrix w =
      PackW4(std::vector<float>{1.0f, 0.0f, std::nanf("")}, {1, 3}, 32);
  std::vector<float> y(1);
  const auto half = [](float v) { return formats::Encode<float16>(v); };
  W4Gemv(w, std::vector<float16>{half(2.0f), half(5.0f), half(7.0f)}, y);
  EXPECT_NEAR(y[0], 2.0f, 2.0f * 0x1p-10f);  // the scale's rounding
  W4Gemv(w, std::vector<float16>{half(1.0f), half(inf), half(0.0f)}, y);
  EXPECT_TRUE(std::isnan(y[0]));  // 0 * infinity
  W4Gemv(PackW4({}, {0, 5}, 2), Activations(5), std::span<float>());
  std::vector<float> none(2, 9.0f);
  W4Gemv(PackW4({}, {2, 0}, 2), {}, none);
  EXPECT_EQ(none, (std::vector<float>{0.0f, 0.0f}));
}

}  // namespace
}  // namespace wbm::quant
