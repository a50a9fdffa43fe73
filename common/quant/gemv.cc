#include "common/quant/gemv.h"

#include <algorithm>
#include <array>

#include "common/quant/affine.h"
#include "common/quant/packed_int4.h"

namespace wbm::quant {
namespace {

using formats::float16;

float16 GroupScale(std::span<const float> group) {
  const AffineParams p = ChooseAffine(group, kSymmetricInt4);
  auto scale = formats::Encode<float16>(p.scale, formats::SaturateFinite());
  if (scale.bits == 0) scale.bits = 1;
  return scale;
}

// Sign-extended code of one element of a row.
int CodeAt(std::span<const std::uint8_t> row, std::size_t col) {
  const std::uint8_t byte = row[col / 2];
  return SignedNibble(static_cast<std::uint8_t>(col % 2 ? byte >> 4 : byte));
}

std::span<const std::uint8_t> Row(const W4Matrix& w, std::size_t row) {
  return std::span(w.packed).subspan(row * w.RowBytes(), w.RowBytes());
}

float RowTimes(const W4Matrix& w, std::size_t row, std::span<const float> x) {
  const auto bytes = Row(w, row);
  std::array<float, 16> total{};
  for (std::size_t g = 0; g < w.GroupsPerRow(); ++g) {
    const std::size_t begin = g * w.group_size;
    const std::size_t end = std::min(begin + w.group_size, w.shape.cols);
    std::array<float, 16> part{};
    for (std::size_t col = begin; col < end; ++col) {
      const auto code = static_cast<float>(CodeAt(bytes, col));
      part[(col - begin) % 16] += code * x[col];
    }
    const float scale = ToFloat(w.scales[row * w.GroupsPerRow() + g]);
    for (std::size_t l = 0; l < 16; ++l) total[l] += scale * part[l];
  }
  return SumOfLanes(total);
}

}  // namespace

W4Matrix PackW4(std::span<const float> w, MatrixShape shape,
                std::size_t group_size) {
  W4Matrix packed{shape, std::max<std::size_t>(group_size, 1), {}, {}};
  packed.packed.resize(shape.rows * packed.RowBytes());
  std::vector<std::int8_t> codes(shape.cols);
  for (std::size_t row = 0; row < shape.rows; ++row) {
    for (std::size_t at = 0; at < shape.cols; at += packed.group_size) {
      const std::size_t size = std::min(packed.group_size, shape.cols - at);
      const auto group = w.subspan(row * shape.cols + at, size);
      packed.scales.push_back(GroupScale(group));
      const AffineParams p{ToFloat(packed.scales.back()), 0, -7, 7};
      Quantize(group, p, std::span(codes).subspan(at, size));
    }
    PackInt4(codes, NibbleOrder::kPairLowFirst,
             std::span(packed.packed)
                 .subspan(row * packed.RowBytes(), packed.RowBytes()));
  }
  return packed;
}

std::vector<float> UnpackW4(const W4Matrix& w) {
  std::vector<float> values;
  values.reserve(w.shape.size());
  for (std::size_t row = 0; row < w.shape.rows; ++row) {
    for (std::size_t col = 0; col < w.shape.cols; ++col) {
      const std::size_t group = row * w.GroupsPerRow() + col / w.group_size;
      values.push_back(static_cast<float>(CodeAt(Row(w, row), col)) *
                       ToFloat(w.scales[group]));
    }
  }
  return values;
}

float SumOfLanes(std::span<const float, 16> lanes) {
  std::array<float, 16> sum;
  std::copy(lanes.begin(), lanes.end(), sum.begin());
  for (std::size_t half = 8; half > 0; half /= 2) {
    for (std::size_t l = 0; l < half; ++l) sum[l] += sum[l + half];
  }
  return sum[0];
}

void W4Gemv(const W4Matrix& w, std::span<const formats::float16> x,
            std::span<float> y) {
  std::vector<float> wide;
  wide.reserve(x.size());
  for (const float16 value : x) wide.push_back(ToFloat(value));
  for (std::size_t row = 0; row < w.shape.rows; ++row) {
    y[row] = RowTimes(w, row, wide);
  }
}

}  // namespace wbm::quant
