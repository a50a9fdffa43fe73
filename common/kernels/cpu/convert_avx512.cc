// The operations of AVX-512 (F, BW, DQ, VL) that convert_vector.h is written
// in.
#include <cstddef>
#include <cstdint>

#if defined(__x86_64__)
#include <immintrin.h>

namespace wbm::kernels::avx512 {
namespace {

using Ints = __m512i;
using Halves = __m256i;
using Floats = __m512;
using Mask = __mmask16;
constexpr size_t kLanes = 16;

Floats LoadFloats(const float* p) { return _mm512_loadu_ps(p); }
Halves LoadHalves(const void* p) {
  return _mm256_loadu_si256(static_cast<const __m256i*>(p));
}
template <bool kStream>
void Store(void* p, Ints x) {
  if constexpr (kStream) return _mm512_stream_si512(static_cast<Ints*>(p), x);
  _mm512_storeu_si512(p, x);
}
template <bool kStream>
void Store(void* p, Halves x) {
  auto* to = static_cast<Halves*>(p);
  kStream ? _mm256_stream_si256(to, x) : _mm256_storeu_si256(to, x);
}
template <bool kStream>
void Store(float* p, Floats x) {
  kStream ? _mm512_stream_ps(p, x) : _mm512_storeu_ps(p, x);
}

Ints Int(int x) { return _mm512_set1_epi32(x); }
Ints Word(int x) { return _mm512_set1_epi16(static_cast<int16_t>(x)); }
Floats Float(float x) { return _mm512_set1_ps(x); }
Ints Bits(Floats x) { return _mm512_castps_si512(x); }
Floats FromBits(Ints x) { return _mm512_castsi512_ps(x); }

Ints And(Ints a, Ints b) { return _mm512_and_si512(a, b); }
Ints Or(Ints a, Ints b) { return _mm512_or_si512(a, b); }
// a | (b & c), by its truth table.
Ints OrAnd(Ints a, Ints b, Ints c) {
  return _mm512_ternarylogic_epi32(a, b, c, 0xf8);
}
Ints Add(Ints a, Ints b) { return _mm512_add_epi32(a, b); }
Ints Subtract(Ints a, Ints b) { return _mm512_sub_epi32(a, b); }
Ints SubtractWords(Ints a, Ints b) { return _mm512_subs_epu16(a, b); }
Ints Min(Ints a, Ints b) { return _mm512_min_epi32(a, b); }
template <int kBits>
Ints Right(Ints x) {
  return _mm512_srli_epi32(x, kBits);
}
template <int kBits>
Ints Left(Ints x) {
  return _mm512_slli_epi32(x, kBits);
}
template <int kBits>
Ints LeftWords(Ints x) {
  return _mm512_slli_epi16(x, kBits);
}
Floats Add(Floats a, Floats b) { return _mm512_add_ps(a, b); }
Floats Multiply(Floats a, Floats b) { return _mm512_mul_ps(a, b); }
Floats Min(Floats a, Floats b) { return _mm512_min_ps(a, b); }
Floats Max(Floats a, Floats b) { return _mm512_max_ps(a, b); }

Mask Unordered(Floats a, Floats b) {
  return _mm512_cmp_ps_mask(a, b, _CMP_UNORD_Q);
}
bool Any(Mask a, Mask b) { return !_mm512_kortestz(a, b); }
Ints Where(Mask mask, Ints yes, Ints no) {
  return _mm512_mask_mov_epi32(no, mask, yes);
}
Ints OrWhere(Mask mask, Ints x, Ints bits) {
  return _mm512_mask_or_epi32(x, mask, x, bits);
}
Ints ReplaceWords(Ints x, Ints old, Ints replacement) {
  return _mm512_mask_mov_epi16(x, _mm512_cmpeq_epi16_mask(x, old), replacement);
}

// Packing works within 128-bit lanes; the permutations put the lanes right.
Ints PackWords(Ints a, Ints b) {
  return _mm512_permutexvar_epi64(_mm512_setr_epi64(0, 2, 4, 6, 1, 3, 5, 7),
                                  _mm512_packus_epi32(a, b));
}
Ints PackBytes(Ints a, Ints b, Ints c, Ints d) {
  return _mm512_permutexvar_epi32(
      _mm512_setr_epi32(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15),
      _mm512_packus_epi16(_mm512_packus_epi32(a, b),
                          _mm512_packus_epi32(c, d)));
}
Ints WordsFromBytes(Halves x) { return _mm512_cvtepu8_epi16(x); }
Ints IntsFromWords(Halves x) { return _mm512_cvtepu16_epi32(x); }
Halves FirstHalf(Ints x) { return _mm512_castsi512_si256(x); }
Halves SecondHalf(Ints x) { return _mm512_extracti64x4_epi64(x, 1); }
Floats FromFloat16(Halves x) { return _mm512_cvtph_ps(x); }
Halves ToFloat16(Floats x) {
  return _mm512_cvtps_ph(x, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
}

}  // namespace
}  // namespace wbm::kernels::avx512

#define WBM_ISA avx512
#include "common/kernels/cpu/convert_vector.h"

#endif  // __x86_64__
