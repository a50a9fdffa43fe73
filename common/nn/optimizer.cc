#include "common/nn/optimizer.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"
#include "common/tensor/check.h"
#include "common/tensor/kernels/row_kernels.h"

namespace wbm::nn {
namespace {

using tensor::Tensor;
using tensor::kernels::AdamWConstants;
using tensor::kernels::Kernels;

std::vector<Tensor> ZerosLike(const std::vector<Parameter>& parameters) {
  std::vector<Tensor> zeros;
  for (const Parameter& p : parameters) {
    zeros.push_back(Tensor::Zeros(p.value.shape(), p.value.dtype()));
  }
  return zeros;
}

void CheckGradients(const std::vector<Parameter>& parameters,
                    const std::vector<Tensor>& gradients) {
  tensor::Check(parameters.size() == gradients.size(), "Step", [&] {
    return absl::StrCat(gradients.size(), " gradients for ", parameters.size(),
                        " parameters");
  });
  for (size_t i = 0; i < parameters.size(); ++i) {
    const Tensor& w = parameters[i].value;
    tensor::Check(gradients[i].shape() == w.shape() &&
                      gradients[i].dtype() == w.dtype() &&
                      gradients[i].contiguous(),
                  "Step", [&] {
                    return absl::StrCat("the gradient of ", parameters[i].name,
                                        " is ", gradients[i].Describe(),
                                        "; expected ", w.Describe());
                  });
  }
}

double DecayOf(const Tensor& w, double weight_decay) {
  return w.rank() >= 2 ? weight_decay : 0.0;
}

template <class T>
AdamWConstants<T> Constants(const AdamWOptions& o, double rate, double decay,
                            int64_t steps) {
  const double correction1 = 1 - std::pow(o.beta1, steps);
  const double correction2 = 1 - std::pow(o.beta2, steps);
  return {static_cast<T>(o.beta1),
          static_cast<T>(o.beta2),
          static_cast<T>(o.eps),
          static_cast<T>(1 - o.beta1),
          static_cast<T>(1 - o.beta2),
          static_cast<T>(1 - rate * decay),
          static_cast<T>(rate / correction1),
          static_cast<T>(1 / std::sqrt(correction2))};
}

NamedArray ToArray(const Tensor& tensor) {
  return {tensor.shape(), tensor.ToVector<float>(), {}};
}

absl::Status Restore(const Weights& state, const std::string& name,
                     const Tensor& to) {
  const auto found = state.find(name);
  if (found == state.end() || found->second.shape != to.shape() ||
      static_cast<int64_t>(found->second.values.size()) != to.size()) {
    return absl::InvalidArgumentError(
        absl::StrCat("'", name, "' is missing or not ", to.Describe(),
                     "; resume from the state of a run with the same model"));
  }
  std::copy(found->second.values.begin(), found->second.values.end(),
            to.mutable_data<float>());
  return absl::OkStatus();
}

}  // namespace

AdamW::AdamW(std::vector<Parameter> parameters, const AdamWOptions& options)
    : parameters_(std::move(parameters)),
      options_(options),
      m_(ZerosLike(parameters_)),
      v_(ZerosLike(parameters_)) {}

void AdamW::Step(const std::vector<Tensor>& gradients, double learning_rate) {
  CheckGradients(parameters_, gradients);
  ++steps_;
  for (size_t i = 0; i < parameters_.size(); ++i) {
    const Tensor& w = parameters_[i].value;
    const double decay = DecayOf(w, options_.weight_decay);
    tensor::VisitFloat(w.dtype(), "AdamW", [&]<class T>(T) {
      Kernels<T>().adamw(w.size(),
                         Constants<T>(options_, learning_rate, decay, steps_),
                         gradients[i].data<T>(), w.mutable_data<T>(),
                         m_[i].mutable_data<T>(), v_[i].mutable_data<T>());
    });
  }
}

Weights AdamW::State() const {
  Weights state;
  for (size_t i = 0; i < parameters_.size(); ++i) {
    state["m/" + parameters_[i].name] = ToArray(m_[i]);
    state["v/" + parameters_[i].name] = ToArray(v_[i]);
  }
  return state;
}

absl::Status AdamW::SetState(const Weights& state, int64_t steps) {
  for (size_t i = 0; i < parameters_.size(); ++i) {
    const absl::Status m = Restore(state, "m/" + parameters_[i].name, m_[i]);
    if (!m.ok()) return m;
    const absl::Status v = Restore(state, "v/" + parameters_[i].name, v_[i]);
    if (!v.ok()) return v;
  }
  steps_ = steps;
  return absl::OkStatus();
}

Sgd::Sgd(std::vector<Parameter> parameters, const SgdOptions& options)
    : parameters_(std::move(parameters)),
      options_(options),
      momentum_(ZerosLike(parameters_)) {}

void Sgd::Step(const std::vector<Tensor>& gradients, double learning_rate) {
  CheckGradients(parameters_, gradients);
  for (size_t i = 0; i < parameters_.size(); ++i) {
    const Tensor& w = parameters_[i].value;
    const double decay = DecayOf(w, options_.weight_decay);
    tensor::VisitFloat(w.dtype(), "Sgd", [&]<class T>(T) {
      const auto& k = Kernels<T>();
      T* b = momentum_[i].template mutable_data<T>();
      k.scale(w.size(), static_cast<T>(options_.momentum), b, b);
      k.add(w.size(), b, gradients[i].data<T>(), b);
      k.add_scaled(w.size(), static_cast<T>(decay), w.data<T>(), b);
      k.add_scaled(w.size(), static_cast<T>(-learning_rate), b,
                   w.mutable_data<T>());
    });
  }
}

}  // namespace wbm::nn
