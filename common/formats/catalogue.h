// The formats that the course speaks of, one descriptor each. Names follow
// ml_dtypes and MLIR: "fn" has no infinities, "uz" no negative zero.
//
//   const Format* f = FindFormat("float8_e4m3fn");   // nullptr if unknown
#pragma once

#include <array>
#include <string_view>

#include "common/formats/format.h"

namespace wbm::formats {

// IEEE 754-2019 binary64 and binary32: the sources of most conversions.
inline constexpr Format kFloat64{
    .name = "float64", .exponent_bits = 11, .mantissa_bits = 52, .bias = 1023};
inline constexpr Format kFloat32{
    .name = "float32", .exponent_bits = 8, .mantissa_bits = 23, .bias = 127};

// NVIDIA's tensor-core format: the range of float32, the precision of
// float16. In a register it fills the upper 19 bits of 32; its code here is
// those 19 bits, right-aligned.
inline constexpr Format kTf32{
    .name = "tf32", .exponent_bits = 8, .mantissa_bits = 10, .bias = 127};

// IEEE 754-2019 binary16.
inline constexpr Format kFloat16{
    .name = "float16", .exponent_bits = 5, .mantissa_bits = 10, .bias = 15};

// "Brain float": the upper half of a float32.
inline constexpr Format kBFloat16{
    .name = "bfloat16", .exponent_bits = 8, .mantissa_bits = 7, .bias = 127};

// OCP OFP8 E4M3: no infinities, NaN only when all bits are set, so that the
// top binade reaches 448.
inline constexpr Format kFloat8E4M3Fn{.name = "float8_e4m3fn",
                                      .exponent_bits = 4,
                                      .mantissa_bits = 3,
                                      .bias = 7,
                                      .infinities = false,
                                      .nans = NanPolicy::kAllOnes};

// OCP OFP8 E5M2: float16 cut to two fraction bits.
inline constexpr Format kFloat8E5M2{
    .name = "float8_e5m2", .exponent_bits = 5, .mantissa_bits = 2, .bias = 15};

// E4M3 by IEEE's rules, with infinities: its greatest number is 240.
inline constexpr Format kFloat8E4M3{
    .name = "float8_e4m3", .exponent_bits = 4, .mantissa_bits = 3, .bias = 7};

// The two of Noune et al. 2022: bias one higher, NaN in the place of -0.
inline constexpr Format kFloat8E4M3Fnuz{.name = "float8_e4m3fnuz",
                                        .exponent_bits = 4,
                                        .mantissa_bits = 3,
                                        .bias = 8,
                                        .infinities = false,
                                        .nans = NanPolicy::kNegativeZero,
                                        .signed_zero = false};
inline constexpr Format kFloat8E5M2Fnuz{.name = "float8_e5m2fnuz",
                                        .exponent_bits = 5,
                                        .mantissa_bits = 2,
                                        .bias = 16,
                                        .infinities = false,
                                        .nans = NanPolicy::kNegativeZero,
                                        .signed_zero = false};

// OCP Microscaling elements: every code is a number.
inline constexpr Format kFloat6E2M3Fn{.name = "float6_e2m3fn",
                                      .exponent_bits = 2,
                                      .mantissa_bits = 3,
                                      .bias = 1,
                                      .infinities = false,
                                      .nans = NanPolicy::kNone};
inline constexpr Format kFloat6E3M2Fn{.name = "float6_e3m2fn",
                                      .exponent_bits = 3,
                                      .mantissa_bits = 2,
                                      .bias = 3,
                                      .infinities = false,
                                      .nans = NanPolicy::kNone};
inline constexpr Format kFloat4E2M1Fn{.name = "float4_e2m1fn",
                                      .exponent_bits = 2,
                                      .mantissa_bits = 1,
                                      .bias = 1,
                                      .infinities = false,
                                      .nans = NanPolicy::kNone};

// OCP Microscaling scale: powers of two alone; no sign, no zero.
inline constexpr Format kFloat8E8M0Fnu{.name = "float8_e8m0fnu",
                                       .exponent_bits = 8,
                                       .mantissa_bits = 0,
                                       .bias = 127,
                                       .infinities = false,
                                       .nans = NanPolicy::kAllOnes,
                                       .is_signed = false,
                                       .signed_zero = false,
                                       .zero = false};

// All of them, widest first.
inline constexpr std::array<const Format*, 14> kAllFormats = {
    &kFloat64,        &kFloat32,        &kTf32,          &kFloat16,
    &kBFloat16,       &kFloat8E5M2,     &kFloat8E4M3Fn,  &kFloat8E4M3,
    &kFloat8E5M2Fnuz, &kFloat8E4M3Fnuz, &kFloat8E8M0Fnu, &kFloat6E3M2Fn,
    &kFloat6E2M3Fn,   &kFloat4E2M1Fn};

constexpr const Format* FindFormat(std::string_view name) {
  for (const Format* format : kAllFormats) {
    if (format->name == name) return format;
  }
  return nullptr;
}

constexpr bool AllFormatsAreValid() {
  for (const Format* format : kAllFormats) {
    if (!format->IsValid()) return false;
  }
  return true;
}
static_assert(AllFormatsAreValid());

}  // namespace wbm::formats
