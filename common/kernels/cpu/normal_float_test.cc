#include "common/kernels/cpu/normal_float.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <vector>

#include "common/quant/normal_float.h"

namespace wbm::kernels {
namespace {

constexpr float kInf = std::numeric_limits<float>::infinity();

void ExpectAgreesWithScalar(const std::vector<float>& x, std::size_t block) {
  const quant::Nf4Tensor expected = quant::QuantizeNf4(x, block);
  const std::vector<float> values = quant::DequantizeNf4(expected);
  for (const Isa isa : AvailableIsas()) {
    std::vector<float> absmax(expected.absmax.size());
    std::vector<std::uint8_t> codes(x.size() + 1, 77);
    QuantizeNf4(x, block, absmax, std::span(codes).first(x.size()), isa);
    ASSERT_EQ(codes.back(), 77);
    codes.pop_back();
    ASSERT_EQ(absmax, expected.absmax) << IsaName(isa);
    ASSERT_EQ(codes, expected.codes) << IsaName(isa);
    std::vector<float> back(x.size() + 1, 3.0f);
    DequantizeNf4(codes, block, absmax, std::span(back).first(x.size()), isa);
    ASSERT_EQ(back.back(), 3.0f);
    ASSERT_TRUE(x.empty() ||
                std::memcmp(back.data(), values.data(), 4 * x.size()) == 0)
        << IsaName(isa);
  }
}

TEST(QuantizeNf4, EveryVersionEqualsTheScalarOneForEveryLength) {
  std::mt19937 bits(3);
  std::normal_distribution<float> normal;
  for (std::size_t n = 0; n <= 200; ++n) {
    std::vector<float> x(n);
    for (float& v : x) v = normal(bits);
    for (const std::size_t block : {1u, 7u, 16u, 64u, 100u}) {
      ExpectAgreesWithScalar(x, block);
    }
  }
}

TEST(QuantizeNf4, EveryVersionEqualsTheScalarOneOverAStrideOfAllFloats) {
  // In blocks whose maximum is 1, so that the codes spread; and as they come,
  // with infinities, NaN and huge values in the blocks.
  std::vector<float> in_range, all;
  for (std::uint64_t bits = 0; bits < 1ull << 32; bits += 40009) {
    const float x = std::bit_cast<float>(static_cast<std::uint32_t>(bits));
    all.push_back(x);
    if (in_range.size() % 64 == 0) in_range.push_back(1.0f);
    if (!(std::fabs(x) > 1.0f) || std::isinf(x)) in_range.push_back(x);
  }
  ExpectAgreesWithScalar(in_range, 64);
  ExpectAgreesWithScalar(all, 64);
}

TEST(QuantizeNf4, EveryVersionEqualsTheScalarOneBesideEveryThreshold) {
  for (const float absmax : {1.0f, 0.3f, 1e-38f, 7e37f}) {
    std::vector<float> x;
    for (const float threshold : quant::kNf4Thresholds) {
      if (x.size() % 16 == 0) x.push_back(absmax);
      float v = threshold * absmax;
      for (int i = 0; i < 4; ++i) v = std::nextafter(v, -kInf);
      for (int i = 0; i < 9; ++i, v = std::nextafter(v, kInf)) x.push_back(v);
    }
    ExpectAgreesWithScalar(x, 16);
    ExpectAgreesWithScalar(x, x.size());
  }
}

TEST(QuantizeNf4, EveryVersionEqualsTheScalarOneOnSpecialBlocks) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  for (const std::vector<float>& part :
       std::vector<std::vector<float>>{{0.0f, -0.0f},
                                       {nan, 0.0f, kInf, -kInf},
                                       {nan, 2.0f, kInf, -kInf},
                                       {1e-45f, -1e-45f, 0.0f},
                                       {3.4028235e38f, -1.0f}}) {
    std::vector<float> x;
    for (int i = 0; i < 40; ++i)
      x.push_back(part[static_cast<std::size_t>(i) % part.size()]);
    ExpectAgreesWithScalar(x, 40);
    ExpectAgreesWithScalar(x, 3);
  }
}

TEST(DequantizeNf4, OnlyTheLowFourBitsOfACodeCount) {
  std::vector<std::uint8_t> codes(256);
  for (std::size_t i = 0; i < 256; ++i) codes[i] = static_cast<std::uint8_t>(i);
  const std::vector<float> absmax = {2.5f};
  for (const Isa isa : AvailableIsas()) {
    std::vector<float> values(256);
    DequantizeNf4(codes, 256, absmax, values, isa);
    for (std::size_t i = 0; i < 256; ++i) {
      ASSERT_EQ(values[i], quant::kNf4Levels[i % 16] * 2.5f) << IsaName(isa);
    }
  }
}

}  // namespace
}  // namespace wbm::kernels
