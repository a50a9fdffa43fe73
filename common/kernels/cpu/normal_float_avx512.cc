#if defined(__x86_64__)

#include <bit>

#include "common/kernels/cpu/normal_float_versions.h"
#include "common/kernels/cpu/x86.h"
#include "common/quant/normal_float.h"

namespace wbm::kernels {
namespace {

WBM_AVX512 inline __mmask16 FirstLanes(std::size_t count) {
  return static_cast<__mmask16>(count >= 16 ? 0xffff : (1u << count) - 1);
}

// A binary search in the sorted thresholds, four steps for sixteen codes. Entry
// 15 is never compared with.
WBM_AVX512 inline __m512i Search(__m512 x, __m512 thresholds) {
  const __m512 middle = _mm512_set1_ps(quant::kNf4Thresholds[7]);
  __m512i code =
      _mm512_maskz_set1_epi32(_mm512_cmp_ps_mask(x, middle, _CMP_GT_OQ), 8);
  for (int step = 4; step > 0; step /= 2) {
    const __m512i probe = _mm512_add_epi32(code, _mm512_set1_epi32(step - 1));
    const __m512 threshold = _mm512_permutexvar_ps(probe, thresholds);
    code = _mm512_mask_add_epi32(code,
                                 _mm512_cmp_ps_mask(x, threshold, _CMP_GT_OQ),
                                 code, _mm512_set1_epi32(step));
  }
  return code;
}

}  // namespace

WBM_AVX512 float Nf4AbsMaxAvx512(const float* x, std::size_t n) {
  // The bits of non-negative floats are ordered as they are; infinities and
  // NaN, above all others, count as zero.
  const __m512i infinity = _mm512_set1_epi32(0x7f800000);
  __m512i largest = _mm512_setzero_si512();
  for (std::size_t i = 0; i < n; i += 16) {
    const __m512i bits = _mm512_maskz_loadu_epi32(FirstLanes(n - i), x + i);
    const __m512i size = _mm512_and_si512(bits, _mm512_set1_epi32(0x7fffffff));
    const __mmask16 finite = _mm512_cmplt_epi32_mask(size, infinity);
    largest = _mm512_mask_max_epi32(largest, finite, largest, size);
  }
  return std::bit_cast<float>(_mm512_reduce_max_epi32(largest));
}

WBM_AVX512 void Nf4EncodeAvx512(const float* x, float absmax,
                                std::uint8_t* codes, std::size_t n) {
  if (!(absmax > 0.0f)) return Nf4EncodeScalar(x, absmax, codes, n);
  const __m512 divisor = _mm512_set1_ps(absmax);
  const __m512 thresholds =
      _mm512_maskz_loadu_ps(0x7fff, quant::kNf4Thresholds.data());
  for (std::size_t i = 0; i < n; i += 16) {
    const __mmask16 lanes = FirstLanes(n - i);
    const __m512 scaled =
        _mm512_div_ps(_mm512_maskz_loadu_ps(lanes, x + i), divisor);
    const __mmask16 nan = _mm512_cmp_ps_mask(scaled, scaled, _CMP_UNORD_Q);
    const __m512i code = _mm512_mask_mov_epi32(
        Search(scaled, thresholds), nan, _mm512_set1_epi32(quant::kNf4Zero));
    _mm_mask_storeu_epi8(codes + i, lanes, _mm512_cvtepi32_epi8(code));
  }
}

WBM_AVX512 void Nf4DecodeAvx512(const std::uint8_t* codes, float absmax,
                                float* values, std::size_t n) {
  const __m512 levels = _mm512_loadu_ps(quant::kNf4Levels.data());
  const __m512 scale = _mm512_set1_ps(absmax);
  for (std::size_t i = 0; i < n; i += 16) {
    const __mmask16 lanes = FirstLanes(n - i);
    // The permutation reads the low four bits of a lane alone.
    const __m512i code =
        _mm512_cvtepu8_epi32(_mm_maskz_loadu_epi8(lanes, codes + i));
    const __m512 level = _mm512_permutexvar_ps(code, levels);
    _mm512_mask_storeu_ps(values + i, lanes, _mm512_mul_ps(level, scale));
  }
}

}  // namespace wbm::kernels

#endif  // defined(__x86_64__)
