#include "common/quant/normal_float.h"

#include <algorithm>
#include <cmath>

#include "common/quant/normal_distribution.h"

namespace wbm::quant {
namespace {

// `count` floats from `first` to `last`, both included. The first half counts
// up from `first`, the second down from `last`, all in float.
float EvenlySpaced(float first, float last, int count, int index) {
  const float step = (last - first) / static_cast<float>(count - 1);
  if (index < count / 2) return first + step * static_cast<float>(index);
  return last - step * static_cast<float>(count - 1 - index);
}

// The quantiles of one side, outermost first; p = 0.5 is left out.
std::vector<float> Side(int count) {
  constexpr float kOutermost = 0.9677083f;
  std::vector<float> quantiles;
  for (int i = 0; i + 1 < count; ++i) {
    const float p = EvenlySpaced(kOutermost, 0.5f, count, i);
    const double quantile = NormalQuantile(static_cast<double>(p));
    quantiles.push_back(static_cast<float>(quantile));
  }
  return quantiles;
}

float FiniteAbsMax(std::span<const float> x) {
  float absmax = 0.0f;
  for (const float value : x) {
    if (std::isfinite(value)) absmax = std::max(absmax, std::fabs(value));
  }
  return absmax;
}

}  // namespace

std::array<float, 16> DeriveNf4Levels() {
  std::array<float, 16> levels{};
  const std::vector<float> above = Side(9);
  const std::vector<float> below = Side(8);
  for (std::size_t i = 0; i < above.size(); ++i) levels[15 - i] = above[i];
  for (std::size_t i = 0; i < below.size(); ++i) levels[i] = -below[i];
  const float largest = levels[15];
  for (float& level : levels) level /= largest;
  return levels;
}

Nf4Tensor QuantizeNf4(std::span<const float> x, std::size_t block_size) {
  Nf4Tensor tensor{std::max<std::size_t>(block_size, 1), {}, {}};
  tensor.codes.reserve(x.size());
  for (std::size_t at = 0; at < x.size(); at += tensor.block_size) {
    const std::size_t size = std::min(tensor.block_size, x.size() - at);
    const auto block = x.subspan(at, size);
    const float absmax = FiniteAbsMax(block);
    tensor.absmax.push_back(absmax);
    for (const float value : block) {
      tensor.codes.push_back(Nf4EncodeScaled(value, absmax));
    }
  }
  return tensor;
}

std::vector<float> DequantizeNf4(const Nf4Tensor& tensor) {
  std::vector<float> values(tensor.codes.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    const float absmax = tensor.absmax[i / tensor.block_size];
    values[i] = Nf4Decode(tensor.codes[i]) * absmax;
  }
  return values;
}

}  // namespace wbm::quant
