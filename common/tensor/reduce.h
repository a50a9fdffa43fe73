// Sums and means.
#pragma once

#include "common/tensor/tensor.h"

namespace wbm::tensor {

// Of all elements, as a scalar, over sixteen (float64: eight) interleaved
// partial sums. Empty: 0 for the sum, NaN for the mean.
Tensor Sum(const Tensor& x);
Tensor Mean(const Tensor& x);

// Over one dimension (negative ones count from the last), which disappears;
// elements in ascending order.
Tensor Sum(const Tensor& x, int dim);

}  // namespace wbm::tensor
