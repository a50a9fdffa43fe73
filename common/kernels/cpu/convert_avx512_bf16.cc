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
constexpr size_t kAhead = 2048;       // floats, as in convert_avx512.cc
constexpr size_t kStream = 4u << 20;  // floats, likewise
constexpr size_t kLine = 32;          // bfloat16s in a cache line

template <bool kFinite>
__m512 Clamp(__m512 x) {
  if constexpr (!kFinite) return x;
  const __m512 greatest = _mm512_set1_ps(0x1.fep+127f);
  const __m512 lowest = _mm512_set1_ps(-0x1.fep+127f);
  return _mm512_min_ps(greatest, _mm512_max_ps(lowest, x));  // NaN passes
}

// n is a multiple of kBlock; streaming stores need out at a line's start.
template <bool kFinite, bool kStreaming>
void Convert(const float* in, formats::bfloat16* out, size_t n) {
  for (size_t i = 0; i < n; i += kBlock) {
    const char* ahead = reinterpret_cast<const char*>(in + i + kAhead);
    _mm_prefetch(ahead, _MM_HINT_T1);
    _mm_prefetch(ahead + 64, _MM_HINT_T1);
    const __m512 low = _mm512_loadu_ps(in + i);
    const __m512 high = _mm512_loadu_ps(in + i + 16);
    constexpr int kSubnormal = 0x20;
    const __mmask16 odd_low = _mm512_fpclass_ps_mask(low, kSubnormal);
    const __mmask16 odd_high = _mm512_fpclass_ps_mask(high, kSubnormal);
    if (!_mm512_kortestz(odd_low, odd_high)) [[unlikely]] {
      avx512::FromFloat(in + i, out + i, kBlock, kFinite);
      continue;
    }
    const __m512i y = reinterpret_cast<__m512i>(
        _mm512_cvtne2ps_pbh(Clamp<kFinite>(high), Clamp<kFinite>(low)));
    if constexpr (kStreaming) {
      _mm512_stream_si512(reinterpret_cast<__m512i*>(out + i), y);
    } else {
      _mm512_storeu_si512(out + i, y);
    }
  }
}

template <bool kFinite>
void ConvertAll(const float* in, formats::bfloat16* out, size_t n) {
  const bool streaming = n >= kStream;
  const size_t past = reinterpret_cast<uintptr_t>(out) / 2 % kLine;
  const size_t first = streaming ? (kLine - past) % kLine : 0;
  const size_t whole = (n - first) / kBlock * kBlock;
  const size_t end = first + whole;
  if (streaming) {
    avx512::FromFloat(in, out, first, kFinite);
    Convert<kFinite, true>(in + first, out + first, whole);
    _mm_sfence();
  } else {
    Convert<kFinite, false>(in, out, whole);
  }
  avx512::FromFloat(in + end, out + end, n - end, kFinite);
}

}  // namespace

void FromFloat(const float* in, formats::bfloat16* out, size_t n, bool finite) {
  if (finite) {
    ConvertAll<true>(in, out, n);
  } else {
    ConvertAll<false>(in, out, n);
  }
}

}  // namespace wbm::kernels::avx512_bf16

#endif  // __x86_64__
