// From the int32 sums of an int8 matrix product back to int8: a multiplication
// by a real scale below one, in integers alone.
//
//   FixedMultiplier m = MultiplierOf(0.0037);
//   RequantizeTwice(sum, m)   // as gemmlowp rounds
//   RequantizeOnce(sum, m)    // as ruy rounds
//
// The multiplier is mantissa * 2^-31 * 2^-right_shift with a mantissa of 31
// bits. Two libraries, two roundings:
//
//   twice  the doubled high half of the 64-bit product is rounded (half up),
//          then shifted and rounded again (half away from zero): gemmlowp's
//          SaturatingRoundingDoublingHighMul and RoundingDivideByPOT
//   once   the 64-bit product is shifted once and rounded (half up), as ruy
//
// They differ by at most one: where the first rounding makes a tie that was not
// there, and at negative ties. A model moved from one to the other changes
// there.
//
// Source: Jacob et al., arXiv 1712.05877, section 2.2 and appendix B.

#pragma once

#include <cmath>
#include <cstdint>
#include <limits>

namespace wbm::quant {

struct FixedMultiplier {
  std::int32_t mantissa = 0;  // 2^30 .. 2^31 - 1, or 0
  int right_shift = 0;        // 0 .. 31

  constexpr bool operator==(const FixedMultiplier&) const = default;
};

// The nearest multiplier to `scale` in (0, 1); below 2^-32 it is 0. Relative
// error at most 2^-31. NaN and numbers outside [0, 1) give 0 as well.
inline FixedMultiplier MultiplierOf(double scale) {
  if (!(scale > 0.0 && scale < 1.0)) return {};
  int exponent = 0;
  const double fraction = std::frexp(scale, &exponent);  // [1/2, 1)
  auto mantissa = static_cast<std::int64_t>(fraction * 0x1p31 + 0.5);
  if (mantissa == std::int64_t{1} << 31) {
    mantissa /= 2;
    ++exponent;
  }
  if (exponent > 0) return {std::numeric_limits<std::int32_t>::max(), 0};
  if (exponent < -31) return {};
  return {static_cast<std::int32_t>(mantissa), -exponent};
}

// round(a * b / 2^31), half toward +infinity; INT_MIN * INT_MIN saturates. (The
// nudge for negative products and the division that cuts toward zero read like
// "half away from zero", but -1/2 gives 0.)
constexpr std::int32_t DoublingHighMul(std::int32_t a, std::int32_t b) {
  constexpr std::int32_t kMin = std::numeric_limits<std::int32_t>::min();
  if (a == kMin && b == kMin) return std::numeric_limits<std::int32_t>::max();
  const std::int64_t product = std::int64_t{a} * b;
  constexpr std::int64_t kOne = std::int64_t{1} << 31;
  const std::int64_t nudge = product >= 0 ? kOne / 2 : 1 - kOne / 2;
  return static_cast<std::int32_t>((product + nudge) / kOne);
}

// round(x / 2^shift), half away from zero; 0 <= shift <= 31.
constexpr std::int32_t DivideByPowerOfTwo(std::int32_t x, int shift) {
  const std::int64_t half = shift == 0 ? 0 : std::int64_t{1} << (shift - 1);
  const std::int64_t size = x < 0 ? -std::int64_t{x} : std::int64_t{x};
  const std::int64_t rounded = (size + half) >> shift;
  return static_cast<std::int32_t>(x < 0 ? -rounded : rounded);
}

// sum * multiplier with gemmlowp's two roundings.
constexpr std::int32_t RequantizeTwice(std::int32_t sum, FixedMultiplier m) {
  return DivideByPowerOfTwo(DoublingHighMul(sum, m.mantissa), m.right_shift);
}

// sum * multiplier with one rounding, half toward +infinity.
constexpr std::int32_t RequantizeOnce(std::int32_t sum, FixedMultiplier m) {
  const int shift = 31 + m.right_shift;
  const std::int64_t product = std::int64_t{sum} * m.mantissa;
  return static_cast<std::int32_t>(
      (product + (std::int64_t{1} << (shift - 1))) >> shift);
}

}  // namespace wbm::quant
