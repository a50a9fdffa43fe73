// What a binary number format is: a handful of facts, from which all else
// follows. No constant of a format is typed anywhere but in its descriptor.
//
//   constexpr Format kTiny{.name = "tiny", .exponent_bits = 2,
//                          .mantissa_bits = 1, .bias = 1};
//   static_assert(kTiny.Bits() == 4 && kTiny.MaxFiniteCode() == 5);
//
// A code is laid out sign · raw exponent · fraction, most significant bit
// first, and is held right-aligned in a uint64_t. "Magnitude" is a code with
// its sign bit cleared; magnitudes of finite numbers are ordered as their
// values are, which is what makes rounding a matter of integer addition.
#pragma once

#include <cstdint>
#include <string_view>

namespace wbm::formats {

// Which codes are "not a number".
enum class NanPolicy {
  kNone,          // none: every code is a number (fp6, fp4)
  kIeee,          // the top raw exponent with a fraction that is not zero
  kAllOnes,       // only the magnitude with all bits set ("fn" formats, E8M0)
  kNegativeZero,  // only the code that would be -0 ("fnuz" formats)
};

struct Format {
  std::string_view name;
  int exponent_bits = 0;
  int mantissa_bits = 0;  // stored bits, without the hidden one
  int bias = 0;
  bool infinities = true;  // needs NanPolicy::kIeee
  NanPolicy nans = NanPolicy::kIeee;
  bool is_signed = true;
  bool signed_zero = true;
  bool zero = true;  // raw exponent 0 means zero and the subnormals

  // ---- Layout ----

  constexpr int Bits() const {
    return (is_signed ? 1 : 0) + exponent_bits + mantissa_bits;
  }
  constexpr int PrecisionBits() const { return mantissa_bits + 1; }
  constexpr uint64_t FractionMask() const {
    return (uint64_t{1} << mantissa_bits) - 1;
  }
  constexpr uint64_t MaxRawExponent() const {
    return (uint64_t{1} << exponent_bits) - 1;
  }
  constexpr uint64_t MagnitudeMask() const {
    return (uint64_t{1} << (exponent_bits + mantissa_bits)) - 1;
  }
  constexpr uint64_t SignMask() const {
    return is_signed ? MagnitudeMask() + 1 : 0;
  }
  constexpr uint64_t CodeMask() const { return SignMask() | MagnitudeMask(); }

  // ---- Landmarks, as magnitudes ----

  constexpr uint64_t InfinityCode() const {
    return MaxRawExponent() << mantissa_bits;
  }
  constexpr uint64_t MaxFiniteCode() const {
    if (nans == NanPolicy::kIeee) return InfinityCode() - 1;
    if (nans == NanPolicy::kAllOnes) return MagnitudeMask() - 1;
    return MagnitudeMask();
  }
  constexpr uint64_t MinNormalCode() const {
    return zero ? uint64_t{1} << mantissa_bits : 0;
  }
  constexpr bool HasSubnormals() const { return zero && mantissa_bits > 0; }
  constexpr bool HasNan() const { return nans != NanPolicy::kNone; }

  // Exponent e of the least normal number 2^e, and the e of the greatest
  // number, which lies in [2^e, 2^(e+1)). IEEE 754 calls them emin and emax.
  constexpr int MinExponent() const { return (zero ? 1 : 0) - bias; }
  constexpr int MaxExponent() const {
    return static_cast<int>(MaxFiniteCode() >> mantissa_bits) - bias;
  }

  // ---- Classes of codes ----

  constexpr bool IsNegative(uint64_t code) const {
    return (code & SignMask()) != 0 && !IsUnsignedNan(code);
  }
  constexpr bool IsNan(uint64_t code) const {
    const uint64_t magnitude = code & MagnitudeMask();
    switch (nans) {
      case NanPolicy::kNone:
        return false;
      case NanPolicy::kIeee:
        return magnitude > InfinityCode();
      case NanPolicy::kAllOnes:
        return magnitude == MagnitudeMask();
      case NanPolicy::kNegativeZero:
        return IsUnsignedNan(code);
    }
    return false;
  }
  constexpr bool IsInfinite(uint64_t code) const {
    return infinities && (code & MagnitudeMask()) == InfinityCode();
  }
  constexpr bool IsFinite(uint64_t code) const {
    return !IsNan(code) && !IsInfinite(code);
  }

  // Whether the facts fit together; asserted for every format of the list.
  constexpr bool IsValid() const {
    const bool layout = exponent_bits >= 1 && mantissa_bits >= 0 &&
                        Bits() <= 64 && exponent_bits <= 11;
    const bool infinity = !infinities || nans == NanPolicy::kIeee;
    const bool fnuz =
        nans != NanPolicy::kNegativeZero || (is_signed && !signed_zero && zero);
    const bool room = nans != NanPolicy::kIeee || mantissa_bits > 0;
    return layout && infinity && fnuz && room &&
           (!signed_zero || (is_signed && zero));
  }

 private:
  constexpr bool IsUnsignedNan(uint64_t code) const {
    return nans == NanPolicy::kNegativeZero &&
           (code & CodeMask()) == SignMask();
  }
};

}  // namespace wbm::formats
