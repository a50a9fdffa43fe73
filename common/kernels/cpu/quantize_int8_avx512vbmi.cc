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

// From four vectors of fixed point, 64 codes in order. One instruction cuts the
// bits 15 .. 22 out of both halves of eight bytes.
WBM_TARGET inline __m512i Gather(__m512i m0, __m512i m1, __m512i m2,
                                 __m512i m3) {
  constexpr unsigned long long kTwoBytes = 0x0303030303030303;
  const __m512i at = _mm512_set1_epi16(47 << 8 | 15);
  __m512i all = _mm512_multishift_epi64_epi8(at, m0);
  all = _mm512_mask_multishift_epi64_epi8(all, kTwoBytes << 2, at, m1);
  all = _mm512_mask_multishift_epi64_epi8(all, kTwoBytes << 4, at, m2);
  all = _mm512_mask_multishift_epi64_epi8(all, kTwoBytes << 6, at, m3);
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
