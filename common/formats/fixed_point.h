// Fixed point: an integer that counts steps of 2^-n.
//
//   constexpr auto x = EncodeFixed(Q(3, 4), Exactly(1.55));  // 25 = 1.5625
//   FixedToDouble(Q(3, 4), 25) == 1.5625
//
// Qm.n here is one sign bit, m integer bits and n fraction bits, 1 + m + n in
// all, in two's complement: range [-2^m, 2^m - 2^-n]. (ARM counts the sign in
// m; say which one you mean.) UQm.n has no sign bit.
#pragma once

#include <bit>
#include <cstdint>

#include "common/formats/catalogue.h"
#include "common/formats/encode.h"
#include "common/formats/exact.h"
#include "common/formats/rounding.h"
#include "common/formats/twos_complement.h"

namespace wbm::formats {

struct FixedFormat {
  int integer_bits = 0;
  int fraction_bits = 0;
  bool is_signed = true;

  constexpr int Bits() const {
    return (is_signed ? 1 : 0) + integer_bits + fraction_bits;
  }
  // Widths of up to 63 bits, so that every raw value is an int64_t.
  constexpr bool IsValid() const {
    return integer_bits >= 0 && fraction_bits >= 0 && Bits() >= 1 &&
           Bits() <= 63;
  }
  constexpr int64_t MinRaw() const {
    return is_signed ? MinInteger(Bits()) : 0;
  }
  constexpr int64_t MaxRaw() const {
    return static_cast<int64_t>(LowBits(Bits() - (is_signed ? 1 : 0)));
  }
};

constexpr FixedFormat Q(int integer_bits, int fraction_bits) {
  return {integer_bits, fraction_bits, true};
}
constexpr FixedFormat UQ(int integer_bits, int fraction_bits) {
  return {integer_bits, fraction_bits, false};
}

enum class FixedOverflow {
  kSaturate,  // clamp to the nearest end
  kWrap,      // keep the low bits, as plain integer hardware does
};

// The raw integer, rounded once. An infinity saturates in both modes; NaN, for
// which no raw integer stands, becomes 0.
constexpr int64_t EncodeFixed(
    const FixedFormat& format, const Exact& x, const Rounding& how = {},
    FixedOverflow overflow = FixedOverflow::kSaturate) {
  const int64_t end = x.negative ? format.MinRaw() : format.MaxRaw();
  if (x.kind == Exact::Kind::kNan) return 0;
  if (x.kind == Exact::Kind::kInfinity) return end;
  const int shift = -(x.exponent + format.fraction_bits);
  const int top = 63 - std::countl_zero(x.significand) - shift;
  // From 2^63 on the magnitude is past every end; only its low bits count.
  const bool huge = x.significand != 0 && top >= 63;
  if (huge && overflow == FixedOverflow::kSaturate) return end;
  const uint64_t magnitude = ShiftRight(x.significand, shift, how, x.negative);
  const uint64_t word = x.negative ? ~magnitude + 1 : magnitude;
  if (overflow == FixedOverflow::kWrap) {
    return format.is_signed
               ? FromTwosComplement(word, format.Bits())
               : static_cast<int64_t>(word & LowBits(format.Bits()));
  }
  // magnitude <= 2^63 here; as a signed word only -2^63 needs the care.
  if (!x.negative && magnitude > static_cast<uint64_t>(format.MaxRaw())) {
    return format.MaxRaw();
  }
  const uint64_t depth = ~static_cast<uint64_t>(format.MinRaw()) + 1;
  if (x.negative && magnitude > depth) return format.MinRaw();
  return static_cast<int64_t>(word);
}

// Exact for raw values of up to 53 significant bits, else rounded once.
constexpr double FixedToDouble(const FixedFormat& format, int64_t raw) {
  Exact x = Exactly(raw);
  x.exponent -= format.fraction_bits;
  return std::bit_cast<double>(Encode(kFloat64, x));
}

// A fixed-point number as a strong type: an aggregate of its raw integer.
template <int kIntegerBits, int kFractionBits>
struct Fixed {
  static constexpr FixedFormat kFormat = Q(kIntegerBits, kFractionBits);
  static_assert(kFormat.IsValid());

  int64_t raw = 0;

  friend constexpr bool operator==(const Fixed&, const Fixed&) = default;
};

template <int m, int n>
constexpr double ToDouble(Fixed<m, n> x) {
  return FixedToDouble(Fixed<m, n>::kFormat, x.raw);
}

}  // namespace wbm::formats
