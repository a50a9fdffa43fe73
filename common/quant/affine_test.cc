#include "common/quant/affine.h"

#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

namespace wbm::quant {
namespace {

constexpr float kInf = std::numeric_limits<float>::infinity();
constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
constexpr float kMax = std::numeric_limits<float>::max();
constexpr float kMinNormal = std::numeric_limits<float>::min();
constexpr float kMinSubnormal = std::numeric_limits<float>::denorm_min();

constexpr std::array kGrids = {kSymmetricInt8,  kSymmetricInt4,
                               kSymmetricInt2,  kAsymmetricInt8,
                               kAsymmetricInt4, kAsymmetricInt2};

// An independent oracle: the quotient as a fraction of integers, divided by
// long division in 128 bits. Shares neither double nor RoundHalfEven.
__extension__ using Int128 = __int128;

struct Split {
  std::int64_t significand;
  int exponent;
};
Split SplitFloat(float x) {
  int exponent = 0;
  const float fraction = std::frexp(x, &exponent);
  return {static_cast<std::int64_t>(std::ldexp(fraction, 24)), exponent - 24};
}

std::int64_t NearestQuotient(float x, float scale) {
  if (x == 0.0f) return 0;
  const Split n = SplitFloat(std::fabs(x));
  const Split d = SplitFloat(scale);
  const int shift = n.exponent - d.exponent;
  if (shift > 60) return x < 0 ? -(1LL << 40) : 1LL << 40;
  if (shift < -60) return 0;
  const Int128 numerator = static_cast<Int128>(n.significand)
                           << (shift > 0 ? shift : 0);
  const Int128 denominator = static_cast<Int128>(d.significand)
                             << (shift < 0 ? -shift : 0);
  Int128 whole = numerator / denominator;
  const Int128 twice = 2 * (numerator % denominator);
  if (twice > denominator || (twice == denominator && whole % 2 == 1)) ++whole;
  if (whole > (1LL << 40)) whole = 1LL << 40;
  return x < 0 ? -static_cast<std::int64_t>(whole)
               : static_cast<std::int64_t>(whole);
}

std::int32_t OracleCode(float x, const AffineParams& p) {
  if (std::isnan(x)) return p.zero_point;
  if (std::isinf(x)) return x > 0 ? p.highest : p.lowest;
  const std::int64_t code = NearestQuotient(x, p.scale) + p.zero_point;
  return static_cast<std::int32_t>(
      code < p.lowest ? p.lowest : (code > p.highest ? p.highest : code));
}

std::vector<float> Normal(std::size_t n, float sigma, float mean = 0.0f) {
  std::mt19937 bits(7);
  std::normal_distribution<float> normal(mean, sigma);
  std::vector<float> x(n);
  for (float& v : x) v = normal(bits);
  return x;
}

TEST(RoundHalfEven, MatchesItsDefinitionOnQuartersAndAtTheEnds) {
  // Multiples of a quarter have every kind of fraction, ties included.
  for (int quarter = -4000; quarter <= 4000; ++quarter) {
    const double q = quarter / 4.0;
    const int fraction = ((quarter % 4) + 4) % 4;
    const int floor = (quarter - fraction) / 4;
    const bool up = fraction == 3 || (fraction == 2 && floor % 2 != 0);
    EXPECT_EQ(RoundHalfEven(q), floor + (up ? 1 : 0)) << q;
  }
  EXPECT_EQ(RoundHalfEven(std::nextafter(0.5, 0.0)), 0);
  EXPECT_EQ(RoundHalfEven(std::nextafter(0.5, 1.0)), 1);
  EXPECT_EQ(RoundHalfEven(-0.0), 0);
  EXPECT_EQ(RoundHalfEven(1e300), 1LL << 40);
  EXPECT_EQ(RoundHalfEven(-1e300), -(1LL << 40));
  EXPECT_EQ(RoundHalfEven(std::numeric_limits<double>::quiet_NaN()), 0);
  static_assert(RoundHalfEven(2.5) == 2 && RoundHalfEven(-3.5) == -4);
}

TEST(IntegerGrid, CodesOfEveryGrid) {
  const std::array<std::array<int, 2>, 6> expected = {
      {{-127, 127}, {-7, 7}, {-1, 1}, {-128, 127}, {-8, 7}, {-2, 1}}};
  for (std::size_t g = 0; g < kGrids.size(); ++g) {
    EXPECT_EQ(LowestCode(kGrids[g]), expected[g][0]) << g;
    EXPECT_EQ(HighestCode(kGrids[g]), expected[g][1]) << g;
  }
}

TEST(QuantizeValue, IsTheNearestCodeOverAStrideOfAllFloats) {
  for (const float scale : {0.1f, 1.0f, 3.0f / 127.0f, 1e30f, kMinNormal}) {
    for (const AffineParams& p :
         {AffineParams{scale, 0, -127, 127}, AffineParams{scale, 37, -128, 127},
          AffineParams{scale, -2, -2, 1}}) {
      for (std::uint64_t bits = 0; bits < 1ull << 32; bits += 65521) {
        const float x = std::bit_cast<float>(static_cast<std::uint32_t>(bits));
        ASSERT_EQ(QuantizeValue(x, p), OracleCode(x, p)) << x << " " << scale;
      }
    }
  }
}

TEST(QuantizeValue, IsTheNearestCodeBesideEveryTie) {
  // Where a float division or a reciprocal would go wrong: within three ULP of
  // each (k + 1/2) * scale, for many scales.
  std::mt19937 bits(11);
  int ties = 0;
  for (int trial = 0; trial < 500; ++trial) {
    const float scale =
        std::ldexp(1.0f + static_cast<float>(bits() >> 9) * 0x1p-23f,
                   static_cast<int>(bits() % 200) - 100);
    const AffineParams p{
        trial % 4 == 0 ? std::ldexp(1.0f, trial % 60 - 30) : scale,
        trial % 2 ? 0 : trial % 100 - 50, -128, 127};
    for (int k = -129; k <= 129; ++k) {
      float x = static_cast<float>((k + 0.5) * static_cast<double>(p.scale));
      for (int ulp = 0; ulp < 3; ++ulp) x = std::nextafter(x, -kInf);
      for (int ulp = -3; ulp <= 3; ++ulp, x = std::nextafter(x, kInf)) {
        ASSERT_EQ(QuantizeValue(x, p), OracleCode(x, p)) << x << " " << p.scale;
        ties +=
            static_cast<double>(x) == (k + 0.5) * static_cast<double>(p.scale);
      }
    }
  }
  EXPECT_GT(ties, 30000);  // the exact ties of 125 powers of two among them
}

TEST(QuantizeValue, DiffersFromTheReciprocalSomewhere) {
  // The reason for dividing: x * (1/s) is not x / s.
  const float scale = 1.0f / 3.0f;
  const AffineParams p{scale, 0, -127, 127};
  int differences = 0;
  for (int k = 0; k < 127; ++k) {
    float x = static_cast<float>((k + 0.5) * static_cast<double>(scale));
    x = std::nextafter(x, 0.0f);
    for (int ulp = 0; ulp < 3; ++ulp, x = std::nextafter(x, kInf)) {
      const float product = x * (1.0f / scale);
      differences +=
          static_cast<int>(std::nearbyint(product)) != QuantizeValue(x, p);
    }
  }
  EXPECT_GT(differences, 0);
}

TEST(QuantizeValue, SpecialValues) {
  const AffineParams p{0.5f, 3, -128, 127};
  EXPECT_EQ(QuantizeValue(kNaN, p), 3);
  EXPECT_EQ(QuantizeValue(kInf, p), 127);
  EXPECT_EQ(QuantizeValue(-kInf, p), -128);
  EXPECT_EQ(QuantizeValue(0.0f, p), 3);
  EXPECT_EQ(QuantizeValue(-0.0f, p), 3);
  EXPECT_EQ(QuantizeValue(kMinSubnormal, p), 3);
  EXPECT_EQ(QuantizeValue(kMax, p), 127);
  // Even parameters that ChooseAffine never makes give a code of the grid.
  for (const float scale : {0.0f, kNaN, kInf, -1.0f}) {
    for (const float x : {0.0f, 1.0f, kInf, kNaN}) {
      const std::int32_t code = QuantizeValue(x, {scale, 0, -7, 7});
      EXPECT_TRUE(code >= -7 && code <= 7);
    }
  }
}

TEST(ChooseAffine, SymmetricScaleIsTheLargestMagnitudeOverTheHighestCode) {
  const std::vector<float> x = {-2.0f, 0.5f, 1.0f};
  EXPECT_EQ(ChooseAffine(x, kSymmetricInt8),
            (AffineParams{2.0f / 127.0f, 0, -127, 127}));
  EXPECT_EQ(ChooseAffine(x, kSymmetricInt4),
            (AffineParams{2.0f / 7.0f, 0, -7, 7}));
  EXPECT_EQ(ChooseAffine(x, kSymmetricInt2), (AffineParams{2.0f, 0, -1, 1}));
}

TEST(ChooseAffine, AsymmetricRangeIncludesZero) {
  const AffineParams positive =
      ChooseAffine(std::vector<float>{3.0f, 5.1f}, kAsymmetricInt8);
  EXPECT_EQ(positive, (AffineParams{5.1f / 255.0f, -128, -128, 127}));
  const AffineParams negative =
      ChooseAffine(std::vector<float>{-3.0f, -5.1f}, kAsymmetricInt8);
  EXPECT_EQ(negative, (AffineParams{5.1f / 255.0f, 127, -128, 127}));
  const AffineParams both =
      ChooseAffine(std::vector<float>{-1.0f, 2.0f}, kAsymmetricInt4);
  EXPECT_EQ(both, (AffineParams{0.2f, -3, -8, 7}));
}

TEST(ChooseAffine, ZeroComesBackAsZeroForEveryGrid) {
  for (const IntegerGrid grid : kGrids) {
    for (const float mean : {-100.0f, -0.3f, 0.0f, 0.1f, 50.0f}) {
      const AffineParams p = ChooseAffine(Normal(64, 1.0f, mean), grid);
      EXPECT_EQ(std::bit_cast<std::uint32_t>(
                    DequantizeValue(QuantizeValue(0.0f, p), p)),
                0u);
    }
  }
}

TEST(ChooseAffine, EmptyConstantAndZeroInput) {
  for (const IntegerGrid grid : kGrids) {
    const AffineParams empty = ChooseAffine(std::span<const float>(), grid);
    EXPECT_EQ(empty.scale, 1.0f);
    EXPECT_EQ(ChooseAffine(std::vector<float>(5, 0.0f), grid), empty);
    EXPECT_EQ(ChooseAffine(std::vector<float>{kNaN, kInf, -kInf}, grid), empty);
    for (const float c : {-3.0f, 7.25f, 1e-38f, kMax, -kMax, kMinNormal}) {
      const AffineParams p = ChooseAffine(std::vector<float>(3, c), grid);
      const float back = DequantizeValue(QuantizeValue(c, p), p);
      // A constant lies at an end of the grid; the scale is rounded once and
      // multiplied by at most 255, so it comes back within 2 ULP. (The scale's
      // floor FLT_MIN makes values below FLT_MIN * 127 coarser: half a step.)
      EXPECT_LE(std::fabs(back - c),
                std::max(std::fabs(c) * 0x1p-22f, kMinNormal / 2))
          << c;
      EXPECT_TRUE(std::isfinite(back));
    }
  }
}

TEST(ChooseAffine, NonFiniteValuesDoNotTakePart) {
  const std::vector<float> clean = {-1.0f, 0.25f, 2.0f};
  const std::vector<float> dirty = {-1.0f, kNaN, 0.25f, kInf, 2.0f, -kInf};
  for (const IntegerGrid grid : kGrids) {
    EXPECT_EQ(ChooseAffine(dirty, grid), ChooseAffine(clean, grid));
  }
}

// The bound of the header, in exact enough arithmetic (double).
double Bound(const AffineParams& p, float value) {
  const double ulp =
      std::ldexp(1.0, std::ilogb(value == 0 ? 1e-45f : value)) * 0x1p-23;
  return static_cast<double>(p.scale) *
             (0.5 + (p.highest - p.lowest) * 0x1p-24) +
         ulp / 2;
}

TEST(Quantize, ErrorStaysWithinTheDerivedBound) {
  for (const IntegerGrid grid : kGrids) {
    for (const float sigma : {1e-42f, 1e-30f, 0.02f, 1.0f, 1e30f}) {
      for (const float mean : {0.0f, 3.0f}) {
        const std::vector<float> x = Normal(2000, sigma, mean * sigma);
        const AffineParams p = ChooseAffine(x, grid);
        for (const float v : x) {
          const float back = DequantizeValue(QuantizeValue(v, p), p);
          ASSERT_LE(std::fabs(static_cast<double>(v) - back), Bound(p, back))
              << v << " sigma " << sigma << " bits " << grid.bits;
        }
      }
    }
  }
}

TEST(Quantize, WidestRangesStayFinite) {
  for (const IntegerGrid grid : kGrids) {
    for (const Range range : {Range{-kMax, kMax}, Range{0, kMax},
                              Range{-kMax, 0}, Range{-kMax / 3, kMax}}) {
      const AffineParams p = ChooseAffine(range, grid);
      EXPECT_TRUE(std::isfinite(p.scale));
      for (std::int32_t code = p.lowest; code <= p.highest; ++code) {
        ASSERT_TRUE(std::isfinite(DequantizeValue(code, p))) << code;
      }
    }
  }
}

TEST(Quantize, CodesComeBackToThemselves) {
  for (const IntegerGrid grid : kGrids) {
    for (const float sigma : {1e-40f, 1.0f, 3e37f}) {
      const AffineParams p = ChooseAffine(Normal(100, sigma, sigma), grid);
      for (std::int32_t code = p.lowest; code <= p.highest; ++code) {
        ASSERT_EQ(QuantizeValue(DequantizeValue(code, p), p), code);
      }
    }
  }
}

TEST(Quantize, IsMonotoneAndSymmetricallyOdd) {
  const AffineParams odd = ChooseAffine(Normal(50, 1.0f), kSymmetricInt4);
  const AffineParams shifted =
      ChooseAffine(Normal(50, 1.0f, 2.0f), kAsymmetricInt4);
  std::int32_t last = -8;
  for (float x = -9.0f; x < 9.0f; x += 0.001f) {
    EXPECT_EQ(QuantizeValue(-x, odd), -QuantizeValue(x, odd));
    const std::int32_t code = QuantizeValue(x, shifted);
    EXPECT_GE(code, last);
    last = code;
  }
  EXPECT_EQ(last, 7);
}

TEST(Quantize, ArraysAgreeWithSingleValuesInBothWidths) {
  const std::vector<float> x = Normal(257, 1.0f);
  for (const int bits : {8, 12, 16}) {
    const AffineParams p = ChooseAffine(x, {Symmetry::kSymmetric, bits});
    std::vector<std::int16_t> wide(x.size());
    std::vector<float> back(x.size());
    Quantize(x, p, std::span(wide));
    Dequantize(wide, p, back);
    for (std::size_t i = 0; i < x.size(); ++i) {
      ASSERT_EQ(wide[i], QuantizeValue(x[i], p));
      ASSERT_EQ(back[i], DequantizeValue(wide[i], p));
    }
    if (bits > 8) continue;
    std::vector<std::int8_t> narrow(x.size());
    std::vector<float> again(x.size());
    Quantize(x, p, std::span(narrow));
    Dequantize(narrow, p, again);
    EXPECT_TRUE(std::equal(wide.begin(), wide.end(), narrow.begin()));
    EXPECT_EQ(back, again);
  }
}

TEST(Quantize, AsymmetricHalvesTheStepOfPositiveData) {
  // All-positive data: symmetric wastes the negative half of the codes, so the
  // asymmetric step is 255/127 times finer.
  std::vector<float> x = Normal(1000, 1.0f);
  for (float& v : x) v = std::fabs(v);
  const float ratio = ChooseAffine(x, kSymmetricInt8).scale /
                      ChooseAffine(x, kAsymmetricInt8).scale;
  EXPECT_NEAR(ratio, 255.0f / 127.0f, 1e-6f);  // three roundings of 2^-24
}

}  // namespace
}  // namespace wbm::quant
