// From float, against the oracle: a strided subset that holds every threshold,
// in every mode and policy; and wrong roundings, which the sweep must find.
// exhaustive_test.cc takes every float.
#include <cmath>
#include <cstdint>
#include <string>
#include <type_traits>

#include "common/formats/float_sweep.h"
#include "common/formats/format_list.h"
#include "gtest/gtest.h"

namespace wbm::formats {
namespace {

// Prime, so that every alignment of the low bits turns up.
constexpr uint32_t kStride = 65537;

TEST(FloatSource, TheOracleEndsAtThePublishedGreatestNumber) {
  for (const Spec& spec : Specs()) {
    const Oracle oracle(spec);
    EXPECT_EQ(oracle.values()[oracle.Last()], spec.greatest) << spec.name;
  }
}

TEST(FloatSource, EveryThresholdAndAStridedSubsetInEveryModeAndPolicy) {
  ForEachFormat([]<FormatType T>(T, const Oracle& oracle) {
    ForEachMode([&](auto mode) {
      for (const Saturation saturation :
           {Saturation::kSatNone, Saturation::kSatFinite,
            Saturation::kSatPropagate}) {
        const Conversion how = {.rounding = {mode.value},
                                .saturation = saturation};
        const SweepResult r =
            SweepFloats(oracle, mode.value, saturation, {.stride = kStride},
                        [&](float x) { return Encode<T>(x, how).bits; });
        EXPECT_GT(r.tried, (uint64_t{1} << 32) / kStride);
        EXPECT_EQ(r.wrong, 0u)
            << oracle.spec().name << " mode " << static_cast<int>(mode.value)
            << " policy " << static_cast<int>(saturation) << ": first 0x"
            << std::hex << r.first_wrong << ", expected 0x" << r.expected;
      }
    });
  });
}

// How many floats of the subset `convert` rounds otherwise than to nearest
// even with kSatNone.
template <FormatType T, typename Convert>
uint64_t Caught(const Convert& convert) {
  for (const Spec& spec : Specs()) {
    if (spec.name == T::kFormat.name) {
      return SweepFloats(Oracle(spec), RoundingMode::kNearestEven,
                         Saturation::kSatNone, {.stride = kStride}, convert)
          .wrong;
    }
  }
  return 0;
}

template <typename T>
class WrongRounding : public testing::Test {};
// All but tf32, whose half a million thresholds would take most of the time.
using Formats =
    testing::Types<float16, bfloat16, float8_e5m2, float8_e4m3fn, float8_e4m3,
                   float8_e5m2fnuz, float8_e4m3fnuz, float8_e8m0fnu,
                   float6_e3m2fn, float6_e2m3fn, float4_e2m1fn>;
TYPED_TEST_SUITE(WrongRounding, Formats);

TYPED_TEST(WrongRounding, TheRightOnePasses) {
  EXPECT_EQ(
      Caught<TypeParam>([](float x) { return Encode<TypeParam>(x).bits; }), 0u);
}

TYPED_TEST(WrongRounding, AnotherModeIsCaught) {
  for (const RoundingMode mode :
       {RoundingMode::kNearestAway, RoundingMode::kTowardZero,
        RoundingMode::kUp, RoundingMode::kDown, RoundingMode::kToOdd}) {
    const uint64_t wrong = Caught<TypeParam>(
        [&](float x) { return Encode<TypeParam>(x, Mode(mode)).bits; });
    // E8M0's one tie that goes down is the one between zero, which it has not,
    // and its least number: 2^-128.
    EXPECT_GT(wrong, 0u) << static_cast<int>(mode);
  }
}

// Rounding to two more bits first turns what lies just off a tie into a tie.
TYPED_TEST(WrongRounding, TwoRoundingsAreCaught) {
  constexpr int kExtra = 2;
  const auto twice = [](float x) {
    static constexpr Format kWider = [] {
      Format wider = kFloat64;
      wider.mantissa_bits = TypeParam::kFormat.mantissa_bits + kExtra;
      return wider;
    }();
    const uint64_t first = Encode(kWider, Exactly(x));
    return Encode(TypeParam::kFormat, Unpack(kWider, first));
  };
  EXPECT_GT(Caught<TypeParam>(twice), 0u);
}

TYPED_TEST(WrongRounding, AddingHalfAndCuttingIsCaught) {
  constexpr uint32_t kHalf = 1u << (22 - TypeParam::kFormat.mantissa_bits);
  EXPECT_GT(
      Caught<TypeParam>([](float x) {
        const uint32_t bits = std::bit_cast<uint32_t>(x);
        const float nudged =
            std::isfinite(x) ? std::bit_cast<float>(bits + kHalf) : x;
        return Encode<TypeParam>(nudged, Mode(RoundingMode::kTowardZero)).bits;
      }),
      0u);
}

TYPED_TEST(WrongRounding, FlushedSubnormalsAreCaught) {
  if (!TypeParam::kFormat.HasSubnormals()) GTEST_SKIP() << "it has none";
  const double least =
      ToDouble(TypeParam::kFormat, TypeParam::kFormat.MinNormalCode());
  EXPECT_GT(Caught<TypeParam>([&](float x) {
              const bool small = std::fabs(static_cast<double>(x)) < least;
              return Encode<TypeParam>(small ? std::copysign(0.0f, x) : x).bits;
            }),
            0u);
}

TYPED_TEST(WrongRounding, SilentSaturationIsCaught) {
  if (!TypeParam::kFormat.HasNan()) GTEST_SKIP() << "it can only saturate";
  EXPECT_GT(Caught<TypeParam>([](float x) {
              return Encode<TypeParam>(x, SaturateFinite()).bits;
            }),
            0u);
}

TYPED_TEST(WrongRounding, ALostSignOfZeroIsCaught) {
  if (!TypeParam::kFormat.signed_zero) GTEST_SKIP() << "it has one zero";
  EXPECT_GT(Caught<TypeParam>([](float x) {
              return Encode<TypeParam>(x == 0 ? 0.0f : x).bits;
            }),
            0u);
}

}  // namespace
}  // namespace wbm::formats
