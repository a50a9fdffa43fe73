// Conversions on AVX-512 (F, BW, DQ, VL), 64 elements at a time.
//
// A block with a NaN in it goes to the scalar code, which knows each format's
// rule; where the clamp alone gives the right code (E4M3's NaN is what follows
// its greatest number), no block does.
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <type_traits>

#include "common/kernels/cpu/convert_internal.h"
#include "common/kernels/cpu/narrow_constants.h"

#if defined(__x86_64__)
#include <immintrin.h>

namespace wbm::kernels::avx512 {
namespace {

constexpr size_t kBlock = 64;
// Far enough ahead that the line arrives in time, near enough to stay in L1.
constexpr size_t kAheadBytes = 2048;

void Prefetch(const void* in, size_t bytes) {
  const char* ahead = static_cast<const char*>(in) + kAheadBytes;
  for (size_t i = 0; i < bytes; i += 64) _mm_prefetch(ahead + i, _MM_HINT_T0);
}

// Calls block(in, out) for each 64 elements; the rest goes through a padded
// copy, so that every element meets the same code.
template <auto block, typename In, typename Out>
void ForBlocks(const In* in, Out* out, size_t n) {
  size_t i = 0;
  for (; i + kBlock <= n; i += kBlock) {
    Prefetch(in + i, kBlock * sizeof(In));
    block(in + i, out + i);
  }
  if (i == n) return;
  In rest[kBlock] = {};
  Out result[kBlock];
  std::copy(in + i, in + n, rest);
  block(rest, result);
  std::copy(result, result + (n - i), out + i);
}

__m512i Load(const void* p) { return _mm512_loadu_si512(p); }
void Store(void* p, __m512i v) { _mm512_storeu_si512(p, v); }
__m512i Int(int x) { return _mm512_set1_epi32(x); }
__mmask16 IsNan(__m512 x) { return _mm512_cmp_ps_mask(x, x, _CMP_UNORD_Q); }

// min(|x|, limit) with x's sign; NaN passes.
__m512 Clamp(__m512 x, float limit) {
  const __m512 low = _mm512_max_ps(_mm512_set1_ps(-limit), x);
  return _mm512_min_ps(_mm512_set1_ps(limit), low);
}

// 64 words below 256, as four vectors of dwords, to bytes in order.
__m512i PackBytes(__m512i a, __m512i b, __m512i c, __m512i d) {
  const __m512i words =
      _mm512_packus_epi16(_mm512_packus_epi32(a, b), _mm512_packus_epi32(c, d));
  // Packing works within 128-bit lanes: dword 4 i + j holds elements of vector
  // j's lane i.
  const __m512i order =
      _mm512_setr_epi32(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
  return _mm512_permutexvar_epi32(order, words);
}

// ---- float to eight bits and fewer (see narrow_constants.h) ----

template <formats::FormatType T, bool kFinite>
__m512i Narrow(__m512i x) {
  using C = NarrowConstants<T::kFormat>;
  const __m512i clamped = _mm512_min_epi32(_mm512_and_si512(x, Int(0x7fffffff)),
                                           Int(C::Clamp(kFinite)));
  // The binade above the least normal's, at least 0: the exponent's bits are
  // all in the high half of the word, so a saturating subtraction will do.
  const __m512i above = _mm512_subs_epu16(
      _mm512_and_si512(clamped, Int(0x7f800000)), Int(C::kLeastNormal));
  const __m512i magic =
      _mm512_add_epi32(above, Int(C::kLeastNormal + C::kMagicStep));
  const __m512 sum =
      _mm512_add_ps(_mm512_castsi512_ps(clamped), _mm512_castsi512_ps(magic));
  const __m512i quanta = _mm512_sub_epi32(_mm512_castps_si512(sum), magic);
  const __m512i code =
      _mm512_add_epi32(quanta, _mm512_srli_epi32(above, C::kToCode));
  // code | (sign & mask): truth table 0xF8 of a | (b & c).
  return _mm512_ternarylogic_epi32(code, _mm512_srli_epi32(x, C::kSignShift),
                                   Int(C::kSign), 0xf8);
}

// E4M3's unsaturated clamp is its NaN already, sign and all.
template <formats::FormatType T, bool kFinite>
constexpr bool kClampGivesNan =
    T::kFormat.nans == formats::NanPolicy::kAllOnes && !kFinite;

template <formats::FormatType T, bool kFinite>
void NarrowBlock(const float* in, T* out) {
  const __m512 a = _mm512_loadu_ps(in), b = _mm512_loadu_ps(in + 16);
  const __m512 c = _mm512_loadu_ps(in + 32), d = _mm512_loadu_ps(in + 48);
  if constexpr (!kClampGivesNan<T, kFinite>) {
    // Unordered with each other: a NaN in either.
    const __mmask16 nan =
        static_cast<__mmask16>(_mm512_cmp_ps_mask(a, b, _CMP_UNORD_Q) |
                               _mm512_cmp_ps_mask(c, d, _CMP_UNORD_Q));
    if (nan != 0) return scalar::FromFloat(in, out, kBlock, kFinite);
  }
  const auto narrow = [](__m512 x) {
    return Narrow<T, kFinite>(_mm512_castps_si512(x));
  };
  Store(out, PackBytes(narrow(a), narrow(b), narrow(c), narrow(d)));
}

// ---- eight bits and fewer to float ----

template <formats::FormatType T>
__m512i ToHalf(__m256i bytes) {
  using C = NarrowConstants<T::kFormat>;
  const __m512i words = _mm512_cvtepu8_epi16(bytes);
  const __m512i magnitude = _mm512_slli_epi16(words, C::kToHalf);
  if constexpr (C::kToHalf == C::kSignToHalf) return magnitude;
  const __m512i all = _mm512_set1_epi16(C::kMagnitude << C::kToHalf);
  __m512i kept = _mm512_and_si512(magnitude, all);
  if constexpr (T::kFormat.nans == formats::NanPolicy::kAllOnes) {
    kept = _mm512_mask_mov_epi16(kept, _mm512_cmpeq_epi16_mask(kept, all),
                                 _mm512_set1_epi16(0x7e00));
  }
  const __m512i sign = _mm512_slli_epi16(words, C::kSignToHalf);
  return _mm512_ternarylogic_epi32(
      kept, sign, _mm512_set1_epi16(static_cast<int16_t>(0x8000)), 0xf8);
}

template <formats::FormatType T>
void WidenHalfBlock(const T* in, float* out) {
  const __m512i half =
      ToHalf<T>(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(in)));
  __m512 low = _mm512_cvtph_ps(_mm512_castsi512_si256(half));
  __m512 high = _mm512_cvtph_ps(_mm512_extracti64x4_epi64(half, 1));
  if constexpr (T::kFormat.bias != 15) {
    const __m512 scale =
        _mm512_set1_ps(NarrowConstants<T::kFormat>::kHalfScale);
    low = _mm512_mul_ps(low, scale);
    high = _mm512_mul_ps(high, scale);
  }
  _mm512_storeu_ps(out, low);
  _mm512_storeu_ps(out + 16, high);
}

template <formats::FormatType T>
void WidenBlock(const T* in, float* out) {
  WidenHalfBlock(in, out);
  WidenHalfBlock(in + 32, out + 32);
}

// ---- float16: the hardware's own conversion, which is exact ----

template <bool kFinite>
void HalfBlock(const float* in, formats::float16* out) {
  for (size_t i = 0; i < kBlock; i += 16) {
    __m512 x = _mm512_loadu_ps(in + i);
    if constexpr (kFinite) x = Clamp(x, 65504);
    _mm256_storeu_si256(
        reinterpret_cast<__m256i*>(out + i),
        _mm512_cvtps_ph(x, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC));
  }
}

void WidenHalf(const formats::float16* in, float* out) {
  for (size_t i = 0; i < kBlock; i += 16) {
    const __m256i x =
        _mm256_loadu_si256(reinterpret_cast<const __m256i*>(in + i));
    _mm512_storeu_ps(out + i, _mm512_cvtph_ps(x));
  }
}

// ---- bfloat16 and tf32: float with fewer fraction bits ----

// Adds half of the last kept place, and a little less when that place is even.
template <int kDropped>
__m512i RoundInPlace(__m512i x) {
  const __m512i odd = _mm512_and_si512(_mm512_srli_epi32(x, kDropped), Int(1));
  const __m512i half = Int((1 << (kDropped - 1)) - 1);
  return _mm512_add_epi32(_mm512_add_epi32(x, half), odd);
}

template <bool kFinite>
void BFloat16Block(const float* in, formats::bfloat16* out) {
  for (size_t i = 0; i < kBlock; i += 32) {
    __m512 a = _mm512_loadu_ps(in + i), b = _mm512_loadu_ps(in + i + 16);
    if (_mm512_cmp_ps_mask(a, b, _CMP_UNORD_Q) != 0) {
      scalar::FromFloat(in + i, out + i, 32, kFinite);
      continue;
    }
    if constexpr (kFinite) {
      a = Clamp(a, 0x1.fep+127f);
      b = Clamp(b, 0x1.fep+127f);
    }
    // The upper words of both, in order.
    const __m512i low =
        _mm512_srli_epi32(RoundInPlace<16>(_mm512_castps_si512(a)), 16);
    const __m512i high =
        _mm512_srli_epi32(RoundInPlace<16>(_mm512_castps_si512(b)), 16);
    const __m512i order = _mm512_setr_epi64(0, 2, 4, 6, 1, 3, 5, 7);
    Store(out + i,
          _mm512_permutexvar_epi64(order, _mm512_packus_epi32(low, high)));
  }
}

void WidenBFloat16(const formats::bfloat16* in, float* out) {
  for (size_t i = 0; i < kBlock; i += 32) {
    __m512i x = Load(in + i);
    const __mmask32 nan =
        _mm512_cmpgt_epu16_mask(_mm512_and_si512(x, _mm512_set1_epi16(0x7fff)),
                                _mm512_set1_epi16(0x7f80));
    x = _mm512_or_si512(x, _mm512_maskz_set1_epi16(nan, 0x0040));  // quiet
    const __m512i low = _mm512_cvtepu16_epi32(_mm512_castsi512_si256(x));
    const __m512i high = _mm512_cvtepu16_epi32(_mm512_extracti64x4_epi64(x, 1));
    Store(out + i, _mm512_slli_epi32(low, 16));
    Store(out + i + 16, _mm512_slli_epi32(high, 16));
  }
}

template <bool kFinite>
void Tf32Block(const float* in, float* out) {
  for (size_t i = 0; i < kBlock; i += 16) {
    __m512 x = _mm512_loadu_ps(in + i);
    const __mmask16 nan = IsNan(x);
    const __m512i quiet =
        _mm512_or_si512(_mm512_castps_si512(x), Int(0x00400000));
    if constexpr (kFinite) x = Clamp(x, 0x1.ffcp+127f);
    const __m512i rounded = _mm512_mask_mov_epi32(
        RoundInPlace<13>(_mm512_castps_si512(x)), nan, quiet);
    Store(out + i, _mm512_and_si512(rounded, Int(~0x1fff)));
  }
}

template <formats::FormatType T, bool kFinite>
void Block(const float* in, T* out) {
  if constexpr (std::is_same_v<T, formats::float16>) {
    HalfBlock<kFinite>(in, out);
  } else if constexpr (std::is_same_v<T, formats::bfloat16>) {
    BFloat16Block<kFinite>(in, out);
  } else {
    NarrowBlock<T, kFinite>(in, out);
  }
}

template <formats::FormatType T>
void Widen(const T* in, float* out) {
  if constexpr (std::is_same_v<T, formats::float16>) {
    WidenHalf(in, out);
  } else if constexpr (std::is_same_v<T, formats::bfloat16>) {
    WidenBFloat16(in, out);
  } else {
    WidenBlock(in, out);
  }
}

}  // namespace

template <formats::FormatType T>
void FromFloat(const float* in, T* out, size_t n, bool finite) {
  if (finite) {
    ForBlocks<Block<T, true>>(in, out, n);
  } else {
    ForBlocks<Block<T, false>>(in, out, n);
  }
}

template <formats::FormatType T>
void ToFloat(const T* in, float* out, size_t n) {
  ForBlocks<Widen<T>>(in, out, n);
}

void RoundToTf32(const float* in, float* out, size_t n, bool finite) {
  if (finite) {
    ForBlocks<Tf32Block<true>>(in, out, n);
  } else {
    ForBlocks<Tf32Block<false>>(in, out, n);
  }
}

WBM_FOR_EACH_ARRAY_FORMAT(WBM_INSTANTIATE_CONVERT)

}  // namespace wbm::kernels::avx512

#endif  // __x86_64__
