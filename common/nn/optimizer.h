// AdamW and SGD: from gradients to new weights.
//
//   AdamW adamw(model.parameters(), {.weight_decay = 0.1});
//   adamw.Step(gradients, /*learning_rate=*/1e-3);
//
// Parameters are float32 or float64 and are changed in place. Decay falls on
// matrices only (gains and biases have one dimension). The state is readable
// and settable, so that a run can be resumed bit by bit.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "common/nn/parameter.h"
#include "common/nn/weights.h"
#include "common/tensor/tensor.h"

namespace wbm::nn {

struct AdamWOptions {
  double beta1 = 0.9;
  double beta2 = 0.999;
  double eps = 1e-8;
  double weight_decay = 0.01;
};

// Decoupled weight decay (Loshchilov and Hutter, 2019), the steps in the order
// of PyTorch's: decay, moments, bias correction, update.
class AdamW {
 public:
  AdamW(std::vector<Parameter> parameters, const AdamWOptions& options);

  // One gradient a parameter, of its shape and dtype.
  void Step(const std::vector<tensor::Tensor>& gradients, double learning_rate);

  int64_t steps() const { return steps_; }

  // The moments of float32 parameters as "m/NAME" and "v/NAME".
  Weights State() const;
  // Takes back what State() gave after `steps` steps; InvalidArgument names
  // what is missing or has another shape.
  absl::Status SetState(const Weights& state, int64_t steps);

 private:
  std::vector<Parameter> parameters_;
  AdamWOptions options_;
  std::vector<tensor::Tensor> m_;
  std::vector<tensor::Tensor> v_;
  int64_t steps_ = 0;
};

struct SgdOptions {
  double momentum = 0;
  double weight_decay = 0;  // added to the gradient, as PyTorch's
};

// b = momentum b + g (the first time b = g); w = w - learning rate b.
class Sgd {
 public:
  Sgd(std::vector<Parameter> parameters, const SgdOptions& options);
  void Step(const std::vector<tensor::Tensor>& gradients, double learning_rate);

 private:
  std::vector<Parameter> parameters_;
  SgdOptions options_;
  std::vector<tensor::Tensor> momentum_;
};

}  // namespace wbm::nn
