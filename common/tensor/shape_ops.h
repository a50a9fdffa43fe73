// Operations that move or convert elements and compute nothing.
//
//   Tensor heads = Transpose(Reshape(x, {n, t, h, d}), 1, 2);   // [n, h, t, d]
//   Tensor half = Cast(x, Dtype::kFloat16);
//
// All have gradients. They ask no dtype hook.
#pragma once

#include "common/tensor/tensor.h"

namespace wbm::tensor {

// The same elements in C order under another shape of the same size; one
// extent may be -1 and is then worked out.
Tensor Reshape(const Tensor& x, Shape shape);

// A view with two dimensions exchanged; negative ones count from the last.
Tensor Transpose(const Tensor& x, int first, int second);

// x itself when its elements lie in C order, else a copy that does.
Tensor Contiguous(const Tensor& x);

// Rounded to nearest even (once, also from float64); values beyond the
// format become infinite. The gradient is cast back. x itself when it has that
// dtype; int64 does not convert.
Tensor Cast(const Tensor& x, Dtype dtype);

}  // namespace wbm::tensor
