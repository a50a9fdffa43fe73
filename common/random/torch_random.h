// PyTorch's CPU generator: torch.manual_seed, then rand, randint and randn.
//
//   TorchRandom rng(42);                    // torch.manual_seed(42)
//   std::vector<float> w = rng.Randn(4096); // torch.randn(4096)
//
// float32 on an x86-64 build with AVX2, PyTorch 1.13. The recorded arrays
// cover each method's first values; the refilled end of a Randn whose count is
// not a multiple of 16 follows PyTorch's source and is not recorded.
#pragma once

#include <cstdint>
#include <vector>

#include "common/random/mt19937.h"

namespace wbm::random {

class TorchRandom {
 public:
  // Only the low 32 bits of a seed matter, as in PyTorch.
  explicit TorchRandom(uint64_t seed) : bits_(static_cast<uint32_t>(seed)) {}

  // Uniform on [0, 1) in steps of 2^-24: the low 24 bits of a word.
  std::vector<float> Rand(int64_t count);

  // Integers on [low, high) by remainder (slightly uneven, as in PyTorch);
  // ends the program if the range is empty.
  std::vector<int64_t> Randint(int64_t low, int64_t high, int64_t count);

  // Standard normals. Fewer than 16 are drawn one by one in double, and the
  // second of a pair is kept for a later such call; 16 or more are filled with
  // uniforms that are then transformed in blocks of 16 with vector
  // approximations of log, sin and cos.
  std::vector<float> Randn(int64_t count);

 private:
  float NextFloat();
  double NextDouble();
  double NextNormal();

  Mt19937 bits_;
  double kept_normal_ = 0;
  bool has_kept_normal_ = false;
};

}  // namespace wbm::random
