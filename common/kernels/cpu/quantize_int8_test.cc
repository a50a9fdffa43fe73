#include "common/kernels/cpu/quantize_int8.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <vector>

#include "common/kernels/cpu/quantize_int8_bounds.h"

namespace wbm::kernels {
namespace {

using quant::AffineParams;

constexpr float kInf = std::numeric_limits<float>::infinity();

std::vector<AffineParams> EveryKindOfParams() {
  std::vector<AffineParams> all;
  constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
  for (const float scale :
       {0.1f, 1.0f, 1.0f / 3.0f, 0x1.fffffep-7f, 3e-20f, 7e22f, 0x1p-100f,
        0x1p100f, 1e-38f, 3e36f,
        // Scales that ChooseAffine never gives, for which no reciprocal serves.
        1e38f, 1e-39f, 1e-45f, 0.0f, -1.0f, kInf, kNaN}) {
    all.push_back({scale, 0, -127, 127});
    all.push_back({scale, 0, -7, 7});
    all.push_back({scale, 0, -1, 1});
    all.push_back({scale, -128, -128, 127});
    all.push_back({scale, 127, -128, 127});
    all.push_back({scale, 37, -128, 127});
    all.push_back({scale, -3, -8, 7});
  }
  return all;
}

// What the vector versions find hard: beside ties and ends, NaN, infinities.
std::vector<float> HardValues(const AffineParams& p) {
  std::vector<float> x = {0.0f, -0.0f, kInf, -kInf, 1e-45f, -1e-45f};
  for (const std::uint32_t bits : {0x7fc00000u, 0xffc00000u, 0x7f800001u,
                                   0x7fffffffu, 0xff812345u, 0x7fc02222u}) {
    x.push_back(std::bit_cast<float>(bits));
  }
  for (int half = -515; half <= 515; ++half) {
    float v = static_cast<float>(half / 2.0 * static_cast<double>(p.scale));
    for (int ulp = 0; ulp < 2; ++ulp) v = std::nextafter(v, -kInf);
    for (int ulp = 0; ulp < 5; ++ulp, v = std::nextafter(v, kInf)) {
      x.push_back(v);
    }
  }
  return x;
}

void ExpectAgreesWithScalar(const std::vector<float>& x, const AffineParams& p,
                            Isa isa) {
  std::vector<std::int8_t> codes(x.size() + 1, 99);
  QuantizeInt8(x, p, std::span(codes).first(x.size()), isa);
  EXPECT_EQ(codes.back(), 99);  // nothing written beyond the end
  for (std::size_t i = 0; i < x.size(); ++i) {
    ASSERT_EQ(codes[i], quant::QuantizeValue(x[i], p))
        << IsaName(isa) << " x " << x[i] << " scale " << p.scale << " zero "
        << p.zero_point << " at " << i;
  }
}

TEST(QuantizeInt8, EveryVersionEqualsTheScalarOneOnHardValues) {
  for (const AffineParams& p : EveryKindOfParams()) {
    const std::vector<float> x = HardValues(p);
    for (const Isa isa : AvailableIsas()) ExpectAgreesWithScalar(x, p, isa);
  }
}

TEST(QuantizeInt8, EveryVersionEqualsTheScalarOneOverAStrideOfAllFloats) {
  std::vector<float> x;
  for (std::uint64_t bits = 0; bits < 1ull << 32; bits += 65521) {
    x.push_back(std::bit_cast<float>(static_cast<std::uint32_t>(bits)));
  }
  for (const AffineParams& p : EveryKindOfParams()) {
    for (const Isa isa : AvailableIsas()) ExpectAgreesWithScalar(x, p, isa);
  }
}

TEST(QuantizeInt8, EveryVersionEqualsTheScalarOneOnRandomScales) {
  // Each value alone among sure neighbours, so that doubt is not hidden by a
  // neighbour's: values within the range, near no tie but by chance.
  std::mt19937 bits(41);
  std::uniform_real_distribution<float> uniform(-1.0f, 1.0f);
  for (int trial = 0; trial < 200; ++trial) {
    std::vector<float> x(4096);
    for (float& v : x) v = uniform(bits);
    const auto grid =
        trial % 2 ? quant::kSymmetricInt8 : quant::kAsymmetricInt8;
    const AffineParams p = quant::ChooseAffine(x, grid);
    for (const Isa isa : AvailableIsas()) ExpectAgreesWithScalar(x, p, isa);
  }
}

TEST(QuantizeInt8, OneHardValueInEveryPlaceIsSeen) {
  for (const AffineParams& p :
       {AffineParams{0.3f, 5, -128, 127}, AffineParams{0.3f, 0, -127, 127}}) {
    std::vector<float> hard = {kInf, -kInf, 1e30f, -1e30f};
    for (const std::uint32_t bits : {0x7fc00000u, 0x7f800001u, 0xffffffffu}) {
      hard.push_back(std::bit_cast<float>(bits));
    }
    for (const float steps : {0.5f, -1.5f, 60.5f, 121.5f}) {
      hard.push_back(std::nextafter(steps * 0.3f, 0.0f));
      hard.push_back(std::nextafter(steps * 0.3f, 2 * steps));
    }
    for (std::size_t place = 0; place < 64; ++place) {
      for (const float value : hard) {
        std::vector<float> x(64, 0.31f);
        x[place] = value;
        for (const Isa isa : AvailableIsas()) ExpectAgreesWithScalar(x, p, isa);
      }
    }
  }
}

TEST(QuantizeInt8, EveryLengthAndAlignment) {
  const AffineParams p = {0.01f, -7, -128, 127};
  std::vector<float> x(200);
  for (std::size_t i = 0; i < x.size(); ++i) {
    x[i] = std::sin(static_cast<float>(i));
  }
  for (const Isa isa : AvailableIsas()) {
    for (std::size_t n = 0; n <= 140; ++n) {
      for (const std::size_t shift : {0u, 1u, 3u}) {
        const std::vector<float> part(x.begin() + static_cast<long>(shift),
                                      x.begin() + static_cast<long>(shift + n));
        ExpectAgreesWithScalar(part, p, isa);
      }
    }
  }
}

TEST(QuantizeInt8, LargeArraysAtEveryAlignmentAgreeToo) {
  // Long enough to be written past the caches, with hard values strewn in.
  const std::size_t n = kStreamBytes / sizeof(float) + 77;
  std::vector<float> x(n);
  for (std::size_t i = 0; i < n; ++i) {
    x[i] = static_cast<float>(i * 2654435761u % 65521) * 0x1p-9f - 64.0f;
  }
  for (std::size_t i = 5; i < n; i += 999) x[i] = i % 2 ? kInf : 0.25f;
  for (std::size_t i = 7; i < n; i += 5003) x[i] = std::nanf("");
  for (const AffineParams& p :
       {AffineParams{0.5f, 0, -127, 127}, AffineParams{0.3f, 9, -128, 127}}) {
    std::vector<std::int8_t> expected(n), codes(n + 64);
    quant::Quantize(x, p, std::span(expected));
    std::vector<float> expected_values(n), values(n + 16);
    quant::Dequantize(expected, p, expected_values);
    for (const std::size_t shift : {0u, 1u, 15u}) {
      const auto part = std::span(codes).subspan(shift, n);
      QuantizeInt8(x, p, part);
      ASSERT_TRUE(std::equal(expected.begin(), expected.end(), part.begin()));
      const auto back = std::span(values).subspan(shift, n);
      DequantizeInt8(expected, p, back);
      ASSERT_TRUE(std::equal(expected_values.begin(), expected_values.end(),
                             back.begin()));
    }
  }
}

TEST(DequantizeInt8, EveryVersionEqualsTheScalarOneForEveryCode) {
  std::vector<std::int8_t> codes;
  for (int c = -128; c < 128; ++c) codes.push_back(static_cast<std::int8_t>(c));
  for (const AffineParams& p : EveryKindOfParams()) {
    for (const Isa isa : AvailableIsas()) {
      for (const std::size_t n : {256u, 1u, 7u, 15u, 33u, 0u}) {
        std::vector<float> values(n + 1, 5.0f);
        DequantizeInt8(std::span(codes).first(n), p, std::span(values).first(n),
                       isa);
        for (std::size_t i = 0; i < n; ++i) {
          ASSERT_EQ(
              std::bit_cast<std::uint32_t>(values[i]),
              std::bit_cast<std::uint32_t>(quant::DequantizeValue(codes[i], p)))
              << IsaName(isa);
        }
        EXPECT_EQ(values[n], 5.0f);
      }
    }
  }
}

}  // namespace
}  // namespace wbm::kernels
