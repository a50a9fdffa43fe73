#include "common/quant/ternary.h"

#include <algorithm>
#include <cmath>

namespace wbm::quant {

float AbsMeanScale(std::span<const float> w) {
  double sum = 0.0;
  std::size_t count = 0;
  for (const float value : w) {
    if (!std::isfinite(value)) continue;
    sum += std::fabs(static_cast<double>(value));
    ++count;
  }
  if (count == 0) return kTernaryLeastScale;
  const double mean = sum / static_cast<double>(count);
  return std::max(static_cast<float>(mean), kTernaryLeastScale);
}

TernaryTensor QuantizeTernary(std::span<const float> w) {
  TernaryTensor tensor{AbsMeanScale(w), {}};
  tensor.codes.reserve(w.size());
  for (const float value : w) {
    tensor.codes.push_back(TernaryCode(value, tensor.scale));
  }
  return tensor;
}

std::vector<float> DequantizeTernary(const TernaryTensor& tensor) {
  std::vector<float> values;
  values.reserve(tensor.codes.size());
  for (const std::int8_t code : tensor.codes) {
    values.push_back(static_cast<float>(code) * tensor.scale);
  }
  return values;
}

float LeastSquaresTernaryScale(std::span<const float> w,
                               std::span<const std::int8_t> codes) {
  double sum = 0.0;
  std::size_t count = 0;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    sum += static_cast<double>(w[i]) * codes[i];
    count += codes[i] != 0;
  }
  if (count == 0) return 0.0f;
  return static_cast<float>(sum / static_cast<double>(count));
}

void PackTrits(std::span<const std::int8_t> codes,
               std::span<std::uint8_t> bytes) {
  for (std::size_t b = 0; b < PackedTritSize(codes.size()); ++b) {
    int q = 0;
    for (std::size_t i = 5 * b; i < 5 * b + 5; ++i) {
      const int digit = i < codes.size() ? codes[i] + 1 : 1;
      q = 3 * q + digit;
    }
    bytes[b] = static_cast<std::uint8_t>((q * 256 + 242) / 243);
  }
}

void UnpackTrits(std::span<const std::uint8_t> bytes,
                 std::span<std::int8_t> codes) {
  int rest = 0;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    if (i % 5 == 0) rest = bytes[i / 5];
    rest *= 3;
    codes[i] = static_cast<std::int8_t>((rest >> 8) - 1);
    rest &= 255;
  }
}

}  // namespace wbm::quant
