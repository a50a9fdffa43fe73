#include "common/tensor/cross_entropy.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "common/tensor/autograd.h"
#include "common/tensor/check.h"
#include "common/tensor/dtype_hook.h"
#include "common/tensor/kernels/row_kernels.h"
#include "common/tensor/shape_ops.h"

namespace wbm::tensor {
namespace {

constexpr Op kOp = Op::kCrossEntropy;

void CheckTargets(const Tensor& logits, const Tensor& targets) {
  const bool fits = logits.rank() >= 1 && targets.dtype() == Dtype::kInt64 &&
                    logits.rank() == targets.rank() + 1 &&
                    std::equal(targets.shape().begin(), targets.shape().end(),
                               logits.shape().begin());
  Check(fits, Name(kOp), [&] {
    return "the logits are " + logits.Describe() + ", the targets " +
           targets.Describe() + "; expected [..., classes] and int64 [...]";
  });
  const int64_t* target = targets.data<int64_t>();
  for (int64_t i = 0; i < targets.size(); ++i) {
    Check(target[i] >= kIgnoredTarget && target[i] < logits.dim(-1), Name(kOp),
          [&] {
            return "target " + std::to_string(target[i]) +
                   " is not a class of " + logits.Describe();
          });
  }
}

// Fills `probabilities` and returns the sum of the losses.
template <class T>
double SumLosses(const Tensor& logits, const Tensor& targets,
                 const Tensor& probabilities) {
  const int64_t classes = logits.dim(-1);
  double sum = 0;
  for (int64_t i = 0; i < targets.size(); ++i) {
    const int64_t target = targets.data<int64_t>()[i];
    if (target == kIgnoredTarget) continue;
    const T* row = logits.data<T>() + i * classes;
    const T log_sum = kernels::Kernels<T>().softmax(
        classes, T{1}, row, probabilities.mutable_data<T>() + i * classes);
    sum += static_cast<double>(log_sum) - static_cast<double>(row[target]);
  }
  return sum;
}

// (probability - [class is the target]) * factor for each row that counts.
template <class T>
Tensor LogitsGradient(const Tensor& probabilities, const Tensor& targets,
                      T factor) {
  const int64_t classes = probabilities.dim(-1);
  const Tensor grad = Tensor::Empty(probabilities.shape(), kDtypeOf<T>);
  for (int64_t i = 0; i < targets.size(); ++i) {
    const int64_t target = targets.data<int64_t>()[i];
    T* row = grad.mutable_data<T>() + i * classes;
    if (target == kIgnoredTarget) {
      std::fill_n(row, classes, T{0});
      continue;
    }
    kernels::Kernels<T>().scale(classes, factor,
                                probabilities.data<T>() + i * classes, row);
    row[target] =
        (probabilities.data<T>()[i * classes + target] - T{1}) * factor;
  }
  return grad;
}

}  // namespace

Tensor CrossEntropy(const Tensor& logits_in, const Tensor& targets_in,
                    Reduction reduction) {
  const auto [logits] = Prepared<1>(kOp, {logits_in});
  const Tensor targets = Contiguous(targets_in);
  CheckTargets(logits, targets);
  const int64_t* target = targets.data<int64_t>();
  const auto ignored =
      std::count(target, target + targets.size(), kIgnoredTarget);
  const double divisor = reduction == Reduction::kSum
                             ? 1.0
                             : static_cast<double>(targets.size() - ignored);
  const Tensor probabilities = Tensor::Empty(logits.shape(), logits.dtype());
  Tensor out = Tensor::Empty({}, logits.dtype());
  VisitFloat(logits.dtype(), Name(kOp), [&, &logits = logits]<class T>(T) {
    *out.mutable_data<T>() =
        static_cast<T>(SumLosses<T>(logits, targets, probabilities) / divisor);
  });
  if (!Records({&logits})) return out;
  return Record(
      Name(kOp), out, {logits},
      [probabilities, targets, divisor](const Tensor& grad) {
        return VisitFloat(grad.dtype(), Name(kOp), [&]<class T>(T) {
          const auto factor = static_cast<T>(grad.Item() / divisor);
          return std::vector{LogitsGradient<T>(probabilities, targets, factor)};
        });
      });
}

}  // namespace wbm::tensor
