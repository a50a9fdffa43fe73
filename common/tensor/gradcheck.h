// Compares derivatives with differences.
//
//   GradCheck check = CheckGradients(
//       [](const std::vector<Tensor>& in) { return Gelu(in[0]); }, {x});
//   EXPECT_LE(check.worst, 1e-6) << check.where;
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "common/tensor/tensor.h"

namespace wbm::tensor {

struct GradCheck {
  double worst = 0;   // the largest relative error
  std::string where;  // "input 1 [0, 2]: 0.25 by differences, 0.24 by Backward"
};

using TensorFunction = std::function<Tensor(const std::vector<Tensor>&)>;

// `inputs` are float64. The function's output is contracted with fixed random
// numbers; each derivative of that is compared with a central difference of
// fourth order, (f(x-2h) - 8 f(x-h) + 8 f(x+h) - f(x+2h)) / 12h, h = 1e-3:
// truncation h^4/30 and rounding eps/h are both near 1e-13. An error is
// relative to the derivative, or to 1e-3 of the input's largest derivative
// where that is more.
GradCheck CheckGradients(const TensorFunction& f,
                         const std::vector<Tensor>& inputs);

}  // namespace wbm::tensor
