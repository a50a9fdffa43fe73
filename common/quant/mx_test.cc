#include "common/quant/mx.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "common/quant/shared_exponent.h"

namespace wbm::quant {
namespace {

constexpr float kInf = std::numeric_limits<float>::infinity();
constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
constexpr float kMax = std::numeric_limits<float>::max();

// ---- The specification again, told plainly, sharing nothing ----

// OCP MX v1.0, table 1 and section 5.3: the element formats.
struct SpecElement {
  MxElement element;
  int exponent_bits, mantissa_bits, bias;
  int emax;        // section 6.3: of the largest normal number
  double largest;  // section 5.3
  int bits;
  std::size_t block_bytes;
};
constexpr SpecElement kSpec[] = {
    {MxElement::kFloat8E4M3Fn, 4, 3, 7, 8, 448.0, 8, 33},
    {MxElement::kFloat8E5M2, 5, 2, 15, 15, 57344.0, 8, 33},
    {MxElement::kFloat6E3M2Fn, 3, 2, 3, 4, 28.0, 6, 25},
    {MxElement::kFloat6E2M3Fn, 2, 3, 1, 2, 7.5, 6, 25},
    {MxElement::kFloat4E2M1Fn, 2, 1, 1, 2, 6.0, 4, 17},
    {MxElement::kInt8, 0, 0, 0, 0, 127.0 / 64.0, 8, 33}};

double SpecValue(const SpecElement& e, int code) {
  if (e.element == MxElement::kInt8) {
    return (code < 128 ? code : code - 256) / 64.0;
  }
  const int sign = code >> (e.bits - 1);
  const int raw = (code >> e.mantissa_bits) & ((1 << e.exponent_bits) - 1);
  const int fraction = code & ((1 << e.mantissa_bits) - 1);
  const double significand =
      (raw == 0 ? 0.0 : 1.0) + std::ldexp(fraction, -e.mantissa_bits);
  const double value = std::ldexp(significand, (raw == 0 ? 1 : raw) - e.bias);
  return sign ? -value : value;
}

// Nearest code by brute force over all; ties go to the even code, and what is
// beyond the largest value is the largest value.
int SpecCode(const SpecElement& e, double x) {
  const bool integer = e.element == MxElement::kInt8;
  const double size = std::fabs(x);
  int best = 0;
  for (int code = 1; code < 1 << (e.bits - 1); ++code) {
    if (SpecValue(e, code) > e.largest) break;
    const double here = std::fabs(SpecValue(e, code) - size);
    const double there = std::fabs(SpecValue(e, best) - size);
    if (here < there || (here == there && code % 2 == 0)) best = code;
  }
  if (!std::signbit(x)) return best;
  return integer ? (256 - best) % 256 : best | 1 << (e.bits - 1);
}

int SpecExponent(const SpecElement& e, float amax, ScaleRule rule) {
  if (amax == 0.0f) return -127;
  // As real numbers, by the definition of each rule.
  const double a = amax;
  int exponent = -400;
  const auto power = [](int k) { return std::ldexp(1.0, k); };
  switch (rule) {
    case ScaleRule::kFloor:
      while (power(exponent + 1 + e.emax) <= a) ++exponent;
      break;
    case ScaleRule::kCeil:
      while (power(exponent + e.emax) < a) ++exponent;
      break;
    case ScaleRule::kRceil:
      while (power(exponent) * e.largest < a) ++exponent;
      break;
    case ScaleRule::kEven: {
      const int mantissa = e.element == MxElement::kInt8 ? 6 : e.mantissa_bits;
      int top = 0;
      std::frexp(a, &top);  // a = f 2^top, 0.5 <= f < 1
      const double unit = power(top - 1 - mantissa);
      const double rounded = std::floor(a / unit + 0.5) * unit;
      while (power(exponent + 1 + e.emax) <= rounded) ++exponent;
      break;
    }
  }
  return std::min(std::max(exponent, -127), 127);
}

constexpr ScaleRule kRules[] = {ScaleRule::kFloor, ScaleRule::kCeil,
                                ScaleRule::kRceil, ScaleRule::kEven};

// Calls f.template operator()<E>(spec) for each element format.
template <class F>
void ForEachElement(F f) {
  f.template operator()<MxElement::kFloat8E4M3Fn>(kSpec[0]);
  f.template operator()<MxElement::kFloat8E5M2>(kSpec[1]);
  f.template operator()<MxElement::kFloat6E3M2Fn>(kSpec[2]);
  f.template operator()<MxElement::kFloat6E2M3Fn>(kSpec[3]);
  f.template operator()<MxElement::kFloat4E2M1Fn>(kSpec[4]);
  f.template operator()<MxElement::kInt8>(kSpec[5]);
}

std::vector<float> RandomBlock(std::mt19937& bits) {
  std::normal_distribution<float> normal;
  const int exponent = static_cast<int>(bits() % 277) - 150;
  std::vector<float> x(kMxBlockSize);
  for (float& v : x) v = std::ldexp(normal(bits), exponent);
  if (bits() % 4 == 0) x[5] = std::nextafter(std::ldexp(1.0f, exponent), 0.0f);
  for (float& v : x) {
    if (!std::isfinite(v)) v = kMax;
  }
  return x;
}

TEST(FloorLog2, IsExactOverAStrideOfAllFloatsAndBesideEveryPowerOfTwo) {
  const auto check = [](float x) {
    const int e = FloorLog2(x);
    const double v = x;
    ASSERT_TRUE(std::ldexp(1.0, e) <= v && v < std::ldexp(1.0, e + 1)) << x;
    const int c = CeilLog2(x);
    ASSERT_TRUE(std::ldexp(1.0, c - 1) < v && v <= std::ldexp(1.0, c)) << x;
  };
  for (std::uint32_t bits = 1; bits < 0x7f800000u; bits += 1009) {
    check(std::bit_cast<float>(bits));
  }
  for (int e = -149; e < 128; ++e) {
    const float power = std::ldexp(1.0f, e);
    check(power);
    check(std::nextafter(power, kInf));
    if (e > -149) check(std::nextafter(power, 0.0f));
    EXPECT_EQ(ExactPowerOfTwo(e), std::ldexp(1.0, e));
  }
  check(kMax);
}

TEST(FloorLog2, IsNotWhatALogarithmGives) {
  // The bug that it avoids: log2f rounds up to the integer.
  const float below = std::nextafter(32.0f, 0.0f);
  EXPECT_EQ(FloorLog2(below), 4);
  EXPECT_EQ(std::floor(std::log2(below)), 5.0f);
}

TEST(BitPack, EveryWidthAndLengthComesBackWithoutTouchingNeighbours) {
  std::mt19937 bits(2);
  for (int width = 1; width <= 8; ++width) {
    std::vector<std::uint8_t> codes(37), bytes(PackedBitsSize(37, width), 0xa5);
    for (auto& c : codes) {
      c = static_cast<std::uint8_t>(bits() & ((1u << width) - 1));
    }
    EXPECT_EQ(bytes.size(), static_cast<std::size_t>((37 * width + 7) / 8));
    for (std::size_t i = 37; i-- > 0;) SetBitsAt(bytes, i, width, codes[i]);
    for (std::size_t i = 0; i < 37; ++i) {
      ASSERT_EQ(BitsAt(bytes, i, width), codes[i]) << width << " " << i;
    }
  }
  // Four codes of six bits in three bytes, little-endian.
  std::vector<std::uint8_t> bytes(3);
  for (std::size_t i = 0; i < 4; ++i) {
    SetBitsAt(bytes, i, 6, static_cast<std::uint8_t>(0x11 * (i % 2) + i));
  }
  unsigned word = 0;
  for (unsigned i = 0; i < 4; ++i) word |= (0x11 * (i % 2) + i) << (6 * i);
  EXPECT_EQ(bytes,
            (std::vector<std::uint8_t>{static_cast<std::uint8_t>(word),
                                       static_cast<std::uint8_t>(word >> 8),
                                       static_cast<std::uint8_t>(word >> 16)}));
}

TEST(MxElementCode, MatchesBruteForceAtEveryValueMidpointAndNeighbour) {
  for (const SpecElement& e : kSpec) {
    for (int code = 0; code < 1 << (e.bits - 1); ++code) {
      const double value = SpecValue(e, code);
      if (value > e.largest) break;
      EXPECT_EQ(MxElementValue(static_cast<std::uint8_t>(code), e.element),
                value);
      const double middle = (value + SpecValue(e, code + 1)) / 2;
      for (const double x :
           {value, middle, std::nextafter(middle, 0.0),
            std::nextafter(middle, 1e9), std::nextafter(value, 1e9)}) {
        ASSERT_EQ(MxElementCode(x, e.element), SpecCode(e, x)) << x;
        ASSERT_EQ(MxElementCode(-x, e.element), SpecCode(e, -x)) << -x;
      }
    }
    EXPECT_EQ(MxElementValue(MxElementCode(1e300, e.element), e.element),
              e.largest);
  }
}

TEST(MxSharedExponent, MatchesTheDefinitionOfEachRule) {
  std::mt19937 bits(23);
  for (const SpecElement& e : kSpec) {
    for (const ScaleRule rule : kRules) {
      const auto check = [&](float amax) {
        ASSERT_EQ(MxSharedExponent(amax, e.element, rule),
                  SpecExponent(e, amax, rule))
            << amax << " rule " << static_cast<int>(rule);
      };
      check(0.0f);
      for (int i = 0; i < 300; ++i) {
        check(std::bit_cast<float>(
            static_cast<std::uint32_t>(bits() % 0x7f800000u)));
      }
      // The significands at which some rule changes its mind.
      for (const double s :
           {1.0, 1.5, 1.75, 1.875, 1.9375, 1.984375, 1.9921875, 2.0}) {
        for (const int k : {-149, -140, -127, -126, -1, 0, 60, 126, 127}) {
          const auto amax = static_cast<float>(std::ldexp(s, k));
          if (!std::isfinite(amax) || amax == 0.0f) continue;
          check(amax);
          check(std::nextafter(amax, 0.0f));
          if (amax < kMax) check(std::nextafter(amax, kMax));
        }
      }
      check(kMax);
    }
  }
}

TEST(MxEncode, MatchesThePlainRecomputation) {
  ForEachElement([]<MxElement E>(const SpecElement& e) {
    EXPECT_EQ(sizeof(MxBlock<E>), e.block_bytes);
    std::mt19937 bits(29);
    for (int trial = 0; trial < 60; ++trial) {
      const std::vector<float> x = RandomBlock(bits);
      float amax = 0.0f;
      for (const float v : x) amax = std::max(amax, std::fabs(v));
      for (const ScaleRule rule : kRules) {
        const MxBlock<E> block = MxEncode<E>(x, rule);
        const int exponent = SpecExponent(e, amax, rule);
        ASSERT_EQ(block.scale, exponent + 127);
        for (std::size_t i = 0; i < kMxBlockSize; ++i) {
          const int code =
              SpecCode(e, std::ldexp(static_cast<double>(x[i]), -exponent));
          ASSERT_EQ(BitsAt(block.elements, i, e.bits), code) << x[i];
          const double exact = std::ldexp(SpecValue(e, code), exponent);
          ASSERT_EQ(MxValue(block, i),
                    static_cast<float>(std::min(std::max(exact, -double{kMax}),
                                                double{kMax})));
        }
      }
    }
  });
}

TEST(MxValue, EveryScaleTimesEveryCodeIsExact) {
  ForEachElement([]<MxElement E>(const SpecElement& e) {
    for (int scale = 0; scale < 255; ++scale) {
      for (int code = 0; code < 1 << e.bits; ++code) {
        MxBlock<E> block;
        block.scale = static_cast<std::uint8_t>(scale);
        SetBitsAt(block.elements, 31, e.bits, static_cast<std::uint8_t>(code));
        const float value = MxValue(block, 31);
        const bool e4m3 = E == MxElement::kFloat8E4M3Fn;
        const bool e5m2 = E == MxElement::kFloat8E5M2;
        const int magnitude = code & 0x7f;
        if ((e4m3 && magnitude == 0x7f) || (e5m2 && magnitude > 0x7c)) {
          ASSERT_TRUE(std::isnan(value));
        } else if (e5m2 && magnitude == 0x7c) {
          ASSERT_TRUE(std::isinf(value));
        } else {
          const double exact = std::ldexp(SpecValue(e, code), scale - 127);
          const double held =
              std::min(std::max(exact, -double{kMax}), double{kMax});
          ASSERT_EQ(static_cast<double>(value), held) << scale << " " << code;
        }
      }
    }
  });
}

// The greatest |x - value| / |x| of the largest element, over a binade of amax:
// a stride, and the significands at which something changes, with neighbours.
template <MxElement E>
double WorstOfTheLargest(ScaleRule rule) {
  double worst = 0.0;
  const auto try_one = [&](float x) {
    const MxBlock<E> block = MxEncode<E>(std::span(&x, 1), rule);
    worst = std::max(worst, std::fabs(double{x} - MxValue(block, 0)) / x);
  };
  for (std::uint32_t m = 0; m < 1u << 23; m += 1021) {
    try_one(std::bit_cast<float>(0x3f800000u + m));
  }
  for (int k = 0; k <= 512; ++k) {
    const float x = 1.0f + static_cast<float>(k) / 512.0f;
    if (x < 2.0f) try_one(x);
    try_one(std::nextafter(x, 0.0f));
  }
  return worst;
}

TEST(ScaleRule, WorstErrorOfTheLargestElementIsTheDerivedOne) {
  // Floor: saturation from 2 down to the largest significand t: (2 - t)/2.
  // Just below 2, so the bound is approached within 2^-24.
  EXPECT_NEAR(WorstOfTheLargest<MxElement::kFloat8E4M3Fn>(ScaleRule::kFloor),
              0.125, 1e-6);
  EXPECT_NEAR(WorstOfTheLargest<MxElement::kFloat4E2M1Fn>(ScaleRule::kFloor),
              0.25, 1e-6);
  EXPECT_NEAR(WorstOfTheLargest<MxElement::kFloat8E5M2>(ScaleRule::kFloor),
              0.125, 1e-6);
  EXPECT_NEAR(WorstOfTheLargest<MxElement::kFloat6E2M3Fn>(ScaleRule::kFloor),
              0.0625, 1e-6);
  // Without saturation, half an ULP at 1: 2^-(m+1) / (1 + 2^-(m+1)).
  const auto rounding = [](int m) {
    return std::ldexp(1.0, -m - 1) / (1.0 + std::ldexp(1.0, -m - 1));
  };
  for (const ScaleRule rule : {ScaleRule::kCeil, ScaleRule::kRceil}) {
    EXPECT_NEAR(WorstOfTheLargest<MxElement::kFloat8E4M3Fn>(rule), rounding(3),
                1e-6);
    EXPECT_NEAR(WorstOfTheLargest<MxElement::kFloat8E5M2>(rule), rounding(2),
                1e-6);
    EXPECT_NEAR(WorstOfTheLargest<MxElement::kFloat4E2M1Fn>(rule), rounding(1),
                1e-6);
  }
  // Even: the top significand is at most t + half an ULP, or e4m3's 1.9375.
  EXPECT_NEAR(WorstOfTheLargest<MxElement::kFloat4E2M1Fn>(ScaleRule::kEven),
              rounding(1), 1e-6);
  EXPECT_NEAR(WorstOfTheLargest<MxElement::kFloat8E4M3Fn>(ScaleRule::kEven),
              (1.9375 - 1.75) / 1.9375, 1e-6);
}

TEST(MxEncode, SaturatesAsTheSpecificationsSampleDoes) {
  const std::vector<float> x = {511.0f, 1.0f};
  const auto block = MxEncode<MxElement::kFloat8E4M3Fn>(x);
  EXPECT_EQ(MxValue(block, 0), 448.0f);
  EXPECT_EQ(MxValue(block, 1), 1.0f);
  EXPECT_EQ(
      MxValue(MxEncode<MxElement::kFloat8E4M3Fn>(x, ScaleRule::kRceil), 0),
      512.0f);
}

TEST(MxEncode, SpecialBlocksAreTotal) {
  ForEachElement([]<MxElement E>(const SpecElement& e) {
    for (const ScaleRule rule : kRules) {
      EXPECT_EQ(MxEncode<E>({}, rule), MxBlock<E>{});
      EXPECT_EQ(MxEncode<E>(std::vector<float>(32, 0.0f), rule), MxBlock<E>{});
      // Infinities saturate beside a finite 1.
      const auto inf = MxEncode<E>(std::vector<float>{kInf, 1.0f, -kInf}, rule);
      const double top = std::ldexp(e.largest, inf.scale - 127);
      EXPECT_EQ(MxValue(inf, 0), top);
      EXPECT_EQ(MxValue(inf, 2), -top);
      EXPECT_EQ(MxValue(inf, 1), 1.0f);
      // NaN: alone where the element has one, else the whole block.
      const auto nan = MxEncode<E>(std::vector<float>{kNaN, 1.0f}, rule);
      EXPECT_TRUE(std::isnan(MxValue(nan, 0)));
      const bool has_nan =
          E == MxElement::kFloat8E4M3Fn || E == MxElement::kFloat8E5M2;
      EXPECT_EQ(nan.scale == kMxNanScale, !has_nan);
      EXPECT_EQ(std::isnan(MxValue(nan, 1)), !has_nan);
      // Nothing overflows, nothing grows out of proportion.
      for (const float amax : {kMax, 1e-39f, 1e-45f, 5e-40f}) {
        const auto block =
            MxEncode<E>(std::vector<float>{amax, -amax / 2, 0.0f}, rule);
        EXPECT_TRUE(std::isfinite(MxValue(block, 0)));
        // Half an element's ULP at most; below scale 2^-127, half of the
        // element's least subnormal.
        EXPECT_LE(std::fabs(MxValue(block, 0)),
                  1.5 * amax + std::ldexp(1.0, -127))
            << amax;
        EXPECT_EQ(MxValue(block, 2), 0.0f);
      }
    }
  });
}

TEST(MxQuantize, WholeArraysAreBlocksInOrder) {
  std::vector<float> x(75);
  for (std::size_t i = 0; i < x.size(); ++i) {
    x[i] = static_cast<float>(i) * 0.37f - 9.0f;
  }
  constexpr MxElement kE = MxElement::kFloat6E3M2Fn;
  const auto blocks = MxQuantize<kE>(x);
  ASSERT_EQ(blocks.size(), 3u);
  EXPECT_EQ(blocks[1], MxEncode<kE>(std::span(x).subspan(32, 32)));
  EXPECT_EQ(blocks[2], MxEncode<kE>(std::span(x).subspan(64)));
  std::vector<float> back(75), part(11);
  MxDequantize<kE>(blocks, back);
  MxDecode(blocks[2], std::span(part));
  EXPECT_TRUE(std::equal(part.begin(), part.end(), back.begin() + 64));
  // Representable again, so a second round trip changes nothing.
  EXPECT_EQ(MxQuantize<kE>(back), blocks);
}

}  // namespace
}  // namespace wbm::quant
