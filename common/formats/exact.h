// A number of any source type, without loss: sign, integer significand and a
// power of two. Everything that is converted passes through here, so that
// every conversion rounds once, whatever it started from.
//
//   Exactly(0.75f)          // {kFinite, false, 0xC00000, -24}
//   Exactly(int64_t{-5})    // {kFinite, true, 5, 0}
#pragma once

#include <bit>
#include <concepts>
#include <cstdint>
#include <type_traits>

#include "common/formats/catalogue.h"
#include "common/formats/format.h"

namespace wbm::formats {

struct Exact {
  enum class Kind { kFinite, kInfinity, kNan };
  Kind kind = Kind::kFinite;
  bool negative = false;
  // Finite: the value is ±significand · 2^exponent. NaN: the fraction bits,
  // moved to the top of the word, so that the quiet bit is bit 63.
  uint64_t significand = 0;
  int exponent = 0;
};

// The number that `code` stands for in `format`; bits above it are ignored.
constexpr Exact Unpack(const Format& format, uint64_t code) {
  const bool negative = format.IsNegative(code);
  const uint64_t fraction = code & format.FractionMask();
  if (format.IsNan(code)) {
    const bool payload = format.nans == NanPolicy::kIeee;
    return {
        Exact::Kind::kNan, negative,
        payload ? fraction << (64 - format.mantissa_bits) : uint64_t{1} << 63,
        0};
  }
  if (format.IsInfinite(code)) return {Exact::Kind::kInfinity, negative, 0, 0};
  const int raw =
      static_cast<int>((code & format.MagnitudeMask()) >> format.mantissa_bits);
  const bool subnormal = format.zero && raw == 0;
  const uint64_t hidden = subnormal ? 0 : uint64_t{1} << format.mantissa_bits;
  const int exponent = (subnormal ? 1 : raw) - format.bias;
  return {Exact::Kind::kFinite, negative, fraction | hidden,
          exponent - format.mantissa_bits};
}

constexpr Exact Exactly(float x) {
  return Unpack(kFloat32, std::bit_cast<uint32_t>(x));
}

constexpr Exact Exactly(double x) {
  return Unpack(kFloat64, std::bit_cast<uint64_t>(x));
}

template <std::integral T>
constexpr Exact Exactly(T x) {
  static_assert(sizeof(T) <= 8);
  const uint64_t word = static_cast<uint64_t>(x);
  if constexpr (std::is_signed_v<T>) {
    return {Exact::Kind::kFinite, x < 0, x < 0 ? ~word + 1 : word, 0};
  } else {
    return {Exact::Kind::kFinite, false, word, 0};
  }
}

// An x87 or quad significand does not fit: convert it yourself, to odd.
Exact Exactly(long double) = delete;

}  // namespace wbm::formats
