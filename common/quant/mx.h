// Microscaling (MX) blocks: 32 small elements and one shared power of two.
//
//   MxBlock<MxElement::kFloat4E2M1Fn> block =
//       MxEncode<MxElement::kFloat4E2M1Fn>(x, ScaleRule::kFloor);
//   static_assert(sizeof block == 17);
//   MxDecode(block, values);
//
// A block is the E8M0 code of the scale, 2^(code - 127), and the elements'
// codes packed without gaps (bit_pack.h). An element's value is
//   2^(code - 127) * element.
//
// What is rounded, and when: the scale is chosen from the largest finite |x|
// by a named rule, on its bits; x / scale is exact; the element rounds to
// nearest even, once, and saturates. Decoding rounds nothing: a product that a
// float cannot hold (only above FLT_MAX) becomes +-FLT_MAX.
//
// Where the element does not saturate, |x - value| is at most half the
// element's spacing at x / scale, times the scale. kFloor lets the top of a
// block saturate: e4m3 may lose 1/8 of an amax just below a power of two
// (511 becomes 448), e2m1 a quarter.
//
// Special values. All zeros: scale code 0, elements 0. An infinity saturates to
// the largest element. A NaN becomes the element's NaN where the format has one
// (e4m3, e5m2); elsewhere it makes the scale NaN (0xff), and so every value of
// the block. Amounts too small for scale 2^-127 go to zero or to the element's
// subnormals; nothing ever grows beyond the rounding.
//
// Source: OCP Microscaling Formats (MX) Specification v1.0, sections 5 and 6.3
// (its sample rule is kFloor); kCeil, kRceil and kEven as torchao names them.

#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "common/formats/catalogue.h"
#include "common/formats/encode.h"
#include "common/formats/exact.h"
#include "common/quant/bit_pack.h"
#include "common/quant/round_half_even.h"
#include "common/quant/shared_exponent.h"

namespace wbm::quant {

inline constexpr std::size_t kMxBlockSize = 32;
inline constexpr std::uint8_t kMxNanScale = 0xff;

enum class MxElement {
  kFloat8E4M3Fn,  // MXFP8
  kFloat8E5M2,    // MXFP8
  kFloat6E3M2Fn,  // MXFP6
  kFloat6E2M3Fn,  // MXFP6
  kFloat4E2M1Fn,  // MXFP4
  kInt8,          // MXINT8: two's complement times 2^-6, -127/64 .. 127/64
};

// The shared exponent from amax, the largest finite magnitude. emax is the
// exponent of the element's largest number.
enum class ScaleRule {
  kFloor,  // floor(log2 amax) - emax: MX v1.0's sample. May saturate.
  kCeil,   // ceil(log2 amax) - emax: never saturates, wastes up to a binade
  kRceil,  // the least scale that does not saturate: ceil(log2(amax / largest))
  kEven,   // kFloor of amax rounded (half up) to the element's mantissa. What
           // still saturates lies within half an ULP of the largest element
           // (but e4m3, whose top code is NaN, loses 1.75 .. 1.9375)
};

// The facts of an element that a block needs. `format` is null for int8.
struct MxElementFacts {
  const formats::Format* format = nullptr;
  int bits = 8;
  int mantissa_bits = 6;
  int max_exponent = 0;
  double largest = 127.0 / 64.0;
  bool has_nan = false;
};
constexpr MxElementFacts FactsOf(MxElement element) {
  const formats::Format* format = nullptr;
  switch (element) {
    case MxElement::kFloat8E4M3Fn:
      format = &formats::kFloat8E4M3Fn;
      break;
    case MxElement::kFloat8E5M2:
      format = &formats::kFloat8E5M2;
      break;
    case MxElement::kFloat6E3M2Fn:
      format = &formats::kFloat6E3M2Fn;
      break;
    case MxElement::kFloat6E2M3Fn:
      format = &formats::kFloat6E2M3Fn;
      break;
    case MxElement::kFloat4E2M1Fn:
      format = &formats::kFloat4E2M1Fn;
      break;
    case MxElement::kInt8:
      return {};
  }
  return {format,
          format->Bits(),
          format->mantissa_bits,
          format->MaxExponent(),
          formats::ToDouble(*format, format->MaxFiniteCode()),
          format->HasNan()};
}

template <MxElement E>
struct MxBlock {
  static constexpr MxElementFacts kFacts = FactsOf(E);

  std::uint8_t scale = 0;  // float8_e8m0fnu
  std::array<std::uint8_t, PackedBitsSize(kMxBlockSize, kFacts.bits)>
      elements{};

