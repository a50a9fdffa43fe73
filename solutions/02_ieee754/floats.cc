#include "labs/02_ieee754/floats.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>

#include "common/lab/not_yet.h"

namespace ieee_lab {

// [solution 2.3 only]
namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

// The exponent field whose bits are all ones.
std::uint32_t LastRow(const Layout& layout) {
  return (1u << layout.exponent_bits) - 1;
}

std::uint32_t SignBit(const Layout& layout) { return 1u << (layout.bits - 1); }

// The code of +infinity; one less is the largest finite number.
std::uint32_t InfinityCode(const Layout& layout) {
  return LastRow(layout) << layout.fraction_bits;
}

}  // namespace
// [/solution]

Layout LayoutOf(Format format) {
  // [solution 2.1]
  switch (format) {
    case Format::kFloat32:
      return {32, 8, 23, 127};
    case Format::kFloat16:
      return {16, 5, 10, 15};
    case Format::kBfloat16:
      return {16, 8, 7, 127};
  }
  return {};
  // [/solution]
}

Fields Split(Code code) {
  // [solution 2.2]
  const Layout layout = LayoutOf(code.format);
  const std::uint32_t fraction_mask = (1u << layout.fraction_bits) - 1;
  const std::uint32_t exponent_mask = (1u << layout.exponent_bits) - 1;
  return {.sign = code.bits >> (layout.bits - 1),
          .exponent = (code.bits >> layout.fraction_bits) & exponent_mask,
          .fraction = code.bits & fraction_mask};
  // [/solution]
}

Kind Classify(Code code) {
  // [solution 2.3]
  const Fields fields = Split(code);
  if (fields.exponent == 0) {
    return fields.fraction == 0 ? Kind::kZero : Kind::kSubnormal;
  }
  if (fields.exponent == LastRow(LayoutOf(code.format))) {
    return fields.fraction == 0 ? Kind::kInfinity : Kind::kNan;
  }
  return Kind::kNormal;
  // [/solution]
}

Decoded Decode(Code code) {
  // [solution 2.4]
  const Layout layout = LayoutOf(code.format);
  const Fields fields = Split(code);
  const double sign = fields.sign == 0 ? 1 : -1;
  Decoded decoded;
  decoded.kind = Classify(code);
  if (decoded.kind == Kind::kNan) decoded.value = kNan;
  if (decoded.kind == Kind::kInfinity) decoded.value = sign * kInf;
  if (decoded.kind == Kind::kZero) decoded.value = sign * 0.0;
  if (decoded.kind != Kind::kNormal && decoded.kind != Kind::kSubnormal) {
    return decoded;
  }
  const bool normal = decoded.kind == Kind::kNormal;
  const int row = normal ? static_cast<int>(fields.exponent) : 1;
  decoded.exponent = row - layout.bias;
  decoded.significand =
      (normal ? 1 : 0) + std::ldexp(fields.fraction, -layout.fraction_bits);
  decoded.value = sign * std::ldexp(decoded.significand, decoded.exponent);
  return decoded;
  // [/solution]
}

std::optional<std::uint32_t> Encode(Real x) {
  // [solution 2.5]
  const Layout layout = LayoutOf(x.format);
  const std::uint32_t infinity = InfinityCode(layout);
  if (std::isnan(x.value)) return infinity | 1u << (layout.fraction_bits - 1);
  const std::uint32_t sign = std::signbit(x.value) ? SignBit(layout) : 0;
  if (std::isinf(x.value)) return sign | infinity;
  if (x.value == 0) return sign;

  // Below the least normal exponent the ruler's marks keep their distance.
  const int least = 1 - layout.bias;
  const int exponent = std::max(std::ilogb(x.value), least);
  if (exponent > layout.bias) return std::nullopt;
  // In marks of this binade: an integer below 2^(fraction_bits + 1), or none.
  const double marks =
      std::ldexp(std::abs(x.value), layout.fraction_bits - exponent);
  if (marks != std::floor(marks)) return std::nullopt;
  // The implicit one, when it is there, carries E from exponent - least up by
  // one: subnormals have it not, and stay in row 0.
  const auto row = static_cast<std::uint32_t>(exponent - least);
  return sign |
         ((row << layout.fraction_bits) + static_cast<std::uint32_t>(marks));
  // [/solution]
}

double Ulp(Code code) {
  // [solution 2.6]
  const Layout layout = LayoutOf(code.format);
  const Decoded decoded = Decode(code);
  switch (decoded.kind) {
    case Kind::kInfinity:
    case Kind::kNan:
      return kNan;
    case Kind::kZero:
      return std::ldexp(1.0, 1 - layout.bias - layout.fraction_bits);
    default:
      return std::ldexp(1.0, decoded.exponent - layout.fraction_bits);
  }
  // [/solution]
}

