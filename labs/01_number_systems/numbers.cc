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
  // TODO 1.1: Write one digit
  NOT_YET("1.1");
}

std::optional<std::string> ToBase(std::uint64_t n, std::int32_t base) {
  // TODO 1.2: Write a number in any base
  NOT_YET("1.2");
}

std::optional<std::uint64_t> FromBase(const std::string& digits,
                                      std::int32_t base) {
  // TODO 1.3: Read a number in any base
  NOT_YET("1.3");
}

std::optional<std::vector<Term>> Breakdown(std::uint64_t n, std::int32_t base) {
  // TODO 1.4: Take a number apart
  NOT_YET("1.4");
}

std::optional<IntegerRange> RangeOf(std::int32_t bits, bool is_signed) {
  // TODO 1.5: What n bits can count
  NOT_YET("1.5");
}

std::optional<std::uint32_t> EncodeTwos(Number number) {
  // TODO 1.6: Encode in two's complement
  NOT_YET("1.6");
}

std::optional<std::int64_t> DecodeTwos(Pattern pattern) {
  // TODO 1.7: Decode two's complement
  NOT_YET("1.7");
}

std::optional<std::uint32_t> Negate(Pattern pattern) {
  // TODO 1.8: Flip and add one
  NOT_YET("1.8");
}

std::optional<QFacts> FactsOf(QFormat q) {
  // TODO 1.9: Facts and values of Qm.n
  NOT_YET("1.9");
}

std::optional<double> DecodeQ(Fixed fixed) {
  // TODO 1.9: Facts and values of Qm.n
  NOT_YET("1.9");
}

std::optional<std::int32_t> EncodeQ(double x, QFormat q) {
  // TODO 1.10: Encode in Qm.n
  NOT_YET("1.10");
}

std::optional<FixedArray> EncodeAll(std::span<const double> x, QFormat q) {
  // TODO 1.11: Encode an array, count what did not fit
  NOT_YET("1.11");
}

}  // namespace bits_lab
