// The numbers that the vector conversions between float and formats of eight
// and fewer bits need, from the descriptor.
//
// Narrowing works on |x| clamped to the last magnitude that matters. With 2^q
// the binade of |x|, at least the least normal's, adding the power of two whose
// unit in the last place is the format's quantum 2^(q - m) makes the adder
// itself round to nearest even; the low bits of the sum are then the count of
// quanta, subnormals included, and
//   code = quanta + (q - least normal exponent) · 2^m.
//
// Widening places the fields into a float16 and multiplies by a power of two,
// which mends the difference in bias and is exact for subnormals too.
#pragma once

#include <cstdint>

#include "common/formats/format.h"

namespace wbm::kernels {

template <const formats::Format& F>
struct NarrowConstants {
  static constexpr int kFloatFraction = 23;
  static constexpr int kFloatBias = 127;
  static constexpr int m = F.mantissa_bits;

  // Float bits of the least normal's exponent.
  static constexpr int32_t kLeastNormal = (F.MinExponent() + kFloatBias)
                                          << kFloatFraction;
  // From a binade's exponent bits to those of the power of two to add.
  static constexpr int32_t kMagicStep = (kFloatFraction - m) << kFloatFraction;
  // From exponent bits to the code's raw exponent in place.
  static constexpr int kToCode = kFloatFraction - m;

  // The greatest magnitude to let through, as float bits: the greatest number,
  // or, unsaturated, the first beyond it, whose code is infinity's or NaN's.
  static constexpr int32_t Clamp(bool finite) {
    const uint64_t last =
        finite || !F.HasNan() ? F.MaxFiniteCode() : F.MaxFiniteCode() + 1;
    return static_cast<int32_t>(last << kToCode) +
           ((kFloatBias - F.bias) << kFloatFraction);
  }

  // Sign bit: from bit 31 of the float to the top of the code.
  static constexpr int kSignShift = 31 - (F.exponent_bits + m);
  static constexpr int32_t kSign = 1 << (F.exponent_bits + m);
  static constexpr int32_t kMagnitude = kSign - 1;

  // What NaN becomes: these bits, the sign (unless there is no NaN), and in an
  // IEEE format the leading payload bits.
  static constexpr bool kHasNan = F.HasNan();
  static constexpr bool kKeepsPayload = F.nans == formats::NanPolicy::kIeee;
  static constexpr int32_t kNan = static_cast<int32_t>(
      kKeepsPayload ? F.InfinityCode() | uint64_t{1} << (m > 0 ? m - 1 : 0)
                    : (kHasNan ? F.MagnitudeMask() : F.MaxFiniteCode()));

  // Widening: float16 has 10 fraction bits and bias 15.
  static constexpr int kToHalf = 10 - m;
  static constexpr int kSignToHalf = 15 - (F.exponent_bits + m);
  static constexpr float kHalfScale =
      static_cast<float>(uint32_t{1} << (15 - F.bias));
};

}  // namespace wbm::kernels