std::uint32_t NextUp(Code code) {
  // [solution 2.6]
  const Layout layout = LayoutOf(code.format);
  const std::uint32_t magnitude = code.bits & (SignBit(layout) - 1);
  const bool negative = magnitude != code.bits;
  if (magnitude > InfinityCode(layout)) return code.bits;  // NaN
  if (magnitude == 0) return 1;
  if (negative) return code.bits - 1;
  return magnitude == InfinityCode(layout) ? code.bits : code.bits + 1;
  // [/solution]
}

Facts FactsOf(Format format) {
  // [solution 2.7]
  const Layout layout = LayoutOf(format);
  const int least = 1 - layout.bias;
  Facts facts;
  facts.epsilon = std::ldexp(1.0, -layout.fraction_bits);
  facts.unit_roundoff = facts.epsilon / 2;
  facts.max_finite = std::ldexp(2 - facts.epsilon, layout.bias);
  facts.min_normal = std::ldexp(1.0, least);
  facts.min_subnormal = std::ldexp(1.0, least - layout.fraction_bits);
  facts.decimal_digits =
      static_cast<std::int32_t>(layout.fraction_bits * std::log10(2.0));
  return facts;
  // [/solution]
}

std::optional<Absorption> AbsorptionOf(Code weight, bool growing) {
  // [solution 2.8]
  const Kind kind = Classify(weight);
  if (kind != Kind::kNormal && kind != Kind::kSubnormal) return std::nullopt;
  const Fields fields = Split(weight);
  // The first number of a binade has its lower neighbour in the binade below,
  // where the marks are twice as close; below row 1 they are not.
  const bool closer = !growing && fields.fraction == 0 && fields.exponent > 1;
  const double gap = closer ? Ulp(weight) / 2 : Ulp(weight);
  return Absorption{.threshold = gap / 2,
                    .tie_absorbed = fields.fraction % 2 == 0};
  // [/solution]
}

float LargestAbsorbed(float weight, bool growing) {
  // [solution 2.8]
  const float direction = (weight > 0) == growing ? 1.0f : -1.0f;
  // Every d of at most `absorbed` (as bits) is absorbed, none from `moves` on.
  auto absorbed = std::bit_cast<std::uint32_t>(0.0f);
  auto moves = std::bit_cast<std::uint32_t>(std::abs(weight));
  while (moves - absorbed > 1) {
    const std::uint32_t middle = absorbed + (moves - absorbed) / 2;
    const float sum = weight + direction * std::bit_cast<float>(middle);
    (sum == weight ? absorbed : moves) = middle;
  }
  return std::bit_cast<float>(absorbed);
  // [/solution]
}

Partners NonAssociative(float a) {
  // [solution 2.9]
  // 2^-26 |a| is at most a quarter of a's ulp towards zero, and there even the
  // closer marks below a power of two are half an ulp apart.
  return {.b = -a, .c = std::ldexp(a, -26)};
  // [/solution]
}

float Maximum(std::span<const float> x) {
  // [solution 2.10]
  float largest = -std::numeric_limits<float>::infinity();
  for (float value : x) {
    if (std::isnan(value)) return value;
    const bool zeros = value == 0 && largest == 0;
    if (value > largest || (zeros && !std::signbit(value))) largest = value;
  }
  return largest;
  // [/solution]
}

Probe ProbeSubnormals(UnderflowMode mode) {
  // [solution 2.11]
  constexpr std::uint32_t kFlushToZero = 0x8000;
  constexpr std::uint32_t kDenormalsAreZero = 0x0040;
  volatile float least_normal = std::numeric_limits<float>::min();
  volatile float subnormal = std::numeric_limits<float>::denorm_min();
  volatile float two = 2, one = 1, large = 0x1p24f;
  Probe probe;

  const std::uint32_t before = _mm_getcsr();
  std::uint32_t during = before & ~(kFlushToZero | kDenormalsAreZero);
  if (mode.flush_to_zero) during |= kFlushToZero;
  if (mode.denormals_are_zero) during |= kDenormalsAreZero;
  _mm_setcsr(during);
  // Volatile results, too: a computation whose result nobody needs yet may
  // be moved past the call that puts the mode back.
  volatile float half = least_normal / two;
  volatile float same = subnormal * one;
  volatile float normal = subnormal * large;
  volatile bool zero = subnormal == 0;
  _mm_setcsr(before);

  probe.half_of_least_normal = half;
  probe.subnormal_times_one = same;
  probe.subnormal_times_2_24 = normal;
  probe.subnormal_is_zero = zero;
  return probe;
  // [/solution]
}

}  // namespace ieee_lab
