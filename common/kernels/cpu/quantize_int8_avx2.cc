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
  __m256 reciprocal, offset, least, greatest;
};

WBM_AVX2 inline __m256i FixedPoint(__m256 x, const Fast& c) {
  const __m256 held = _mm256_min_ps(_mm256_max_ps(x, c.least), c.greatest);
  return _mm256_castps_si256(_mm256_fmadd_ps(held, c.reciprocal, c.offset));
}

// Bits 15 .. 22 of each lane.
WBM_AVX2 inline __m256i CodePlus128(__m256i m) {
  return _mm256_srli_epi32(_mm256_slli_epi32(m, 9), 24);
}

// 32 codes in order. The packs work within 128-bit halves; the permutation
// puts the groups of four bytes right.
WBM_AVX2 inline __m256i Gather(__m256i m0, __m256i m1, __m256i m2, __m256i m3) {
  const __m256i low = _mm256_packus_epi32(CodePlus128(m0), CodePlus128(m1));
  const __m256i high = _mm256_packus_epi32(CodePlus128(m2), CodePlus128(m3));
  const __m256i ordered =
      _mm256_permutevar8x32_epi32(_mm256_packus_epi16(low, high),
                                  _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7));
  return _mm256_xor_si256(ordered, _mm256_set1_epi8(-128));
}

// Whether no lane is in doubt: the least of the doubtful fractions is not 0.
WBM_AVX2 inline bool AllSure(__m256i m0, __m256i m1, __m256i m2, __m256i m3,
                             __m256 nan) {
  const __m256i fraction = _mm256_set1_epi32(kFraction);
  const __m256i least =
      _mm256_min_epu32(_mm256_min_epu32(_mm256_and_si256(m0, fraction),
                                        _mm256_and_si256(m1, fraction)),
                       _mm256_min_epu32(_mm256_and_si256(m2, fraction),
                                        _mm256_and_si256(m3, fraction)));
  const __m256i zero = _mm256_cmpeq_epi32(least, _mm256_setzero_si256());
  const __m256i bad = _mm256_or_si256(zero, _mm256_castps_si256(nan));
  return _mm256_testz_si256(bad, bad) != 0;
}

WBM_AVX2 void QuantizeBlock(const float* x, const quant::AffineParams& p,
                            const Fast& fast, std::int8_t* codes) {
  const __m256 x0 = _mm256_loadu_ps(x);
  const __m256 x1 = _mm256_loadu_ps(x + 8);
  const __m256 x2 = _mm256_loadu_ps(x + 16);
  const __m256 x3 = _mm256_loadu_ps(x + 24);
  const __m256i m0 = FixedPoint(x0, fast);
  const __m256i m1 = FixedPoint(x1, fast);
  const __m256i m2 = FixedPoint(x2, fast);
  const __m256i m3 = FixedPoint(x3, fast);
  const __m256 nan = _mm256_or_ps(_mm256_cmp_ps(x0, x1, _CMP_UNORD_Q),
                                  _mm256_cmp_ps(x2, x3, _CMP_UNORD_Q));
  if (!AllSure(m0, m1, m2, m3, nan)) return ThirtyTwoExactly(x, p, codes);
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(codes),
                      Gather(m0, m1, m2, m3));
}

}  // namespace

WBM_AVX2 void QuantizeInt8Avx2(const float* x, const quant::AffineParams& p,
                               std::int8_t* codes, std::size_t n) {
  const QuantizeInt8Bounds b = BoundsOf(p);
  const Fast fast = {_mm256_set1_ps(b.reciprocal), _mm256_set1_ps(b.offset),
                     _mm256_set1_ps(b.least), _mm256_set1_ps(b.greatest)};
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
