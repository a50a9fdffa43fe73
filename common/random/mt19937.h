// The Mersenne Twister as NumPy's RandomState and PyTorch's CPU generator
// seed and read it (M. Matsumoto and T. Nishimura, "Mersenne Twister", 1998).
//
//   Mt19937 bits(42);
//   bits.Next32();  // 0x5fe1dc66
#pragma once

#include <array>
#include <cstdint>

namespace wbm::random {

class Mt19937 {
 public:
  static constexpr int kWords = 624;

  explicit Mt19937(uint32_t seed);

  uint32_t Next32();
  // Two words, the first one high.
  uint64_t Next64();
  // Uniform on [0, 1) in steps of 2^-53: 27 bits of one word, 26 of the next.
  double NextDouble();

  // The untempered state and the place of the next word in it.
  const std::array<uint32_t, kWords>& state() const { return state_; }
  int position() const { return position_; }

 private:
  void Refill();

  std::array<uint32_t, kWords> state_;
  int position_ = kWords;
};

}  // namespace wbm::random
