// Softmax and the normalisations of a transformer, over the last dimension.
#pragma once

#include "common/tensor/tensor.h"

namespace wbm::tensor {

// exp(x - max) / sum. A row with a NaN, with +inf, or of -inf alone becomes
// NaN.
Tensor Softmax(const Tensor& x);

// (x - mean) / sqrt(var + eps) gain + bias, the variance divided by n (Ba,
// Kiros and Hinton, 2016). gain [c]; bias [c] may be left out.
Tensor LayerNorm(const Tensor& x, const Tensor& gain, const Tensor& bias = {},
                 double eps = 1e-5);

// x / sqrt(mean(x^2) + eps) gain (Zhang and Sennrich, 2019).
Tensor RmsNorm(const Tensor& x, const Tensor& gain, double eps = 1e-5);

}  // namespace wbm::tensor
