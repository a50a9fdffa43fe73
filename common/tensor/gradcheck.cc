#include "common/tensor/gradcheck.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "common/random/generator.h"
#include "common/tensor/autograd.h"
#include "common/tensor/elementwise.h"
#include "common/tensor/reduce.h"
#include "common/tensor/shape_ops.h"

namespace wbm::tensor {
namespace {

constexpr double kStep = 1e-3;
constexpr double kFloor = 1e-3;

// The output as one number.
Tensor Contract(const Tensor& y) {
  random::Generator rng = random::DefaultRng(7);
  const Tensor weights =
      Tensor::From<double>(y.shape(), rng.StandardNormal(y.size()));
  return Sum(Multiply(Contiguous(y), weights));
}

double ValueAt(const TensorFunction& f, const std::vector<Tensor>& inputs) {
  const NoGrad no_grad;
  return Contract(f(inputs)).Item();
}

double Difference(const TensorFunction& f, const std::vector<Tensor>& inputs,
                  double& x) {
  const double at = x;
  const auto value = [&](double steps) {
    x = at + steps * kStep;
    return ValueAt(f, inputs);
  };
  const double difference = value(-2) - 8 * value(-1) + 8 * value(1) - value(2);
  x = at;
  return difference / (12 * kStep);
}

std::string Where(size_t input, int64_t element, double difference,
                  double derivative) {
  char text[160];
  std::snprintf(text, sizeof text,
                "input %zu, element %lld: %.12g by differences, %.12g by "
                "Backward",
                input, static_cast<long long>(element), difference, derivative);
  return text;
}

void CheckInput(const TensorFunction& f, const std::vector<Tensor>& inputs,
                size_t i, const std::vector<double>& derivatives,
                GradCheck& result) {
  double largest = 0;
  for (double d : derivatives) largest = std::max(largest, std::abs(d));
  double* x = inputs[i].mutable_data<double>();
  for (int64_t e = 0; e < inputs[i].size(); ++e) {
    const double derivative = derivatives[static_cast<size_t>(e)];
    const double difference = Difference(f, inputs, x[e]);
    const double scale = std::max(std::abs(derivative), kFloor * largest);
    const double gap = std::abs(difference - derivative);
    const double error = gap == 0 ? 0 : gap / scale;
    if (!(error <= result.worst)) {
      result = {error, Where(i, e, difference, derivative)};
    }
  }
}

}  // namespace

GradCheck CheckGradients(const TensorFunction& f,
                         const std::vector<Tensor>& inputs) {
  std::vector<Tensor> leaves;
  for (const Tensor& input : inputs) {
    leaves.push_back(
        Tensor::From<double>(input.shape(), input.ToVector<double>())
            .RequireGrad());
  }
  const Gradients gradients = Backward(Contract(f(leaves)));
  GradCheck result;
  for (size_t i = 0; i < leaves.size(); ++i) {
    CheckInput(f, leaves, i, gradients.Of(leaves[i]).ToVector<double>(),
               result);
  }
  return result;
}

}  // namespace wbm::tensor
