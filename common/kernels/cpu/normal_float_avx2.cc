#if defined(__x86_64__)

#include <algorithm>

#include "common/kernels/cpu/normal_float_versions.h"
#include "common/kernels/cpu/x86.h"
#include "common/quant/normal_float.h"

namespace wbm::kernels {
namespace {

// How many thresholds x is above: 15 comparisons, each -1 where true.
WBM_AVX2 inline __m256i CountBelow(__m256 x) {
  __m256i minus_code = _mm256_setzero_si256();
  for (const float threshold : quant::kNf4Thresholds) {
    minus_code = _mm256_add_epi32(
        minus_code, _mm256_castps_si256(_mm256_cmp_ps(
                        x, _mm256_set1_ps(threshold), _CMP_GT_OQ)));
  }
  return _mm256_sub_epi32(_mm256_setzero_si256(), minus_code);
}

// Eight lanes below 256, as eight bytes.
WBM_AVX2 inline void StoreBytes(__m256i lanes, std::uint8_t* bytes) {
  const __m128i words = _mm_packus_epi32(_mm256_castsi256_si128(lanes),
                                         _mm256_extracti128_si256(lanes, 1));
  _mm_storel_epi64(reinterpret_cast<__m128i*>(bytes),
                   _mm_packus_epi16(words, words));
}

}  // namespace

WBM_AVX2 float Nf4AbsMaxAvx2(const float* x, std::size_t n) {
  // The bits of non-negative floats are ordered as they are; infinities and
  // NaN, above all others, count as zero.
  const __m256i infinity = _mm256_set1_epi32(0x7f800000);
  __m256i largest = _mm256_setzero_si256();
  std::size_t i = 0;
  for (; i + 8 <= n; i += 8) {
    const __m256i size = _mm256_and_si256(
        _mm256_loadu_si256(reinterpret_cast<const __m256i*>(x + i)),
        _mm256_set1_epi32(0x7fffffff));
    const __m256i finite = _mm256_cmpgt_epi32(infinity, size);
    largest = _mm256_max_epi32(largest, _mm256_and_si256(size, finite));
  }
  alignas(32) float lanes[8];
  _mm256_store_ps(lanes, _mm256_castsi256_ps(largest));
  return std::max(*std::max_element(lanes, lanes + 8),
                  Nf4AbsMaxScalar(x + i, n - i));
}

WBM_AVX2 void Nf4EncodeAvx2(const float* x, float absmax, std::uint8_t* codes,
                            std::size_t n) {
  if (!(absmax > 0.0f)) return Nf4EncodeScalar(x, absmax, codes, n);
  const __m256 divisor = _mm256_set1_ps(absmax);
  const __m256 zero_code =
      _mm256_castsi256_ps(_mm256_set1_epi32(quant::kNf4Zero));
  std::size_t i = 0;
  for (; i + 8 <= n; i += 8) {
    const __m256 scaled = _mm256_div_ps(_mm256_loadu_ps(x + i), divisor);
    const __m256 nan = _mm256_cmp_ps(scaled, scaled, _CMP_UNORD_Q);
    const __m256 code = _mm256_blendv_ps(
        _mm256_castsi256_ps(CountBelow(scaled)), zero_code, nan);
    StoreBytes(_mm256_castps_si256(code), codes + i);
  }
  Nf4EncodeScalar(x + i, absmax, codes + i, n - i);
}

WBM_AVX2 void Nf4DecodeAvx2(const std::uint8_t* codes, float absmax,
                            float* values, std::size_t n) {
  const __m256 low = _mm256_loadu_ps(quant::kNf4Levels.data());
  const __m256 high = _mm256_loadu_ps(quant::kNf4Levels.data() + 8);
  const __m256 scale = _mm256_set1_ps(absmax);
  std::size_t i = 0;
  for (; i + 8 <= n; i += 8) {
    const __m256i code = _mm256_cvtepu8_epi32(
        _mm_loadl_epi64(reinterpret_cast<const __m128i*>(codes + i)));
    // The permutations read three bits; bit 3, moved to the sign, chooses.
    const __m256 level =
        _mm256_blendv_ps(_mm256_permutevar8x32_ps(low, code),
                         _mm256_permutevar8x32_ps(high, code),
                         _mm256_castsi256_ps(_mm256_slli_epi32(code, 28)));
    _mm256_storeu_ps(values + i, _mm256_mul_ps(level, scale));
  }
  Nf4DecodeScalar(codes + i, absmax, values + i, n - i);
}

}  // namespace wbm::kernels

#endif  // defined(__x86_64__)
