// The judge of every conversion: a sorted table of a format's values, and the
// midpoints between them. It shares no code with the library: the facts are
// typed a second time, values are made with std::ldexp, a result is found by
// comparing with the neighbours, and "even" is decided by dividing by the gap.
//
//   const Oracle oracle(Specs()[3]);
//   oracle.Expect({i, Position::kAtMiddle}, RoundingMode::kNearestEven, …)
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "common/formats/encode.h"

namespace wbm::formats {

enum class Specials {
  kIeee,    // infinities and NaNs in the top exponent
  kOneNan,  // "fn": NaN when all bits but the sign are set
  kFnuz,    // NaN in the place of -0
  kNone,    // every code a number
  kScale,   // E8M0
};

struct Spec {
  std::string name;
  int exponent_bits;
  int fraction_bits;
  int bias;
  Specials specials;
  double greatest;  // as published; the table must end there
};

// Where a number lies: at values[lower], or between it and the next.
enum class Position { kAt, kBelowMiddle, kAtMiddle, kAboveMiddle };
struct Place {
  size_t lower = 0;
  Position position = Position::kAt;
};

class Oracle {
 public:
  explicit Oracle(const Spec& spec) : spec_(spec) {
    const int last = LastMagnitude();
    if (spec.specials == Specials::kScale) values_.push_back(0);  // not a code
    for (int code = 0; code <= last; ++code) {
      values_.push_back(ValueOf(code));
    }
    // The number that would follow the greatest, were there room.
    values_.push_back(2 * values_[Last()] - values_[Last() - 1]);
    if (spec.specials == Specials::kScale) {
      values_.back() = 2 * values_[Last()];
    }
  }

  const Spec& spec() const { return spec_; }

  // Magnitudes in order: index 0 is zero (which E8M0 has not), Last() the
  // greatest number, Last() + 1 the first that overflows.
  const std::vector<double>& values() const { return values_; }
  size_t Last() const { return static_cast<size_t>(LastMagnitude()) + Shift(); }
  double Middle(size_t lower) const {
    return values_[lower] + (values_[lower + 1] - values_[lower]) / 2;
  }

  // The code of a finite number.
  uint64_t Expect(Place place, RoundingMode mode, Saturation saturation,
                  bool negative) const {
    const size_t pick = Pick(place, mode, negative);
    if (spec_.specials == Specials::kScale && (negative || pick == 0)) {
      return saturation == Saturation::kSatNone ? 0xff : 0;
    }
    if (pick <= Last()) return Code(pick, negative);
    const bool inward = mode == RoundingMode::kTowardZero ||
                        mode == RoundingMode::kToOdd ||
                        (mode == RoundingMode::kUp && negative) ||
                        (mode == RoundingMode::kDown && !negative);
    if (saturation != Saturation::kSatNone || inward) {
      return Code(Last(), negative);
    }
    return Unbounded(negative);
  }

  uint64_t ExpectInfinity(Saturation saturation, bool negative) const {
    const bool finite = saturation == Saturation::kSatFinite;
    if (spec_.specials == Specials::kScale && negative) {
      return finite ? 0 : 0xff;
    }
    return finite ? Code(Last(), negative) : Unbounded(negative);
  }

  // `fraction` are the 23 fraction bits of a float NaN.
  uint64_t ExpectNan(bool negative, uint32_t fraction) const {
    const uint64_t sign = negative ? SignBit() : 0;
    switch (spec_.specials) {
      case Specials::kIeee: {
        const uint64_t kept = fraction >> (23 - spec_.fraction_bits);
        const uint64_t quiet = uint64_t{1} << (spec_.fraction_bits - 1);
        return sign | TopExponent() | quiet | kept;
      }
      case Specials::kOneNan:
        return sign | (SignBit() - 1);
      case Specials::kFnuz:
        return SignBit();
      case Specials::kScale:
        return 0xff;
      case Specials::kNone:
        break;
    }
    return Code(Last(), false);
  }

