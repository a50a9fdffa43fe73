// The operations of Advanced SIMD (NEON) that convert_vector.h is written in.
#include <cstddef>
#include <cstdint>

#if defined(__aarch64__)
#include <arm_neon.h>

namespace wbm::kernels::neon {
namespace {

using Ints = uint32x4_t;
using Halves = uint8x8_t;
using Floats = float32x4_t;
using Mask = uint32x4_t;
constexpr size_t kLanes = 4;

uint16x8_t Words(Ints x) { return vreinterpretq_u16_u32(x); }
Ints FromWords(uint16x8_t x) { return vreinterpretq_u32_u16(x); }

Floats LoadFloats(const float* p) { return vld1q_f32(p); }
Halves LoadHalves(const void* p) {
  return vld1_u8(static_cast<const uint8_t*>(p));
}
// GCC has no store past the caches for arm64: kStream makes no difference.
template <bool kStream>
void Store(void* p, Ints x) {
  vst1q_u8(static_cast<uint8_t*>(p), vreinterpretq_u8_u32(x));
}
template <bool kStream>
void Store(void* p, Halves x) {
  vst1_u8(static_cast<uint8_t*>(p), x);
}
template <bool kStream>
void Store(float* p, Floats x) {
  vst1q_f32(p, x);
}

Ints Int(int x) { return vdupq_n_u32(static_cast<uint32_t>(x)); }
Ints Word(int x) { return FromWords(vdupq_n_u16(static_cast<uint16_t>(x))); }
Floats Float(float x) { return vdupq_n_f32(x); }
Ints Bits(Floats x) { return vreinterpretq_u32_f32(x); }
Floats FromBits(Ints x) { return vreinterpretq_f32_u32(x); }

Ints And(Ints a, Ints b) { return vandq_u32(a, b); }
Ints Or(Ints a, Ints b) { return vorrq_u32(a, b); }
// a | (b & c).
Ints OrAnd(Ints a, Ints b, Ints c) { return vorrq_u32(a, vandq_u32(b, c)); }
Ints Add(Ints a, Ints b) { return vaddq_u32(a, b); }
Ints Subtract(Ints a, Ints b) { return vsubq_u32(a, b); }
Ints SubtractWords(Ints a, Ints b) {
  return FromWords(vqsubq_u16(Words(a), Words(b)));
}
Ints Min(Ints a, Ints b) {
  return vreinterpretq_u32_s32(
      vminq_s32(vreinterpretq_s32_u32(a), vreinterpretq_s32_u32(b)));
}
template <int kBits>
Ints Right(Ints x) {
  return vshrq_n_u32(x, kBits);
}
template <int kBits>
Ints Left(Ints x) {
  return vshlq_n_u32(x, kBits);
}
template <int kBits>
Ints LeftWords(Ints x) {
  return FromWords(vshlq_n_u16(Words(x), kBits));
}
Floats Add(Floats a, Floats b) { return vaddq_f32(a, b); }
Floats Multiply(Floats a, Floats b) { return vmulq_f32(a, b); }
Floats Min(Floats a, Floats b) { return vminq_f32(a, b); }
Floats Max(Floats a, Floats b) { return vmaxq_f32(a, b); }

Mask Unordered(Floats a, Floats b) {
  return vmvnq_u32(vandq_u32(vceqq_f32(a, a), vceqq_f32(b, b)));
}
bool Any(Mask a, Mask b) { return vmaxvq_u32(vorrq_u32(a, b)) != 0; }
Ints Where(Mask mask, Ints yes, Ints no) { return vbslq_u32(mask, yes, no); }
Ints OrWhere(Mask mask, Ints x, Ints bits) { return OrAnd(x, mask, bits); }
Ints ReplaceWords(Ints x, Ints old, Ints replacement) {
  return FromWords(
      vbslq_u16(vceqq_u16(Words(x), Words(old)), Words(replacement), Words(x)));
}

// What is packed fits its new width: the even elements of both, in order.
Ints PackWords(Ints a, Ints b) {
  return FromWords(vuzp1q_u16(Words(a), Words(b)));
}
Ints PackBytes(Ints a, Ints b, Ints c, Ints d) {
  return vreinterpretq_u32_u8(vuzp1q_u8(vreinterpretq_u8_u32(PackWords(a, b)),
                                        vreinterpretq_u8_u32(PackWords(c, d))));
}
Ints WordsFromBytes(Halves x) { return FromWords(vmovl_u8(x)); }
Ints IntsFromWords(Halves x) { return vmovl_u16(vreinterpret_u16_u8(x)); }
Halves FirstHalf(Ints x) { return vget_low_u8(vreinterpretq_u8_u32(x)); }
Halves SecondHalf(Ints x) { return vget_high_u8(vreinterpretq_u8_u32(x)); }
Floats FromFloat16(Halves x) { return vcvt_f32_f16(vreinterpret_f16_u8(x)); }
Halves ToFloat16(Floats x) { return vreinterpret_u8_f16(vcvt_f16_f32(x)); }

}  // namespace
}  // namespace wbm::kernels::neon

#define WBM_ISA neon
#include "common/kernels/cpu/convert_vector.h"

#endif  // __aarch64__
