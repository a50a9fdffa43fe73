// Matrix products.
//
//   Tensor y = Linear(x, weight, bias);   // x [..., in], weight [out, in]
#pragma once

#include "common/tensor/tensor.h"

namespace wbm::tensor {

// y[..., o] = sum over i of x[..., i] weight[o, i] + bias[o], as PyTorch's
// Linear; `bias` may be left out.
Tensor Linear(const Tensor& x, const Tensor& weight, const Tensor& bias = {});

// a [..., m, k] times b [..., k, n] for equal leading dimensions, or b [k, n]
// for any a. Transposed operands cost no copy of their own.
Tensor MatMul(const Tensor& a, const Tensor& b);

}  // namespace wbm::tensor
