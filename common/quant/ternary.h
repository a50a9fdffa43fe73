// Ternary weights, {-1, 0, +1} times one scale (BitNet b1.58), and five of them
// packed in a byte.
//
//   TernaryTensor t = QuantizeTernary(w);
//   std::vector<float> back = DequantizeTernary(t);
//
// What is rounded, and when: the sum of |w| runs in double in index order; the
// mean is rounded once to float; a code is
//   clamp(RoundHalfEven(w / scale), -1, 1)
// of the exact quotient, so |w| <= scale/2 gives 0 (the tie goes to the even
// zero); a value is code * scale, exact.
//
// Source: Ma et al., "The Era of 1-bit LLMs", arXiv 2402.17764, eq. (1)-(3),
// with the scale held above 1e-5 as the released code does.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "common/quant/round_half_even.h"

namespace wbm::quant {

inline constexpr float kTernaryLeastScale = 1e-5f;

struct TernaryTensor {
  float scale = kTernaryLeastScale;
  std::vector<std::int8_t> codes;
};

// Mean of |w| over the finite values, at least kTernaryLeastScale (which is
// also the scale of an empty tensor), at most FLT_MAX.
float AbsMeanScale(std::span<const float> w);

// NaN gives 0, infinities saturate.
constexpr std::int8_t TernaryCode(float w, float scale) {
  const std::int64_t code =
      RoundHalfEven(static_cast<double>(w) / static_cast<double>(scale));
  return static_cast<std::int8_t>(code > 0 ? 1 : (code < 0 ? -1 : 0));
}

TernaryTensor QuantizeTernary(std::span<const float> w);
std::vector<float> DequantizeTernary(const TernaryTensor& tensor);

// The scale of least squared error for given codes: the mean of w * code over
// the codes that are not zero; 0 when all are. Greater than AbsMeanScale for a
// bell-shaped w, since the small weights no longer pull it down. `w` is finite
// and as long as `codes`.
float LeastSquaresTernaryScale(std::span<const float> w,
                               std::span<const std::int8_t> codes);

// Five ternary digits a byte, 1.6 bits a weight (log2 3 = 1.585 at best).
//
// The digits t = code + 1, first most significant, make q in 0..242; the byte
// is ceil(q * 256 / 243). Multiplying a byte by 3 then carries the digits out
// one by one, without a division (the layout of ggml's TQ1_0). A last byte of
// fewer than five is filled with code 0.
constexpr std::size_t PackedTritSize(std::size_t count) {
  return count / 5 + (count % 5 != 0);
}
void PackTrits(std::span<const std::int8_t> codes,
               std::span<std::uint8_t> bytes);
void UnpackTrits(std::span<const std::uint8_t> bytes,
                 std::span<std::int8_t> codes);

}  // namespace wbm::quant
