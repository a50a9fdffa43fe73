#include "common/train/gradients.h"

#include <algorithm>

#include "common/tensor/autograd.h"
#include "common/tensor/kernels/row_kernels.h"
#include "common/tensor/ops.h"

namespace wbm::train {
namespace {

using tensor::Tensor;

// Larger: better use of the packed weights. Smaller: activations stay in L2.
constexpr int64_t kMicroBatchTokens = 256;

// Elements of gradients summed at a time: those of the sum stay in L1.
constexpr int64_t kStretch = 1024;

// Rows [first, first + count) of an int64 [n, t].
Tensor Rows(const Tensor& x, int64_t first, int64_t count) {
  const int64_t t = x.dim(1);
  const int64_t* from = x.data<int64_t>() + first * t;
  return Tensor::From<int64_t>({count, t},
                               std::span(from, static_cast<size_t>(count * t)));
}

// d (sum of the losses / divisor) of one micro-batch.
LossAndGradients MicroBatch(const nn::MiniGpt& model, const Batch& batch,
                            double divisor) {
  const Tensor logits = model.Forward(batch.ids);
  const Tensor loss = tensor::Scale(
      tensor::CrossEntropy(logits, batch.targets, tensor::Reduction::kSum),
      1 / divisor);
  const tensor::Gradients gradients = tensor::Backward(loss);
  LossAndGradients result = {loss.Item(), {}};
  for (const nn::Parameter& p : model.parameters()) {
    result.gradients.push_back(gradients.Of(p.value));
  }
  return result;
}

// The sum over the micro-batches of one parameter's gradients, in their order.
Tensor SumGradients(const std::vector<LossAndGradients>& parts,
                    size_t parameter) {
  const Tensor& first_part = parts[0].gradients[parameter];
  if (parts.size() == 1) return first_part;
  const Tensor sum = Tensor::Empty(first_part.shape(), first_part.dtype());
  tensor::VisitFloat(sum.dtype(), "sum of gradients", [&]<class T>(T) {
    for (int64_t i = 0; i < sum.size(); i += kStretch) {
      const int64_t n = std::min(kStretch, sum.size() - i);
      T* to = sum.mutable_data<T>() + i;
      const T* from = first_part.data<T>() + i;
      for (size_t part = 1; part < parts.size(); ++part) {
        const T* more = parts[part].gradients[parameter].data<T>() + i;
        tensor::kernels::Kernels<T>().add(n, from, more, to);
        from = to;
      }
    }
  });
  return sum;
}

}  // namespace

LossAndGradients BatchGradients(const nn::MiniGpt& model, const Batch& batch,
                                kernels::ThreadPool& pool) {
  const int64_t n = batch.ids.dim(0);
  const int64_t rows = std::clamp<int64_t>(
      kMicroBatchTokens / std::max<int64_t>(1, batch.ids.dim(1)), 1, n);
  const int64_t* targets = batch.targets.data<int64_t>();
  const auto counted = static_cast<double>(
      batch.targets.size() - std::count(targets, targets + batch.targets.size(),
                                        tensor::kIgnoredTarget));
  std::vector<LossAndGradients> parts(
      static_cast<size_t>((n + rows - 1) / rows));
  pool.Run(static_cast<int>(parts.size()), [&](int part) {
    const int64_t first = part * rows;
    const int64_t count = std::min(rows, n - first);
    parts[static_cast<size_t>(part)] = MicroBatch(
        model,
        {Rows(batch.ids, first, count), Rows(batch.targets, first, count)},
        counted);
  });
  LossAndGradients sum;
  for (const LossAndGradients& part : parts) sum.loss += part.loss;
  sum.gradients.resize(model.parameters().size());
  pool.Run(static_cast<int>(sum.gradients.size()), [&](int parameter) {
    const auto i = static_cast<size_t>(parameter);
    sum.gradients[i] = SumGradients(parts, i);
  });
  return sum;
}

}  // namespace wbm::train
