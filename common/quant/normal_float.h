// NF4: sixteen levels at quantiles of the normal distribution (QLoRA).
//
//   Nf4Encode(0.5f)          // 12, whose level is 0.44070983
//   Nf4Tensor t = QuantizeNf4(w, /*block_size=*/64);
//   std::vector<float> back = DequantizeNf4(t);
//
// The levels are asymmetric: eight above zero, seven below, and an exact zero
// (code 7). They equalise probability, so they are not the levels of least
// mean squared error; those are in lloyd_max.h.
//
// Source: Dettmers et al., QLoRA, arXiv 2305.14314, appendix E (the table).
// Its equation (4) is not how the table was made; DeriveNf4Levels is.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace wbm::quant {

inline constexpr std::array<float, 16> kNf4Levels = {-1.0f,
                                                     -0.6961928009986877f,
                                                     -0.5250730514526367f,
                                                     -0.39491748809814453f,
                                                     -0.28444138169288635f,
                                                     -0.18477343022823334f,
                                                     -0.09105003625154495f,
                                                     0.0f,
                                                     0.07958029955625534f,
                                                     0.16093020141124725f,
                                                     0.24611230194568634f,
                                                     0.33791524171829224f,
                                                     0.44070982933044434f,
                                                     0.5626170039176941f,
                                                     0.7229568362236023f,
                                                     1.0f};

inline constexpr std::uint8_t kNf4Zero = 7;

// The table again, from its definition. Probabilities run from 0.9677083
// (1 - (1/32 + 1/30)/2, cut to seven digits) down to 0.5: eight steps above
// zero, seven below, each list computed in float from its nearer end, the 0.5
// left out. Quantiles in double, rounded to float; division by the largest in
// float. Equal to kNf4Levels bit for bit.
std::array<float, 16> DeriveNf4Levels();

// Thresholds between neighbours: x > kNf4Thresholds[c] has a code above c. Each
// is the greatest float that is not above the real midpoint, so that the code
// is that of the nearest level for every float, and an exact tie goes to the
// lower code. (bitsandbytes rounds the midpoints to nearest instead. Where that
// rounds up, the one float that equals its threshold gets the farther level.)
inline constexpr std::array<float, 15> kNf4Thresholds = [] {
  std::array<float, 15> thresholds{};
  for (std::size_t c = 0; c < thresholds.size(); ++c) {
    const double middle = (static_cast<double>(kNf4Levels[c]) +
                           static_cast<double>(kNf4Levels[c + 1])) /
                          2.0;
    float below = static_cast<float>(middle);
    // Next float down, in a constant expression: an ULP of a float in
    // [2^-5, 1] is at least 2^-28, and half an ULP down rounds to it.
    for (double ulp = 0x1p-28; static_cast<double>(below) > middle; ulp *= 2) {
      below = static_cast<float>(static_cast<double>(below) - ulp);
    }
    thresholds[c] = below;
  }
  return thresholds;
}();

// Code of the level nearest to x, a tie to the lower code. Beyond [-1, 1], and
// for infinities, the outermost code. NaN gives kNf4Zero.
constexpr std::uint8_t Nf4Encode(float x) {
  if (x != x) return kNf4Zero;
  std::uint8_t code = 0;
  for (const float threshold : kNf4Thresholds) {
    code = static_cast<std::uint8_t>(code + (x > threshold));
  }
  return code;
}

// The level of a code; only the low four bits are read.
constexpr float Nf4Decode(std::uint8_t code) { return kNf4Levels[code & 15]; }

// Blocks of consecutive values share one float: the greatest finite |x|. The
// last block is shorter when block_size does not divide the size.
struct Nf4Tensor {
  std::size_t block_size = 64;
  std::vector<float> absmax;        // one a block
  std::vector<std::uint8_t> codes;  // one a value, 0..15
};

// Code of x in a block: Nf4Encode(x / absmax), the quotient rounded once to
// float. absmax 0 (only zeros and non-finite values) gives kNf4Zero to finite
// values. Infinities saturate, NaN gives kNf4Zero.
constexpr std::uint8_t Nf4EncodeScaled(float x, float absmax) {
  if (absmax > 0.0f) return Nf4Encode(x / absmax);
  return x - x == 0.0f ? kNf4Zero : Nf4Encode(x);
}

// block_size is at least 1.
Nf4Tensor QuantizeNf4(std::span<const float> x, std::size_t block_size);

// level * absmax, one float multiplication each.
std::vector<float> DequantizeNf4(const Nf4Tensor& tensor);

}  // namespace wbm::quant
