#if defined(__x86_64__)

#include "common/kernels/cpu/quantize_int8_bounds.h"
#include "common/kernels/cpu/x86.h"

#define WBM_TARGET WBM_AVX512

namespace wbm::kernels {
namespace {

// Takes from `b` the bits that `mask` has, the others from `a`.
WBM_AVX512 inline __m512i Merge(__m512i a, __m512i b, __m512i mask) {
  return _mm512_ternarylogic_epi32(a, b, mask, 0b11011000);
}

// From four vectors of fixed point, 64 codes in order. Byte k of each lane is
// taken from vector k; two shuffles then turn lanes of bytes into rows.
WBM_AVX512 inline __m512i Gather(__m512i m0, __m512i m1, __m512i m2,
                                 __m512i m3) {
  const __m512i b0 = _mm512_srli_epi32(m0, 15);
  const __m512i b1 = _mm512_srli_epi32(m1, 7);
  const __m512i b2 = _mm512_slli_epi32(m2, 1);
  const __m512i b3 = _mm512_slli_epi32(m3, 9);
  const __m512i low = Merge(b0, b1, _mm512_set1_epi32(0xff00));
  const __m512i high = Merge(b2, b3, _mm512_set1_epi32(-0x1000000));
  const __m512i all = Merge(low, high, _mm512_set1_epi32(-0x10000));
  const __m512i rows = _mm512_shuffle_epi8(
      all, _mm512_broadcast_i32x4(_mm_setr_epi8(0, 4, 8, 12, 1, 5, 9, 13, 2, 6,
                                                10, 14, 3, 7, 11, 15)));
  const __m512i ordered = _mm512_permutexvar_epi32(
      _mm512_setr_epi32(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15),
      rows);
  return _mm512_xor_si512(ordered, _mm512_set1_epi8(-128));
}

}  // namespace
}  // namespace wbm::kernels

#include "common/kernels/cpu/quantize_int8_avx512_kernel.h"

namespace wbm::kernels {

void QuantizeInt8Avx512(const float* x, const quant::AffineParams& p,
                        std::int8_t* codes, std::size_t n) {
  QuantizeAll(x, p, codes, n);
}

namespace {

template <bool kStream>
WBM_AVX512 void DequantizeVectors(const std::int8_t* codes,
                                  const quant::AffineParams& p, float* values,
                                  std::size_t vectors) {
  const __m512i zero = _mm512_set1_epi32(p.zero_point);
  const __m512 scale = _mm512_set1_ps(p.scale);
  for (; vectors > 0; --vectors, codes += 16, values += 16) {
    const __m512i code = _mm512_cvtepi8_epi32(
        _mm_loadu_si128(reinterpret_cast<const __m128i*>(codes)));
    const __m512 steps = _mm512_cvtepi32_ps(_mm512_sub_epi32(code, zero));
    const __m512 value = _mm512_mul_ps(steps, scale);
    if constexpr (kStream) {
      _mm512_stream_ps(values, value);
    } else {
      _mm512_storeu_ps(values, value);
    }
  }
}

}  // namespace

WBM_AVX512 void DequantizeInt8Avx512(const std::int8_t* codes,
                                     const quant::AffineParams& p,
                                     float* values, std::size_t n) {
  const bool stream = n * sizeof(float) >= kStreamBytes;
  const std::size_t first = stream ? BytesToLine(values) / sizeof(float) : 0;
  const std::size_t vectors = (n - first) / 16;
  const auto one = [&](std::size_t i) {
    values[i] = quant::DequantizeValue(codes[i], p);
  };
  for (std::size_t i = 0; i < first; ++i) one(i);
  const auto run = stream ? DequantizeVectors<true> : DequantizeVectors<false>;
  run(codes + first, p, values + first, vectors);
  if (stream) _mm_sfence();
  for (std::size_t i = first + 16 * vectors; i < n; ++i) one(i);
}

}  // namespace wbm::kernels

#endif  // defined(__x86_64__)
