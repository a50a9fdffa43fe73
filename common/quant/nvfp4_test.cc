#include "common/quant/nvfp4.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

namespace wbm::quant {
namespace {

constexpr float kInf = std::numeric_limits<float>::infinity();
constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
constexpr float kMax = std::numeric_limits<float>::max();
constexpr double kElements[8] = {0, 0.5, 1, 1.5, 2, 3, 4, 6};

double E4m3Value(int code) {
  const int raw = code >> 3, fraction = code & 7;
  return raw == 0 ? std::ldexp(fraction, -9)
                  : std::ldexp(8 + fraction, raw - 10);
}

// Nearest of an ascending table, ties to the even index, beyond it the last.
template <class Value>
int NearestIndex(long double x, int count, Value value) {
  int best = 0;
  for (int i = 1; i < count; ++i) {
    const long double here = std::fabs(value(i) - x);
    const long double there = std::fabs(value(best) - x);
    if (here < there || (here == there && i % 2 == 0)) best = i;
  }
  return best;
}
int E4m3Code(long double x) { return NearestIndex(x, 0x7f, E4m3Value); }
int E2m1Code(long double x) {
  const auto value = [](int i) { return kElements[i]; };
  return NearestIndex(std::fabs(x), 8, value) | (std::signbit(x) ? 8 : 0);
}

int ElementAt(const Nvfp4Block& block, std::size_t i) {
  return block.elements[i / 2] >> (i % 2 ? 4 : 0) & 15;
}

std::vector<float> Normal(std::size_t n, float sigma, unsigned seed = 31) {
  std::mt19937 bits(seed);
  std::normal_distribution<float> normal(0.0f, sigma);
  std::vector<float> x(n);
  for (float& v : x) v = normal(bits);
  return x;
}

float AbsMax(std::span<const float> x) {
  float amax = 0.0f;
  for (const float v : x) amax = std::max(amax, std::fabs(v));
  return amax;
}

TEST(Nvfp4, TheElementsAreNotBitsandbytesFp4) {
  // That library's "FP4" shares the name alone: its codes 0..7, times 12.
  const double others[8] = {0, 0.0625, 8, 12, 4, 6, 2, 3};
  int same = 0;
  for (int code = 0; code < 8; ++code) {
    same += others[code] / 12 == kElements[code] / 6;
  }
  EXPECT_EQ(same, 3);  // zero, a third and a half
}

TEST(Nvfp4, ABlockHasNineBytes) { EXPECT_EQ(sizeof(Nvfp4Block), 9u); }

TEST(Nvfp4EncodeScale, MapsTheLargestValueToTheLargestCodes) {
  EXPECT_EQ(Nvfp4EncodeScale(2688.0f), 1.0f);
  EXPECT_EQ(Nvfp4EncodeScale(3.0f), 896.0f);
  EXPECT_EQ(Nvfp4EncodeScale(0.0f), 1.0f);
  EXPECT_EQ(Nvfp4EncodeScale(1e-45f), kMax);
  EXPECT_GT(Nvfp4EncodeScale(kMax), 0.0f);
}

// The reference order: every operation in float, as the kernels have it.
TEST(Nvfp4, ReciprocalOrderMatchesAPlainRecomputation) {
  for (const float sigma : {1e-30f, 0.02f, 1.0f, 1e20f}) {
    const std::vector<float> x = Normal(4096, sigma);
    const Nvfp4Tensor tensor = QuantizeNvfp4(x);
    ASSERT_EQ(tensor.blocks.size(), 256u);
    const float encode = 2688.0f / AbsMax(x);
    ASSERT_EQ(tensor.encode_scale, encode);
    for (std::size_t b = 0; b < tensor.blocks.size(); ++b) {
      const auto block = std::span(x).subspan(16 * b, 16);
      const float sixth = 1.0f / 6.0f;
      const int scale_code = E4m3Code(AbsMax(block) * (encode * sixth));
      ASSERT_EQ(tensor.blocks[b].scale, scale_code);
      const float decode = 1.0f / encode;
      const float inverse =
          1.0f / (static_cast<float>(E4m3Value(scale_code)) * decode);
      for (std::size_t i = 0; i < 16; ++i) {
        const float scaled = block[i] * inverse;
        ASSERT_EQ(ElementAt(tensor.blocks[b], i), E2m1Code(scaled));
      }
    }
  }
}

TEST(Nvfp4, ExactOrderRoundsTheQuotientsOnce) {
  const std::vector<float> x = Normal(4096, 0.7f);
  const Nvfp4Tensor tensor = QuantizeNvfp4(x, Nvfp4Order::kExact);
  const long double encode = tensor.encode_scale;
  for (std::size_t b = 0; b < tensor.blocks.size(); ++b) {
    const auto block = std::span(x).subspan(16 * b, 16);
    // 64-bit significands: one exact product, one quotient.
    const long double wanted = AbsMax(block) * encode / 6.0L;
    ASSERT_EQ(tensor.blocks[b].scale, E4m3Code(wanted));
    const long double scale = E4m3Value(tensor.blocks[b].scale);
    for (std::size_t i = 0; i < 16; ++i) {
      const long double scaled = block[i] * encode / scale;
      ASSERT_EQ(ElementAt(tensor.blocks[b], i), E2m1Code(scaled));
    }
  }
}

TEST(Nvfp4, BothOrdersAreExactBesideTheMidpoints) {
  // Random data hardly ever lie where the order of operations matters. These
  // do: amax beside the midpoints of e4m3, elements beside those of e2m1.
  std::mt19937 bits(19);
  for (int trial = 0; trial < 3000; ++trial) {
    const float encode =
        std::ldexp(1.0f + static_cast<float>(bits() >> 9) * 0x1p-23f,
                   static_cast<int>(bits() % 40) - 20);
    // Normal scales: there, 5 * scale is below amax.
    const int code = 8 + static_cast<int>(bits() % 0x76);
    const double middle = (E4m3Value(code) + E4m3Value(code + 1)) / 2;
    std::vector<float> x(16);
    x[0] = static_cast<float>(middle * 6 / encode);
    for (auto i = bits() % 3; i > 0; --i) x[0] = std::nextafter(x[0], kInf);
    for (auto i = bits() % 3; i > 0; --i) x[0] = std::nextafter(x[0], 0.0f);
    const float sixth = 1.0f / 6.0f;
    const int in_float = E4m3Code(x[0] * (encode * sixth));
    const int exactly =
        E4m3Code(static_cast<long double>(x[0]) * encode / 6.0L);
    for (std::size_t i = 1; i < 16; ++i) {
      const double scale = E4m3Value(i < 8 ? in_float : exactly);
      const double between = (kElements[i % 7] + kElements[i % 7 + 1]) / 2;
      x[i] = std::nextafter(static_cast<float>(between * scale / encode),
                            bits() % 2 ? kInf : -kInf);
    }
    const auto a = Nvfp4Encode(x, encode, Nvfp4Order::kReciprocal);
    const auto b = Nvfp4Encode(x, encode, Nvfp4Order::kExact);
    ASSERT_EQ(a.scale, in_float);
    ASSERT_EQ(b.scale, exactly);
    const float decode = 1.0f / encode;
    const float inverse =
        1.0f / (static_cast<float>(E4m3Value(a.scale)) * decode);
    for (std::size_t i = 0; i < 16; ++i) {
      const float product = x[i] * inverse;
      ASSERT_EQ(ElementAt(a, i), E2m1Code(product));
      ASSERT_EQ(ElementAt(b, i), E2m1Code(static_cast<long double>(x[i]) *
                                          encode / E4m3Value(b.scale)));
    }
  }
}

TEST(Nvfp4, TheOrdersDisagreeOnSomeElement) {
  // x * (1/s) is not x / s: search blocks whose values sit on the midpoints.
  int scales = 0, elements = 0;
  for (int trial = 1; trial < 4000; ++trial) {
    const float encode = 1.0f + static_cast<float>(trial) * 0x1p-12f;
    std::vector<float> x = {6.0f, 2.5f, 1.25f, 0.75f, 3.5f, 5.0f, 1.75f};
    for (float& v : x) v = v * 3.0f / encode;
    const auto a = Nvfp4Encode(x, encode, Nvfp4Order::kReciprocal);
    const auto b = Nvfp4Encode(x, encode, Nvfp4Order::kExact);
    scales += a.scale != b.scale;
    elements += a.scale == b.scale && a.elements != b.elements;
  }
  EXPECT_GT(elements, 0);
  EXPECT_EQ(scales, 0);  // 3 is far from a midpoint of e4m3
}

TEST(Nvfp4Value, EveryScaleTimesEveryElementIsRoundedOnce) {
  for (const float encode : {1.0f, 896.0f, 1e30f, 3e-36f, 0.1f}) {
    for (int scale = 0; scale < 0x7f; ++scale) {
      for (int element = 0; element < 16; ++element) {
        Nvfp4Block block;
        block.scale = static_cast<std::uint8_t>(scale);
        block.elements[7] = static_cast<std::uint8_t>(element << 4);
        const double magnitude = kElements[element & 7] * E4m3Value(scale);
        const long double exact =
            (element & 8 ? -1.0L : 1.0L) * magnitude / encode;
        const auto expected = static_cast<float>(
            std::min(std::max(exact, -static_cast<long double>(kMax)),
                     static_cast<long double>(kMax)));
        ASSERT_EQ(Nvfp4Value(block, 15, encode), expected);
      }
    }
  }
}

TEST(Nvfp4, ErrorIsWithinTheElementsAndTheScalesRounding) {
  const std::vector<float> x = Normal(1600, 1.0f);
  for (const Nvfp4Order order : {Nvfp4Order::kReciprocal, Nvfp4Order::kExact}) {
    const std::vector<float> back = DequantizeNvfp4(QuantizeNvfp4(x, order));
    for (std::size_t b = 0; b < 100; ++b) {
      const float amax = AbsMax(std::span(x).subspan(16 * b, 16));
      for (std::size_t i = 16 * b; i < 16 * b + 16; ++i) {
        // In steps of the scale s, amax is at most 6 (1 + 2^-4): e4m3 keeps
        // four bits. An element errs by at most 1 step (between 4 and 6), and
        // s is at most amax/6 (1 + 2^-4).
        EXPECT_LE(std::fabs(x[i] - back[i]),
                  amax / 6 * (1 + 0x1p-4f) * 1.0001f);
      }
    }
  }
}

TEST(Nvfp4, TheLargestValueComesBackAlmostExactly) {
  const std::vector<float> x = {0.1f, -0.7f, 0.3f};
  const auto back = DequantizeNvfp4(QuantizeNvfp4(x));
  // 448 and 6 are exact codes; encode scale, its use and decoding round.
  EXPECT_NEAR(back[1], -0.7f, 0.7f * 3 * 0x1p-24f);
}

TEST(Nvfp4, SpecialBlocksAreTotal) {
  for (const Nvfp4Order order : {Nvfp4Order::kReciprocal, Nvfp4Order::kExact}) {
    const auto round_trip = [order](std::vector<float> x) {
      return DequantizeNvfp4(QuantizeNvfp4(x, order));
    };
    EXPECT_TRUE(round_trip({}).empty());
    EXPECT_EQ(round_trip({0.0f, -0.0f}), (std::vector<float>{0.0f, 0.0f}));
    const auto inf = round_trip({kInf, 3.0f, -kInf});
    EXPECT_EQ(inf[0], inf[1]);
    EXPECT_EQ(inf[2], -inf[1]);
    EXPECT_NEAR(inf[1], 3.0f, 1e-6f);
    std::vector<float> with_nan(20, 1.0f);
    with_nan[3] = kNaN;
    const auto nan = round_trip(with_nan);
    for (int i = 0; i < 16; ++i) EXPECT_TRUE(std::isnan(nan[i]));
    for (int i = 16; i < 20; ++i) EXPECT_NEAR(nan[i], 1.0f, 1e-6f);
    for (const float v : round_trip({kMax, -kMax, kMax / 3})) {
      EXPECT_TRUE(std::isfinite(v));
    }
    // A block far below the tensor's largest value: its scale is 0.
    std::vector<float> small(32, 1e-9f);
    small[0] = 1.0f;
    const auto back = round_trip(small);
    for (int i = 16; i < 32; ++i) EXPECT_EQ(back[i], 0.0f);
    for (const float tiny : {1e-45f, 1e-39f}) {
      for (const float v : round_trip({tiny, -tiny})) {
        EXPECT_LE(std::fabs(v), 2 * tiny);
      }
    }
  }
}

}  // namespace
}  // namespace wbm::quant
