// float to bfloat16 with AVX512_BF16's VCVTNE2PS2BF16. The instruction takes
// every subnormal for zero, whatever MXCSR says, so blocks that hold one go to
// the integer code; NaN, overflow and ties it treats as common/formats does.
#include <cstdint>

#include "common/kernels/cpu/convert_internal.h"

#if defined(__x86_64__)
#include <immintrin.h>

namespace wbm::kernels::avx512_bf16 {
namespace {

constexpr size_t kBlock = 32;
constexpr size_t kAhead = 512;  // floats: 2 KiB

template <bool kFinite>
__m512 Clamp(__m512 x) {
  if constexpr (!kFinite) return x;
  const __m512 greatest = _mm512_set1_ps(0x1.fep+127f);
  const __m512 lowest = _mm512_set1_ps(-0x1.fep+127f);
  return _mm512_min_ps(greatest, _mm512_max_ps(lowest, x));  // NaN passes
}

template <bool kFinite>
void Convert(const float* in, formats::bfloat16* out, size_t n) {
  size_t i = 0;
  for (; i + kBlock <= n; i += kBlock) {
    _mm_prefetch(reinterpret_cast<const char*>(in + i + kAhead), _MM_HINT_T0);
    _mm_prefetch(reinterpret_cast<const char*>(in + i + kAhead + 16),
                 _MM_HINT_T0);
    const __m512 low = _mm512_loadu_ps(in + i);
    const __m512 high = _mm512_loadu_ps(in + i + 16);
    constexpr int kSubnormal = 0x20;
    const __mmask16 subnormal =
        static_cast<__mmask16>(_mm512_fpclass_ps_mask(low, kSubnormal) |
                               _mm512_fpclass_ps_mask(high, kSubnormal));
    if (subnormal != 0) {
      avx512::FromFloat(in + i, out + i, kBlock, kFinite);
      continue;
    }
    const __m512bh y =
        _mm512_cvtne2ps_pbh(Clamp<kFinite>(high), Clamp<kFinite>(low));
    _mm512_storeu_si512(out + i, reinterpret_cast<__m512i>(y));
  }
  if (i < n) avx512::FromFloat(in + i, out + i, n - i, kFinite);
}

}  // namespace

void FromFloat(const float* in, formats::bfloat16* out, size_t n, bool finite) {
  if (finite) {
    Convert<true>(in, out, n);
  } else {
    Convert<false>(in, out, n);
  }
}

}  // namespace wbm::kernels::avx512_bf16

#endif  // __x86_64__
