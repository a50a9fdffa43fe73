// std::numeric_limits of every format, from the descriptor alone.
//
//   std::numeric_limits<float8_e4m3fn>::max()   // float8_e4m3fn{0x7e}, 448
//
// is_iec559 is false throughout: these are storage formats and have no
// arithmetic for the standard to speak of. An E8M0 has no zero; its lowest()
// is its least number, and it has no subnormals.
#pragma once

#include <limits>

#include "common/formats/decode.h"
#include "common/formats/facts.h"
#include "common/formats/float.h"
#include "common/formats/format.h"

template <const wbm::formats::Format& F>
class std::numeric_limits<wbm::formats::Float<F>> {
  using T = wbm::formats::Float<F>;
  static constexpr T Code(uint64_t code) {
    return wbm::formats::FromBits<T>(code);
  }
  static constexpr bool kIeeeNan = F.nans == wbm::formats::NanPolicy::kIeee;

 public:
  static constexpr bool is_specialized = true;
  static constexpr bool is_signed = F.is_signed;
  static constexpr bool is_integer = false;
  static constexpr bool is_exact = false;
  static constexpr bool is_iec559 = false;
  static constexpr bool is_bounded = true;
  static constexpr bool is_modulo = false;
  static constexpr bool traps = false;
  static constexpr bool tinyness_before = false;
  static constexpr std::float_round_style round_style = std::round_to_nearest;

  static constexpr int radix = 2;
  static constexpr int digits = F.PrecisionBits();
  static constexpr int digits10 = wbm::formats::Digits10(F);
  static constexpr int max_digits10 = wbm::formats::MaxDigits10(F);
  // The standard counts exponents of a significand in [1/2, 1).
  static constexpr int min_exponent = F.MinExponent() + 1;
  static constexpr int max_exponent = F.MaxExponent() + 1;
  static constexpr int min_exponent10 = wbm::formats::MinExponent10(F);
  static constexpr int max_exponent10 = wbm::formats::MaxExponent10(F);

  static constexpr bool has_infinity = F.infinities;
  static constexpr bool has_quiet_NaN = F.HasNan();
  // A signalling NaN needs a fraction bit beside the quiet bit.
  static constexpr bool has_signaling_NaN = kIeeeNan && F.mantissa_bits >= 2;
  static constexpr std::float_denorm_style has_denorm =
      F.HasSubnormals() ? std::denorm_present : std::denorm_absent;
  static constexpr bool has_denorm_loss = false;

  static constexpr T min() noexcept { return Code(F.MinNormalCode()); }
  static constexpr T max() noexcept { return Code(F.MaxFiniteCode()); }
  static constexpr T lowest() noexcept {
    return Code(F.is_signed ? F.SignMask() | F.MaxFiniteCode() : 0);
  }
  static constexpr T denorm_min() noexcept {
    return F.HasSubnormals() ? Code(1) : min();
  }
  static constexpr T epsilon() noexcept {
    return wbm::formats::Encode<T>(wbm::formats::PowerOfTwo(-F.mantissa_bits));
  }
  static constexpr T round_error() noexcept {
    return wbm::formats::Encode<T>(0.5);
  }
  // Where the format lacks them, these are T{}, as the standard asks.
  static constexpr T infinity() noexcept {
    return has_infinity ? Code(F.InfinityCode()) : T{};
  }
  static constexpr T quiet_NaN() noexcept {
    return has_quiet_NaN ? wbm::formats::Encode<T>(
                               std::numeric_limits<double>::quiet_NaN())
                         : T{};
  }
  static constexpr T signaling_NaN() noexcept {
    return has_signaling_NaN ? Code(F.InfinityCode() | 1) : T{};
  }
};
