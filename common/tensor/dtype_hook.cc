#include "common/tensor/dtype_hook.h"

#include <string>
#include <vector>

#include "common/tensor/check.h"
#include "common/tensor/shape_ops.h"

namespace wbm::tensor {
namespace {

thread_local DtypeHook* active = nullptr;

Dtype Common(Op op, std::span<const Dtype> dtypes) {
  for (Dtype dtype : dtypes) {
    Check(dtype == dtypes[0], Name(op), [&] {
      return "the operands are " + std::string(Name(dtypes[0])) + " and " +
             std::string(Name(dtype)) + "; Cast one of them";
    });
  }
  return dtypes[0];
}

}  // namespace

const char* Name(Op op) {
  switch (op) {
    case Op::kAdd:
      return "add";
    case Op::kCrossEntropy:
      return "cross_entropy";
    case Op::kCausalAttention:
      return "scaled_dot_product_attention";
    case Op::kEmbedding:
      return "embedding";
    case Op::kGelu:
      return "gelu";
    case Op::kLayerNorm:
      return "layer_norm";
    case Op::kLinear:
      return "linear";
    case Op::kMatMul:
      return "matmul";
    case Op::kMean:
      return "mean";
    case Op::kMultiply:
      return "mul";
    case Op::kRmsNorm:
      return "rms_norm";
    case Op::kScale:
      return "scale";
    case Op::kSoftmax:
      return "softmax";
    case Op::kSum:
      return "sum";
  }
  return "";
}

WithDtypeHook::WithDtypeHook(DtypeHook* hook) : before_(active) {
  active = hook;
}
WithDtypeHook::~WithDtypeHook() { active = before_; }

void CastToChosen(Op op, std::span<Tensor> operands) {
  std::vector<Dtype> dtypes;
  for (const Tensor& operand : operands) {
    if (!operand.defined()) continue;
    Check(IsFloat(operand.dtype()), Name(op), [&] {
      return "an operand is " + operand.Describe() + ", not of floats";
    });
    dtypes.push_back(operand.dtype());
  }
  Check(!dtypes.empty(), Name(op), [] { return "it has no operand"; });
  const Dtype dtype =
      active == nullptr ? Common(op, dtypes) : active->Choose(op, dtypes);
  for (Tensor& operand : operands) {
    if (operand.defined()) operand = Cast(operand, dtype);
  }
}

void MakeContiguous(std::span<Tensor> operands) {
  for (Tensor& operand : operands) {
    if (operand.defined()) operand = Contiguous(operand);
  }
}

}  // namespace wbm::tensor
