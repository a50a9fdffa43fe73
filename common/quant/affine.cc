#include "common/quant/affine.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace wbm::quant {
namespace {

constexpr float kMaxFloat = std::numeric_limits<float>::max();
constexpr float kMinNormal = std::numeric_limits<float>::min();

// The largest scale whose product with `steps` is finite.
float LargestScale(std::int32_t steps) {
  const float nearest = kMaxFloat / static_cast<float>(steps);
  const double product = static_cast<double>(nearest) * steps;
  return product > kMaxFloat ? std::nextafter(nearest, 0.0f) : nearest;
}

float ExactScale(Range range, const AffineParams& p, Symmetry symmetry) {
  if (symmetry == Symmetry::kSymmetric) {
    return std::max(-range.min, range.max) / static_cast<float>(p.highest);
  }
  const double width =
      static_cast<double>(range.max) - static_cast<double>(range.min);
  return static_cast<float>(width / (p.highest - p.lowest));
}

std::int32_t ZeroPoint(Range range, const AffineParams& p) {
  const double quotient =
      static_cast<double>(range.min) / static_cast<double>(p.scale);
  const std::int64_t zero = p.lowest - RoundHalfEven(quotient);
  return static_cast<std::int32_t>(
      std::clamp<std::int64_t>(zero, p.lowest, p.highest));
}

std::int32_t MostSteps(const AffineParams& p) {
  return std::max(p.highest - p.zero_point, p.zero_point - p.lowest);
}

template <class Code>
void QuantizeAll(std::span<const float> x, const AffineParams& p,
                 std::span<Code> codes) {
  const std::size_t n = std::min(x.size(), codes.size());
  for (std::size_t i = 0; i < n; ++i) {
    codes[i] = static_cast<Code>(QuantizeValue(x[i], p));
  }
}

template <class Code>
void DequantizeAll(std::span<const Code> codes, const AffineParams& p,
                   std::span<float> values) {
  const std::size_t n = std::min(codes.size(), values.size());
  for (std::size_t i = 0; i < n; ++i) values[i] = DequantizeValue(codes[i], p);
}

}  // namespace

Range FiniteRange(std::span<const float> x) {
  Range range;
  for (const float value : x) {
    if (!std::isfinite(value)) continue;
    range.min = std::min(range.min, value);
    range.max = std::max(range.max, value);
  }
  return range;
}

AffineParams ChooseAffine(Range range, IntegerGrid grid) {
  AffineParams p{1.0f, 0, LowestCode(grid), HighestCode(grid)};
  const bool symmetric = grid.symmetry == Symmetry::kSymmetric;
  const bool all_zero = range.min == 0.0f && range.max == 0.0f;
  if (!all_zero) {
    p.scale = std::max(ExactScale(range, p, grid.symmetry), kMinNormal);
  }
  if (!symmetric) p.zero_point = ZeroPoint(range, p);
  p.scale = std::min(p.scale, LargestScale(MostSteps(p)));
  return p;
}

AffineParams ChooseAffine(std::span<const float> x, IntegerGrid grid) {
  return ChooseAffine(FiniteRange(x), grid);
}

void Quantize(std::span<const float> x, const AffineParams& p,
              std::span<std::int8_t> codes) {
  QuantizeAll(x, p, codes);
}
void Quantize(std::span<const float> x, const AffineParams& p,
              std::span<std::int16_t> codes) {
  QuantizeAll(x, p, codes);
}
void Dequantize(std::span<const std::int8_t> codes, const AffineParams& p,
                std::span<float> values) {
  DequantizeAll(codes, p, values);
}
void Dequantize(std::span<const std::int16_t> codes, const AffineParams& p,
                std::span<float> values) {
  DequantizeAll(codes, p, values);
}

}  // namespace wbm::quant
