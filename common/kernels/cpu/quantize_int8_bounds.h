// What the vector versions of QuantizeInt8 rest on.
//
// The code is found in fixed point with 16 fractional bits:
//   m = int32(fma(x, 2^16 / scale, 2^16 (zero_point + 1/2) + 1))
// has the code in its upper half: adding 1/2 and cutting rounds to nearest.
// Saturating packs hold it to int8, a maximum and a minimum to the grid. A
// value of 2^15 steps or more, an infinity and a NaN all convert to -2^31;
// on arm64 one too large converts to 2^31 - 1, whose code is right, and NaN to
// 0, which is in doubt.
//
// Error, in units of 2^-16. Where it can matter, |x/scale| is at most 255.5 and
// the sum at most 2^23 + 1. The reciprocal has a relative error of at most
// 2^-24, which makes 1; the fused operation rounds by at most 1/4 below 2^23,
// the conversion by at most 1/2. So m is off by less than 2, and where its
// lower half is at least 3 the real sum, without that 1, lies strictly between
// the same two integers. Where it is less, anything may be: a tie, a value near
// one, or what cannot be converted. Such vectors go the exact way; one value in
// 21845 does by chance.
//
// For scales outside [2^-100, 2^100], and for codes that do not fit int8, the
// scalar version runs. Within, subnormal x are zeros in every rounding and
// under DAZ.
#pragma once

#include <cstddef>
#include <cstdint>

#include "common/kernels/cpu/stream_bytes.h"
#include "common/quant/affine.h"

namespace wbm::kernels {

struct QuantizeInt8Bounds {
  float factor;  // 2^16 / scale
  float offset;  // what the fused operation adds
};

// Lower halves below this one are in doubt.
inline constexpr std::int16_t kSure = 3;

inline bool FitsFastPath(const quant::AffineParams& p) {
  return p.scale >= 0x1p-100f && p.scale <= 0x1p100f && p.lowest >= -128 &&
         p.highest <= 127 && p.lowest <= p.zero_point &&
         p.zero_point <= p.highest;
}

inline QuantizeInt8Bounds BoundsOf(const quant::AffineParams& p) {
  return {1.0f / p.scale * 0x1p16f,
          static_cast<float>(p.zero_point) * 0x1p16f + 0x1p15f + 1.0f};
}

// Bytes up to the next address that 64 divides.
inline std::size_t BytesToLine(const void* p) {
  return -reinterpret_cast<std::uintptr_t>(p) % 64;
}

// The versions; each handles any length. Callers check the CPU first.
void QuantizeInt8Neon(const float* x, const quant::AffineParams& p,
                      std::int8_t* codes, std::size_t n);
void QuantizeInt8Avx2(const float* x, const quant::AffineParams& p,
                      std::int8_t* codes, std::size_t n);
void QuantizeInt8Avx512(const float* x, const quant::AffineParams& p,
                        std::int8_t* codes, std::size_t n);
void DequantizeInt8Neon(const std::int8_t* codes, const quant::AffineParams& p,
                        float* values, std::size_t n);
void DequantizeInt8Avx2(const std::int8_t* codes, const quant::AffineParams& p,
                        float* values, std::size_t n);
void DequantizeInt8Avx512(const std::int8_t* codes,
                          const quant::AffineParams& p, float* values,
                          std::size_t n);

}  // namespace wbm::kernels
