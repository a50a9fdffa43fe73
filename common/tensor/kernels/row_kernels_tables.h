// The sets of kernels, one an instruction set.
#pragma once

#include "common/tensor/kernels/row_kernels.h"

namespace wbm::tensor::kernels {

extern const RowKernels<float> kFloatScalar;
extern const RowKernels<float> kFloatAvx2;
extern const RowKernels<float> kFloatAvx512;

}  // namespace wbm::tensor::kernels
