// The AVX-512 quantizer, for two sources that differ in how they gather codes.
//
// A source defines WBM_TARGET (the attribute to compile for), declares
//   __m512i Gather(__m512i m0, __m512i m1, __m512i m2, __m512i m3);
// in its unnamed namespace, and then includes this file, once.
#pragma once

#include <cstddef>
#include <cstdint>

#include "common/kernels/cpu/quantize_int8_bounds.h"
#include "common/kernels/cpu/x86.h"

namespace wbm::kernels {
namespace {

// ---- The exact way, for vectors in doubt ----

struct Exact {
  __m512d scale, least, greatest, zero;
};

WBM_TARGET Exact ExactConstants(const quant::AffineParams& p) {
  return {_mm512_set1_pd(p.scale), _mm512_set1_pd(p.lowest - p.zero_point),
          _mm512_set1_pd(p.highest - p.zero_point),
          _mm512_set1_pd(p.zero_point)};
}

// Eight codes of the exact quotients, as quant::QuantizeValue has them.
WBM_TARGET __m256i EightExactly(__m256 x, const Exact& c) {
  const __m512d quotient = _mm512_div_pd(_mm512_cvtps_pd(x), c.scale);
  const __mmask8 number = _mm512_cmp_pd_mask(quotient, quotient, _CMP_ORD_Q);
  const __m512d held =
      _mm512_min_pd(_mm512_max_pd(quotient, c.least), c.greatest);
  const __m512d value = _mm512_maskz_mov_pd(number, held);
  const __m512d whole = _mm512_roundscale_pd(
      value, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
  return _mm512_cvttpd_epi32(_mm512_add_pd(whole, c.zero));
}

WBM_TARGET __m128i SixteenExactly(__m512 x, const quant::AffineParams& p) {
  const Exact c = ExactConstants(p);
  const __m256i low = EightExactly(_mm512_castps512_ps256(x), c);
  const __m256i high = EightExactly(_mm512_extractf32x8_ps(x, 1), c);
  return _mm512_cvtepi32_epi8(
      _mm512_inserti64x4(_mm512_castsi256_si512(low), high, 1));
}

// ---- The fast way ----

struct Fast {
  __m512 reciprocal, offset, least, greatest;
  bool symmetric;
};

WBM_TARGET Fast FastConstants(const quant::AffineParams& p) {
  const QuantizeInt8Bounds b = BoundsOf(p);
  return {_mm512_set1_ps(b.reciprocal), _mm512_set1_ps(b.offset),
          _mm512_set1_ps(b.least), _mm512_set1_ps(b.greatest),
          p.zero_point == 0 && p.lowest == -p.highest};
}

// Holds x to the range. One instruction when the range is symmetric: the lesser
// magnitude, with the sign of x. (A NaN may come out as a number: the callers
// look for NaN in x.)
template <bool kSymmetric>
WBM_TARGET inline __m512 Held(__m512 x, const Fast& c) {
  if constexpr (kSymmetric) {
    return _mm512_range_ps(x, c.greatest, 0b0010);
  }
  return _mm512_min_ps(_mm512_max_ps(x, c.least), c.greatest);
}

template <bool kSymmetric>
WBM_TARGET inline __m512i FixedPoint(__m512 x, const Fast& c) {
  return _mm512_castps_si512(
      _mm512_fmadd_ps(Held<kSymmetric>(x, c), c.reciprocal, c.offset));
}

// Writes those of the four vectors of a block again that hold a value in doubt.
template <bool kSymmetric>
WBM_TARGET [[gnu::noinline]] void Divide(const float* x, const Fast& fast,
                                         const quant::AffineParams& p,
                                         std::int8_t* codes) {
  for (int i = 0; i < 64; i += 16) {
    const __m512 v = _mm512_loadu_ps(x + i);
    const __mmask16 number = _mm512_cmp_ps_mask(v, v, _CMP_ORD_Q);
    const __mmask16 sure = _mm512_mask_test_epi32_mask(
        number, FixedPoint<kSymmetric>(v, fast), _mm512_set1_epi32(kFraction));
    if (sure == 0xffff) continue;
    _mm_storeu_si128(reinterpret_cast<__m128i*>(codes + i),
                     SixteenExactly(v, p));
  }
}

// The constants come by value: behind a reference, a store of codes could
// change them, and each would be loaded again. With kStream, `codes` is aligned
// and goes to memory past the caches.
template <bool kSymmetric, bool kStream>
WBM_TARGET void QuantizeBlocks(const float* x, const Fast fast,
                               const quant::AffineParams& p, std::int8_t* codes,
                               std::size_t blocks) {
  const __m512i fraction = _mm512_set1_epi32(kFraction);
  for (; blocks > 0; --blocks, x += 64, codes += 64) {
    if constexpr (kStream) PrefetchAhead(x, 64 * sizeof(float));
    const __m512 x0 = _mm512_loadu_ps(x);
    const __m512 x1 = _mm512_loadu_ps(x + 16);
    const __m512 x2 = _mm512_loadu_ps(x + 32);
    const __m512 x3 = _mm512_loadu_ps(x + 48);
    const __m512i m0 = FixedPoint<kSymmetric>(x0, fast);
    const __m512i m1 = FixedPoint<kSymmetric>(x1, fast);
    const __m512i m2 = FixedPoint<kSymmetric>(x2, fast);
    const __m512i m3 = FixedPoint<kSymmetric>(x3, fast);
    __mmask16 sure = _mm512_cmp_ps_mask(x0, x1, _CMP_ORD_Q);
    sure = _mm512_mask_cmp_ps_mask(sure, x2, x3, _CMP_ORD_Q);
    sure = _mm512_mask_test_epi32_mask(sure, m0, fraction);
    sure = _mm512_mask_test_epi32_mask(sure, m1, fraction);
    sure = _mm512_mask_test_epi32_mask(sure, m2, fraction);
    sure = _mm512_mask_test_epi32_mask(sure, m3, fraction);
    const __m512i all = Gather(m0, m1, m2, m3);
    if (kStream && sure == 0xffff) {
      _mm512_stream_si512(reinterpret_cast<__m512i*>(codes), all);
      continue;
    }
    _mm512_storeu_si512(codes, all);
    if (sure != 0xffff) [[unlikely]] {
      Divide<kSymmetric>(x, fast, p, codes);
    }
  }
}

WBM_TARGET void DivideAll(const float* x, const quant::AffineParams& p,
                          std::int8_t* codes, std::size_t n) {
  for (std::size_t i = 0; i < n; i += 16) {
    const std::size_t rest = n - i < 16 ? n - i : 16;
    const auto mask = static_cast<__mmask16>((1u << rest) - 1);
    _mm_mask_storeu_epi8(codes + i, mask,
                         SixteenExactly(_mm512_maskz_loadu_ps(mask, x + i), p));
  }
}

WBM_TARGET void QuantizeAll(const float* x, const quant::AffineParams& p,
                            std::int8_t* codes, std::size_t n) {
  const Fast fast = FastConstants(p);
  const bool stream = n * sizeof(float) >= kStreamBytes;
  const std::size_t first = stream ? BytesToLine(codes) : 0;
  const std::size_t blocks = (n - first) / 64;
  const std::size_t last = first + 64 * blocks;
  DivideAll(x, p, codes, first);
  const auto run =
      fast.symmetric
          ? (stream ? QuantizeBlocks<true, true> : QuantizeBlocks<true, false>)
          : (stream ? QuantizeBlocks<false, true>
                    : QuantizeBlocks<false, false>);
  run(x + first, fast, p, codes + first, blocks);
  if (stream) _mm_sfence();
  DivideAll(x + last, p, codes + last, n - last);
}

}  // namespace
}  // namespace wbm::kernels
