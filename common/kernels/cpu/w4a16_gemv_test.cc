#include "common/kernels/cpu/w4a16_gemv.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <random>
#include <vector>

namespace wbm::kernels {
namespace {

using formats::float16;
using quant::W4Matrix;

std::vector<float16> Activations(std::size_t n, std::mt19937& bits) {
  std::vector<float16> x(n);
  // Any finite float16, subnormals and both zeros included: sums of such
  // different magnitudes round at every step.
  for (float16& v : x) {
    v.bits = static_cast<std::uint16_t>(bits());
    if (!IsFinite(v)) v.bits = static_cast<std::uint16_t>(v.bits & 0xbfff);
  }
  return x;
}

W4Matrix RandomWeights(quant::MatrixShape shape, std::size_t group,
                       std::mt19937& bits) {
  std::normal_distribution<float> normal(0.0f, 0.02f);
  std::vector<float> w(shape.size());
  for (float& v : w) v = normal(bits);
  W4Matrix packed = quant::PackW4(w, shape, group);
  // All sixteen nibbles, -8 too, which PackW4 does not write.
  for (auto& byte : packed.packed) byte = static_cast<std::uint8_t>(bits());
  return packed;
}

TEST(W4Gemv, EveryVersionEqualsTheScalarOneForEveryShape) {
  std::mt19937 bits(77);
  for (const std::size_t cols : {16u, 32u, 48u, 64u, 160u, 1024u, 33u, 40u}) {
    for (const std::size_t group : {16u, 32u, 48u, 128u, 2048u, 8u, 7u}) {
      const W4Matrix w = RandomWeights({5, cols}, group, bits);
      const std::vector<float16> x = Activations(cols, bits);
      std::vector<float> expected(5);
      quant::W4Gemv(w, x, expected);
      for (const Isa isa : AvailableIsas()) {
        std::vector<float> y(6, 1.5f);
        W4Gemv(w, x, std::span(y).first(5), isa);
        for (std::size_t row = 0; row < 5; ++row) {
          ASSERT_EQ(std::bit_cast<std::uint32_t>(y[row]),
                    std::bit_cast<std::uint32_t>(expected[row]))
              << IsaName(isa) << " cols " << cols << " group " << group;
        }
        EXPECT_EQ(y[5], 1.5f);
      }
    }
  }
}

TEST(W4Gemv, EveryVersionPropagatesInfinityAndNaN) {
  std::mt19937 bits(5);
  const W4Matrix w = RandomWeights({8, 64}, 32, bits);
  // Infinities, a quiet and a signalling NaN.
  constexpr std::uint16_t kSpecial[] = {0x7c00, 0xfc00, 0x7e00, 0x7c01};
  for (const std::uint16_t special : kSpecial) {
    std::vector<float16> x = Activations(64, bits);
    x[21].bits = special;
    std::vector<float> expected(8);
    quant::W4Gemv(w, x, expected);
    for (const Isa isa : AvailableIsas()) {
      std::vector<float> y(8);
      W4Gemv(w, x, y, isa);
      for (std::size_t row = 0; row < 8; ++row) {
        EXPECT_FALSE(std::isfinite(y[row]));
        EXPECT_TRUE(y[row] == expected[row] ||
                    (std::isnan(y[row]) && std::isnan(expected[row])));
      }
    }
  }
}

TEST(W4Gemv, EmptyShapes) {
  for (const Isa isa : AvailableIsas()) {
    W4Gemv(quant::PackW4({}, {0, 32}, 32), std::vector<float16>(32), {}, isa);
    std::vector<float> y(3, 4.0f);
    W4Gemv(quant::PackW4({}, {3, 0}, 32), {}, y, isa);
    EXPECT_EQ(y, std::vector<float>(3, 0.0f));
  }
}

}  // namespace
}  // namespace wbm::kernels
