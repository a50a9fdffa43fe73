// From an exact number to the code of a format: rounded once, in a named mode,
// with a named rule for what the format cannot hold.
//
//   Encode(kFloat8E4M3Fn, Exactly(465.0f))                       // 0x7f, NaN
//   Encode(kFloat8E4M3Fn, Exactly(465.0f), SaturateFinite())     // 0x7e, 448
//
// The number is rounded first, as though the exponent had no bound; a result
// beyond the greatest number is then dealt with by `Saturation`, whose words
// are those of IEEE P3109 (interim report 4.0, 4.7.5):
//
//                    finite overflow                  infinity
//   kSatFinite       greatest number                  greatest number
//   kSatPropagate    greatest number                  infinity, else NaN
//   kSatNone         infinity, else NaN; the greatest infinity, else NaN
//                    number if the mode points inward
//
// (With neither infinity nor NaN, as in fp6 and fp4, it is the greatest number
// in every case.) kSatNone equals ml_dtypes, kSatFinite NVIDIA's satfinite and
// OCP's saturating mode.
//
// A format without a zero (E8M0) treats what rounds to zero, and every negative
// number, alike: the least number when saturating, else NaN.
//
// NaN keeps its sign where the format has a signed NaN. An IEEE format keeps
// the leading payload bits too and sets the quiet bit, as the x86 conversion
// instructions do, so a NaN never turns into an infinity. A format without NaN
// takes `NanSubstitute`.
//
// -0 stays -0 where the format has it, else it becomes +0; so does a negative
// number that rounds to zero.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>

#include "common/formats/exact.h"
#include "common/formats/format.h"
#include "common/formats/rounding.h"

namespace wbm::formats {

enum class Saturation { kSatNone, kSatFinite, kSatPropagate };

// What NaN becomes in a format in which every code is a number.
enum class NanSubstitute {
  kGreatest,  // +greatest number, as NVIDIA's conversions give
  kZero,      // +0
};

struct Conversion {
  Rounding rounding = {};
  Saturation saturation = Saturation::kSatNone;
  NanSubstitute nan = NanSubstitute::kGreatest;
};

// Short names for the usual conversions.
constexpr Conversion Mode(RoundingMode mode) { return {.rounding = {mode}}; }
constexpr Conversion SaturateFinite(
    RoundingMode mode = RoundingMode::kNearestEven) {
  return {.rounding = {mode}, .saturation = Saturation::kSatFinite};
}

namespace encode_internal {

constexpr uint64_t WithSign(const Format& format, bool negative,
                            uint64_t magnitude) {
  if (magnitude == 0 && !format.signed_zero) return 0;
  return negative ? magnitude | format.SignMask() : magnitude;
}

constexpr uint64_t NanCode(const Format& format, bool negative,
                           uint64_t payload, NanSubstitute substitute) {
  switch (format.nans) {
    case NanPolicy::kNegativeZero:
      return format.SignMask();
    case NanPolicy::kAllOnes:
      return WithSign(format, negative, format.MagnitudeMask());
    case NanPolicy::kIeee: {
      const uint64_t fraction =
          (payload | uint64_t{1} << 63) >> (64 - format.mantissa_bits);
      return WithSign(format, negative, format.InfinityCode() | fraction);
    }
    case NanPolicy::kNone:
      break;
  }
  return substitute == NanSubstitute::kZero ? 0 : format.MaxFiniteCode();
}

constexpr uint64_t InfinityOrNan(const Format& format, bool negative) {
  if (format.infinities) {
    return WithSign(format, negative, format.InfinityCode());
  }
  if (format.HasNan()) {
    return NanCode(format, negative, 0, NanSubstitute::kGreatest);
  }
  return WithSign(format, negative, format.MaxFiniteCode());
}

// Whether the mode never leaves the finite numbers on this side.
constexpr bool PointsInward(RoundingMode mode, bool negative) {
  return mode == RoundingMode::kTowardZero || mode == RoundingMode::kToOdd ||
         mode == (negative ? RoundingMode::kUp : RoundingMode::kDown);
}

constexpr uint64_t Overflow(const Format& format, bool negative,
                            const Conversion& how) {
  const bool keep = how.saturation != Saturation::kSatNone ||
                    PointsInward(how.rounding.mode, negative);
  return keep ? WithSign(format, negative, format.MaxFiniteCode())
              : InfinityOrNan(format, negative);
}

// Below the least number of a format without zero and negative numbers.
constexpr uint64_t BelowRange(const Format& format, const Conversion& how) {
  return how.saturation == Saturation::kSatNone
             ? NanCode(format, false, 0, how.nan)
             : 0;
}

constexpr uint64_t FromInfinity(const Format& format, bool negative,
                                const Conversion& how) {
  const bool finite = how.saturation == Saturation::kSatFinite;
  if (negative && !format.is_signed) {
    return finite ? 0 : NanCode(format, false, 0, how.nan);
  }
  return finite ? WithSign(format, negative, format.MaxFiniteCode())
                : InfinityOrNan(format, negative);
}

constexpr uint64_t FromFinite(const Format& format, const Exact& x,
                              const Conversion& how) {
  if (!format.is_signed && x.negative) return BelowRange(format, how);
  if (x.significand == 0) {
    return format.zero ? WithSign(format, x.negative, 0)
                       : BelowRange(format, how);
  }
  const int top = x.exponent + 63 - std::countl_zero(x.significand);
  const int exponent = std::max(top, format.MinExponent());
  const int shift = exponent - format.mantissa_bits - x.exponent;
  const uint64_t quanta =
      ShiftRight(x.significand, shift, how.rounding, x.negative);
  if (quanta == 0 && !format.zero) return BelowRange(format, how);
  // A normal number's quanta hold the hidden bit, which adds one to the raw
  // exponent below it; a carry out of rounding does the same.
  const uint64_t raw = static_cast<uint64_t>(exponent + format.bias);
  const uint64_t magnitude = (raw << format.mantissa_bits) + quanta -
                             (uint64_t{1} << format.mantissa_bits);
  if (magnitude > format.MaxFiniteCode()) {
    return Overflow(format, x.negative, how);
  }
  return WithSign(format, x.negative, magnitude);
}

}  // namespace encode_internal

constexpr uint64_t Encode(const Format& format, const Exact& x,
                          const Conversion& how = {}) {
  switch (x.kind) {
    case Exact::Kind::kNan:
      return encode_internal::NanCode(format, x.negative, x.significand,
                                      how.nan);
    case Exact::Kind::kInfinity:
      return encode_internal::FromInfinity(format, x.negative, how);
    case Exact::Kind::kFinite:
      break;
  }
  return encode_internal::FromFinite(format, x, how);
}

// The value of a code. Exact for every format here (doubles hold them all).
constexpr double ToDouble(const Format& format, uint64_t code) {
  return std::bit_cast<double>(Encode(kFloat64, Unpack(format, code)));
}

}  // namespace wbm::formats
