// A tile of 14 x 32: 28 accumulators, two vectors of B, and A broadcast from
// memory, which is all 32 registers less one. The panels come from the L2
// cache.
#if defined(__x86_64__)
#include <immintrin.h>

#include "common/kernels/cpu/gemm_kernel.h"

namespace wbm::kernels {
namespace {

constexpr int kRows = 14;
constexpr int kLanes = 16;
constexpr int kAhead = 16;

using Floats = __m512;
Floats Zero() { return _mm512_setzero_ps(); }
Floats Splat(float x) { return _mm512_set1_ps(x); }
Floats Load(const float* p) { return _mm512_loadu_ps(p); }
void Store(float* p, Floats v) { _mm512_storeu_ps(p, v); }
Floats Add(Floats v, Floats w) { return _mm512_add_ps(v, w); }
Floats MultiplyAdd(Floats a, Floats b, Floats c) {
  return _mm512_fmadd_ps(a, b, c);
}

}  // namespace
}  // namespace wbm::kernels

#include "common/kernels/cpu/gemm_kernel_tile.h"

namespace wbm::kernels {

// No code of this file runs before main.
constinit const GemmKernel kGemmAvx512 = {"avx512", kRows, kCols,
                                          kGemmTiles<SideBySide, kRows>.data(),
                                          kGemmTiles<Apart, kRows>.data()};

}  // namespace wbm::kernels

#endif  // __x86_64__
