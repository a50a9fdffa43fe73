// Two's complement of any width from 1 to 64 bits: codes are held right-aligned
// in a uint64_t, numbers in an int64_t.
//
//   ToTwosComplement(-5, 8) == 0xfb     FromTwosComplement(0xfb, 8) == -5
//   Add(0x7f, 0x01, 8)                  // {0x80, carry: no, overflow: yes}
#pragma once

#include <cstdint>

namespace wbm::formats {

constexpr uint64_t LowBits(int width) {
  return width >= 64 ? ~uint64_t{0} : (uint64_t{1} << width) - 1;
}

constexpr int64_t MinInteger(int width) {
  return -static_cast<int64_t>(LowBits(width - 1)) - 1;
}
constexpr int64_t MaxInteger(int width) {
  return static_cast<int64_t>(LowBits(width - 1));
}
constexpr bool FitsTwosComplement(int64_t value, int width) {
  return value >= MinInteger(width) && value <= MaxInteger(width);
}

// The code of `value` modulo 2^width.
constexpr uint64_t ToTwosComplement(int64_t value, int width) {
  return static_cast<uint64_t>(value) & LowBits(width);
}

// The number in [-2^(width-1), 2^(width-1)) that is congruent to the code;
// bits above the width are ignored.
constexpr int64_t FromTwosComplement(uint64_t code, int width) {
  const uint64_t sign = uint64_t{1} << (width - 1);
  // Flip the sign bit and subtract its weight: no branch, no overflow.
  return static_cast<int64_t>(((code & LowBits(width)) ^ sign) - sign);
}

struct IntegerSum {
  uint64_t code = 0;
  bool carry = false;     // the unsigned sum does not fit
  bool overflow = false;  // the signed sum does not fit
  friend constexpr bool operator==(const IntegerSum&,
                                   const IntegerSum&) = default;
};

constexpr IntegerSum Add(uint64_t a, uint64_t b, int width) {
  const uint64_t x = a & LowBits(width);
  const uint64_t y = b & LowBits(width);
  const uint64_t sum = (x + y) & LowBits(width);
  // Signed overflow: operands of one sign, a sum of the other.
  const uint64_t flipped = (x ^ sum) & (y ^ sum);
  return {sum, sum < x, ((flipped >> (width - 1)) & 1) != 0};
}

// Invert and add one; the least integer is its own negative (overflow).
constexpr IntegerSum Negate(uint64_t code, int width) {
  return Add(~code, 1, width);
}

}  // namespace wbm::formats
