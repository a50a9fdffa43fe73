// Vector conversions against the scalar ones, which are common/formats: bit
// for bit, over a strided subset of the floats, every code, every length,
// every floating-point setting. convert_exhaustive_test.cc takes every float.
#include "common/kernels/cpu/convert.h"

#include <cmath>
#include <limits>
#include <numeric>

#include "common/formats/codes.h"
#include "common/kernels/cpu/convert_sweep.h"

#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

namespace wbm::kernels {
namespace {

using formats::Saturation;

// Sets modes of the arithmetic for a scope: flushing subnormals to zero (of
// operands and results), rounding up, rounding toward zero.
class FloatingPointSetting {
 public:
#if defined(__x86_64__)
  static constexpr unsigned kAll[] = {0x8040, 0x4000, 0x6000};
  explicit FloatingPointSetting(unsigned bits) : before_(_mm_getcsr()) {
    _mm_setcsr(before_ | bits);
  }
  ~FloatingPointSetting() { _mm_setcsr(before_); }
#elif defined(__aarch64__)
  static constexpr unsigned kAll[] = {1u << 24, 1u << 22, 3u << 22};
  explicit FloatingPointSetting(unsigned bits)
      : before_(__builtin_aarch64_get_fpcr()) {
    __builtin_aarch64_set_fpcr(before_ | bits);
  }
  ~FloatingPointSetting() { __builtin_aarch64_set_fpcr(before_); }
#endif

