#include "labs/01_number_systems/numbers.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "common/lab/not_yet.h"

namespace bits_lab {

std::optional<char> Digit(std::int32_t value) {
  // [solution 1.1]
  if (value < 0 || value > 15) return std::nullopt;
  return "0123456789ABCDEF"[value];
  // [/solution]
}

// [solution 1.2 only]
namespace {

bool IsBase(std::int32_t base) { return base >= 2 && base <= 16; }

}  // namespace
// [/solution]

std::optional<std::string> ToBase(std::uint64_t n, std::int32_t base) {
  // [solution 1.2]
  if (!IsBase(base)) return std::nullopt;
  const auto radix = static_cast<std::uint64_t>(base);
  std::string digits;
  do {  // at least once: zero is a digit, too
    digits += *Digit(static_cast<std::int32_t>(n % radix));
    n /= radix;
  } while (n > 0);
  std::reverse(digits.begin(), digits.end());
  return digits;
  // [/solution]
}

// [solution 1.3 only]
namespace {

// 16, which is a digit of no base, when c is no digit at all.
std::uint64_t DigitValue(char c) {
  if (c >= '0' && c <= '9') return static_cast<std::uint64_t>(c - '0');
  if (c >= 'A' && c <= 'F') return static_cast<std::uint64_t>(c - 'A' + 10);
  if (c >= 'a' && c <= 'f') return static_cast<std::uint64_t>(c - 'a' + 10);
  return 16;
}

}  // namespace
// [/solution]

std::optional<std::uint64_t> FromBase(const std::string& digits,
                                      std::int32_t base) {
  // [solution 1.3]
  if (!IsBase(base) || digits.empty()) return std::nullopt;
  constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();
  const auto radix = static_cast<std::uint64_t>(base);
  std::uint64_t n = 0;
  for (const char c : digits) {
    const std::uint64_t digit = DigitValue(c);
    if (digit >= radix) return std::nullopt;
    // Asked before it happens; afterwards a wrapped number looks like any
    // other.
    if (n > (kMost - digit) / radix) return std::nullopt;
    n = n * radix + digit;
  }
  return n;
  // [/solution]
}

std::optional<std::vector<Term>> Breakdown(std::uint64_t n, std::int32_t base) {
  // [solution 1.4]
  if (!IsBase(base)) return std::nullopt;
  const auto radix = static_cast<std::uint64_t>(base);
  std::vector<Term> terms;
  std::uint64_t weight = 1;
  for (std::int32_t position = 0; n > 0; ++position) {
    const std::uint64_t digit = n % radix;
    if (digit > 0) {
      const char shown = *Digit(static_cast<std::int32_t>(digit));
      terms.push_back({shown, position, digit * weight});
    }
    n /= radix;
    weight *= radix;
  }
  std::reverse(terms.begin(), terms.end());
  return terms;
  // [/solution]
}

std::optional<IntegerRange> RangeOf(std::int32_t bits, bool is_signed) {
  // [solution 1.5]
  if (bits < 1 || bits > 32) return std::nullopt;
  const std::int64_t levels = std::int64_t{1} << bits;
  if (!is_signed) return IntegerRange{0, levels - 1, levels};
  return IntegerRange{-levels / 2, levels / 2 - 1, levels};
  // [/solution]
}

std::optional<std::uint32_t> EncodeTwos(Number number) {
  // [solution 1.6]
  const std::optional<IntegerRange> range = RangeOf(number.bits, true);
  if (!range) return std::nullopt;
  if (number.value < range->least || number.value > range->most) {
    return std::nullopt;
  }
  // The code is the value modulo 2^bits: negative ones move up by one turn.
  const std::int64_t turn = number.value < 0 ? range->levels : 0;
  return static_cast<std::uint32_t>(number.value + turn);
  // [/solution]
}

std::optional<std::int64_t> DecodeTwos(Pattern pattern) {
  // [solution 1.7]
  const std::optional<IntegerRange> range = RangeOf(pattern.bits, false);
  const std::int64_t code = pattern.code;
  if (!range || code > range->most) return std::nullopt;
  const bool negative = code >= range->levels / 2;  // the first bit is set
  return negative ? code - range->levels : code;
  // [/solution]
}

std::optional<std::uint32_t> Negate(Pattern pattern) {
  // [solution 1.8]
  const std::optional<IntegerRange> range = RangeOf(pattern.bits, false);
  if (!range || pattern.code > range->most) return std::nullopt;
  const auto mask = static_cast<std::uint32_t>(range->most);
  return (~pattern.code + 1) & mask;
  // [/solution]
}

std::optional<QFacts> FactsOf(QFormat q) {
  // [solution 1.9]
  const std::int32_t m = q.integer_bits, n = q.fraction_bits;
  // Each alone first: the sum of two large ones does not fit in 32 bits.
  if (m < 0 || m > 31 || n < 0 || n > 31 || 1 + m + n > 32) return std::nullopt;
  const double resolution = std::ldexp(1.0, -n);
  const double end = std::ldexp(1.0, m);
  return QFacts{1 + m + n, resolution, -end, end - resolution};
  // [/solution]
}

std::optional<double> DecodeQ(Fixed fixed) {
  // [solution 1.9]
  const std::optional<QFacts> facts = FactsOf(fixed.format);
  if (!facts) return std::nullopt;
  const double value = fixed.raw * facts->resolution;
  if (value < facts->least || value > facts->most) return std::nullopt;
  return value;
  // [/solution]
}

// [solution 1.10 only]
namespace {

// The nearest multiple of 2^-n, counted in steps. The product with a power of
// two is exact, so this rounds once: to even in the default rounding mode,
// which nothing here changes.
double NearestStep(double x, const QFacts& facts) {
  return std::nearbyint(x / facts.resolution);
}

}  // namespace
// [/solution]

std::optional<std::int32_t> EncodeQ(double x, QFormat q) {
  // [solution 1.10]
  const std::optional<QFacts> facts = FactsOf(q);
  if (!facts || std::isnan(x)) return std::nullopt;
  const double least = facts->least / facts->resolution;
  const double most = facts->most / facts->resolution;
  const double step = std::clamp(NearestStep(x, *facts), least, most);
  return static_cast<std::int32_t>(step);  // it fits now
  // [/solution]
}

std::optional<FixedArray> EncodeAll(std::span<const double> x, QFormat q) {
  // [solution 1.11]
  const std::optional<QFacts> facts = FactsOf(q);
  if (!facts) return std::nullopt;
  FixedArray array;
  for (const double value : x) {
    const std::optional<std::int32_t> raw = EncodeQ(value, q);
    if (!raw) return std::nullopt;
    array.raw.push_back(*raw);
    array.saturated += NearestStep(value, *facts) != *raw;
  }
  return array;
  // [/solution]
}

}  // namespace bits_lab
