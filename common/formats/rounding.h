// Rounding an exact binary number to an integer count of quanta: one function
// for every mode, on integers alone, so that it gives the same bits at compile
// time, at run time and under any floating-point environment.
//
//   ShiftRight(0b1011, 2, {RoundingMode::kNearestEven}, false) == 3   // 2.75
//
// Modes carry the names of IEEE P3109 (interim report 4.0, 4.7.4) where it has
// one. With v the fraction of a quantum that is cut off, 0 <= v < 1, and N
// random bits R in [0, 2^N), the stochastic modes round away from zero when
//   A  floor(v 2^N) + R >= 2^N
//   B  floor(v 2^(N+1)) + 2 R + 1 >= 2^(N+1)
//   C  nearest_even(v 2^N) + R >= 2^N
// which floor(v 2^N), floor((floor(v 2^(N+1)) + 1) / 2) and
// nearest_even(v 2^N) of the 2^N words do.
#pragma once

#include <algorithm>
#include <cstdint>

namespace wbm::formats {

enum class RoundingMode {
  kNearestEven,
  kNearestAway,  // ties away from zero
  kTowardZero,
  kUp,     // toward +infinity
  kDown,   // toward -infinity
  kToOdd,  // an inexact result is odd: safe to round a second time
  kStochasticA,
  kStochasticB,
  kStochasticC,
};

struct Rounding {
  RoundingMode mode = RoundingMode::kNearestEven;
  int random_bits = 0;  // N of the stochastic modes, taken into 0 … 62
  uint64_t random = 0;  // R; bits above the N lowest are not looked at
};

inline constexpr int kMaxRandomBits = 62;

namespace rounding_internal {

// floor(part · 2^bits / 2^shift), for part < 2^shift and bits <= 63.
constexpr uint64_t ScaledFraction(uint64_t part, int shift, int bits) {
  if (shift <= bits) return part << (bits - shift);
  return shift - bits > 63 ? 0 : part >> (shift - bits);
}

// Sign of part - 2^(shift - 1): below, at or above the midpoint.
constexpr int CompareToHalf(uint64_t part, int shift) {
  if (shift > 64) return -1;
  const uint64_t half = uint64_t{1} << (shift - 1);
  return part < half ? -1 : (part > half ? 1 : 0);
}

// nearest_even(part · 2^bits / 2^shift).
constexpr uint64_t NearestFraction(uint64_t part, int shift, int bits) {
  const uint64_t floor = ScaledFraction(part, shift, bits);
  const int cut = shift - bits;
  if (cut <= 0) return floor;
  const uint64_t rest = cut > 63 ? part : part & ((uint64_t{1} << cut) - 1);
  const int side = CompareToHalf(rest, cut);
  return floor + (side > 0 || (side == 0 && (floor & 1) != 0) ? 1 : 0);
}

constexpr bool StochasticAway(const Rounding& how, uint64_t part, int shift) {
  const int n = std::clamp(how.random_bits, 0, kMaxRandomBits);
  const uint64_t one = uint64_t{1} << n;
  const uint64_t r = how.random & (one - 1);
  if (how.mode == RoundingMode::kStochasticA) {
    return ScaledFraction(part, shift, n) + r >= one;
  }
  if (how.mode == RoundingMode::kStochasticB) {
    return ScaledFraction(part, shift, n + 1) + 2 * r + 1 >= 2 * one;
  }
  return NearestFraction(part, shift, n) + r >= one;
}

// Whether floor + part / 2^shift, with 0 < part < 2^shift, goes to floor + 1.
constexpr bool RoundsAway(const Rounding& how, bool negative, bool odd,
                          uint64_t part, int shift) {
  switch (how.mode) {
    case RoundingMode::kNearestEven: {
      const int side = CompareToHalf(part, shift);
      return side > 0 || (side == 0 && odd);
    }
    case RoundingMode::kNearestAway:
      return CompareToHalf(part, shift) >= 0;
    case RoundingMode::kTowardZero:
      return false;
    case RoundingMode::kUp:
      return !negative;
    case RoundingMode::kDown:
      return negative;
    case RoundingMode::kToOdd:
      return !odd;
    case RoundingMode::kStochasticA:
    case RoundingMode::kStochasticB:
    case RoundingMode::kStochasticC:
      return StochasticAway(how, part, shift);
  }
  return false;
}

}  // namespace rounding_internal

// The integer that ±significand / 2^shift rounds to, without its sign. A
// shift of zero or less is exact; the caller sees that it fits in 64 bits.
constexpr uint64_t ShiftRight(uint64_t significand, int shift,
                              const Rounding& how, bool negative) {
  if (shift <= 0) return shift <= -64 ? 0 : significand << -shift;
  const uint64_t floor = shift > 63 ? 0 : significand >> shift;
  const uint64_t part =
      shift > 63 ? significand : significand & ((uint64_t{1} << shift) - 1);
  if (part == 0) return floor;
  const bool odd = (floor & 1) != 0;
  const bool away =
      rounding_internal::RoundsAway(how, negative, odd, part, shift);
  return floor + (away ? 1 : 0);
}

}  // namespace wbm::formats
