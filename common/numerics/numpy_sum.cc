#include "common/numerics/numpy_sum.h"

#include <algorithm>
#include <cstddef>
#include <limits>

namespace wbm::numerics {
namespace {

constexpr size_t kBlock = 128;
constexpr size_t kLanes = 8;
// NumPy reduces through a buffer of this many elements and adds the buffers'
// sums left to right.
constexpr size_t kChunk = 8192;

template <typename T>
T SumFew(std::span<const T> values) {
  T sum = 0;
  for (T value : values) sum += value;
  return sum;
}

template <typename T>
T SumBlock(std::span<const T> values) {
  T lane[kLanes];
  std::copy_n(values.begin(), kLanes, lane);
  size_t i = kLanes;
  for (; i + kLanes <= values.size(); i += kLanes) {
    for (size_t j = 0; j < kLanes; ++j) lane[j] += values[i + j];
  }
  T sum = ((lane[0] + lane[1]) + (lane[2] + lane[3])) +
          ((lane[4] + lane[5]) + (lane[6] + lane[7]));
  for (; i < values.size(); ++i) sum += values[i];
  return sum;
}

template <typename T>
T PairwiseSum(std::span<const T> values) {
  if (values.size() < kLanes) return SumFew(values);
  if (values.size() <= kBlock) return SumBlock(values);
  const size_t half = values.size() / 2 / kLanes * kLanes;
  return PairwiseSum(values.first(half)) + PairwiseSum(values.subspan(half));
}

template <typename T>
T ChunkedSum(std::span<const T> values) {
  T sum = 0;
  for (size_t start = 0; start < values.size(); start += kChunk) {
    const size_t count = std::min(kChunk, values.size() - start);
    sum += PairwiseSum(values.subspan(start, count));
  }
  return sum;
}

// NumPy divides a float32 sum by the count in double and rounds the quotient.
template <typename T>
T MeanOf(std::span<const T> values) {
  if (values.empty()) return std::numeric_limits<T>::quiet_NaN();
  const double sum = ChunkedSum(values);
  return static_cast<T>(sum / static_cast<double>(values.size()));
}

}  // namespace

float NumpySum(std::span<const float> values) { return ChunkedSum(values); }
double NumpySum(std::span<const double> values) { return ChunkedSum(values); }
float NumpyMean(std::span<const float> values) { return MeanOf(values); }
double NumpyMean(std::span<const double> values) { return MeanOf(values); }

}  // namespace wbm::numerics
