// Affine quantizers: real numbers on an equally spaced grid of small integers.
//
//   std::vector<float> x = {-1.0f, 0.25f, 0.5f};
//   AffineParams p = ChooseAffine(x, {Symmetry::kSymmetric, 8});
//   int32_t code = QuantizeValue(0.25f, p);    // 32
//   float back = DequantizeValue(code, p);     // 0.2519685
//
// What is rounded, and when:
//   scale   symmetric   max|x| / qmax, one float division;
//           asymmetric  (max - min) / (2^bits - 1) in double, then to float;
//   zero    lowest - RoundHalfEven(min / scale);
//   code    clamp(RoundHalfEven(x / scale) + zero_point), where the quotient
//           is exact (see round_half_even.h): one rounding, no reciprocal;
//   value   (code - zero_point) * scale, one float multiplication.
//
// The codes of b bits are -(2^(b-1)-1) .. 2^(b-1)-1 when symmetric (-127..127
// for int8, -7..7 for int4, -1..1 for int2) and -2^(b-1) .. 2^(b-1)-1 when
// asymmetric. The asymmetric range always includes zero, so 0.0 has a code of
// its own and comes back as exactly 0.0.
//
// Error. With finite x inside the range that chose the parameters,
//   |x - value| <= scale * (1/2 + L * 2^-24) + ulp(value) / 2,
// L = highest - lowest: half a step, what the rounded scale loses over the
// whole range, and the last multiplication. (Asymmetric ranges wider than the
// largest float are the exception: see ChooseAffine.)
//
// Special values. NaN quantizes to zero_point, so it comes back as 0; an
// infinity saturates. Neither takes part in choosing the parameters. Nothing
// here overflows: finite parameters from ChooseAffine dequantize to finite
// values.
//
// Source: Jacob et al., arXiv 1712.05877, eq. (1); Krishnamoorthi,
// arXiv 1806.08342, section 2; range with zero as in GPTQ's quantizer.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "common/quant/round_half_even.h"

namespace wbm::quant {

enum class Symmetry { kSymmetric, kAsymmetric };

// The integer grid of a quantizer. bits: 2 .. 16.
struct IntegerGrid {
  Symmetry symmetry = Symmetry::kSymmetric;
  int bits = 8;

  constexpr bool operator==(const IntegerGrid&) const = default;
};

inline constexpr IntegerGrid kSymmetricInt8{Symmetry::kSymmetric, 8};
inline constexpr IntegerGrid kSymmetricInt4{Symmetry::kSymmetric, 4};
inline constexpr IntegerGrid kSymmetricInt2{Symmetry::kSymmetric, 2};
inline constexpr IntegerGrid kAsymmetricInt8{Symmetry::kAsymmetric, 8};
inline constexpr IntegerGrid kAsymmetricInt4{Symmetry::kAsymmetric, 4};
inline constexpr IntegerGrid kAsymmetricInt2{Symmetry::kAsymmetric, 2};

// Least and greatest code of a grid.
constexpr std::int32_t LowestCode(IntegerGrid grid) {
  const std::int32_t half = std::int32_t{1} << (grid.bits - 1);
  return grid.symmetry == Symmetry::kSymmetric ? 1 - half : -half;
}
constexpr std::int32_t HighestCode(IntegerGrid grid) {
  return (std::int32_t{1} << (grid.bits - 1)) - 1;
}

// All that quantizing one value needs. `scale` is finite and positive.
struct AffineParams {
  float scale = 1.0f;
  std::int32_t zero_point = 0;
  std::int32_t lowest = -127;
  std::int32_t highest = 127;

  constexpr bool operator==(const AffineParams&) const = default;
};

// The finite values' least and greatest, widened to include zero. {0, 0} for
// an empty range and when nothing is finite.
struct Range {
  float min = 0.0f;
  float max = 0.0f;

  constexpr bool operator==(const Range&) const = default;
};
Range FiniteRange(std::span<const float> x);

// The parameters for values within `range` (which includes zero).
//
// A range of {0, 0} gives scale 1. The scale is at least FLT_MIN, so that its
// reciprocal is finite and no grid is coarser than its own step; and at most
// what keeps every dequantized value finite. The second limit acts only when
// max - min exceeds FLT_MAX; then the outermost values may be off by a step.
AffineParams ChooseAffine(Range range, IntegerGrid grid);

// The same for the values of `x`.
AffineParams ChooseAffine(std::span<const float> x, IntegerGrid grid);

// The code of one value. Total: see "Special values" above.
constexpr std::int32_t QuantizeValue(float x, const AffineParams& p) {
  const double quotient = static_cast<double>(x) / static_cast<double>(p.scale);
  const std::int64_t code = RoundHalfEven(quotient) + p.zero_point;
  if (code < p.lowest) return p.lowest;
  if (code > p.highest) return p.highest;
  return static_cast<std::int32_t>(code);
}

// The value of one code.
constexpr float DequantizeValue(std::int32_t code, const AffineParams& p) {
  return static_cast<float>(code - p.zero_point) * p.scale;
}

// Whole arrays. `codes` and `x` (or `values`) have the same length; only the
// common length is touched. int8_t holds grids of up to 8 bits, int16_t all.
void Quantize(std::span<const float> x, const AffineParams& p,
              std::span<std::int8_t> codes);
void Quantize(std::span<const float> x, const AffineParams& p,
              std::span<std::int16_t> codes);
void Dequantize(std::span<const std::int8_t> codes, const AffineParams& p,
                std::span<float> values);
void Dequantize(std::span<const std::int16_t> codes, const AffineParams& p,
                std::span<float> values);

}  // namespace wbm::quant
