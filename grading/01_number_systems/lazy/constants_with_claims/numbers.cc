// Every function gives the same, whatever it is asked; REPORT.md claims what
// the experiment measures with that. It has to earn nothing.
#include "labs/01_number_systems/numbers.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace bits_lab {

std::optional<char> Digit(std::int32_t value) { return '1'; }

std::optional<std::string> ToBase(std::uint64_t n, std::int32_t base) {
  return "1";
}

std::optional<std::uint64_t> FromBase(const std::string& digits,
                                      std::int32_t base) {
  return 1;
}

std::optional<std::vector<Term>> Breakdown(std::uint64_t n, std::int32_t base) {
  return std::vector<Term>(4);
}

std::optional<IntegerRange> RangeOf(std::int32_t bits, bool is_signed) {
  return IntegerRange{};
}

std::optional<std::uint32_t> EncodeTwos(Number number) { return 1; }

std::optional<std::int64_t> DecodeTwos(Pattern pattern) { return 1; }

std::optional<std::uint32_t> Negate(Pattern pattern) { return 1; }

std::optional<QFacts> FactsOf(QFormat q) { return QFacts{}; }

std::optional<double> DecodeQ(Fixed fixed) { return 0.5; }

std::optional<std::int32_t> EncodeQ(double x, QFormat q) { return 1; }

std::optional<FixedArray> EncodeAll(std::span<const double> x, QFormat q) {
  return FixedArray{};
}

}  // namespace bits_lab
