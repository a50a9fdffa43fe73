// float32 matrix products, the same bits on every machine.
//
//   Gemm(RowMajor(a, m, k), RowMajor(b, k, n), RowMajor(c, m, n));
//   Gemm(x, weight.Transposed(), y, {.accumulate = true, .pool = &pool});
//
// Each element of C is computed in one fixed order, whatever the instruction
// set, the number of threads or the sizes of the other dimensions: the inner
// dimension is cut into blocks of kGemmDepth, each block is summed from 0 by
// fused multiply-adds in ascending order, and the block sums are added to the
// element one after the other (to its old value when `accumulate`). So results
// can be compared with ==, and training is reproducible.
//
// Error bound (Higham, Accuracy and Stability, 3.5): |C - AB| <= g |A||B| with
// g = n u / (1 - n u), n = kGemmDepth + number of blocks, u = 2^-24.
//
// NaN and infinities propagate as in IEEE 754; no element is skipped.
#pragma once

#include "common/kernels/cpu/gemm_kernel.h"
#include "common/kernels/cpu/matrix_view.h"
#include "common/kernels/cpu/thread_pool.h"

namespace wbm::kernels {

struct GemmOptions {
  bool accumulate = false;     // C += AB rather than C = AB
  ThreadPool* pool = nullptr;  // null: the caller's thread only
  // Null: the fastest kernel that this machine runs.
  const GemmKernel* kernel = nullptr;
};

// C = A·B. Needs a.rows == c.rows, b.cols == c.cols and a.cols == b.rows; C
// overlaps neither A nor B and has a unit stride along rows or columns. With
// a.cols == 0, C is set to zero (or left, when accumulating).
void Gemm(MatrixView<const float> a, MatrixView<const float> b,
          MatrixView<float> c, const GemmOptions& options = {});

}  // namespace wbm::kernels
