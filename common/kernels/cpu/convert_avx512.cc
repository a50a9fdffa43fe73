// Conversions on AVX-512 (F, BW, DQ, VL), 64 elements at a time.
//
// NaN is rare: a block that holds one is put right after the fact; where the
// clamp alone gives the right code (E4M3's NaN is what follows its greatest
// number), nothing need be.
#include <cstdint>
#include <type_traits>

#include "common/kernels/cpu/convert_internal.h"
#include "common/kernels/cpu/narrow_constants.h"

#if defined(__x86_64__)
#include <immintrin.h>

#include "common/kernels/cpu/convert_blocks.h"

namespace wbm::kernels::avx512 {
namespace {

constexpr size_t kBlock = 64;
__m512i Load(const void* p) { return _mm512_loadu_si512(p); }
template <bool kStream>
void Store(void* p, __m512i x) {
  if constexpr (kStream) {
    _mm512_stream_si512(static_cast<__m512i*>(p), x);
  } else {
    _mm512_storeu_si512(p, x);
  }
}
template <bool kStream>
void Store(void* p, __m256i x) {
  if constexpr (kStream) {
    _mm256_stream_si256(static_cast<__m256i*>(p), x);
  } else {
    _mm256_storeu_si256(static_cast<__m256i*>(p), x);
  }
}
template <bool kStream>
void StoreFloats(float* p, __m512 x) {
  if constexpr (kStream) {
    _mm512_stream_ps(p, x);
  } else {
    _mm512_storeu_ps(p, x);
  }
}
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

// `code`, put right where x is NaN.
template <formats::FormatType T>
__m512i FixNan(__m512i code, __m512 x) {
  using C = NarrowConstants<T::kFormat>;
  const __m512i bits = _mm512_castps_si512(x);
  __m512i nan = Int(C::kNan);
  if constexpr (C::kKeepsPayload) {
    nan = _mm512_ternarylogic_epi32(nan, _mm512_srli_epi32(bits, C::kToCode),
                                    Int(C::kMagnitude), 0xf8);
  }
  if constexpr (C::kHasNan) {
    nan = _mm512_ternarylogic_epi32(nan, _mm512_srli_epi32(bits, C::kSignShift),
                                    Int(C::kSign), 0xf8);
  }
  return _mm512_mask_mov_epi32(code, IsNan(x), nan);
}

// E4M3's unsaturated clamp is its NaN already, sign and all.
template <formats::FormatType T, bool kFinite>
constexpr bool kClampGivesNan =
    T::kFormat.nans == formats::NanPolicy::kAllOnes && !kFinite;

template <formats::FormatType T, bool kFinite, bool kStream>
void NarrowBlock(const float* in, T* out) {
  const __m512 a = _mm512_loadu_ps(in), b = _mm512_loadu_ps(in + 16);
  const __m512 c = _mm512_loadu_ps(in + 32), d = _mm512_loadu_ps(in + 48);
  const auto narrow = [](__m512 x) {
    return Narrow<T, kFinite>(_mm512_castps_si512(x));
  };
  __m512i ka = narrow(a), kb = narrow(b), kc = narrow(c), kd = narrow(d);
  if constexpr (!kClampGivesNan<T, kFinite>) {
    // Unordered with each other: a NaN in either.
    const __mmask16 nan_ab = _mm512_cmp_ps_mask(a, b, _CMP_UNORD_Q);
    const __mmask16 nan_cd = _mm512_cmp_ps_mask(c, d, _CMP_UNORD_Q);
    if (!_mm512_kortestz(nan_ab, nan_cd)) [[unlikely]] {
      ka = FixNan<T>(ka, a);
      kb = FixNan<T>(kb, b);
      kc = FixNan<T>(kc, c);
      kd = FixNan<T>(kd, d);
    }
  }
  Store<kStream>(out, PackBytes(ka, kb, kc, kd));
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

template <formats::FormatType T, bool kStream>
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
  StoreFloats<kStream>(out, low);
  StoreFloats<kStream>(out + 16, high);
}

template <formats::FormatType T, bool kStream>
void WidenBlock(const T* in, float* out) {
  WidenHalfBlock<T, kStream>(in, out);
  WidenHalfBlock<T, kStream>(in + 32, out + 32);
}

// ---- float16: the hardware's own conversion, which is exact ----

constexpr int kNearestEven = _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC;

template <bool kFinite, bool kStream>
void HalfBlock(const float* in, formats::float16* out) {
  for (size_t i = 0; i < kBlock; i += 16) {
    __m512 x = _mm512_loadu_ps(in + i);
    if constexpr (kFinite) x = Clamp(x, 65504);
    Store<kStream>(out + i, _mm512_cvtps_ph(x, kNearestEven));
  }
}

template <bool kStream>
void WidenHalf(const formats::float16* in, float* out) {
  for (size_t i = 0; i < kBlock; i += 16) {
    const __m256i x =
        _mm256_loadu_si256(reinterpret_cast<const __m256i*>(in + i));
    StoreFloats<kStream>(out + i, _mm512_cvtph_ps(x));
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

// The upper half of a rounded float; NaN keeps its own, made quiet.
template <bool kFinite>
__m512i RoundToUpperHalf(__m512 x) {
  const __mmask16 nan = IsNan(x);
  const __m512i quiet =
      _mm512_or_si512(_mm512_castps_si512(x), Int(0x00400000));
  if constexpr (kFinite) x = Clamp(x, 0x1.fep+127f);
  const __m512i rounded = RoundInPlace<16>(_mm512_castps_si512(x));
  return _mm512_srli_epi32(_mm512_mask_mov_epi32(rounded, nan, quiet), 16);
}

template <bool kFinite, bool kStream>
void BFloat16Block(const float* in, formats::bfloat16* out) {
  const __m512i order = _mm512_setr_epi64(0, 2, 4, 6, 1, 3, 5, 7);
  for (size_t i = 0; i < kBlock; i += 32) {
    const __m512i low = RoundToUpperHalf<kFinite>(_mm512_loadu_ps(in + i));
    const __m512i high =
        RoundToUpperHalf<kFinite>(_mm512_loadu_ps(in + i + 16));
    const __m512i packed = _mm512_packus_epi32(low, high);  // in lanes
    Store<kStream>(out + i, _mm512_permutexvar_epi64(order, packed));
  }
}

template <bool kStream>
void WidenBFloat16(const formats::bfloat16* in, float* out) {
  for (size_t i = 0; i < kBlock; i += 32) {
    __m512i x = Load(in + i);
    const __mmask32 nan =
        _mm512_cmpgt_epu16_mask(_mm512_and_si512(x, _mm512_set1_epi16(0x7fff)),
                                _mm512_set1_epi16(0x7f80));
    x = _mm512_or_si512(x, _mm512_maskz_set1_epi16(nan, 0x0040));  // quiet
    const __m512i low = _mm512_cvtepu16_epi32(_mm512_castsi512_si256(x));
    const __m512i high = _mm512_cvtepu16_epi32(_mm512_extracti64x4_epi64(x, 1));
    StoreFloats<kStream>(out + i,
                         _mm512_castsi512_ps(_mm512_slli_epi32(low, 16)));
    StoreFloats<kStream>(out + i + 16,
                         _mm512_castsi512_ps(_mm512_slli_epi32(high, 16)));
  }
}

template <bool kFinite, bool kStream>
void Tf32Block(const float* in, float* out) {
  for (size_t i = 0; i < kBlock; i += 16) {
    __m512 x = _mm512_loadu_ps(in + i);
    const __mmask16 nan = IsNan(x);
    const __m512i quiet =
        _mm512_or_si512(_mm512_castps_si512(x), Int(0x00400000));
    if constexpr (kFinite) x = Clamp(x, 0x1.ffcp+127f);
    const __m512i rounded = _mm512_mask_mov_epi32(
        RoundInPlace<13>(_mm512_castps_si512(x)), nan, quiet);
    StoreFloats<kStream>(
        out + i, _mm512_castsi512_ps(_mm512_and_si512(rounded, Int(~0x1fff))));
  }
}

template <formats::FormatType T, bool kFinite, bool kStream>
void Block(const float* in, T* out) {
  if constexpr (std::is_same_v<T, formats::float16>) {
    HalfBlock<kFinite, kStream>(in, out);
  } else if constexpr (std::is_same_v<T, formats::bfloat16>) {
    BFloat16Block<kFinite, kStream>(in, out);
  } else {
    NarrowBlock<T, kFinite, kStream>(in, out);
  }
}

template <formats::FormatType T, bool kStream>
void Widen(const T* in, float* out) {
  if constexpr (std::is_same_v<T, formats::float16>) {
    WidenHalf<kStream>(in, out);
  } else if constexpr (std::is_same_v<T, formats::bfloat16>) {
    WidenBFloat16<kStream>(in, out);
  } else {
    WidenBlock<T, kStream>(in, out);
  }
}

}  // namespace

template <formats::FormatType T>
void FromFloat(const float* in, T* out, size_t n, bool finite) {
  if (finite) {
    ForManyBlocks<kBlock, Block<T, true, false>, Block<T, true, true>>(in, out,
                                                                       n);
  } else {
    ForManyBlocks<kBlock, Block<T, false, false>, Block<T, false, true>>(
        in, out, n);
  }
}

template <formats::FormatType T>
void ToFloat(const T* in, float* out, size_t n) {
  ForManyBlocks<kBlock, Widen<T, false>, Widen<T, true>>(in, out, n);
}

void RoundToTf32(const float* in, float* out, size_t n, bool finite) {
  if (finite) {
    ForManyBlocks<kBlock, Tf32Block<true, false>, Tf32Block<true, true>>(
        in, out, n);
  } else {
    ForManyBlocks<kBlock, Tf32Block<false, false>, Tf32Block<false, true>>(
        in, out, n);
  }
}

WBM_FOR_EACH_ARRAY_FORMAT(WBM_INSTANTIATE_CONVERT)

}  // namespace wbm::kernels::avx512

#endif  // __x86_64__
