// Unbiased integers on a range, by NumPy's two rules. Internal to random/.
//
// Lemire (D. Lemire, "Fast Random Integer Generation in an Interval", 2019)
// takes the high half of word * (range + 1) and rejects the few words that
// would make some results likelier; the older rule masks and rejects.
#pragma once

#include <cstdint>
#include <limits>

#include "common/random/pcg64.h"

namespace wbm::random {

// The smallest 2^n - 1 that is at least `max`.
constexpr uint64_t MaskFor(uint64_t max) {
  for (int shift = 1; shift < 64; shift *= 2) max |= max >> shift;
  return max;
}

// Uniform on 0 .. range, where range is not all ones and next() gives words
// of the unsigned type Word; Wide has twice its bits.
template <typename Word, typename Wide, typename Next>
Word Lemire(Word range, Next&& next) {
  constexpr int kBits = std::numeric_limits<Word>::digits;
  const Word count = static_cast<Word>(range + 1);
  const auto must_reject = [count, range](Word low_half) {
    if (low_half >= count) return false;  // spares the division
    const Word surplus =
        static_cast<Word>(std::numeric_limits<Word>::max() - range);
    return low_half < static_cast<Word>(surplus % count);
  };
  Wide product;
  do {
    product = static_cast<Wide>(static_cast<Wide>(next()) * count);
  } while (must_reject(static_cast<Word>(product)));
  return static_cast<Word>(product >> kBits);
}

// Uniform on 0 .. max by mask and rejection: 32-bit words when they suffice.
template <typename Bits>
uint64_t Masked(Bits& bits, uint64_t max) {
  if (max == 0) return 0;
  const uint64_t mask = MaskFor(max);
  const bool small = max <= 0xffffffffu;
  uint64_t value;
  do {
    value = (small ? bits.Next32() : bits.Next64()) & mask;
  } while (value > max);
  return value;
}

// Cuts 32-bit words into pieces of type Piece, lowest first.
template <typename Piece>
class Pieces {
 public:
  explicit Pieces(Pcg64& bits) : bits_(bits) {}

  Piece operator()() {
    constexpr int kBits = std::numeric_limits<Piece>::digits;
    if (left_ == 0) {
      word_ = bits_.Next32();
      left_ = 32 / kBits;
    } else {
      word_ >>= kBits;
    }
    --left_;
    return static_cast<Piece>(word_);
  }

 private:
  Pcg64& bits_;
  uint32_t word_ = 0;
  int left_ = 0;
};

}  // namespace wbm::random
