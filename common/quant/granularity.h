// One scale or many: affine quantization of a matrix per tensor, per channel or
// per group.
//
//   MatrixShape shape{64, 256};                 // rows = output channels
//   QuantizedMatrix q =
//       QuantizeMatrix(w, shape, Grouping::PerGroup(32), kSymmetricInt4);
//   std::vector<float> back = DequantizeMatrix(q);
//   double bits = q.BitsPerWeight(/*scale_bits=*/16);   // 4.5
//
// Matrices are row-major, a row is a channel. A group is a run of consecutive
// elements of one row; the last group of a row is shorter when the group size
// does not divide the columns, and never reaches into the next row. Each part
// has parameters of its own, chosen by ChooseAffine from its own values.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "common/quant/affine.h"

namespace wbm::quant {

enum class Granularity { kPerTensor, kPerChannel, kPerGroup };

struct MatrixShape {
  std::size_t rows = 0;
  std::size_t cols = 0;

  constexpr std::size_t size() const { return rows * cols; }
  constexpr bool operator==(const MatrixShape&) const = default;
};

// Which elements share their parameters. `group_size` counts elements along a
// row and is read only for kPerGroup, where it is at least 1.
struct Grouping {
  Granularity granularity = Granularity::kPerTensor;
  std::size_t group_size = 0;

  static constexpr Grouping PerTensor() { return {}; }
  static constexpr Grouping PerChannel() {
    return {Granularity::kPerChannel, 0};
  }
  static constexpr Grouping PerGroup(std::size_t size) {
    return {Granularity::kPerGroup, size};
  }
  constexpr bool operator==(const Grouping&) const = default;
};

// Number of parts that a shape falls into, and the part of an element.
std::size_t PartCount(MatrixShape shape, Grouping grouping);
std::size_t PartOf(std::size_t row, std::size_t col, MatrixShape shape,
                   Grouping grouping);

// Codes in row-major order (one a byte; see packed_int4.h for two) and the
// parameters of each part in the order of its first element.
struct QuantizedMatrix {
  MatrixShape shape;
  Grouping grouping;
  IntegerGrid grid;
  std::vector<AffineParams> params;
  std::vector<std::int8_t> codes;

  // Bits to store one weight: the code and its share of the parameters, of
  // which an asymmetric grid stores a zero point of grid.bits too. 0 when the
  // matrix is empty.
  double BitsPerWeight(int scale_bits) const;
};

// `w` has shape.size() elements; grid.bits is at most 8.
QuantizedMatrix QuantizeMatrix(std::span<const float> w, MatrixShape shape,
                               Grouping grouping, IntegerGrid grid);

std::vector<float> DequantizeMatrix(const QuantizedMatrix& q);

}  // namespace wbm::quant
