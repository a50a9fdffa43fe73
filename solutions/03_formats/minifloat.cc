#include "labs/03_formats/minifloat.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "common/lab/not_yet.h"

namespace formats_lab {

// [solution 3.1 only]
namespace {

// Landmarks of a format, as codes without their sign. Between 0 and the
// greatest number, codes are ordered as their values are.
std::uint32_t FractionMask(Format f) { return (1u << f.mantissa_bits) - 1; }

std::uint32_t MagnitudeMask(Format f) {
  return (1u << (f.exponent_bits + f.mantissa_bits)) - 1;
}

std::uint32_t SignBit(Format f) { return MagnitudeMask(f) + 1; }

std::uint32_t InfinityCode(Format f) {
  return MagnitudeMask(f) & ~FractionMask(f);
}

// The least magnitude that is no finite number: infinity, or the only NaN.
std::uint32_t FirstSpecial(Format f) {
  return f.specials == Specials::kIeee ? InfinityCode(f) : MagnitudeMask(f);
}

std::uint32_t NanCode(Format f) {
  if (f.specials == Specials::kAllOnes) return MagnitudeMask(f);
  return InfinityCode(f) | (1u << (f.mantissa_bits - 1));
}

double FiniteMagnitude(std::uint32_t magnitude, Format f) {
  const auto exponent = static_cast<int>(magnitude >> f.mantissa_bits);
  const double fraction = magnitude & FractionMask(f);
  const double hidden = exponent == 0 ? 0 : std::ldexp(1.0, f.mantissa_bits);
  return std::ldexp(hidden + fraction,
                    std::max(exponent, 1) - f.bias - f.mantissa_bits);
}

}  // namespace
// [/solution]

double Decode(std::uint32_t code, Format format) {
  // [solution 3.1]
  const std::uint32_t magnitude = code & MagnitudeMask(format);
  double value = std::numeric_limits<double>::quiet_NaN();
  if (magnitude < FirstSpecial(format)) {
    value = FiniteMagnitude(magnitude, format);
  } else if (format.specials == Specials::kIeee &&
             magnitude == InfinityCode(format)) {
    value = std::numeric_limits<double>::infinity();
  }
  return (code & SignBit(format)) != 0 ? -value : value;
  // [/solution]
}

Facts FactsOf(Format format) {
  // [solution 3.2]
  const int m = format.mantissa_bits;
  const int p = m + 1;
  const bool ieee = format.specials == Specials::kIeee;
  const double log10_2 = std::log10(2.0);

  Facts facts;
  facts.bits = 1 + format.exponent_bits + m;
  facts.storage_bytes = 1;
  while (8 * facts.storage_bytes < facts.bits) facts.storage_bytes *= 2;
  facts.precision_bits = p;
  facts.min_exponent = 1 - format.bias;
  // IEEE's infinities take the top exponent. Without them it is a binade of
  // numbers, short of the NaN at its end (with one fraction bit: half of it).
  facts.max_exponent =
      (1 << format.exponent_bits) - (ieee ? 2 : 1) - format.bias;
  const double step = std::ldexp(1.0, facts.max_exponent - m);
  const double next = std::ldexp(1.0, facts.max_exponent + 1);
  facts.max_finite =
      ieee ? std::ldexp(2 - std::ldexp(1.0, -m), facts.max_exponent)
           : next - 2 * step;
  facts.min_normal = std::ldexp(1.0, facts.min_exponent);
  facts.min_subnormal = std::ldexp(1.0, facts.min_exponent - m);
  facts.max_subnormal = facts.min_normal - facts.min_subnormal;
  facts.epsilon = std::ldexp(1.0, -m);
  facts.unit_roundoff = std::ldexp(1.0, -p);
  facts.overflow_above = facts.max_finite + step / 2;
  facts.zero_up_to = facts.min_subnormal / 2;
  facts.digits10 = static_cast<int>(std::floor(m * log10_2));
  facts.decimal_digits = p * log10_2;
  return facts;
  // [/solution]
}

std::vector<double> FiniteValues(Format format, double low, double high) {
  // [solution 3.3]
  std::vector<double> values;
  const auto add = [&](double v) {
    if (low <= v && v < high) values.push_back(v);
  };
  const std::uint32_t end = FirstSpecial(format);
  for (std::uint32_t m = end - 1; m > 0; --m) {
    add(Decode(m | SignBit(format), format));
  }
  for (std::uint32_t m = 0; m < end; ++m) add(Decode(m, format));
  return values;
  // [/solution]
}

CodeCounts CountCodes(Format format) {
  // [solution 3.3]
  const std::int64_t fractions = std::int64_t{1} << format.mantissa_bits;
  const std::int64_t codes = fractions << (format.exponent_bits + 1);
  CodeCounts counts;
  counts.zeros = 2;
  counts.subnormals = 2 * (fractions - 1);
  const bool ieee = format.specials == Specials::kIeee;
  counts.infinities = ieee ? 2 : 0;
  counts.nans = ieee ? 2 * (fractions - 1) : 2;
  counts.normals = codes - counts.zeros - counts.subnormals -
                   counts.infinities - counts.nans;
  return counts;
  // [/solution]
}

std::uint32_t RoundShift(std::uint32_t n, std::int32_t shift) {
  // [solution 3.4]
  if (shift == 0) return n;
  if (shift > 32) return 0;  // less than a half
  const std::uint64_t wide = n;
  const std::uint64_t half = std::uint64_t{1} << (shift - 1);
  const std::uint64_t rest = wide & (2 * half - 1);
  const auto floor = static_cast<std::uint32_t>(wide >> shift);
  const bool up = rest > half || (rest == half && (floor & 1) != 0);
  return floor + (up ? 1 : 0);
  // [/solution]
}

std::uint32_t Encode(float x, Format format, Overflow overflow) {
  // [solution 3.5]
  const auto bits = std::bit_cast<std::uint32_t>(x);
  const std::uint32_t sign = bits >> 31 != 0 ? SignBit(format) : 0;
  if (std::isnan(x)) return sign | NanCode(format);

  // |x| = significand · 2^(exponent - 23), subnormal or not.
  const auto raw = static_cast<int>(bits >> 23 & 0xff);
  const std::uint32_t significand =
      (bits & 0x7fffff) | (raw == 0 ? 0 : 0x800000u);
  const int exponent = std::max(raw, 1) - 127;

  // The result is a multiple of 2^(binade - mantissa_bits). Its hidden bit,
  // added to the field of the binade below, raises that by one; and so does
  // the carry of a significand that rounds up to the next power of two.
  const int least = 1 - format.bias;
  const int binade = std::max(exponent, least);
  const std::uint32_t rounded =
      RoundShift(significand, 23 - format.mantissa_bits + binade - exponent);
  // A 64-bit sum: float32's own exponents need not fit in a narrow field.
  const std::uint64_t magnitude =
      (static_cast<std::uint64_t>(binade - least) << format.mantissa_bits) +
      rounded;
  if (!std::isinf(x) && magnitude < FirstSpecial(format)) {
    return sign | static_cast<std::uint32_t>(magnitude);
  }
  if (overflow == Overflow::kSaturate) return sign | (FirstSpecial(format) - 1);
  return sign | FirstSpecial(format);
  // [/solution]
}

std::uint16_t EncodeBFloat16(float x) {
  // [solution 3.6]
  const auto bits = std::bit_cast<std::uint32_t>(x);
  // A NaN first: the carry could turn it into an infinity or a zero.
  if (std::isnan(x)) return bits >> 31 != 0 ? 0xffc0 : 0x7fc0;
  // Just below a half, and the last bit that stays makes a tie go to even.
  const std::uint32_t last = bits >> 16 & 1;
  return static_cast<std::uint16_t>((bits + 0x7fff + last) >> 16);
  // [/solution]
}

float DecodeBFloat16(std::uint16_t code) {
  // [solution 3.6]
  return std::bit_cast<float>(static_cast<std::uint32_t>(code) << 16);
  // [/solution]
}

float RoundToTf32(float x) {
  // [solution 3.6]
  const auto bits = std::bit_cast<std::uint32_t>(x);
  if (std::isnan(x)) {
    return std::bit_cast<float>((bits & 0x80000000u) | 0x7fc00000u);
  }
  const std::uint32_t last = bits >> 13 & 1;
  return std::bit_cast<float>((bits + 0xfff + last) & ~0x1fffu);
  // [/solution]
}

std::uint16_t EncodeFloat16(float x) {
  // [solution 3.7]
  return static_cast<std::uint16_t>(Encode(x, kFloat16, Overflow::kInfinity));
  // [/solution]
}

float DecodeFloat16(std::uint16_t code) {
  // [solution 3.7]
  return static_cast<float>(Decode(code, kFloat16));
  // [/solution]
}

std::uint8_t EncodeFloat8E4M3Fn(float x) {
  // [solution 3.7]
  return static_cast<std::uint8_t>(
      Encode(x, kFloat8E4M3Fn, Overflow::kSaturate));
  // [/solution]
}

float DecodeFloat8E4M3Fn(std::uint8_t code) {
  // [solution 3.7]
  return static_cast<float>(Decode(code, kFloat8E4M3Fn));
  // [/solution]
}

std::uint8_t EncodeFloat8E5M2(float x) {
  // [solution 3.7]
  return static_cast<std::uint8_t>(Encode(x, kFloat8E5M2, Overflow::kInfinity));
  // [/solution]
}

float DecodeFloat8E5M2(std::uint8_t code) {
  // [solution 3.7]
  return static_cast<float>(Decode(code, kFloat8E5M2));
  // [/solution]
}

}  // namespace formats_lab
