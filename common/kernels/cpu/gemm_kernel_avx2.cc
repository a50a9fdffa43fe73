// A tile of 6 x 16: 12 accumulators of the 16 registers.
#include <immintrin.h>

#include "common/kernels/cpu/gemm_kernel.h"

namespace wbm::kernels {
namespace {

constexpr int kRows = 6;
constexpr int kCols = 16;
constexpr int kLanes = 8;

[[gnu::target("avx2,fma")]] void Run(std::ptrdiff_t depth, Panel a_panel,
                                     Panel b_panel, float* c,
                                     std::ptrdiff_t stride, bool add) {
  __m256 left[kRows];
  __m256 right[kRows];
#pragma GCC unroll 6
  for (int i = 0; i < kRows; ++i) {
    left[i] = _mm256_setzero_ps();
    right[i] = _mm256_setzero_ps();
  }
  const float* a = a_panel.data;
  const float* b = b_panel.data;
  for (std::ptrdiff_t k = 0; k < depth; ++k) {
    const __m256 b_left = _mm256_loadu_ps(b);
    const __m256 b_right = _mm256_loadu_ps(b + kLanes);
#pragma GCC unroll 6
    for (int i = 0; i < kRows; ++i) {
      const __m256 a_i = _mm256_broadcast_ss(a + i);
      left[i] = _mm256_fmadd_ps(a_i, b_left, left[i]);
      right[i] = _mm256_fmadd_ps(a_i, b_right, right[i]);
    }
    a += a_panel.step;
    b += b_panel.step;
  }
#pragma GCC unroll 6
  for (int i = 0; i < kRows; ++i) {
    float* row = c + i * stride;
    if (add) {
      left[i] = _mm256_add_ps(_mm256_loadu_ps(row), left[i]);
      right[i] = _mm256_add_ps(_mm256_loadu_ps(row + kLanes), right[i]);
    }
    _mm256_storeu_ps(row, left[i]);
    _mm256_storeu_ps(row + kLanes, right[i]);
  }
}

}  // namespace

const GemmKernel kGemmAvx2 = {"avx2", kRows, kCols, Run};

}  // namespace wbm::kernels
