#include "grading/01_number_systems/oracle.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace bits_lab::oracle {

std::string Digits(std::uint64_t n, std::int32_t base) {
  std::array<char, 64> text;
  const auto [end, error] =
      std::to_chars(text.data(), text.data() + text.size(), n, base);
  std::string digits(text.data(), end);
  for (char& c : digits) {
    if (c >= 'a') c = static_cast<char>(c - 'a' + 'A');
  }
  return digits;
}

std::optional<std::uint64_t> Read(const std::string& digits,
                                  std::int32_t base) {
  const std::string known = "0123456789abcdef";
  if (digits.empty()) return std::nullopt;
  unsigned __int128 n = 0;
  for (char c : digits) {
    if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
    const std::size_t digit = known.find(c);
    if (digit >= static_cast<std::size_t>(base)) return std::nullopt;
    n = n * static_cast<unsigned>(base) + digit;
    // Below 2^64 * 16 + 16: it does not wrap before it is seen.
    if (n > std::numeric_limits<std::uint64_t>::max()) return std::nullopt;
  }
  return static_cast<std::uint64_t>(n);
}

std::int64_t Power(std::int32_t n) {
  std::int64_t power = 1;
  for (; n > 0; --n) power += power;
  return power;
}

std::vector<std::int64_t> Wheel(std::int32_t bits) {
  std::vector<std::int64_t> wheel;
  const std::int64_t half = Power(bits - 1);
  for (std::int64_t value = 0; value < half; ++value) wheel.push_back(value);
  for (std::int64_t value = -half; value < 0; ++value) wheel.push_back(value);
  return wheel;
}

std::int64_t SumOfWeights(Pattern pattern) {
  std::int64_t sum = 0;
  for (std::int32_t bit = 0; bit < pattern.bits; ++bit) {
    if ((pattern.code >> bit) % 2 == 0) continue;
    sum += bit == pattern.bits - 1 ? -Power(bit) : Power(bit);
  }
  return sum;
}

std::vector<std::int32_t> NearestRaw(double x, QFormat q) {
  const auto end =
      static_cast<std::int32_t>(Power(q.integer_bits + q.fraction_bits));
  const auto steps_per_one = static_cast<double>(Power(q.fraction_bits));
  std::vector<std::int32_t> nearest;
  double least = std::numeric_limits<double>::infinity();
  for (std::int32_t raw = -end; raw < end; ++raw) {
    const double distance = std::abs(x - raw / steps_per_one);
    if (distance < least) nearest.clear();
    if (distance <= least) nearest.push_back(raw);
    least = std::min(least, distance);
  }
  return nearest;
}

}  // namespace bits_lab::oracle
