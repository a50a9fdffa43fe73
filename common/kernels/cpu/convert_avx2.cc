// Conversions on AVX2 and F16C, 32 elements at a time; the same steps as in
// convert_avx512.cc, which says why.
#include <cstdint>
#include <type_traits>

#include "common/kernels/cpu/convert_internal.h"
#include "common/kernels/cpu/narrow_constants.h"

#if defined(__x86_64__)
#include <immintrin.h>

#include "common/kernels/cpu/convert_blocks.h"

namespace wbm::kernels::avx2 {
namespace {

constexpr size_t kBlock = 32;
template <bool kStream>
void StoreFloats(float* p, __m256 x) {
  if constexpr (kStream) {
    _mm256_stream_ps(p, x);
  } else {
    _mm256_storeu_ps(p, x);
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
void Store(void* p, __m128i x) {
  if constexpr (kStream) {
    _mm_stream_si128(static_cast<__m128i*>(p), x);
  } else {
    _mm_storeu_si128(static_cast<__m128i*>(p), x);
  }
}
__m256i Int(int x) { return _mm256_set1_epi32(x); }

__m256 Clamp(__m256 x, float limit) {
  const __m256 low = _mm256_max_ps(_mm256_set1_ps(-limit), x);
  return _mm256_min_ps(_mm256_set1_ps(limit), low);
}

__m256i PackBytes(__m256i a, __m256i b, __m256i c, __m256i d) {
  const __m256i bytes =
      _mm256_packus_epi16(_mm256_packus_epi32(a, b), _mm256_packus_epi32(c, d));
  return _mm256_permutevar8x32_epi32(bytes,
                                     _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7));
}

// ---- float to eight bits and fewer ----

template <formats::FormatType T, bool kFinite>
__m256i Narrow(__m256i x) {
  using C = NarrowConstants<T::kFormat>;
  const __m256i clamped = _mm256_min_epi32(_mm256_and_si256(x, Int(0x7fffffff)),
                                           Int(C::Clamp(kFinite)));
  const __m256i above = _mm256_subs_epu16(
      _mm256_and_si256(clamped, Int(0x7f800000)), Int(C::kLeastNormal));
  const __m256i magic =
      _mm256_add_epi32(above, Int(C::kLeastNormal + C::kMagicStep));
  const __m256 sum =
      _mm256_add_ps(_mm256_castsi256_ps(clamped), _mm256_castsi256_ps(magic));
  const __m256i quanta = _mm256_sub_epi32(_mm256_castps_si256(sum), magic);
  const __m256i code =
      _mm256_add_epi32(quanta, _mm256_srli_epi32(above, C::kToCode));
  const __m256i sign =
      _mm256_and_si256(_mm256_srli_epi32(x, C::kSignShift), Int(C::kSign));
  return _mm256_or_si256(code, sign);
}

template <formats::FormatType T>
__m256i FixNan(__m256i code, __m256 x) {
  using C = NarrowConstants<T::kFormat>;
  const __m256i bits = _mm256_castps_si256(x);
  __m256i nan = Int(C::kNan);
  if constexpr (C::kKeepsPayload) {
    nan = _mm256_or_si256(nan,
                          _mm256_and_si256(_mm256_srli_epi32(bits, C::kToCode),
                                           Int(C::kMagnitude)));
  }
  if constexpr (C::kHasNan) {
    nan = _mm256_or_si256(
        nan, _mm256_and_si256(_mm256_srli_epi32(bits, C::kSignShift),
                              Int(C::kSign)));
  }
  return _mm256_blendv_epi8(
      code, nan, _mm256_castps_si256(_mm256_cmp_ps(x, x, _CMP_UNORD_Q)));
}

template <formats::FormatType T, bool kFinite>
constexpr bool kClampGivesNan =
    T::kFormat.nans == formats::NanPolicy::kAllOnes && !kFinite;

template <formats::FormatType T, bool kFinite, bool kStream>
void NarrowBlock(const float* in, T* out) {
  const __m256 a = _mm256_loadu_ps(in), b = _mm256_loadu_ps(in + 8);
  const __m256 c = _mm256_loadu_ps(in + 16), d = _mm256_loadu_ps(in + 24);
  const auto narrow = [](__m256 x) {
    return Narrow<T, kFinite>(_mm256_castps_si256(x));
  };
  __m256i ka = narrow(a), kb = narrow(b), kc = narrow(c), kd = narrow(d);
  if constexpr (!kClampGivesNan<T, kFinite>) {
    const __m256 nan = _mm256_or_ps(_mm256_cmp_ps(a, b, _CMP_UNORD_Q),
                                    _mm256_cmp_ps(c, d, _CMP_UNORD_Q));
    if (_mm256_movemask_ps(nan) != 0) [[unlikely]] {
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
__m256i ToHalf(__m128i bytes) {
  using C = NarrowConstants<T::kFormat>;
  const __m256i words = _mm256_cvtepu8_epi16(bytes);
  const __m256i magnitude = _mm256_slli_epi16(words, C::kToHalf);
  if constexpr (C::kToHalf == C::kSignToHalf) return magnitude;
  const __m256i all = _mm256_set1_epi16(C::kMagnitude << C::kToHalf);
  __m256i kept = _mm256_and_si256(magnitude, all);
  if constexpr (T::kFormat.nans == formats::NanPolicy::kAllOnes) {
    kept = _mm256_blendv_epi8(kept, _mm256_set1_epi16(0x7e00),
                              _mm256_cmpeq_epi16(kept, all));
  }
  const __m256i sign =
      _mm256_and_si256(_mm256_slli_epi16(words, C::kSignToHalf),
                       _mm256_set1_epi16(static_cast<int16_t>(0x8000)));
  return _mm256_or_si256(kept, sign);
}

template <formats::FormatType T, bool kStream>
void WidenNarrow(const T* in, float* out) {
  for (size_t i = 0; i < kBlock; i += 16) {
    const __m256i half =
        ToHalf<T>(_mm_loadu_si128(reinterpret_cast<const __m128i*>(in + i)));
    __m256 low = _mm256_cvtph_ps(_mm256_castsi256_si128(half));
    __m256 high = _mm256_cvtph_ps(_mm256_extracti128_si256(half, 1));
    if constexpr (T::kFormat.bias != 15) {
      const __m256 scale =
          _mm256_set1_ps(NarrowConstants<T::kFormat>::kHalfScale);
      low = _mm256_mul_ps(low, scale);
      high = _mm256_mul_ps(high, scale);
    }
    StoreFloats<kStream>(out + i, low);
    StoreFloats<kStream>(out + i + 8, high);
  }
}

// ---- float16 ----

constexpr int kNearestEven = _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC;

template <bool kFinite, bool kStream>
void HalfBlock(const float* in, formats::float16* out) {
  for (size_t i = 0; i < kBlock; i += 8) {
    __m256 x = _mm256_loadu_ps(in + i);
    if constexpr (kFinite) x = Clamp(x, 65504);
    Store<kStream>(out + i, _mm256_cvtps_ph(x, kNearestEven));
  }
}

template <bool kStream>
void WidenHalf(const formats::float16* in, float* out) {
  for (size_t i = 0; i < kBlock; i += 8) {
    const __m128i x = _mm_loadu_si128(reinterpret_cast<const __m128i*>(in + i));
    StoreFloats<kStream>(out + i, _mm256_cvtph_ps(x));
  }
}

// ---- bfloat16 and tf32 ----

template <int kDropped>
__m256i RoundInPlace(__m256i x) {
  const __m256i odd = _mm256_and_si256(_mm256_srli_epi32(x, kDropped), Int(1));
  const __m256i half = Int((1 << (kDropped - 1)) - 1);
  return _mm256_add_epi32(_mm256_add_epi32(x, half), odd);
}

template <bool kFinite>
__m256i RoundToUpperHalf(__m256 x) {
  const __m256i nan = _mm256_castps_si256(_mm256_cmp_ps(x, x, _CMP_UNORD_Q));
  const __m256i quiet =
      _mm256_or_si256(_mm256_castps_si256(x), Int(0x00400000));
  if constexpr (kFinite) x = Clamp(x, 0x1.fep+127f);
  const __m256i rounded = RoundInPlace<16>(_mm256_castps_si256(x));
  return _mm256_srli_epi32(_mm256_blendv_epi8(rounded, quiet, nan), 16);
}

template <bool kFinite, bool kStream>
void BFloat16Block(const float* in, formats::bfloat16* out) {
  for (size_t i = 0; i < kBlock; i += 16) {
    const __m256i low = RoundToUpperHalf<kFinite>(_mm256_loadu_ps(in + i));
    const __m256i high = RoundToUpperHalf<kFinite>(_mm256_loadu_ps(in + i + 8));
    Store<kStream>(out + i, _mm256_permute4x64_epi64(
                                _mm256_packus_epi32(low, high), 0xd8));
  }
}

template <bool kStream>
void WidenBFloat16(const formats::bfloat16* in, float* out) {
  for (size_t i = 0; i < kBlock; i += 8) {
    const __m128i x = _mm_loadu_si128(reinterpret_cast<const __m128i*>(in + i));
    const __m256i word = _mm256_slli_epi32(_mm256_cvtepu16_epi32(x), 16);
    const __m256 value = _mm256_castsi256_ps(word);
    const __m256i nan =
        _mm256_castps_si256(_mm256_cmp_ps(value, value, _CMP_UNORD_Q));
    const __m256i quiet = _mm256_and_si256(nan, Int(0x00400000));
    StoreFloats<kStream>(out + i,
                         _mm256_castsi256_ps(_mm256_or_si256(word, quiet)));
  }
}

template <bool kFinite, bool kStream>
void Tf32Block(const float* in, float* out) {
  for (size_t i = 0; i < kBlock; i += 8) {
    __m256 x = _mm256_loadu_ps(in + i);
    const __m256i nan = _mm256_castps_si256(_mm256_cmp_ps(x, x, _CMP_UNORD_Q));
    const __m256i quiet =
        _mm256_or_si256(_mm256_castps_si256(x), Int(0x00400000));
    if constexpr (kFinite) x = Clamp(x, 0x1.ffcp+127f);
    const __m256i rounded = _mm256_blendv_epi8(
        RoundInPlace<13>(_mm256_castps_si256(x)), quiet, nan);
    StoreFloats<kStream>(
        out + i, _mm256_castsi256_ps(_mm256_and_si256(rounded, Int(~0x1fff))));
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
    WidenNarrow<T, kStream>(in, out);
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

}  // namespace wbm::kernels::avx2

#endif  // __x86_64__
