// Every function refuses, or gives nothing: it has to earn nothing.
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

std::optional<char> Digit(std::int32_t value) { return std::nullopt; }

std::optional<std::string> ToBase(std::uint64_t n, std::int32_t base) {
  return std::nullopt;
}

std::optional<std::uint64_t> FromBase(const std::string& digits,
                                      std::int32_t base) {
  return std::nullopt;
}

std::optional<std::vector<Term>> Breakdown(std::uint64_t n, std::int32_t base) {
  return std::nullopt;
}

std::optional<IntegerRange> RangeOf(std::int32_t bits, bool is_signed) {
  return std::nullopt;
}

std::optional<std::uint32_t> EncodeTwos(Number number) { return std::nullopt; }

std::optional<std::int64_t> DecodeTwos(Pattern pattern) { return std::nullopt; }

std::optional<std::uint32_t> Negate(Pattern pattern) { return std::nullopt; }

std::optional<QFacts> FactsOf(QFormat q) { return std::nullopt; }

std::optional<double> DecodeQ(Fixed fixed) { return std::nullopt; }

std::optional<std::int32_t> EncodeQ(double x, QFormat q) {
  return std::nullopt;
}

std::optional<FixedArray> EncodeAll(std::span<const double> x, QFormat q) {
  return std::nullopt;
}

}  // namespace bits_lab
