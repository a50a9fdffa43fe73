// Sums, products and activations, element by element.
//
//   Tensor y = Add(x, bias);     // x [..., c] + bias [c], for every row
//   Tensor z = Gelu(y);
//
// The second operand of Add and Multiply has the shape of the first or of its
// last dimensions, and is then used again for each of the others.
#pragma once

#include "common/tensor/tensor.h"

namespace wbm::tensor {

Tensor Add(const Tensor& a, const Tensor& b);
Tensor Multiply(const Tensor& a, const Tensor& b);

// x times a constant, rounded to x's dtype first.
Tensor Scale(const Tensor& x, double factor);

// x Phi(x), Phi the normal distribution function: the exact ("erf") GELU of
// Hendrycks and Gimpel, 2016. float32: relative error at most
// (6 + x^2 / 2) 2^-23, also in the tails. -inf gives NaN, as the formula says.
Tensor Gelu(const Tensor& x);

}  // namespace wbm::tensor
