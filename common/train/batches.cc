#include "common/train/batches.h"

#include <algorithm>
#include <array>

#include "common/random/generator.h"
#include "common/random/seed_sequence.h"
#include "common/tensor/cross_entropy.h"

namespace wbm::train {
namespace {

using tensor::Tensor;

std::vector<int64_t> EpochOrder(uint64_t seed, uint64_t epoch, int64_t count) {
  const std::array<uint32_t, 4> words = {
      static_cast<uint32_t>(seed), static_cast<uint32_t>(seed >> 32),
      static_cast<uint32_t>(epoch), static_cast<uint32_t>(epoch >> 32)};
  random::Generator rng{random::Pcg64(random::SeedSequence(words))};
  return rng.Permutation(count);
}

// Batches of sequences are as long as the longest of all, so that every step
// costs the same.
Batch Pack(const Sequences& sequences, const std::vector<int64_t>& chosen,
           int64_t pad) {
  size_t longest = 0;
  for (const auto& s : sequences) longest = std::max(longest, s.size());
  const auto n = static_cast<int64_t>(chosen.size());
  const auto t = static_cast<int64_t>(longest) - 1;
  std::vector<int64_t> ids(static_cast<size_t>(n * t), pad);
  std::vector<int64_t> targets(ids.size(), tensor::kIgnoredTarget);
  for (size_t row = 0; row < chosen.size(); ++row) {
    const auto& s = sequences[static_cast<size_t>(chosen[row])];
    const auto at = static_cast<std::ptrdiff_t>(row) * t;
    std::copy(s.begin(), s.end() - 1, ids.begin() + at);
    std::copy(s.begin() + 1, s.end(), targets.begin() + at);
  }
  return {Tensor::From<int64_t>({n, t}, ids),
          Tensor::From<int64_t>({n, t}, targets)};
}

}  // namespace

Batch NextTokenBatch(const Sequences& sequences, int64_t pad) {
  std::vector<int64_t> all(sequences.size());
  for (size_t i = 0; i < all.size(); ++i) all[i] = static_cast<int64_t>(i);
  return Pack(sequences, all, pad);
}

Batch BatchAt(const Sequences& sequences, int64_t pad, uint64_t seed,
              int64_t step, int64_t size) {
  const auto count = static_cast<int64_t>(sequences.size());
  std::vector<int64_t> chosen;
  std::vector<int64_t> order;
  int64_t epoch = -1;
  for (int64_t i = step * size; i < (step + 1) * size; ++i) {
    if (i / count != epoch) {
      epoch = i / count;
      order = EpochOrder(seed, static_cast<uint64_t>(epoch), count);
    }
    chosen.push_back(order[static_cast<size_t>(i % count)]);
  }
  return Pack(sequences, chosen, pad);
}

}  // namespace wbm::train
