#include "common/random/pcg64.h"

#include <bit>
#include <vector>

namespace wbm::random {
namespace {

constexpr uint128 Join(uint64_t high, uint64_t low) {
  return static_cast<uint128>(high) << 64 | low;
}

constexpr uint128 kMultiplier = Join(0x2360ed051fc65da4u, 0x4385df649fccf645u);

}  // namespace

Pcg64::Pcg64(const SeedSequence& seed) {
  const std::vector<uint64_t> words = seed.GenerateState64(4);
  increment_ = Join(words[2], words[3]) << 1 | 1;
  // O'Neill's srandom: step from 0, add the seed, step.
  state_ = increment_ + Join(words[0], words[1]);
  state_ = state_ * kMultiplier + increment_;
}

uint64_t Pcg64::Next64() {
  state_ = state_ * kMultiplier + increment_;
  const uint64_t high = static_cast<uint64_t>(state_ >> 64);
  const uint64_t low = static_cast<uint64_t>(state_);
  return std::rotr(high ^ low, static_cast<int>(high >> 58));
}

uint32_t Pcg64::Next32() {
  if (has_kept_half_) {
    has_kept_half_ = false;
    return kept_half_;
  }
  const uint64_t word = Next64();
  has_kept_half_ = true;
  kept_half_ = static_cast<uint32_t>(word >> 32);
  return static_cast<uint32_t>(word);
}

// Composes the step s -> a*s + c with itself by repeated squaring
// (F. Brown, "Random Number Generation with Arbitrary Stride", 1994).
void Pcg64::Advance(uint128 steps) {
  uint128 factor = kMultiplier, offset = increment_;
  uint128 total_factor = 1, total_offset = 0;
  for (; steps != 0; steps >>= 1) {
    if (steps & 1) {
      total_factor *= factor;
      total_offset = total_offset * factor + offset;
    }
    offset *= factor + 1;
    factor *= factor;
  }
  state_ = total_factor * state_ + total_offset;
  has_kept_half_ = false;
}

}  // namespace wbm::random
