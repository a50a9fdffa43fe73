#include "common/quant/granularity.h"

#include <algorithm>

namespace wbm::quant {
namespace {

// Elements of a run that share parameters, and how many such runs a row has.
// Per tensor, the whole matrix counts as one row.
struct Runs {
  std::size_t row_count = 0;
  std::size_t row_size = 0;
  std::size_t run_size = 1;

  std::size_t PerRow() const { return (row_size + run_size - 1) / run_size; }
};

Runs RunsOf(MatrixShape shape, Grouping grouping) {
  if (shape.size() == 0) return {};
  switch (grouping.granularity) {
    case Granularity::kPerTensor:
      return {1, shape.size(), shape.size()};
    case Granularity::kPerChannel:
      return {shape.rows, shape.cols, shape.cols};
    case Granularity::kPerGroup:
      break;
  }
  const std::size_t size = std::max<std::size_t>(grouping.group_size, 1);
  return {shape.rows, shape.cols, std::min(size, shape.cols)};
}

// Calls visit(begin, size) for every part, in order.
template <class Visit>
void ForEachPart(MatrixShape shape, Grouping grouping, Visit visit) {
  const Runs runs = RunsOf(shape, grouping);
  for (std::size_t row = 0; row < runs.row_count; ++row) {
    for (std::size_t at = 0; at < runs.row_size; at += runs.run_size) {
      visit(row * runs.row_size + at,
            std::min(runs.run_size, runs.row_size - at));
    }
  }
}

}  // namespace

std::size_t PartCount(MatrixShape shape, Grouping grouping) {
  const Runs runs = RunsOf(shape, grouping);
  return runs.row_count * runs.PerRow();
}

std::size_t PartOf(std::size_t row, std::size_t col, MatrixShape shape,
                   Grouping grouping) {
  if (grouping.granularity == Granularity::kPerTensor) return 0;
  const Runs runs = RunsOf(shape, grouping);
  return row * runs.PerRow() + col / runs.run_size;
}

double QuantizedMatrix::BitsPerWeight(int scale_bits) const {
  if (shape.size() == 0) return 0.0;
  const bool asymmetric = grid.symmetry == Symmetry::kAsymmetric;
  const int per_part = scale_bits + (asymmetric ? grid.bits : 0);
  const double parts = static_cast<double>(params.size());
  return grid.bits + parts * per_part / static_cast<double>(shape.size());
}

QuantizedMatrix QuantizeMatrix(std::span<const float> w, MatrixShape shape,
                               Grouping grouping, IntegerGrid grid) {
  QuantizedMatrix q{shape, grouping, grid, {}, {}};
  q.codes.resize(shape.size());
  q.params.reserve(PartCount(shape, grouping));
  ForEachPart(shape, grouping, [&](std::size_t begin, std::size_t size) {
    const auto part = w.subspan(begin, size);
    q.params.push_back(ChooseAffine(part, grid));
    Quantize(part, q.params.back(), std::span(q.codes).subspan(begin, size));
  });
  return q;
}

std::vector<float> DequantizeMatrix(const QuantizedMatrix& q) {
  std::vector<float> values(q.shape.size());
  const std::span<const std::int8_t> codes = q.codes;
  std::size_t part = 0;
  ForEachPart(q.shape, q.grouping, [&](std::size_t begin, std::size_t size) {
    Dequantize(codes.subspan(begin, size), q.params[part++],
               std::span(values).subspan(begin, size));
  });
  return values;
}

}  // namespace wbm::quant
