// NVFP4 blocks: 16 elements of float4_e2m1fn and one float8_e4m3fn scale, under
// one float for the whole tensor. Nine bytes for 16 values, 4.5 bits each.
//
//   Nvfp4Tensor t = QuantizeNvfp4(x);
//   std::vector<float> back = DequantizeNvfp4(t);
//
// Two levels, since e4m3 spans few binades: the tensor's encode scale maps the
// largest value to 448 * 6, the largest scale times the largest element.
//
//   encode_scale = 448 * 6 / amax(tensor), held to the finite floats; 1 if the
//                  tensor is zero
//   scale        = e4m3(amax(block) * encode_scale / 6), nearest even,
//                  saturating
//   element      = e2m1(x * encode_scale / scale), nearest even, saturating
//   value        = element * scale / encode_scale, rounded once to float (and
//                  held to +-FLT_MAX)
//
// The order of the operations is part of the format: two programs that agree on
// the formulas but not on the roundings disagree on codes.
//
//   kReciprocal  in float, as Transformer Engine's kernels compute:
//                  scale   = e4m3(amax * (encode_scale * fl(1/6)))
//                  element = e2m1(x * min(1 / (scale * (1/encode_scale)),
//                                         FLT_MAX)), every operation rounded
//   kExact       every quotient exact, rounded once to its format
//
// Special values. Largest magnitudes are taken over finite values; infinities
// saturate. A NaN makes its block's scale NaN (0x7f), and so the block's
// values. A block whose scale rounds to 0 decodes to zeros.
//
// Source: NVIDIA, "Pretraining LLMs with NVFP4", arXiv 2509.25149, appendix C;
// order of kReciprocal: Transformer Engine, core_nvfp4.cuh.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace wbm::quant {

inline constexpr std::size_t kNvfp4BlockSize = 16;

enum class Nvfp4Order { kReciprocal, kExact };

// Element i is in byte i/2, the first of a pair in the low nibble.
struct Nvfp4Block {
  std::array<std::uint8_t, 8> elements{};
  std::uint8_t scale = 0;  // float8_e4m3fn, never negative

  constexpr bool operator==(const Nvfp4Block&) const = default;
};
static_assert(sizeof(Nvfp4Block) == 9);

struct Nvfp4Tensor {
  float encode_scale = 1.0f;
  std::size_t size = 0;
  std::vector<Nvfp4Block> blocks;  // ceil(size / 16); the last filled with zero
};

// amax is finite and not negative.
float Nvfp4EncodeScale(float amax);

// One block of up to 16 values under a tensor's encode scale.
Nvfp4Block Nvfp4Encode(std::span<const float> x, float encode_scale,
                       Nvfp4Order order);

// One value of a block.
float Nvfp4Value(const Nvfp4Block& block, std::size_t index,
                 float encode_scale);

Nvfp4Tensor QuantizeNvfp4(std::span<const float> x,
                          Nvfp4Order order = Nvfp4Order::kReciprocal);
std::vector<float> DequantizeNvfp4(const Nvfp4Tensor& tensor);

}  // namespace wbm::quant
