// A tile of 14 x 32: 28 accumulators, two vectors of B, and A broadcast from
// memory, which is all 32 registers less one.
#include <immintrin.h>

#include "common/kernels/cpu/gemm_kernel.h"

namespace wbm::kernels {
namespace {

constexpr int kRows = 14;
constexpr int kCols = 32;
constexpr int kLanes = 16;
constexpr int kAhead = 16;  // steps; the panels come from the L2 cache

[[gnu::target("avx512f,prefer-vector-width=512")]] void Run(
    std::ptrdiff_t depth, Panel a_panel, Panel b_panel, float* c,
    std::ptrdiff_t stride, bool add) {
  __m512 left[kRows];
  __m512 right[kRows];
#pragma GCC unroll 14
  for (int i = 0; i < kRows; ++i) {
    left[i] = _mm512_setzero_ps();
    right[i] = _mm512_setzero_ps();
    _mm_prefetch(c + i * stride, _MM_HINT_T0);
    _mm_prefetch(c + i * stride + kLanes, _MM_HINT_T0);
  }
  const float* a = a_panel.data;
  const float* b = b_panel.data;
  for (std::ptrdiff_t k = 0; k < depth; ++k) {
    _mm_prefetch(a + kAhead * a_panel.step, _MM_HINT_T0);
    _mm_prefetch(b + kAhead * b_panel.step, _MM_HINT_T0);
    _mm_prefetch(b + kAhead * b_panel.step + kLanes, _MM_HINT_T0);
    const __m512 b_left = _mm512_loadu_ps(b);
    const __m512 b_right = _mm512_loadu_ps(b + kLanes);
#pragma GCC unroll 14
    for (int i = 0; i < kRows; ++i) {
      const __m512 a_i = _mm512_set1_ps(a[i]);
      left[i] = _mm512_fmadd_ps(a_i, b_left, left[i]);
      right[i] = _mm512_fmadd_ps(a_i, b_right, right[i]);
    }
    a += a_panel.step;
    b += b_panel.step;
  }
#pragma GCC unroll 14
  for (int i = 0; i < kRows; ++i) {
    float* row = c + i * stride;
    if (add) {
      left[i] = _mm512_add_ps(_mm512_loadu_ps(row), left[i]);
      right[i] = _mm512_add_ps(_mm512_loadu_ps(row + kLanes), right[i]);
    }
    _mm512_storeu_ps(row, left[i]);
    _mm512_storeu_ps(row + kLanes, right[i]);
  }
}

}  // namespace

const GemmKernel kGemmAvx512 = {"avx512", kRows, kCols, Run};

}  // namespace wbm::kernels
