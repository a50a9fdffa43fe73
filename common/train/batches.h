// Which examples a training step sees.
//
//   Batch batch = BatchAt(examples, pad, /*seed=*/18, step, /*size=*/64);
//
// A function of the seed and the step alone: epochs are permutations drawn
// from SeedSequence([seed, epoch]), so a resumed run needs no generator state
// and sees what the uninterrupted run would have seen.
#pragma once

#include <cstdint>
#include <vector>

#include "common/tensor/tensor.h"

namespace wbm::train {

using Sequences = std::vector<std::vector<int64_t>>;

struct Batch {
  tensor::Tensor ids;      // int64 [n, t]
  tensor::Tensor targets;  // int64 [n, t]: the next token, or kIgnoredTarget
};

// Next-token prediction on whole sequences, all padded at the end to the
// longest; padding is no target. Sequences have at least two tokens.
Batch NextTokenBatch(const Sequences& sequences, int64_t pad);

// `size` of the sequences, in this step's turn of the permuted epochs.
Batch BatchAt(const Sequences& sequences, int64_t pad, uint64_t seed,
              int64_t step, int64_t size);

}  // namespace wbm::train
