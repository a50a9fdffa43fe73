#include "common/tensor/kernels/row_kernels.h"

#include "common/tensor/kernels/row_kernels_impl.h"
#include "common/tensor/kernels/row_kernels_tables.h"

namespace wbm::tensor::kernels {

using wbm::kernels::Isa;

const RowKernels<float> kFloatScalar = MakeKernels<float>();

const RowKernels<float>& FloatKernels(Isa isa) {
  switch (isa) {
    case Isa::kAvx512:
      return kFloatAvx512;
    case Isa::kAvx2:
      return kFloatAvx2;
    case Isa::kScalar:
    case Isa::kNeon:  // every arm64 CPU's: the compiler uses it unasked
      break;
  }
  return kFloatScalar;
}

template <>
const RowKernels<float>& Kernels<float>() {
  static const RowKernels<float>& best = FloatKernels(wbm::kernels::BestIsa());
  return best;
}

template <>
const RowKernels<double>& Kernels<double>() {
  static const RowKernels<double> kernels = MakeKernels<double>();
  return kernels;
}

}  // namespace wbm::tensor::kernels
