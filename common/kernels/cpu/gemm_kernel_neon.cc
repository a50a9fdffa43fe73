// A tile of 12 x 8: 24 accumulators and two vectors of B of the 32 registers.
#if defined(__aarch64__)
#include <arm_neon.h>

#include "common/kernels/cpu/gemm_kernel.h"

namespace wbm::kernels {
namespace {

constexpr int kRows = 12;
constexpr int kLanes = 4;
constexpr int kAhead = 0;

using Floats = float32x4_t;
Floats Zero() { return vdupq_n_f32(0); }
Floats Splat(float x) { return vdupq_n_f32(x); }
Floats Load(const float* p) { return vld1q_f32(p); }
void Store(float* p, Floats v) { vst1q_f32(p, v); }
Floats Add(Floats v, Floats w) { return vaddq_f32(v, w); }
Floats MultiplyAdd(Floats a, Floats b, Floats c) { return vfmaq_f32(c, a, b); }

}  // namespace
}  // namespace wbm::kernels

#include "common/kernels/cpu/gemm_kernel_tile.h"

namespace wbm::kernels {

// No code of this file runs before main.
constinit const GemmKernel kGemmNeon = {"neon", kRows, kCols,
                                        kGemmTiles<SideBySide, kRows>.data(),
                                        kGemmTiles<Apart, kRows>.data()};

}  // namespace wbm::kernels

#endif  // __aarch64__
