#include "common/tensor/kernels/row_kernels_impl.h"
#include "common/tensor/kernels/row_kernels_tables.h"

namespace wbm::tensor::kernels {

const RowKernels<float> kFloatAvx512 = MakeKernels<float>();

}  // namespace wbm::tensor::kernels
