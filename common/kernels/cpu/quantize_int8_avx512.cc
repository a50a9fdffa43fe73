#if defined(__x86_64__)

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

WBM_AVX512 Exact ExactConstants(const quant::AffineParams& p) {
  return {_mm512_set1_pd(p.scale), _mm512_set1_pd(p.lowest - p.zero_point),
          _mm512_set1_pd(p.highest - p.zero_point),
          _mm512_set1_pd(p.zero_point)};
}

// Eight codes of the exact quotients, as quant::QuantizeValue has them.
WBM_AVX512 __m256i EightExactly(__m256 x, const Exact& c) {
  const __m512d quotient = _mm512_div_pd(_mm512_cvtps_pd(x), c.scale);
  const __mmask8 number = _mm512_cmp_pd_mask(quotient, quotient, _CMP_ORD_Q);
  const __m512d held =
      _mm512_min_pd(_mm512_max_pd(quotient, c.least), c.greatest);
  const __m512d value = _mm512_maskz_mov_pd(number, held);
  const __m512d whole = _mm512_roundscale_pd(
      value, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
  return _mm512_cvttpd_epi32(_mm512_add_pd(whole, c.zero));
}

WBM_AVX512 __m128i SixteenExactly(__m512 x, const quant::AffineParams& p) {
  const Exact c = ExactConstants(p);
  const __m256i low = EightExactly(_mm512_castps512_ps256(x), c);
  const __m256i high = EightExactly(_mm512_extractf32x8_ps(x, 1), c);
  return _mm512_cvtepi32_epi8(
      _mm512_inserti64x4(_mm512_castsi256_si512(low), high, 1));
}

// ---- The fast way ----

struct Fast {
  __m512 factor, offset;
  __m512i lowest, highest;
};

WBM_AVX512 inline Fast FastConstants(const quant::AffineParams& p) {
  const QuantizeInt8Bounds b = BoundsOf(p);
  return {_mm512_set1_ps(b.factor), _mm512_set1_ps(b.offset),
          _mm512_set1_epi8(static_cast<char>(p.lowest)),
          _mm512_set1_epi8(static_cast<char>(p.highest))};
}

WBM_AVX512 inline __m512i FixedPoint(__m512 x, const Fast& c) {
  return _mm512_cvtps_epi32(_mm512_fmadd_ps(x, c.factor, c.offset));
}

// The lanes in doubt of any number of vectors, from the least of their halves.
WBM_AVX512 inline __mmask32 Doubtful(__m512i least) {
  return _mm512_mask_cmplt_epu16_mask(0x55555555, least,
                                      _mm512_set1_epi16(kSure));
}

// A pattern of shuffle indices for all four quarters of a vector. In memory
// whole: GCC builds it anew in every turn of a loop otherwise.
struct Quarters {
  alignas(64) std::int8_t bytes[64];
};
constexpr Quarters FourTimes(const std::int8_t (&pattern)[16]) {
  Quarters all = {};
  for (int i = 0; i < 64; ++i) all.bytes[i] = pattern[i % 16];
  return all;
}
constexpr Quarters kUpperHalves =
    FourTimes({2, 3, -1, -1, 6, 7, -1, -1, 10, 11, -1, -1, 14, 15, -1, -1});
constexpr Quarters kColumnsToRows =
    FourTimes({0, 2, 4, 6, 1, 3, 5, 7, 8, 10, 12, 14, 9, 11, 13, 15});

// Of each lane the upper half of `even`, then that of `odd`.
WBM_AVX512 inline __m512i UpperHalves(__m512i even, __m512i odd) {
  return _mm512_mask_shuffle_epi8(odd, 0x3333333333333333, even,
                                  _mm512_load_si512(&kUpperHalves));
}

// From four vectors of fixed point, 64 codes in order: two shuffles turn the
// columns of lanes, which the packs leave, into rows.
WBM_AVX512 inline __m512i Gather(__m512i m0, __m512i m1, __m512i m2,
                                 __m512i m3) {
  const __m512i columns =
      _mm512_packs_epi16(UpperHalves(m0, m1), UpperHalves(m2, m3));
  const __m512i rows =
      _mm512_shuffle_epi8(columns, _mm512_load_si512(&kColumnsToRows));
  return _mm512_permutexvar_epi32(
      _mm512_setr_epi32(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15),
      rows);
}

// Writes those of the four vectors of a block again that hold a value in doubt.
WBM_AVX512 [[gnu::noinline]] void Divide(const float* x,
                                         const quant::AffineParams& p,
                                         std::int8_t* codes) {
  const Fast fast = FastConstants(p);
  for (int i = 0; i < 64; i += 16) {
    const __m512 v = _mm512_loadu_ps(x + i);
    if (Doubtful(FixedPoint(v, fast)) == 0) continue;
    _mm_storeu_si128(reinterpret_cast<__m128i*>(codes + i),
                     SixteenExactly(v, p));
  }
}

// Which ends of a grid the saturation to int8 does not hold codes to.
enum class Ends { kNeither, kLowest, kBoth };

Ends EndsToHold(const quant::AffineParams& p) {
  if (p.highest != 127) return Ends::kBoth;
  return p.lowest == -128 ? Ends::kNeither : Ends::kLowest;
}

// With kStream, `codes` is aligned and goes to memory past the caches.
template <Ends kEnds, bool kStream>
WBM_AVX512 void QuantizeBlocks(const float* x, const quant::AffineParams& p,
                               std::int8_t* codes, std::size_t blocks) {
  const Fast fast = FastConstants(p);
  for (; blocks > 0; --blocks, x += 64, codes += 64) {
    if constexpr (kStream) PrefetchAhead(x, 64 * sizeof(float));
    const __m512i m0 = FixedPoint(_mm512_loadu_ps(x), fast);
    const __m512i m1 = FixedPoint(_mm512_loadu_ps(x + 16), fast);
    const __m512i m2 = FixedPoint(_mm512_loadu_ps(x + 32), fast);
    const __m512i m3 = FixedPoint(_mm512_loadu_ps(x + 48), fast);
    const __mmask32 doubtful = Doubtful(
        _mm512_min_epu16(_mm512_min_epu16(m0, m1), _mm512_min_epu16(m2, m3)));
    __m512i all = Gather(m0, m1, m2, m3);
    if (kEnds != Ends::kNeither) all = _mm512_max_epi8(all, fast.lowest);
    if (kEnds == Ends::kBoth) all = _mm512_min_epi8(all, fast.highest);
    if (kStream && doubtful == 0) {
      _mm512_stream_si512(reinterpret_cast<__m512i*>(codes), all);
      continue;
    }
    _mm512_storeu_si512(codes, all);
    if (doubtful != 0) [[unlikely]] {
      Divide(x, p, codes);
    }
  }
}

WBM_AVX512 void DivideAll(const float* x, const quant::AffineParams& p,
                          std::int8_t* codes, std::size_t n) {
  for (std::size_t i = 0; i < n; i += 16) {
    const std::size_t rest = n - i < 16 ? n - i : 16;
    const auto mask = static_cast<__mmask16>((1u << rest) - 1);
    _mm_mask_storeu_epi8(codes + i, mask,
                         SixteenExactly(_mm512_maskz_loadu_ps(mask, x + i), p));
  }
}

template <Ends kEnds>
WBM_AVX512 void QuantizeAll(const float* x, const quant::AffineParams& p,
                            std::int8_t* codes, std::size_t n) {
  const bool stream = n * sizeof(float) >= kStreamBytes;
  const std::size_t first = stream ? BytesToLine(codes) : 0;
  const std::size_t blocks = (n - first) / 64;
  const std::size_t last = first + 64 * blocks;
  DivideAll(x, p, codes, first);
  const auto run =
      stream ? QuantizeBlocks<kEnds, true> : QuantizeBlocks<kEnds, false>;
  run(x + first, p, codes + first, blocks);
  if (stream) _mm_sfence();
  DivideAll(x + last, p, codes + last, n - last);
}

}  // namespace

void QuantizeInt8Avx512(const float* x, const quant::AffineParams& p,
                        std::int8_t* codes, std::size_t n) {
  switch (EndsToHold(p)) {
    case Ends::kNeither:
      return QuantizeAll<Ends::kNeither>(x, p, codes, n);
    case Ends::kLowest:
      return QuantizeAll<Ends::kLowest>(x, p, codes, n);
    case Ends::kBoth:
      return QuantizeAll<Ends::kBoth>(x, p, codes, n);
  }
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
