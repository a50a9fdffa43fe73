#include "common/tensor/autograd.h"

#include <algorithm>
#include <utility>

#include "common/tensor/check.h"
#include "common/tensor/kernels/row_kernels.h"

namespace wbm::tensor {
namespace {

thread_local bool recording = true;

Tensor AddInto(const Tensor& sum, const Tensor& term) {
  Tensor out = sum.Unshared() ? sum : Tensor::Empty(sum.shape(), sum.dtype());
  VisitFloat(sum.dtype(), "Backward", [&]<class T>(T) {
    kernels::Kernels<T>().add(sum.size(), sum.data<T>(), term.data<T>(),
                              out.mutable_data<T>());
  });
  return out;
}

}  // namespace

// The part of autograd that sees inside tensors.
class Graph {
 public:
  static const std::shared_ptr<Node>& NodeOf(const Tensor& tensor) {
    return tensor.impl_->node;
  }
  static void SetNode(const Tensor& tensor, std::shared_ptr<Node> node) {
    tensor.impl_->node = std::move(node);
    tensor.impl_->requires_grad = true;
  }

  // The tensors below `loss` that were computed, each after its inputs.
  static std::vector<Tensor> InOrder(const Tensor& loss) {
    struct Visit {
      Tensor tensor;
      size_t next_input = 0;
    };
    std::vector<Tensor> order;
    std::unordered_map<const void*, bool> seen;
    std::vector<Visit> path;
    const auto enter = [&](const Tensor& tensor) {
      if (tensor.defined() && NodeOf(tensor) != nullptr &&
          seen.emplace(tensor.id(), true).second) {
        path.push_back({tensor});
      }
    };
    enter(loss);
    while (!path.empty()) {
      const Node& node = *NodeOf(path.back().tensor);
      if (path.back().next_input < node.inputs.size()) {
        enter(node.inputs[path.back().next_input++]);
      } else {
        order.push_back(std::move(path.back().tensor));
        path.pop_back();
      }
    }
    return order;
  }

  void Run(const Tensor& loss) {
    std::vector<Tensor> order = InOrder(loss);
    result.of_[loss.id()] = Tensor::Full(loss.shape(), loss.dtype(), 1.0);
    while (!order.empty()) {
      Step(order.back());
      order.pop_back();
    }
  }

  Gradients result;

 private:
  void Step(const Tensor& tensor) {
    const auto found = result.of_.find(tensor.id());
    if (found == result.of_.end()) return;  // nothing flowed here
    const Tensor grad = std::move(found->second);
    result.of_.erase(found);
    Node& node = *NodeOf(tensor);
    Check(node.backward != nullptr, node.op, [] {
      return "its graph was used by an earlier Backward; compute the loss "
             "again";
    });
    const BackwardStep backward = std::move(node.backward);
    node.backward = nullptr;
    const std::vector<Tensor> inputs = std::move(node.inputs);
    node.inputs.clear();
    std::vector<Tensor> grads = backward(grad);
    for (size_t i = 0; i < inputs.size(); ++i) {
      if (inputs[i].defined() && inputs[i].requires_grad()) {
        Add(node.op, inputs[i], std::move(grads[i]));
      }
    }
  }

  void Add(const char* op, const Tensor& input, Tensor grad) {
    if (!grad.defined()) return;
    Check(grad.shape() == input.shape() && grad.dtype() == input.dtype(), op,
          [&] {
            return "the gradient is " + grad.Describe() + " for an input of " +
                   input.Describe();
          });
    Check(grad.contiguous(), op, [] { return "its gradient has strides"; });
    Tensor& sum = result.of_[input.id()];
    if (!sum.defined()) {
      sum = std::move(grad);
    } else {
      sum = AddInto(std::exchange(sum, Tensor()), grad);
    }
  }
};

Tensor Gradients::Of(const Tensor& leaf) const {
  const auto found = of_.find(leaf.id());
  if (found != of_.end()) return found->second;
  return Tensor::Zeros(leaf.shape(), leaf.dtype());
}

Gradients Backward(const Tensor& loss) {
  Check(loss.defined() && loss.size() == 1 && loss.requires_grad(), "Backward",
        [&] {
          return "the loss is " + loss.Describe() +
                 "; it must be one number computed from a tensor that "
                 "requires a gradient";
        });
  const NoGrad no_grad;
  Graph graph;
  graph.Run(loss);
  return std::move(graph.result);
}

NoGrad::NoGrad() : before_(recording) { recording = false; }
NoGrad::~NoGrad() { recording = before_; }

bool Records(std::initializer_list<const Tensor*> inputs) {
  return recording &&
         std::any_of(inputs.begin(), inputs.end(), [](const Tensor* input) {
           return input->defined() && input->requires_grad();
         });
}

Tensor Record(const char* op, Tensor output, std::vector<Tensor> inputs,
              BackwardStep backward) {
  Graph::SetNode(output, std::make_shared<Node>(
                             Node{op, std::move(inputs), std::move(backward)}));
  return output;
}

}  // namespace wbm::tensor
