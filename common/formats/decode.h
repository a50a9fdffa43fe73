// A code taken apart: its fields, its class, its exact value, its neighbours
// and the size of its last place.
//
//   const Decoded d = Decode(float8_e4m3fn{0x1d});
//   // raw exponent 3, exponent -4, significand 13, quantum -7:
//   // 13 · 2^-7 = 0.1015625; next up 0.109375; ulp 2^-7
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

#include "common/formats/encode.h"
#include "common/formats/exact.h"
#include "common/formats/float.h"
#include "common/formats/format.h"

namespace wbm::formats {

enum class FloatClass { kZero, kSubnormal, kNormal, kInfinity, kNan };

constexpr std::string_view ClassName(FloatClass c) {
  switch (c) {
    case FloatClass::kZero:
      return "zero";
    case FloatClass::kSubnormal:
      return "subnormal";
    case FloatClass::kNormal:
      return "normal";
    case FloatClass::kInfinity:
      return "infinity";
    case FloatClass::kNan:
      return "NaN";
  }
  return "";
}

struct Decoded {
  uint64_t bits = 0;
  bool negative = false;
  int raw_exponent = 0;   // the field as stored
  uint64_t fraction = 0;  // the field as stored, without the hidden bit
  FloatClass kind = FloatClass::kZero;
  // Finite only: value = ±significand · 2^quantum, the hidden bit included;
  // `exponent` is that of the binade, quantum + mantissa bits (so the least
  // normal's for zero and subnormals).
  int exponent = 0;
  uint64_t significand = 0;
  int quantum = 0;
  double value = 0;  // exact
  // Gap to the next magnitude above in the same binade, 2^quantum; NaN for
  // infinities and NaNs.
  double ulp = 0;
  // The codes next to it in order of value (IEEE 754 nextUp, nextDown: both
  // zeros have the same neighbours); none beyond the ends and at NaN.
  std::optional<uint64_t> next_up;
  std::optional<uint64_t> next_down;
};

constexpr FloatClass Classify(const Format& format, uint64_t code) {
  if (format.IsNan(code)) return FloatClass::kNan;
  if (format.IsInfinite(code)) return FloatClass::kInfinity;
  const uint64_t magnitude = code & format.MagnitudeMask();
  if (format.zero && magnitude == 0) return FloatClass::kZero;
  return magnitude < format.MinNormalCode() ? FloatClass::kSubnormal
                                            : FloatClass::kNormal;
}

// The greatest magnitude that is not NaN.
constexpr uint64_t LastMagnitude(const Format& format) {
  return format.infinities ? format.InfinityCode() : format.MaxFiniteCode();
}

// The next code toward +infinity.
constexpr std::optional<uint64_t> NextUp(const Format& format, uint64_t code) {
  if (format.IsNan(code)) return std::nullopt;
  const uint64_t magnitude = code & format.MagnitudeMask();
  if (format.IsNegative(code) && magnitude != 0) {
    return encode_internal::WithSign(format, true, magnitude - 1);
  }
  if (magnitude == LastMagnitude(format)) return std::nullopt;
  return magnitude + 1;
}

// The next code toward -infinity.
constexpr std::optional<uint64_t> NextDown(const Format& format,
                                           uint64_t code) {
  if (format.IsNan(code)) return std::nullopt;
  const uint64_t magnitude = code & format.MagnitudeMask();
  if (!format.IsNegative(code) && magnitude != 0) return magnitude - 1;
  if (!format.is_signed || magnitude == LastMagnitude(format)) {
    return std::nullopt;
  }
  return encode_internal::WithSign(format, true, magnitude + 1);
}

// 2^exponent as a double, subnormals included.
constexpr double PowerOfTwo(int exponent) {
  return std::bit_cast<double>(
      Encode(kFloat64, Exact{Exact::Kind::kFinite, false, 1, exponent}));
}

constexpr Decoded Decode(const Format& format, uint64_t code) {
  Decoded d;
  d.bits = code & format.CodeMask();
  d.negative = format.IsNegative(code);
  d.raw_exponent =
      static_cast<int>((code & format.MagnitudeMask()) >> format.mantissa_bits);
  d.fraction = code & format.FractionMask();
  d.kind = Classify(format, code);
  d.value = ToDouble(format, code);
  d.next_up = NextUp(format, d.bits);
  d.next_down = NextDown(format, d.bits);
  if (!format.IsFinite(code)) {
    d.ulp = std::numeric_limits<double>::quiet_NaN();
    return d;
  }
  const Exact x = Unpack(format, code);
  d.significand = x.significand;
  d.quantum = x.exponent;
  d.exponent = x.exponent + format.mantissa_bits;
  d.ulp = PowerOfTwo(d.quantum);
  return d;
}

template <const Format& F>
constexpr Decoded Decode(Float<F> x) {
  return Decode(F, x.bits);
}

}  // namespace wbm::formats
