// The loops behind the tensor operations that are not matrix products.
//
//   const RowKernels<float>& k = Kernels<float>();   // of this CPU
//   k.add(n, a, b, y);
//
// For float there is one version an instruction set, all with the same bits;
// for double one version, which the gradient checks rest on. Unless stated,
// outputs may be the inputs' memory but not overlap it otherwise. NaN and
// infinities propagate as the formulas say. `cols` is the length of a row.
#pragma once

#include <cstdint>

#include "common/kernels/cpu/isa.h"

namespace wbm::tensor::kernels {

// The constants of one AdamW step (Loshchilov and Hutter, 2019), all that does
// not depend on the element:  m = beta1 m + (1 - beta1) g,
// v = beta2 v + (1 - beta2) g^2,
// w = w * keep - step_size m / (sqrt(v) * v_scale + eps).
template <class T>
struct AdamWConstants {
  T beta1, beta2, eps;
  T one_minus_beta1, one_minus_beta2;
  T keep;       // 1 - learning rate * weight decay
  T step_size;  // learning rate / (1 - beta1^t)
  T v_scale;    // 1 / sqrt(1 - beta2^t)
};

template <class T>
struct RowKernels {
  // y = a + b;  y = a * b;  y = s * x;  y += s * x.
  void (*add)(int64_t n, const T* a, const T* b, T* y);
  void (*multiply)(int64_t n, const T* a, const T* b, T* y);
  void (*scale)(int64_t n, T s, const T* x, T* y);
  void (*add_scaled)(int64_t n, T s, const T* x, T* y);

  // Sum over sixteen (double: eight) interleaved partial sums.
  T (*sum)(int64_t n, const T* x);
  // sums[c] = sum over rows of x[r, c], rows in ascending order.
  void (*sum_rows)(int64_t rows, int64_t cols, const T* x, T* sums);
  // y[r, c] += row[c].
  void (*add_row)(int64_t rows, int64_t cols, const T* row, T* y);

  void (*exp)(int64_t n, const T* x, T* y);
  // y = x Phi(x), and its derivative; `slope` may be null.
  void (*gelu)(int64_t n, const T* x, T* y, T* slope);

  // One row: y = softmax(scale x); returns log sum exp(scale x).
  T (*softmax)(int64_t n, T scale, const T* x, T* y);
  // One row: dx = scale y (dy - sum y dy).
  void (*softmax_backward)(int64_t n, T scale, const T* y, const T* dy, T* dx);

  // y = (x - mean) / sqrt(var + eps) gain + bias for each row; `bias` may be
  // null. mean and rstd = 1/sqrt(var + eps) are kept, one a row.
  void (*layer_norm)(int64_t rows, int64_t cols, T eps, const T* x,
                     const T* gain, const T* bias, T* y, T* mean, T* rstd);
  // dgain and dbias (may be null) are added to; dx is set.
  void (*layer_norm_backward)(int64_t rows, int64_t cols, const T* x,
                              const T* gain, const T* mean, const T* rstd,
                              const T* dy, T* dx, T* dgain, T* dbias);
  // y = x / sqrt(mean(x^2) + eps) gain.
  void (*rms_norm)(int64_t rows, int64_t cols, T eps, const T* x, const T* gain,
                   T* y, T* rstd);
  void (*rms_norm_backward)(int64_t rows, int64_t cols, const T* x,
                            const T* gain, const T* rstd, const T* dy, T* dx,
                            T* dgain);

  void (*adamw)(int64_t n, const AdamWConstants<T>& c, const T* g, T* w, T* m,
                T* v);
};

// The fastest for this CPU.
template <class T>
const RowKernels<T>& Kernels();

// For tests: the set of one of AvailableIsas().
const RowKernels<float>& FloatKernels(wbm::kernels::Isa isa);

}  // namespace wbm::tensor::kernels
