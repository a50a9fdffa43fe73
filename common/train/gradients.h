// The loss of a batch and its gradients, on any number of threads.
//
//   ThreadPool pool(2);
//   LossAndGradients step = BatchGradients(model, batch, pool);
//
// The batch is cut into micro-batches of about 256 tokens, whose activations
// fit a core's L2 cache; threads take micro-batches. Each keeps its own
// gradients, which are then added in the order of the micro-batches: the same
// bytes for any number of threads.
#pragma once

#include <vector>

#include "common/kernels/cpu/thread_pool.h"
#include "common/nn/minigpt.h"
#include "common/tensor/tensor.h"
#include "common/train/batches.h"

namespace wbm::train {

struct LossAndGradients {
  double loss = 0;                        // mean over the targets that count
  std::vector<tensor::Tensor> gradients;  // one a parameter of the model
};

LossAndGradients BatchGradients(const nn::MiniGpt& model, const Batch& batch,
                                kernels::ThreadPool& pool);

}  // namespace wbm::train
