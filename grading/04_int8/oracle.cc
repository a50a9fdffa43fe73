#include "grading/04_int8/oracle.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace int8_lab::oracle {
namespace {

constexpr std::int32_t kLeast = -32768;
constexpr std::int32_t kMost = 32767;

// |x| = significand * 2^-shift. A shift of 64 or more says: far below a half.
struct Parts {
  bool negative;
  std::uint64_t significand;
  int shift;
};

Parts Split(float x) {
  const auto bits = std::bit_cast<std::uint32_t>(x);
  const auto exponent = static_cast<int>(bits >> 23 & 0xff);
  const std::uint64_t fraction = bits & 0x7fffff;
  return {bits >> 31 != 0, exponent == 0 ? fraction : fraction | 0x800000,
          150 - std::max(exponent, 1)};
}

std::size_t At(std::int32_t i) { return static_cast<std::size_t>(i); }

// How many elements of v stand before element i.
std::int32_t Rank(std::span<const float> v, std::size_t i) {
  std::int32_t rank = 0;
  for (std::size_t j = 0; j < v.size(); ++j) {
    rank += v[j] > v[i] || (v[j] == v[i] && j < i);
  }
  return rank;
}

std::vector<std::int32_t> FirstK(std::span<const float> v, std::int32_t k) {
  std::vector<std::int32_t> index(At(k));
  for (std::size_t i = 0; i < v.size(); ++i) {
    const std::int32_t rank = Rank(v, i);
    if (rank < k) index[At(rank)] = static_cast<std::int32_t>(i);
  }
  return index;
}

std::int32_t CountAbove(std::span<const float> v, float bound) {
  return static_cast<std::int32_t>(
      std::count_if(v.begin(), v.end(), [&](float e) { return e > bound; }));
}

}  // namespace

std::int32_t NearestStep(float x) {
  const Parts x_parts = Split(x);
  const auto [negative, significand, shift] = x_parts;
  if (shift <= 8) return negative ? kLeast : kMost;  // |x| >= 2^15 when normal
  if (shift >= 64) return 0;
  const std::uint64_t floor = significand >> shift;
  const std::uint64_t rest = significand - (floor << shift);
  const std::uint64_t half = std::uint64_t{1} << (shift - 1);
  const bool up = rest > half || (rest == half && floor % 2 == 1);
  const auto magnitude = static_cast<std::int32_t>(floor + up);
  return std::clamp(negative ? -magnitude : magnitude, kLeast, kMost);
}

bool IsTie(float x) {
  const Parts parts = Split(x);
  if (parts.shift < 1 || parts.shift >= 64) return false;
  const std::uint64_t half = std::uint64_t{1} << (parts.shift - 1);
  return (parts.significand & (2 * half - 1)) == half;
}

float Quotient(float a, float b) {
  return static_cast<float>(static_cast<double>(a) / static_cast<double>(b));
}

TopKStability TopK(std::span<const float> x, std::span<const float> y,
                   std::int32_t k) {
  TopKStability top;
  top.before = FirstK(x, k);
  top.after = FirstK(y, k);
  top.order_kept = top.before == top.after;

  int both = 0, either = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const bool in_x = Rank(x, i) < k, in_y = Rank(y, i) < k;
    both += in_x && in_y;
    either += in_x || in_y;
  }
  top.jaccard = static_cast<double>(both) / either;

  // The set is determined when no element outside equals one inside.
  top.set_determined = true;
  for (std::size_t i = 0; i < y.size(); ++i) {
    top.set_determined &= Rank(y, i) < k || y[i] != y[At(top.after.back())];
  }

  std::vector<float> values(y.begin(), y.end());
  std::sort(values.begin(), values.end(),
            [](float a, float b) { return a > b; });
  values.erase(std::unique(values.begin(), values.end()), values.end());
  for (float value : values) {
    if (CountAbove(y, value) >= k) break;  // no room left for this value
    std::vector<std::int32_t> group;
    for (std::size_t i = 0; i < y.size(); ++i) {
      if (y[i] == value) group.push_back(static_cast<std::int32_t>(i));
    }
    if (group.size() > 1) top.ties.push_back(group);
  }
  return top;
}

}  // namespace int8_lab::oracle
