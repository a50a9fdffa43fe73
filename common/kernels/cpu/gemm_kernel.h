// The innermost step of a matrix product: one tile of C from packed panels.
//
// A kernel computes a tile of `rows` x `cols` elements, which it keeps in
// registers, over up to kGemmDepth steps of the inner dimension. Every step
// reads `rows` floats of A and `cols` floats of B that lie side by side.
#pragma once

#include <cstddef>
#include <span>

namespace wbm::kernels {

// Length of the blocks into which the inner dimension is cut. Part of the
// numerical contract of Gemm: changing it changes results.
inline constexpr std::ptrdiff_t kGemmDepth = 384;

inline constexpr std::ptrdiff_t kMaxTileRows = 16;
inline constexpr std::ptrdiff_t kMaxTileCols = 32;

// The lanes of step k lie side by side from data + k * step on.
struct Panel {
  const float* data;
  std::ptrdiff_t step;
};

struct GemmKernel {
  const char* name;
  int rows;
  int cols;
  // c[i * stride + j] = sum over k of a.data[k * a.step + i] *
  // b.data[k * b.step + j], plus the old c where `add`. Every step is one fused
  // multiply-add.
  void (*run)(std::ptrdiff_t depth, Panel a, Panel b, float* c,
              std::ptrdiff_t stride, bool add);
};

// Every kernel that this machine can run, slowest first; the first is scalar.
std::span<const GemmKernel* const> GemmKernels();

extern const GemmKernel kGemmScalar;
extern const GemmKernel kGemmAvx2;    // needs AVX2 and FMA
extern const GemmKernel kGemmAvx512;  // needs AVX-512F

}  // namespace wbm::kernels
