// What the vector versions of QuantizeInt8 rest on.
//
// In the binade [256, 512) the ULP of a float is 2^-15, so
//   m = fma(x, 1/scale, 256 + 128 + zero_point + 1/2)
// holds the code, plus 128, in its mantissa bits 15 .. 22, above 15 bits of
// fraction: adding 1/2 and cutting rounds to nearest. (x is held to the range
// of the codes first, so m stays in the binade.)
//
// Error. |x/scale| is at most 255 (1 + 2^-24), and the reciprocal has a
// relative error of at most 2^-24: together less than 2^-16. The fused
// operation rounds once, by at most half an ULP, 2^-16. So m is off by less
// than one ULP. Where its fraction is not 0, the real sum lies strictly on the
// same side of the nearest integer, and cutting gives the code of the exact
// quotient. Where it is 0, anything may be: a tie, or a value within an ULP of
// one. Such vectors go the exact way; one value in 32768 does by chance.
//
// For scales outside [2^-100, 2^100], and for codes that do not fit int8, the
// scalar version runs. Within, subnormal x are zeros in every rounding and
// under DAZ.
#pragma once

#include <cstddef>
#include <cstdint>

#include "common/quant/affine.h"

namespace wbm::kernels {

struct QuantizeInt8Bounds {
  float reciprocal;
  float offset;  // what the fused operation adds
  float least;   // x is held to [least, greatest]
  float greatest;
};

inline constexpr std::uint32_t kFraction = 0x7fff;  // bits 0 .. 14

inline bool FitsFastPath(const quant::AffineParams& p) {
  return p.scale >= 0x1p-100f && p.scale <= 0x1p100f && p.lowest >= -128 &&
         p.highest <= 127 && p.lowest <= p.zero_point &&
         p.zero_point <= p.highest;
}

inline QuantizeInt8Bounds BoundsOf(const quant::AffineParams& p) {
  const auto zero = static_cast<float>(p.zero_point);
  return {1.0f / p.scale, 384.5f + zero,
          static_cast<float>(p.lowest - p.zero_point) * p.scale,
          static_cast<float>(p.highest - p.zero_point) * p.scale};
}

// From this size of the floats on, results are written past the caches: they
// would not stay there, and each line would be read before it is written.
inline constexpr std::size_t kStreamBytes = std::size_t{16} << 20;

// Bytes up to the next address that 64 divides.
inline std::size_t BytesToLine(const void* p) {
  return -reinterpret_cast<std::uintptr_t>(p) % 64;
}

// The versions; each handles any length. Callers check the CPU first.
void QuantizeInt8Avx2(const float* x, const quant::AffineParams& p,
                      std::int8_t* codes, std::size_t n);
void QuantizeInt8Avx512(const float* x, const quant::AffineParams& p,
                        std::int8_t* codes, std::size_t n);
void QuantizeInt8Avx512Vbmi(const float* x, const quant::AffineParams& p,
                            std::int8_t* codes, std::size_t n);
void DequantizeInt8Avx2(const std::int8_t* codes, const quant::AffineParams& p,
                        float* values, std::size_t n);
void DequantizeInt8Avx512(const std::int8_t* codes,
                          const quant::AffineParams& p, float* values,
                          std::size_t n);

}  // namespace wbm::kernels
