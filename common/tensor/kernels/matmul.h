// Matrix products on the caller's thread, for float and double.
//
//   MatMul(RowMajor(x, n, k), RowMajor(w, m, k).Transposed(),
//          RowMajor(y, n, m));
//
// float is common/kernels/cpu/gemm.h; double, in which gradients are checked,
// is three loops. Elements of C are summed over the inner dimension in
// ascending order (float: in blocks), from 0, and added to C's old value when
// `accumulate`.
#pragma once

#include "common/kernels/cpu/gemm.h"
#include "common/kernels/cpu/matrix_view.h"

namespace wbm::tensor::kernels {

using wbm::kernels::MatrixView;
using wbm::kernels::RowMajor;

inline void MatMul(MatrixView<const float> a, MatrixView<const float> b,
                   MatrixView<float> c, bool accumulate = false) {
  wbm::kernels::Gemm(a, b, c, {.accumulate = accumulate});
}

inline void MatMul(MatrixView<const double> a, MatrixView<const double> b,
                   MatrixView<double> c, bool accumulate = false) {
  for (std::ptrdiff_t i = 0; i < c.rows; ++i) {
    for (std::ptrdiff_t j = 0; j < c.cols; ++j) {
      double sum = 0;
      for (std::ptrdiff_t k = 0; k < a.cols; ++k) sum += a(i, k) * b(k, j);
      c(i, j) = accumulate ? c(i, j) + sum : sum;
    }
  }
}

}  // namespace wbm::tensor::kernels
