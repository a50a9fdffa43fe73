// float to bfloat16 with AVX512_BF16's VCVTNE2PS2BF16. The instruction takes
// every subnormal for zero, whatever MXCSR says, so blocks that hold one go to
// the integer code; NaN, overflow and ties it treats as common/formats does.
#include <cstdint>

#include "common/kernels/cpu/convert_internal.h"

#if defined(__x86_64__)
#include <immintrin.h>

#include "common/kernels/cpu/convert_blocks.h"

namespace wbm::kernels::avx512_bf16 {
namespace {

constexpr size_t kBlock = 64;

template <bool kFinite>
__m512 Clamp(__m512 x) {
  if constexpr (!kFinite) return x;
  const __m512 greatest = _mm512_set1_ps(0x1.fep+127f);
  const __m512 lowest = _mm512_set1_ps(-0x1.fep+127f);
  return _mm512_min_ps(greatest, _mm512_max_ps(lowest, x));  // NaN passes
}

template <bool kFinite, bool kStream>
void Block(const float* in, formats::bfloat16* out) {
  for (size_t i = 0; i < kBlock; i += 32) {
    const __m512 low = _mm512_loadu_ps(in + i);
    const __m512 high = _mm512_loadu_ps(in + i + 16);
    constexpr int kSubnormal = 0x20;
    const __mmask16 low_odd = _mm512_fpclass_ps_mask(low, kSubnormal);
    const __mmask16 high_odd = _mm512_fpclass_ps_mask(high, kSubnormal);
    if (!_mm512_kortestz(low_odd, high_odd)) [[unlikely]] {
      avx512::FromFloat(in + i, out + i, 32, kFinite);
      continue;
    }
    const __m512i y = reinterpret_cast<__m512i>(
        _mm512_cvtne2ps_pbh(Clamp<kFinite>(high), Clamp<kFinite>(low)));
    if constexpr (kStream) {
      _mm512_stream_si512(reinterpret_cast<__m512i*>(out + i), y);
    } else {
      _mm512_storeu_si512(out + i, y);
    }
  }
}

}  // namespace

void FromFloat(const float* in, formats::bfloat16* out, size_t n, bool finite) {
  if (finite) {
    ForManyBlocks<kBlock, Block<true, false>, Block<true, true>>(in, out, n);
  } else {
    ForManyBlocks<kBlock, Block<false, false>, Block<false, true>>(in, out, n);
  }
}

}  // namespace wbm::kernels::avx512_bf16

#endif  // __x86_64__