 private:
  size_t Shift() const { return spec_.specials == Specials::kScale ? 1 : 0; }
  uint64_t SignBit() const {
    return uint64_t{1} << (spec_.exponent_bits + spec_.fraction_bits);
  }
  uint64_t TopExponent() const {
    return ((uint64_t{1} << spec_.exponent_bits) - 1) << spec_.fraction_bits;
  }
  int LastMagnitude() const {
    const int all = static_cast<int>(SignBit() - 1);
    switch (spec_.specials) {
      case Specials::kIeee:
        return static_cast<int>(TopExponent()) - 1;
      case Specials::kOneNan:
      case Specials::kScale:
        return all - 1;
      case Specials::kFnuz:
      case Specials::kNone:
        break;
    }
    return all;
  }
  double ValueOf(int code) const {
    if (spec_.specials == Specials::kScale) return std::ldexp(1.0, code - 127);
    const int unit = 1 << spec_.fraction_bits;
    const int e = code / unit;
    const int f = code % unit;
    const int places = spec_.bias + spec_.fraction_bits;
    return e == 0 ? std::ldexp(f, 1 - places)
                  : std::ldexp(unit + f, e - places);
  }
  uint64_t Code(size_t index, bool negative) const {
    const uint64_t magnitude = index - Shift();
    if (index == 0 && spec_.specials == Specials::kFnuz) return 0;
    return magnitude | (negative ? SignBit() : 0);
  }
  uint64_t Unbounded(bool negative) const {
    if (spec_.specials == Specials::kIeee) {
      return TopExponent() | (negative ? SignBit() : 0);
    }
    return spec_.specials == Specials::kNone ? Code(Last(), negative)
                                             : ExpectNan(negative, 0);
  }
  // A value is even when it is an even multiple of the gap above it.
  bool IsEven(size_t lower) const {
    const double gap = values_[lower + 1] - values_[lower];
    return std::fmod(values_[lower] / gap, 2.0) == 0;
  }
  size_t Pick(Place place, RoundingMode mode, bool negative) const {
    if (place.position == Position::kAt) return place.lower;
    if (place.lower > Last()) return place.lower;
    const size_t low = place.lower, high = low + 1;
    switch (mode) {
      case RoundingMode::kTowardZero:
        return low;
      case RoundingMode::kUp:
        return negative ? low : high;
      case RoundingMode::kDown:
        return negative ? high : low;
      case RoundingMode::kToOdd:
        return IsEven(low) ? high : low;
      default:
        break;
    }
    if (place.position == Position::kBelowMiddle) return low;
    if (place.position == Position::kAboveMiddle) return high;
    if (mode == RoundingMode::kNearestAway) return high;
    return IsEven(low) ? low : high;
  }

  Spec spec_;
  std::vector<double> values_;
};

// As the publications give them: IEEE 754-2019, OCP OFP8, OCP MX 1.0, Noune et
// al. (arXiv 2206.02915), NVIDIA's A100 paper for tf32.
inline const std::vector<Spec>& Specs() {
  static const std::vector<Spec> specs = {
      {"tf32", 8, 10, 127, Specials::kIeee, 0x1.ffcp+127},
      {"float16", 5, 10, 15, Specials::kIeee, 65504},
      {"bfloat16", 8, 7, 127, Specials::kIeee, 0x1.fep+127},
      {"float8_e5m2", 5, 2, 15, Specials::kIeee, 57344},
      {"float8_e4m3fn", 4, 3, 7, Specials::kOneNan, 448},
      {"float8_e4m3", 4, 3, 7, Specials::kIeee, 240},
      {"float8_e5m2fnuz", 5, 2, 16, Specials::kFnuz, 57344},
      {"float8_e4m3fnuz", 4, 3, 8, Specials::kFnuz, 240},
      {"float8_e8m0fnu", 8, 0, 127, Specials::kScale, 0x1p+127},
      {"float6_e3m2fn", 3, 2, 3, Specials::kNone, 28},
      {"float6_e2m3fn", 2, 3, 1, Specials::kNone, 7.5},
      {"float4_e2m1fn", 2, 1, 1, Specials::kNone, 6},
  };
  return specs;
}

}  // namespace wbm::formats
