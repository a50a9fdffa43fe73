// Derivatives by reverse accumulation.
//
//   Tensor loss = ...;                          // from leaves that RequireGrad
//   Gradients grads = Backward(std::move(loss));
//   Tensor g = grads.Of(w);                     // same shape and dtype as w
//
// Operations record themselves while they run; Backward walks the record from
// the loss back to the leaves, in an order that depends on nothing but the
// program, and frees each step's memory when it has been used. Gradients are
// returned rather than stored in the leaves, so that several threads can
// differentiate the same model at the same time.
#pragma once

#include <functional>
#include <unordered_map>
#include <vector>

#include "common/tensor/tensor.h"

namespace wbm::tensor {

class Gradients {
 public:
  // Zeros for a leaf that the loss does not depend on.
  Tensor Of(const Tensor& leaf) const;

 private:
  friend class Graph;
  std::unordered_map<const void*, Tensor> of_;
};

// d loss / d leaf for every leaf. `loss` is a scalar, or any tensor of one
// element. Its graph is consumed: a second Backward through any part of it
// ends the program.
Gradients Backward(const Tensor& loss);

// While one of these lives, its thread records nothing.
class NoGrad {
 public:
  NoGrad();
  ~NoGrad();
  NoGrad(const NoGrad&) = delete;
  NoGrad& operator=(const NoGrad&) = delete;

 private:
  bool before_;
};

// For operations.

// From the gradient of the output to those of the inputs, in their order; an
// undefined Tensor where an input has none.
using BackwardStep = std::function<std::vector<Tensor>(const Tensor&)>;

// The step that computed a tensor.
struct Node {
  const char* op = "";
  std::vector<Tensor> inputs;
  BackwardStep backward;
};

// True when recording and one of the inputs wants a gradient, so that an
// operation need save something.
bool Records(std::initializer_list<const Tensor*> inputs);

// Declares that `output` was computed from `inputs`. Returns it.
Tensor Record(const char* op, Tensor output, std::vector<Tensor> inputs,
              BackwardStep backward);

}  // namespace wbm::tensor
