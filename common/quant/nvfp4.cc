#include "common/quant/nvfp4.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "common/formats/float.h"
#include "common/quant/bit_pack.h"

namespace wbm::quant {
namespace {

using formats::float4_e2m1fn;
using formats::float8_e4m3fn;

constexpr float kMaxFloat = std::numeric_limits<float>::max();
constexpr float kLargestScale = 448.0f;
constexpr float kLargestElement = 6.0f;
constexpr std::uint8_t kNanScale = 0x7f;

float FiniteAbsMax(std::span<const float> x) {
  float amax = 0.0f;
  for (const float value : x) {
    if (std::isfinite(value)) amax = std::max(amax, std::fabs(value));
  }
  return amax;
}

template <class Source>
float8_e4m3fn ToScale(Source x) {
  return formats::Encode<float8_e4m3fn>(x, formats::SaturateFinite());
}
template <class Source>
std::uint8_t ToElement(Source x) {
  return formats::Encode<float4_e2m1fn>(x, formats::SaturateFinite()).bits;
}

float8_e4m3fn BlockScale(float amax, float encode_scale, Nvfp4Order order) {
  if (order == Nvfp4Order::kReciprocal) {
    return ToScale(amax * (encode_scale * (1.0f / kLargestElement)));
  }
  // The product of two floats is exact in double. The quotient keeps 53 bits
  // of a number that is rounded to four: never within rounding of a tie that
  // it is not, as amax * encode_scale has at most 48 bits.
  const double product = static_cast<double>(amax) * encode_scale;
  return ToScale(product / kLargestElement);
}

// What a value is multiplied with before it becomes an element.
float Multiplier(float scale, float encode_scale) {
  const float decode_scale = 1.0f / encode_scale;
  return std::min(1.0f / (scale * decode_scale), kMaxFloat);
}

std::uint8_t ElementCode(float x, float scale, float encode_scale,
                         Nvfp4Order order) {
  if (order == Nvfp4Order::kReciprocal) {
    return ToElement(x * Multiplier(scale, encode_scale));
  }
  const double product = static_cast<double>(x) * encode_scale;
  return scale > 0.0f ? ToElement(product / scale) : ToElement(0.0f);
}

}  // namespace

float Nvfp4EncodeScale(float amax) {
  if (!(amax > 0.0f)) return 1.0f;
  return std::min(kLargestScale * kLargestElement / amax, kMaxFloat);
}

Nvfp4Block Nvfp4Encode(std::span<const float> x, float encode_scale,
                       Nvfp4Order order) {
  const auto values = x.first(std::min(x.size(), kNvfp4BlockSize));
  const float8_e4m3fn scale =
      BlockScale(FiniteAbsMax(values), encode_scale, order);
  Nvfp4Block block;
  block.scale = scale.bits;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i] != values[i]) block.scale = kNanScale;
    SetBitsAt(block.elements, i, 4,
              ElementCode(values[i], ToFloat(scale), encode_scale, order));
  }
  return block;
}

float Nvfp4Value(const Nvfp4Block& block, std::size_t index,
                 float encode_scale) {
  const auto scale = formats::FromBits<float8_e4m3fn>(block.scale);
  const auto element =
      formats::FromBits<float4_e2m1fn>(BitsAt(block.elements, index, 4));
  // Exact product of at most six bits; one division, harmless in double.
  const double value = ToDouble(element) * ToDouble(scale) / encode_scale;
  if (value != value) return std::numeric_limits<float>::quiet_NaN();
  constexpr double kMax = kMaxFloat;
  return static_cast<float>(std::clamp(value, -kMax, kMax));
}

Nvfp4Tensor QuantizeNvfp4(std::span<const float> x, Nvfp4Order order) {
  Nvfp4Tensor tensor{Nvfp4EncodeScale(FiniteAbsMax(x)), x.size(), {}};
  for (std::size_t at = 0; at < x.size(); at += kNvfp4BlockSize) {
    tensor.blocks.push_back(
        Nvfp4Encode(x.subspan(at), tensor.encode_scale, order));
  }
  return tensor;
}

std::vector<float> DequantizeNvfp4(const Nvfp4Tensor& tensor) {
  std::vector<float> values(tensor.size);
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] = Nvfp4Value(tensor.blocks[i / kNvfp4BlockSize],
                           i % kNvfp4BlockSize, tensor.encode_scale);
  }
  return values;
}

}  // namespace wbm::quant
