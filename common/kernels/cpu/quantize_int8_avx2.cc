#if defined(__x86_64__)

#include "common/kernels/cpu/quantize_int8_bounds.h"
#include "common/kernels/cpu/x86.h"

namespace wbm::kernels {
namespace {

// ---- The exact way, for vectors in doubt ----

// Four codes of the exact quotients, as quant::QuantizeValue has them.
WBM_AVX2 __m128i FourExactly(__m128 x, const quant::AffineParams& p) {
  const __m256d scale = _mm256_set1_pd(p.scale);
  const __m256d quotient = _mm256_div_pd(_mm256_cvtps_pd(x), scale);
  const __m256d least = _mm256_set1_pd(p.lowest - p.zero_point);
  const __m256d greatest = _mm256_set1_pd(p.highest - p.zero_point);
  const __m256d held = _mm256_min_pd(_mm256_max_pd(quotient, least), greatest);
  const __m256d value =
      _mm256_and_pd(held, _mm256_cmp_pd(quotient, quotient, _CMP_ORD_Q));
  const __m256d whole =
      _mm256_round_pd(value, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
  return _mm256_cvttpd_epi32(
      _mm256_add_pd(whole, _mm256_set1_pd(p.zero_point)));
}

WBM_AVX2 void ThirtyTwoExactly(const float* x, const quant::AffineParams& p,
                               std::int8_t* codes) {
  for (int i = 0; i < 32; i += 4) {
    alignas(16) std::int32_t four[4];
    _mm_store_si128(reinterpret_cast<__m128i*>(four),
                    FourExactly(_mm_loadu_ps(x + i), p));
    for (int k = 0; k < 4; ++k) {
      codes[i + k] = static_cast<std::int8_t>(four[k]);
    }
  }
}

// ---- The fast way ----

struct Fast {
  __m256 factor, offset;
  __m256i lowest, highest;
};

WBM_AVX2 inline __m256i FixedPoint(const float* x, const Fast& c) {
  return _mm256_cvtps_epi32(
      _mm256_fmadd_ps(_mm256_loadu_ps(x), c.factor, c.offset));
}

// Of each lane the upper half of `even`, then that of `odd`.
WBM_AVX2 inline __m256i UpperHalves(__m256i even, __m256i odd) {
  return _mm256_blend_epi16(_mm256_srli_epi32(even, 16), odd, 0b10101010);
}

// From four vectors of fixed point, 32 codes in order: two shuffles turn the
// columns of lanes, which the packs leave, into rows.
WBM_AVX2 inline __m256i Gather(__m256i m0, __m256i m1, __m256i m2, __m256i m3,
                               const Fast& c) {
  const __m256i columns =
      _mm256_packs_epi16(UpperHalves(m0, m1), UpperHalves(m2, m3));
  const __m256i held =
      _mm256_min_epi8(_mm256_max_epi8(columns, c.lowest), c.highest);
  const __m256i rows = _mm256_shuffle_epi8(
      held, _mm256_broadcastsi128_si256(_mm_setr_epi8(
                0, 2, 4, 6, 1, 3, 5, 7, 8, 10, 12, 14, 9, 11, 13, 15)));
  return _mm256_permutevar8x32_epi32(rows,
                                     _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7));
}

// Whether no lane is in doubt: the least of the lower halves is large enough.
WBM_AVX2 inline bool AllSure(__m256i m0, __m256i m1, __m256i m2, __m256i m3) {
  const __m256i least = _mm256_and_si256(
      _mm256_min_epu16(_mm256_min_epu16(m0, m1), _mm256_min_epu16(m2, m3)),
      _mm256_set1_epi32(0xffff));
  const __m256i doubtful = _mm256_cmpgt_epi32(_mm256_set1_epi32(kSure), least);
  return _mm256_testz_si256(doubtful, doubtful) != 0;
}

WBM_AVX2 inline void QuantizeBlock(const float* x, const quant::AffineParams& p,
                                   const Fast& fast, std::int8_t* codes) {
  const __m256i m0 = FixedPoint(x, fast);
  const __m256i m1 = FixedPoint(x + 8, fast);
  const __m256i m2 = FixedPoint(x + 16, fast);
  const __m256i m3 = FixedPoint(x + 24, fast);
  if (!AllSure(m0, m1, m2, m3)) return ThirtyTwoExactly(x, p, codes);
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(codes),
                      Gather(m0, m1, m2, m3, fast));
}

}  // namespace

WBM_AVX2 void QuantizeInt8Avx2(const float* x, const quant::AffineParams& p,
                               std::int8_t* codes, std::size_t n) {
  const QuantizeInt8Bounds b = BoundsOf(p);
  const Fast fast = {_mm256_set1_ps(b.factor), _mm256_set1_ps(b.offset),
                     _mm256_set1_epi8(static_cast<char>(p.lowest)),
                     _mm256_set1_epi8(static_cast<char>(p.highest))};
  std::size_t i = 0;
  for (; i + 32 <= n; i += 32) QuantizeBlock(x + i, p, fast, codes + i);
  for (; i < n; ++i) {
    codes[i] = static_cast<std::int8_t>(quant::QuantizeValue(x[i], p));
  }
}

WBM_AVX2 void DequantizeInt8Avx2(const std::int8_t* codes,
                                 const quant::AffineParams& p, float* values,
                                 std::size_t n) {
  const __m256i zero = _mm256_set1_epi32(p.zero_point);
  const __m256 scale = _mm256_set1_ps(p.scale);
  std::size_t i = 0;
  for (; i + 8 <= n; i += 8) {
    const __m256i code = _mm256_cvtepi8_epi32(
        _mm_loadl_epi64(reinterpret_cast<const __m128i*>(codes + i)));
    const __m256 steps = _mm256_cvtepi32_ps(_mm256_sub_epi32(code, zero));
    _mm256_storeu_ps(values + i, _mm256_mul_ps(steps, scale));
  }
  for (; i < n; ++i) values[i] = quant::DequantizeValue(codes[i], p);
}

}  // namespace wbm::kernels

#endif  // defined(__x86_64__)
