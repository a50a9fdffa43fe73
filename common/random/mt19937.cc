#include "common/random/mt19937.h"

#include <cstddef>

namespace wbm::random {

Mt19937::Mt19937(uint32_t seed) {
  for (uint32_t i = 0; i < kWords; ++i) {
    state_[i] = seed;
    seed = 1812433253u * (seed ^ (seed >> 30)) + i + 1;
  }
}

void Mt19937::Refill() {
  constexpr size_t kShift = 397;
  for (size_t i = 0; i < kWords; ++i) {
    const uint32_t joined =
        (state_[i] & 0x80000000u) | (state_[(i + 1) % kWords] & 0x7fffffffu);
    const uint32_t twist = (joined & 1) != 0 ? 0x9908b0dfu : 0;
    state_[i] = state_[(i + kShift) % kWords] ^ (joined >> 1) ^ twist;
  }
  position_ = 0;
}

uint32_t Mt19937::Next32() {
  if (position_ == kWords) Refill();
  uint32_t word = state_[static_cast<size_t>(position_++)];
  word ^= word >> 11;
  word ^= (word << 7) & 0x9d2c5680u;
  word ^= (word << 15) & 0xefc60000u;
  return word ^ (word >> 18);
}

uint64_t Mt19937::Next64() {
  const uint64_t high = Next32();
  return high << 32 | Next32();
}

double Mt19937::NextDouble() {
  const double high = Next32() >> 5;
  const double low = Next32() >> 6;
  return (high * 0x1p26 + low) * 0x1p-53;
}

}  // namespace wbm::random
