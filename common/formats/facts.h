// Everything that a table of formats says, derived from the descriptor.
//
//   FactsOf(kFloat8E4M3Fn).max_finite   // 448
//
// What a format has not is an empty optional.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "common/formats/decode.h"
#include "common/formats/encode.h"
#include "common/formats/format.h"

namespace wbm::formats {

// Decimal digits that survive decimal -> format -> decimal, range permitting:
// floor((p - 1) log10 2), by exact powers: the greatest q with 10^q <= 2^(p-1).
constexpr int Digits10(const Format& format) {
  const uint64_t bound = uint64_t{1} << format.mantissa_bits;
  int digits = 0;
  for (uint64_t power = 10; power <= bound; power *= 10) ++digits;
  return digits;
}

// Decimal digits that tell any two numbers apart: ceil(1 + p log10 2), the
// least q with 10^(q-1) > 2^p (a power of ten is no power of two).
constexpr int MaxDigits10(const Format& format) {
  const uint64_t bound = uint64_t{1} << format.PrecisionBits();
  int digits = 1;
  for (uint64_t power = 1; power <= bound; power *= 10) ++digits;
  return digits;
}

// The greatest n with 10^n <= the greatest number.
constexpr int MaxExponent10(const Format& format) {
  const double greatest = ToDouble(format, format.MaxFiniteCode());
  int n = 0;
  double power = 1;
  while (power <= greatest / 10) {
    power *= 10;
    ++n;
  }
  return n;
}

// The least n with 10^n >= the least normal 2^e: ceil(e log10 2) for e <= 0.
// Nine digits of the logarithm are enough: for |e| < 2^11 no multiple of it but
// 0 comes nearer to an integer than 1e-4.
constexpr int MinExponent10(const Format& format) {
  constexpr int64_t kBillionLog10Of2 = 301029996;
  return static_cast<int>(format.MinExponent() * kBillionLog10Of2 / 1000000000);
}

struct Facts {
  std::string_view name;
  int bits = 0;
  int exponent_bits = 0;
  int mantissa_bits = 0;
  int bias = 0;
  double max_finite = 0;
  double min_normal = 0;
  std::optional<double> min_subnormal;
  std::optional<double> max_subnormal;
  double epsilon = 0;         // from 1 to the next number
  double unit_roundoff = 0;   // half of it
  int precision_bits = 0;     // with the hidden bit
  double decimal_digits = 0;  // precision_bits · log10(2)
  int min_exponent = 0;       // e of the least normal 2^e (IEEE's emin)
  int max_exponent = 0;       // e of the greatest number's binade (emax)
  uint64_t finite_codes = 0;
  uint64_t nan_codes = 0;
  uint64_t infinity_codes = 0;
};

// Numbers of codes, counted from the layout.
constexpr uint64_t InfinityCodes(const Format& format) {
  return format.infinities ? 2 : 0;
}
constexpr uint64_t FiniteCodes(const Format& format) {
  const uint64_t magnitudes = format.MaxFiniteCode() + 1;
  if (!format.is_signed) return magnitudes;
  return 2 * magnitudes - (format.signed_zero ? 0 : 1);
}
constexpr uint64_t NanCodes(const Format& format) {
  // CodeMask() + 1 wraps to 0 for 64 bits, and the difference is still right.
  return format.CodeMask() + 1 - FiniteCodes(format) - InfinityCodes(format);
}

constexpr Facts FactsOf(const Format& format) {
  Facts facts;
  facts.name = format.name;
  facts.bits = format.Bits();
  facts.exponent_bits = format.exponent_bits;
  facts.mantissa_bits = format.mantissa_bits;
  facts.bias = format.bias;
  facts.max_finite = ToDouble(format, format.MaxFiniteCode());
  facts.min_normal = ToDouble(format, format.MinNormalCode());
  if (format.HasSubnormals()) {
    facts.min_subnormal = ToDouble(format, 1);
    facts.max_subnormal = ToDouble(format, format.MinNormalCode() - 1);
  }
  facts.epsilon = PowerOfTwo(-format.mantissa_bits);
  facts.unit_roundoff = PowerOfTwo(-format.PrecisionBits());
  facts.precision_bits = format.PrecisionBits();
  facts.decimal_digits = format.PrecisionBits() * 0.30102999566398119521;
  facts.min_exponent = format.MinExponent();
  facts.max_exponent = format.MaxExponent();
  facts.finite_codes = FiniteCodes(format);
  facts.nan_codes = NanCodes(format);
  facts.infinity_codes = InfinityCodes(format);
  return facts;
}

}  // namespace wbm::formats
