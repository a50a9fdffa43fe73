#if defined(__aarch64__)
#include <arm_neon.h>

#include "common/kernels/cpu/quantize_int8_bounds.h"

namespace wbm::kernels {
namespace {

constexpr std::size_t kBlock = 16;

void QuantizeExactly(const float* x, const quant::AffineParams& p,
                     std::int8_t* codes, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) {
    codes[i] = static_cast<std::int8_t>(quant::QuantizeValue(x[i], p));
  }
}

struct Fast {
  float32x4_t factor, offset;
  int8x16_t lowest, highest;
};

// Unlike on x86, what is too large converts to the ends of int32, and NaN to 0:
// a lower half of all ones above the greatest code, else one in doubt.
int32x4_t FixedPoint(const float* x, const Fast& c) {
  return vcvtnq_s32_f32(vfmaq_f32(c.offset, vld1q_f32(x), c.factor));
}

// Of eight numbers in fixed point the lower halves, or the upper ones.
uint16x8_t LowerHalves(int32x4_t a, int32x4_t b) {
  return vuzp1q_u16(vreinterpretq_u16_s32(a), vreinterpretq_u16_s32(b));
}
int16x8_t UpperHalves(int32x4_t a, int32x4_t b) {
  return vuzp2q_s16(vreinterpretq_s16_s32(a), vreinterpretq_s16_s32(b));
}

void QuantizeBlock(const float* x, const quant::AffineParams& p,
                   const Fast& fast, std::int8_t* codes) {
  const int32x4_t m0 = FixedPoint(x, fast), m1 = FixedPoint(x + 4, fast);
  const int32x4_t m2 = FixedPoint(x + 8, fast), m3 = FixedPoint(x + 12, fast);
  const uint16x8_t least = vminq_u16(LowerHalves(m0, m1), LowerHalves(m2, m3));
  if (vminvq_u16(least) < kSure) return QuantizeExactly(x, p, codes, kBlock);
  const int8x16_t all = vcombine_s8(vqmovn_s16(UpperHalves(m0, m1)),
                                    vqmovn_s16(UpperHalves(m2, m3)));
  vst1q_s8(codes, vminq_s8(vmaxq_s8(all, fast.lowest), fast.highest));
}

}  // namespace

void QuantizeInt8Neon(const float* x, const quant::AffineParams& p,
                      std::int8_t* codes, std::size_t n) {
  const QuantizeInt8Bounds b = BoundsOf(p);
  const Fast fast = {vdupq_n_f32(b.factor), vdupq_n_f32(b.offset),
                     vdupq_n_s8(static_cast<std::int8_t>(p.lowest)),
                     vdupq_n_s8(static_cast<std::int8_t>(p.highest))};
  std::size_t i = 0;
  for (; i + kBlock <= n; i += kBlock) QuantizeBlock(x + i, p, fast, codes + i);
  QuantizeExactly(x + i, p, codes + i, n - i);
}

void DequantizeInt8Neon(const std::int8_t* codes, const quant::AffineParams& p,
                        float* values, std::size_t n) {
  const int32x4_t zero = vdupq_n_s32(p.zero_point);
  std::size_t i = 0;
  for (; i + 8 <= n; i += 8) {
    const int16x8_t code = vmovl_s8(vld1_s8(codes + i));
    const int32x4_t low = vsubq_s32(vmovl_s16(vget_low_s16(code)), zero);
    const int32x4_t high = vsubq_s32(vmovl_high_s16(code), zero);
    vst1q_f32(values + i, vmulq_n_f32(vcvtq_f32_s32(low), p.scale));
    vst1q_f32(values + i + 4, vmulq_n_f32(vcvtq_f32_s32(high), p.scale));
  }
  for (; i < n; ++i) values[i] = quant::DequantizeValue(codes[i], p);
}

}  // namespace wbm::kernels

#endif  // defined(__aarch64__)
