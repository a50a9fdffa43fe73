// The loss of a classifier.
#pragma once

#include "common/tensor/tensor.h"

namespace wbm::tensor {

inline constexpr int64_t kIgnoredTarget = -1;

enum class Reduction { kMean, kSum };

// -log softmax(logits)[target], summed over rows or averaged over those that
// count. logits [..., classes], targets int64 [...]; a target of
// kIgnoredTarget leaves its row out. When none counts the sum is 0 and the
// mean NaN. Any other target outside the classes ends the program. Rows are
// summed in float64.
Tensor CrossEntropy(const Tensor& logits, const Tensor& targets,
                    Reduction reduction = Reduction::kMean);

}  // namespace wbm::tensor
