// One strong type a format: an aggregate of its code and nothing else, so it is
// as regular, as small and as cheap to copy as the integer inside it.
//
//   constexpr auto x = Encode<float8_e4m3fn>(0.1f);
//   static_assert(x.bits == 0x1d && ToFloat(x) == 0.1015625f);
//
// Equality compares codes: a NaN equals itself and +0 is not -0, as suits a
// type that is stored, sent and tested. Compare numbers by ToFloat.
// There is no arithmetic: convert, compute, convert back, and see the rounding.
#pragma once

#include <bit>
#include <cstdint>
#include <type_traits>

#include "common/formats/catalogue.h"
#include "common/formats/encode.h"
#include "common/formats/exact.h"
#include "common/formats/format.h"

namespace wbm::formats {

template <int kBits>
using CodeWord = std::conditional_t<
    kBits <= 8, uint8_t,
    std::conditional_t<kBits <= 16, uint16_t,
                       std::conditional_t<kBits <= 32, uint32_t, uint64_t>>>;

template <const Format& F>
struct Float {
  static constexpr const Format& kFormat = F;
  using Bits = CodeWord<F.Bits()>;

  Bits bits = 0;

  friend constexpr bool operator==(const Float&, const Float&) = default;
};

// NOLINTBEGIN(readability-identifier-naming): the names that papers use.
using float64 = Float<kFloat64>;
using float32 = Float<kFloat32>;
using tf32 = Float<kTf32>;
using float16 = Float<kFloat16>;
using bfloat16 = Float<kBFloat16>;
using float8_e5m2 = Float<kFloat8E5M2>;
using float8_e4m3fn = Float<kFloat8E4M3Fn>;
using float8_e4m3 = Float<kFloat8E4M3>;
using float8_e5m2fnuz = Float<kFloat8E5M2Fnuz>;
using float8_e4m3fnuz = Float<kFloat8E4M3Fnuz>;
using float8_e8m0fnu = Float<kFloat8E8M0Fnu>;
using float6_e3m2fn = Float<kFloat6E3M2Fn>;
using float6_e2m3fn = Float<kFloat6E2M3Fn>;
using float4_e2m1fn = Float<kFloat4E2M1Fn>;
// NOLINTEND

template <typename T>
inline constexpr bool kIsFormat = false;
template <const Format& F>
inline constexpr bool kIsFormat<Float<F>> = true;
template <typename T>
concept FormatType = kIsFormat<T>;

// A code given as a number; bits beyond the format's are dropped.
template <FormatType T>
constexpr T FromBits(uint64_t code) {
  return {static_cast<typename T::Bits>(code & T::kFormat.CodeMask())};
}

template <const Format& F>
constexpr Exact Exactly(Float<F> x) {
  return Unpack(F, x.bits);
}

// From float, double, any integer or another format, rounded once.
template <FormatType T, typename Source>
constexpr T Encode(Source x, const Conversion& how = {}) {
  return {static_cast<typename T::Bits>(Encode(T::kFormat, Exactly(x), how))};
}

// Exact for every format.
template <const Format& F>
constexpr double ToDouble(Float<F> x) {
  return ToDouble(F, x.bits);
}

// Exact for every format but float64, which it rounds to nearest even.
template <const Format& F>
constexpr float ToFloat(Float<F> x) {
  const uint64_t code = Encode(kFloat32, Exactly(x));
  return std::bit_cast<float>(static_cast<uint32_t>(code));
}

template <const Format& F>
constexpr bool IsNan(Float<F> x) {
  return F.IsNan(x.bits);
}
template <const Format& F>
constexpr bool IsInfinite(Float<F> x) {
  return F.IsInfinite(x.bits);
}
template <const Format& F>
constexpr bool IsFinite(Float<F> x) {
  return F.IsFinite(x.bits);
}
template <const Format& F>
constexpr bool IsNegative(Float<F> x) {
  return F.IsNegative(x.bits);
}

}  // namespace wbm::formats
