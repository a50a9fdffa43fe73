// Twins of public tests of lab 02: the same property on other inputs, drawn
// where there are more than can be listed.

#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

#include "common/lab/given.h"
#include "grading/02_ieee754/oracle.h"
#include "grading/boundary/hidden_draw.h"
#include "gtest/gtest.h"
#include "labs/02_ieee754/floats.h"

namespace ieee_lab {
namespace {

using ::wbm::boundary::HiddenDraw;
using ::wbm::lab::Given;

constexpr Format kF32 = Format::kFloat32;
constexpr Format kF16 = Format::kFloat16;
constexpr Format kB16 = Format::kBfloat16;
constexpr double kInf = std::numeric_limits<double>::infinity();

void GivenCode(Code code) {
  Given("bits", code.bits);
  Given("format", code.format);
}

// Task 2.1. From IEEE 754's table 3.5, and float32 without its last 16 bits.
// Three formats can be listed whole.
TEST(LayoutOfTwin, EveryFormat) {
  for (const auto& [format, right] : {std::pair{kF32, Layout{32, 8, 23, 127}},
                                      {kF16, Layout{16, 5, 10, 15}},
                                      {kB16, Layout{16, 8, 7, 127}}}) {
    Given("format", format);
    const Layout got = LayoutOf(format);
    ASSERT_EQ(got.bits, right.bits);
    ASSERT_EQ(got.exponent_bits, right.exponent_bits);
    ASSERT_EQ(got.fraction_bits, right.fraction_bits);
    ASSERT_EQ(got.bias, right.bias);
  }
}

// Task 2.5. Any code of a number that is normal, or subnormal, and not zero:
// the stride is short enough for a subnormal number of every format.
TEST(EncodeTwin, OtherNumbersThatHaveACode) {
  constexpr std::uint32_t kStride = 97;
  HiddenDraw draw("EncodeTwin.OtherNumbersThatHaveACode");
  for (Format format : {kF32, kF16, kB16}) {
    for (auto bits = static_cast<std::uint32_t>(draw.Between(1, kStride));
         bits < 0x7C00; bits += kStride) {
      const auto low = static_cast<std::uint32_t>(draw.Between(0, 0xFFFF));
      const Code code = {format == kF32 ? bits << 16 | low : bits, format};
      const double value = oracle::Value(code);
      GivenCode(code);
      Given("value", value);
      ASSERT_EQ(Encode({.value = value, .format = format}), code.bits);
    }
  }
}

// A NaN has any payload, here below 2^20.
TEST(EncodeTwin, OtherZerosInfinitiesAndNans) {
  HiddenDraw draw("EncodeTwin.OtherZerosInfinitiesAndNans");
  for (const auto& [format, infinity, nan] :
       {std::tuple{kF32, 0x7F800000u, 0x7FC00000u},
        {kF16, 0x7C00u, 0x7E00u},
        {kB16, 0x7F80u, 0x7FC0u}}) {
    Given("format", format);
    const std::uint32_t sign = format == kF32 ? 1u << 31 : 1u << 15;
    ASSERT_EQ(Encode({.value = 0.0, .format = format}), 0u);
    ASSERT_EQ(Encode({.value = -0.0, .format = format}), sign);
    ASSERT_EQ(Encode({.value = kInf, .format = format}), infinity);
    ASSERT_EQ(Encode({.value = -kInf, .format = format}), infinity | sign);
    for (int i = 0; i < 4; ++i) {
      const double payload =
          std::nan(std::to_string(draw.Between(1, 1 << 20)).c_str());
      ASSERT_EQ(Encode({.value = i % 2 ? payload : -payload, .format = format}),
                nan);
    }
  }
}

// Task 2.7. The definitions, on the numbers next to one and to the ends: three
// formats, listed whole.
TEST(FactsOfTwin, EpsilonOfEveryFormat) {
  for (const auto& [format, one] :
       {std::pair{kF32, 0x3F800000u}, {kF16, 0x3C00u}, {kB16, 0x3F80u}}) {
    Given("format", format);
    const double next = oracle::Value({one + 1, format});
    const Facts facts = FactsOf(format);
    ASSERT_EQ(facts.epsilon, next - 1);
    ASSERT_EQ(facts.unit_roundoff, (next - 1) / 2);
  }
}

TEST(FactsOfTwin, EndsOfEveryFormat) {
  for (const auto& [format, infinity, digits] :
       {std::tuple{kF32, 0x7F800000u, 6},
        {kF16, 0x7C00u, 3},
        {kB16, 0x7F80u, 2}}) {
    Given("format", format);
    const Facts facts = FactsOf(format);
    ASSERT_EQ(facts.max_finite, oracle::Value({infinity - 1, format}));
    ASSERT_EQ(facts.min_normal, oracle::LeastNormal(format));
    ASSERT_EQ(facts.min_subnormal, oracle::Value({1, format}));
    ASSERT_EQ(facts.decimal_digits, digits);
  }
}

// Task 2.8. A weight beside the refusals: inside a binade, so that half the gap
// is the threshold on either side.
Code WeightInsideABinade(HiddenDraw& draw, Format format) {
  const int fraction_bits = format == kF32 ? 23 : format == kF16 ? 10 : 7;
  const std::int64_t exponent = draw.Between(1, format == kF16 ? 29 : 253);
  const std::int64_t fraction = draw.Between(1, (1 << fraction_bits) - 1);
  return {static_cast<std::uint32_t>(exponent << fraction_bits | fraction),
          format};
}

TEST(AbsorptionOfTwin, OtherZerosInfinitiesAndNans) {
  HiddenDraw draw("AbsorptionOfTwin.OtherZerosInfinitiesAndNans");
  for (const auto& [format, infinity, last] :
       {std::tuple{kF32, 0x7F800000u, 0x7FFFFF},
        {kF16, 0x7C00u, 0x3FF},
        {kB16, 0x7F80u, 0x7F}}) {
    const std::uint32_t sign = format == kF32 ? 1u << 31 : 1u << 15;
    for (bool growing : {true, false}) {
      Given("growing", growing);
      const Code weight = WeightInsideABinade(draw, format);
      GivenCode(weight);
      const std::optional<Absorption> got = AbsorptionOf(weight, growing);
      ASSERT_TRUE(got.has_value());
      ASSERT_EQ(got->threshold, oracle::Gap(weight) / 2);
      const auto payload = static_cast<std::uint32_t>(draw.Between(1, last));
      for (std::uint32_t none :
           {0u, sign, infinity, infinity | sign, infinity | payload,
            infinity | payload | sign, infinity | 1}) {
        GivenCode({none, format});
        ASSERT_FALSE(AbsorptionOf({none, format}, growing).has_value());
      }
    }
  }
}

}  // namespace
}  // namespace ieee_lab
