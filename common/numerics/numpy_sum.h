// numpy.sum and numpy.mean of a contiguous array, bit for bit.
//
//   float total = NumpySum(std::span<const float>(w));   // np.sum(w)
//   float mean = NumpyMean(std::span<const float>(w));   // np.mean(w)
//
// NumPy adds pairwise in blocks of at most 128 elements with 8 running sums,
// halves longer runs at multiples of 8, and keeps the element type throughout
// (float32 data is summed in float32). NumPy 1.24 on x86-64.
#pragma once

#include <span>

namespace wbm::numerics {

float NumpySum(std::span<const float> values);
double NumpySum(std::span<const double> values);

// The sum divided by the count; NaN for no values.
float NumpyMean(std::span<const float> values);
double NumpyMean(std::span<const double> values);

}  // namespace wbm::numerics
