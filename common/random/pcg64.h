// PCG64, the bits behind numpy.random.default_rng.
//
// A 128-bit linear congruential generator whose state is folded to 64 bits by
// xor and rotated by its own top bits (PCG XSL-RR 128/64, M. O'Neill, "PCG: A
// Family of Simple Fast Space-Efficient Statistically Good Algorithms for
// Random Number Generation", 2014). Bit for bit numpy.random.PCG64.
//
//   Pcg64 bits{SeedSequence(42)};
//   bits.Next64();  // 0xc621fbcd16d92688
#pragma once

#include <cstdint>

#include "common/random/seed_sequence.h"

namespace wbm::random {

__extension__ using uint128 = unsigned __int128;

class Pcg64 {
 public:
  explicit Pcg64(const SeedSequence& seed);

  uint64_t Next64();

  // Serves a 64-bit word in two halves, the low one first. As in NumPy the
  // kept half outlives calls to Next64().
  uint32_t Next32();

  // Uniform on [0, 1) in steps of 2^-53: the top 53 bits of a word.
  double NextDouble() { return static_cast<double>(Next64() >> 11) * 0x1p-53; }

  // Uniform on [0, 1) in steps of 2^-24: the top 24 bits of half a word.
  float NextFloat() { return static_cast<float>(Next32() >> 8) * 0x1p-24f; }

  // Skips `steps` 64-bit words in O(log steps), and drops a kept half.
  void Advance(uint128 steps);

  uint128 state() const { return state_; }
  uint128 increment() const { return increment_; }

 private:
  uint128 state_ = 0;
  uint128 increment_ = 0;  // odd; names the stream
  uint32_t kept_half_ = 0;
  bool has_kept_half_ = false;
};

}  // namespace wbm::random