  constexpr bool operator==(const MxBlock&) const = default;
};
static_assert(sizeof(MxBlock<MxElement::kFloat8E4M3Fn>) == 33);
static_assert(sizeof(MxBlock<MxElement::kFloat8E5M2>) == 33);
static_assert(sizeof(MxBlock<MxElement::kFloat6E3M2Fn>) == 25);
static_assert(sizeof(MxBlock<MxElement::kFloat6E2M3Fn>) == 25);
static_assert(sizeof(MxBlock<MxElement::kFloat4E2M1Fn>) == 17);
static_assert(sizeof(MxBlock<MxElement::kInt8>) == 33);

// The shared exponent of a block, held to -127 .. 127. amax is finite and not
// negative; 0 gives -127.
constexpr int MxSharedExponent(float amax, MxElement element, ScaleRule rule) {
  if (!(amax > 0.0f)) return -127;
  const MxElementFacts facts = FactsOf(element);
  int exponent = FloorLog2(amax);
  // 1 <= significand < 2, exact.
  const double significand =
      static_cast<double>(amax) * ExactPowerOfTwo(-exponent);
  const double top = facts.largest * ExactPowerOfTwo(-facts.max_exponent);
  const double half_ulp = ExactPowerOfTwo(-facts.mantissa_bits - 1);
  switch (rule) {
    case ScaleRule::kFloor:
      break;
    case ScaleRule::kCeil:
      exponent = CeilLog2(amax);
      break;
    case ScaleRule::kRceil:
      exponent += significand > top ? 1 : 0;
      break;
    case ScaleRule::kEven:
      exponent += significand + half_ulp >= 2.0 ? 1 : 0;
      break;
  }
  return std::clamp(exponent - facts.max_exponent, -127, 127);
}

// The code of one scaled value, and the number that a code stands for.
constexpr std::uint8_t MxElementCode(double scaled, MxElement element) {
  const MxElementFacts facts = FactsOf(element);
  if (facts.format != nullptr) {
    return static_cast<std::uint8_t>(formats::Encode(
        *facts.format, formats::Exactly(scaled), formats::SaturateFinite()));
  }
  const std::int64_t code = RoundHalfEven(scaled * 64.0);
  return static_cast<std::uint8_t>(std::clamp<std::int64_t>(code, -127, 127));
}
constexpr double MxElementValue(std::uint8_t code, MxElement element) {
  const MxElementFacts facts = FactsOf(element);
  if (facts.format != nullptr) return formats::ToDouble(*facts.format, code);
  return static_cast<std::int8_t>(code) / 64.0;
}

// Encodes up to 32 values; missing ones are zeros.
template <MxElement E>
MxBlock<E> MxEncode(std::span<const float> x,
                    ScaleRule rule = ScaleRule::kFloor) {
  using Block = MxBlock<E>;
  const auto values = x.first(std::min(x.size(), kMxBlockSize));
  float amax = 0.0f;
  bool has_nan = false;
  for (const float value : values) {
    has_nan |= value != value;
    if (std::isfinite(value)) amax = std::max(amax, std::fabs(value));
  }
  const int exponent = MxSharedExponent(amax, E, rule);
  Block block;
  block.scale = static_cast<std::uint8_t>(exponent + 127);
  if (has_nan && !Block::kFacts.has_nan) block.scale = kMxNanScale;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double scaled =
        static_cast<double>(values[i]) * ExactPowerOfTwo(-exponent);
    SetBitsAt(block.elements, i, Block::kFacts.bits, MxElementCode(scaled, E));
  }
  return block;
}

// One value of a block.
template <MxElement E>
float MxValue(const MxBlock<E>& block, std::size_t index) {
  if (block.scale == kMxNanScale)
    return std::numeric_limits<float>::quiet_NaN();
  constexpr double kMax = std::numeric_limits<float>::max();
  const std::uint8_t code = BitsAt(block.elements, index, block.kFacts.bits);
  const double element = MxElementValue(code, E);
  const double value = element * ExactPowerOfTwo(block.scale - 127);
  if (!std::isfinite(element)) return static_cast<float>(value);
  return static_cast<float>(std::clamp(value, -kMax, kMax));
}

// Decodes the first values.size() (up to 32) values.
template <MxElement E>
void MxDecode(const MxBlock<E>& block, std::span<float> values) {
  const std::size_t n = std::min(values.size(), kMxBlockSize);
  for (std::size_t i = 0; i < n; ++i) values[i] = MxValue(block, i);
}

// Whole arrays: ceil(n / 32) blocks.
template <MxElement E>
std::vector<MxBlock<E>> MxQuantize(std::span<const float> x,
                                   ScaleRule rule = ScaleRule::kFloor) {
  std::vector<MxBlock<E>> blocks;
  for (std::size_t at = 0; at < x.size(); at += kMxBlockSize) {
    blocks.push_back(MxEncode<E>(x.subspan(at), rule));
  }
  return blocks;
}
template <MxElement E>
void MxDequantize(std::span<const MxBlock<E>> blocks, std::span<float> values) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] = MxValue(blocks[i / kMxBlockSize], i % kMxBlockSize);
  }
}

}  // namespace wbm::quant