 private:
  unsigned before_;
};

template <typename T>
class Convert : public testing::Test {
 protected:
  // Floats about everything that matters: all exponents, all leading fraction
  // bits, ties and their neighbours, both signs; no NaN.
  static std::vector<float> Interesting() {
    std::vector<float> x;
    for (uint32_t top = 0; top < 0x10000; ++top) {
      for (const uint32_t low : {0x0000u, 0x0001u, 0x7fffu, 0x8000u, 0xffffu}) {
        const float value = std::bit_cast<float>(top << 16 | low);
        if (!std::isnan(value)) x.push_back(value);
      }
    }
    return x;
  }
};
TYPED_TEST_SUITE(Convert, ArrayFormats);

TYPED_TEST(Convert, FromFloatEqualsScalarOnAStridedSubset) {
  for (const bool finite : {false, true}) {
    EXPECT_EQ(SweepFromFloat<TypeParam>(finite, 0, 1021), 0u);
  }
}

TYPED_TEST(Convert, FromFloatEqualsTheFormatsOwnEncode) {
  const std::vector<float> x = this->Interesting();
  std::vector<TypeParam> y(x.size());
  for (const Saturation saturation :
       {Saturation::kSatNone, Saturation::kSatFinite,
        Saturation::kSatPropagate}) {
    for (const Isa isa : AvailableIsas()) {
      FromFloat<TypeParam>(x, y, saturation, isa);
      const formats::Conversion how = {.saturation = saturation};
      for (size_t i = 0; i < x.size(); ++i) {
        ASSERT_EQ(y[i], formats::Encode<TypeParam>(x[i], how))
            << x[i] << " on " << IsaName(isa);
      }
    }
  }
}

TYPED_TEST(Convert, ToFloatGivesEveryCodesValue) {
  std::vector<TypeParam> codes;
  for (uint32_t c = 0;
       c <= std::numeric_limits<typename TypeParam::Bits>::max(); ++c) {
    codes.push_back({static_cast<typename TypeParam::Bits>(c)});
  }
  std::vector<float> values(codes.size());
  for (const Isa isa : AvailableIsas()) {
    ToFloat<TypeParam>(codes, values, isa);
    for (size_t i = 0; i < codes.size(); ++i) {
      ASSERT_EQ(std::bit_cast<uint32_t>(values[i]),
                std::bit_cast<uint32_t>(formats::ToFloat(codes[i])))
          << i << " on " << IsaName(isa);
    }
  }
}

TYPED_TEST(Convert, EveryLengthIsWrittenAndNothingBeyond) {
  std::vector<float> x(200);
  std::iota(x.begin(), x.end(), -3.3f);
  x[7] = std::numeric_limits<float>::quiet_NaN();
  constexpr TypeParam kGuard = {0x5};
  for (const Isa isa : AvailableIsas()) {
    for (size_t n = 0; n <= x.size() - 1; ++n) {
      std::vector<TypeParam> y(x.size(), kGuard);
      FromFloat<TypeParam>(std::span(x).first(n), y, Saturation::kSatNone, isa);
      for (size_t i = 0; i < n; ++i) {
        ASSERT_EQ(y[i], formats::Encode<TypeParam>(x[i])) << i << " of " << n;
      }
      ASSERT_EQ(y[n], kGuard);
      std::vector<float> back(x.size(), 77.0f);
      ToFloat<TypeParam>(std::span<const TypeParam>(y).first(n), back, isa);
      for (size_t i = 0; i < n; ++i) {
        ASSERT_EQ(std::bit_cast<uint32_t>(back[i]),
                  std::bit_cast<uint32_t>(formats::ToFloat(y[i])));
      }
      ASSERT_EQ(back[n], 77.0f);
    }
  }
}

TYPED_TEST(Convert, TheFloatingPointSettingMakesNoDifference) {
  const std::vector<float> x = this->Interesting();
  std::vector<TypeParam> expected(x.size()), y(x.size());
  FromFloat<TypeParam>(x, expected, Saturation::kSatNone, Isa::kScalar);
  std::vector<float> values(x.size()), again(x.size());
  ToFloat<TypeParam>(expected, values, Isa::kScalar);
  for (const unsigned setting : FloatingPointSetting::kAll) {
    for (const Isa isa : AvailableIsas()) {
      {
        const FloatingPointSetting set(setting);
        FromFloat<TypeParam>(x, y, Saturation::kSatNone, isa);
        ToFloat<TypeParam>(expected, again, isa);
      }
      ASSERT_EQ(y, expected) << IsaName(isa) << " " << setting;
      ASSERT_EQ(std::memcmp(again.data(), values.data(),
                            again.size() * sizeof(float)),
                0);
    }
  }
}

// Sixteen MiB of floats and more are written past the caches, which needs
// alignment: from every offset in a line.
TYPED_TEST(Convert, LargeArraysAreTheSameAtEveryAlignment) {
  constexpr size_t kLarge = (size_t{16} << 18) + 333;
  std::vector<TypeParam> codes(kLarge);
  for (size_t i = 0; i < kLarge; ++i) {
    codes[i] = formats::FromBits<TypeParam>(i * 40503);
  }
  std::vector<float> expected(kLarge), values(kLarge + 16);
  ToFloat<TypeParam>(codes, expected, Isa::kScalar);
  std::vector<TypeParam> narrow(kLarge), again(kLarge + 64);
  FromFloat<TypeParam>(expected, narrow, Saturation::kSatNone, Isa::kScalar);
  for (const Isa isa : AvailableIsas()) {
    for (const size_t offset : {0u, 1u, 7u, 15u}) {
      ToFloat<TypeParam>(codes, std::span(values).subspan(offset), isa);
      ASSERT_EQ(std::memcmp(values.data() + offset, expected.data(),
                            kLarge * sizeof(float)),
                0)
          << IsaName(isa) << " offset " << offset;
      FromFloat<TypeParam>(expected, std::span(again).subspan(offset),
                           Saturation::kSatNone, isa);
      ASSERT_EQ(std::memcmp(again.data() + offset, narrow.data(),
                            kLarge * sizeof(TypeParam)),
                0)
          << IsaName(isa) << " offset " << offset;
    }
  }
}

TEST(RoundToTf32, LargeArraysAreTheSameAtEveryAlignment) {
  constexpr size_t kLarge = (size_t{16} << 18) + 333;
  std::vector<float> x(kLarge), expected(kLarge), values(kLarge + 16);
  for (size_t i = 0; i < kLarge; ++i) {
    x[i] = std::bit_cast<float>(static_cast<uint32_t>(i * 1021));
  }
  RoundToTf32(x, expected, Saturation::kSatNone, Isa::kScalar);
  for (const Isa isa : AvailableIsas()) {
    for (const size_t offset : {0u, 5u}) {
      RoundToTf32(x, std::span(values).subspan(offset), Saturation::kSatNone,
                  isa);
      ASSERT_EQ(std::memcmp(values.data() + offset, expected.data(),
                            kLarge * sizeof(float)),
                0)
          << IsaName(isa);
    }
  }
}

TEST(RoundToTf32, EqualsScalarOnAStridedSubset) {
  for (const bool finite : {false, true}) {
    EXPECT_EQ(SweepTf32(finite, 0, 1021), 0u);
  }
}

TEST(RoundToTf32, DropsThirteenBitsToNearestEven) {
  const std::vector<float> x = {1.0f, 1 + 0x1p-11f, 1 + 0x3p-11f, -0.0f,
                                std::numeric_limits<float>::max()};
  std::vector<float> y(x.size());
  for (const Isa isa : AvailableIsas()) {
    RoundToTf32(x, y, Saturation::kSatNone, isa);
    EXPECT_EQ(y[0], 1.0f);
    EXPECT_EQ(y[1], 1.0f);
    EXPECT_EQ(y[2], 1 + 0x1p-9f);
    EXPECT_TRUE(std::signbit(y[3]));
    EXPECT_TRUE(std::isinf(y[4]));
    RoundToTf32(x, y, Saturation::kSatFinite, isa);
    EXPECT_EQ(y[4], 0x1.ffcp+127f);
  }
}

}  // namespace
}  // namespace wbm::kernels
