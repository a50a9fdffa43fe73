// A tile of 6 x 16: 12 accumulators of the 16 registers.
#if defined(__x86_64__)
#include <immintrin.h>

#include "common/kernels/cpu/gemm_kernel.h"

namespace wbm::kernels {
namespace {

constexpr int kRows = 6;
constexpr int kLanes = 8;
constexpr int kAhead = 0;

using Floats = __m256;
Floats Zero() { return _mm256_setzero_ps(); }
Floats Splat(float x) { return _mm256_set1_ps(x); }
Floats Load(const float* p) { return _mm256_loadu_ps(p); }
void Store(float* p, Floats v) { _mm256_storeu_ps(p, v); }
Floats Add(Floats v, Floats w) { return _mm256_add_ps(v, w); }
Floats MultiplyAdd(Floats a, Floats b, Floats c) {
  return _mm256_fmadd_ps(a, b, c);
}

}  // namespace
}  // namespace wbm::kernels

#include "common/kernels/cpu/gemm_kernel_tile.h"

namespace wbm::kernels {

// No code of this file runs before main.
constinit const GemmKernel kGemmAvx2 = {"avx2", kRows, kCols,
                                        kGemmTiles<SideBySide, kRows>.data(),
                                        kGemmTiles<Apart, kRows>.data()};

}  // namespace wbm::kernels

#endif  // __x86_64__
