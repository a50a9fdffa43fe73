#if defined(__x86_64__)

#include "common/kernels/cpu/quantize_int8_bounds.h"
#include "common/kernels/cpu/x86.h"

#define WBM_TARGET WBM_AVX512VBMI

namespace wbm::kernels {
namespace {

// Where code e of vector k, at 16 k + e in order, lies before: vector k fills
// the bytes 2 k and 2 k + 1 of every eight, with two codes each.
struct Order {
  std::uint8_t from[64];

  constexpr Order() : from() {
    for (int i = 0; i < 64; ++i) {
      const int vector = i / 16, element = i % 16;
      from[i] =
          static_cast<std::uint8_t>(element / 2 * 8 + 2 * vector + element % 2);
    }
  }
};
constexpr Order kOrder;

// Bits 15 .. 22 of every half of eight bytes, cut out by one instruction: those
// of `even` to the bytes 0, 1 (and 4, 5), those of `odd` to the bytes 2, 3 (and
// 6, 7) of the eight.
WBM_TARGET inline __m512i Cut(__m512i even, __m512i odd) {
  const __m512i at = _mm512_set1_epi16(47 << 8 | 15);
  return _mm512_mask_multishift_epi64_epi8(
      _mm512_multishift_epi64_epi8(at, even), 0xcccccccccccccccc, at, odd);
}

// From four vectors of fixed point, 64 codes in order.
WBM_TARGET inline __m512i Gather(__m512i m0, __m512i m1, __m512i m2,
                                 __m512i m3) {
  // The lower four bytes of the one, the upper four of the other.
  const __m512i all = _mm512_ternarylogic_epi32(
      Cut(m0, m1), Cut(m2, m3),
      _mm512_set1_epi64(static_cast<long long>(0xffffffff00000000)),
      0b11011000);
  const __m512i ordered =
      _mm512_permutexvar_epi8(_mm512_loadu_si512(kOrder.from), all);
  return _mm512_xor_si512(ordered, _mm512_set1_epi8(-128));
}

}  // namespace
}  // namespace wbm::kernels

#include "common/kernels/cpu/quantize_int8_avx512_kernel.h"

namespace wbm::kernels {

void QuantizeInt8Avx512Vbmi(const float* x, const quant::AffineParams& p,
                            std::int8_t* codes, std::size_t n) {
  QuantizeAll(x, p, codes, n);
}

}  // namespace wbm::kernels

#endif  // defined(__x86_64__)
