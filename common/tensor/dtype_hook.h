// The one place where an operation asks in which dtype to run.
//
//   class Half : public DtypeHook { Dtype Choose(...) override { ... } };
//   Half half;
//   WithDtypeHook scope(&half);      // for this thread, until the scope ends
//   Tensor y = Linear(x, w);         // asks half, casts x and w, then runs
//
// Without a hook every operation runs in the dtype that its operands share,
// and operands of different dtypes are a mistake. The casts are recorded, so
// gradients come back in the dtype of the original operands.
#pragma once

#include <array>
#include <span>

#include "common/tensor/tensor.h"

namespace wbm::tensor {

enum class Op {
  kAdd,
  kCrossEntropy,
  kCausalAttention,
  kEmbedding,
  kGelu,
  kLayerNorm,
  kLinear,
  kMatMul,
  kMean,
  kMultiply,
  kRmsNorm,
  kScale,
  kSoftmax,
  kSum,
};

// "linear" for kLinear, as PyTorch calls them.
const char* Name(Op op);

class DtypeHook {
 public:
  virtual ~DtypeHook() = default;
  // `operands` are the dtypes of the float operands, in the operation's order.
  virtual Dtype Choose(Op op, std::span<const Dtype> operands) = 0;
};

// Asks `hook` (not owned; null: none) on this thread while it lives.
class WithDtypeHook {
 public:
  explicit WithDtypeHook(DtypeHook* hook);
  ~WithDtypeHook();
  WithDtypeHook(const WithDtypeHook&) = delete;
  WithDtypeHook& operator=(const WithDtypeHook&) = delete;

 private:
  DtypeHook* before_;
};

// The operands in the dtype in which `op` is to run. Undefined ones stay so.
template <size_t kCount>
std::array<Tensor, kCount> Chosen(Op op, std::array<Tensor, kCount> operands);

// The same, and contiguous.
template <size_t kCount>
std::array<Tensor, kCount> Prepared(Op op, std::array<Tensor, kCount> operands);

// Implementation of the templates.

void CastToChosen(Op op, std::span<Tensor> operands);
void MakeContiguous(std::span<Tensor> operands);

template <size_t kCount>
std::array<Tensor, kCount> Chosen(Op op, std::array<Tensor, kCount> operands) {
  CastToChosen(op, operands);
  return operands;
}

template <size_t kCount>
std::array<Tensor, kCount> Prepared(Op op,
                                    std::array<Tensor, kCount> operands) {
  CastToChosen(op, operands);
  MakeContiguous(operands);
  return operands;
}

}  // namespace wbm::tensor
