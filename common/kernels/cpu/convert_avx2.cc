// The operations of AVX2 and F16C that convert_vector.h is written in.
#include <cstddef>
#include <cstdint>

#if defined(__x86_64__)
#include <immintrin.h>

namespace wbm::kernels::avx2 {
namespace {

using Ints = __m256i;
using Halves = __m128i;
using Floats = __m256;
using Mask = __m256;
constexpr size_t kLanes = 8;

Floats LoadFloats(const float* p) { return _mm256_loadu_ps(p); }
Halves LoadHalves(const void* p) {
  return _mm_loadu_si128(static_cast<const __m128i*>(p));
}
template <bool kStream>
void Store(void* p, Ints x) {
  auto* to = static_cast<Ints*>(p);
  kStream ? _mm256_stream_si256(to, x) : _mm256_storeu_si256(to, x);
}
template <bool kStream>
void Store(void* p, Halves x) {
  auto* to = static_cast<Halves*>(p);
  kStream ? _mm_stream_si128(to, x) : _mm_storeu_si128(to, x);
}
template <bool kStream>
void Store(float* p, Floats x) {
  kStream ? _mm256_stream_ps(p, x) : _mm256_storeu_ps(p, x);
}

Ints Int(int x) { return _mm256_set1_epi32(x); }
Ints Word(int x) { return _mm256_set1_epi16(static_cast<int16_t>(x)); }
Floats Float(float x) { return _mm256_set1_ps(x); }
Ints Bits(Floats x) { return _mm256_castps_si256(x); }
Floats FromBits(Ints x) { return _mm256_castsi256_ps(x); }

Ints And(Ints a, Ints b) { return _mm256_and_si256(a, b); }
Ints Or(Ints a, Ints b) { return _mm256_or_si256(a, b); }
// a | (b & c).
Ints OrAnd(Ints a, Ints b, Ints c) {
  return _mm256_or_si256(a, _mm256_and_si256(b, c));
}
Ints Add(Ints a, Ints b) { return _mm256_add_epi32(a, b); }
Ints Subtract(Ints a, Ints b) { return _mm256_sub_epi32(a, b); }
Ints SubtractWords(Ints a, Ints b) { return _mm256_subs_epu16(a, b); }
Ints Min(Ints a, Ints b) { return _mm256_min_epi32(a, b); }
template <int kBits>
Ints Right(Ints x) {
  return _mm256_srli_epi32(x, kBits);
}
template <int kBits>
Ints Left(Ints x) {
  return _mm256_slli_epi32(x, kBits);
}
template <int kBits>
Ints LeftWords(Ints x) {
  return _mm256_slli_epi16(x, kBits);
}
Floats Add(Floats a, Floats b) { return _mm256_add_ps(a, b); }
Floats Multiply(Floats a, Floats b) { return _mm256_mul_ps(a, b); }
Floats Min(Floats a, Floats b) { return _mm256_min_ps(a, b); }
Floats Max(Floats a, Floats b) { return _mm256_max_ps(a, b); }

Mask Unordered(Floats a, Floats b) { return _mm256_cmp_ps(a, b, _CMP_UNORD_Q); }
bool Any(Mask a, Mask b) { return _mm256_movemask_ps(_mm256_or_ps(a, b)) != 0; }
Ints Where(Mask mask, Ints yes, Ints no) {
  return _mm256_blendv_epi8(no, yes, _mm256_castps_si256(mask));
}
Ints OrWhere(Mask mask, Ints x, Ints bits) {
  return OrAnd(x, _mm256_castps_si256(mask), bits);
}
Ints ReplaceWords(Ints x, Ints old, Ints replacement) {
  return _mm256_blendv_epi8(x, replacement, _mm256_cmpeq_epi16(x, old));
}

// Packing works within 128-bit lanes; the permutations put the lanes right.
Ints PackWords(Ints a, Ints b) {
  return _mm256_permute4x64_epi64(_mm256_packus_epi32(a, b), 0xd8);
}
Ints PackBytes(Ints a, Ints b, Ints c, Ints d) {
  return _mm256_permutevar8x32_epi32(
      _mm256_packus_epi16(_mm256_packus_epi32(a, b), _mm256_packus_epi32(c, d)),
      _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7));
}
Ints WordsFromBytes(Halves x) { return _mm256_cvtepu8_epi16(x); }
Ints IntsFromWords(Halves x) { return _mm256_cvtepu16_epi32(x); }
Halves FirstHalf(Ints x) { return _mm256_castsi256_si128(x); }
Halves SecondHalf(Ints x) { return _mm256_extracti128_si256(x, 1); }
Floats FromFloat16(Halves x) { return _mm256_cvtph_ps(x); }
Halves ToFloat16(Floats x) {
  return _mm256_cvtps_ph(x, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
}

}  // namespace
}  // namespace wbm::kernels::avx2

#define WBM_ISA avx2
#include "common/kernels/cpu/convert_vector.h"

#endif  // __x86_64__
