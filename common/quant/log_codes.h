// Log-domain codes: levels in geometric progression, so that the relative error
// is the same for a probability of 0.1 and of 0.0001.
//
//   LogGrid grid = ChooseLogGrid(p, /*bits=*/8);
//   int code = LogEncode(0.001f, grid);
//   float back = LogDecode(code, grid);      // within a factor 2^(step/2)
//
// Code 0 is exactly zero. Codes 1 .. highest are the magnitudes
//   2^(log2_lowest + (code - 1) * step),
// and a negative code has a negative value. A value that is not zero never
// becomes zero: below the least magnitude it takes code 1 or -1. So a rare form
// keeps a probability, and a log-loss stays finite.
//
// Between the least and the greatest magnitude the relative error is at most
// 2^(step/2) - 1, plus 2^-23 for the last rounding to float. Nearest is meant
// in the logarithm: RoundHalfEven((log2 |x| - log2_lowest) / step), in double.

#pragma once

#include <cstdint>
#include <span>

namespace wbm::quant {

struct LogGrid {
  double log2_lowest = 0.0;
  double step = 1.0;
  std::int32_t highest = 255;

  constexpr bool operator==(const LogGrid&) const = default;
};

// The grid that spans the magnitudes of x (finite and not zero), with `bits`
// (1 .. 16) for the magnitude: codes 0 .. 2^bits - 1; a sign costs one more.
// With one magnitude only, step is 1; with none, that of LogGrid{}.
LogGrid ChooseLogGrid(std::span<const float> x, int bits);

// Zeros and NaN give 0; infinities the outermost codes.
std::int32_t LogEncode(float x, const LogGrid& grid);

// Held to the finite floats; codes beyond the grid take its outermost value.
float LogDecode(std::int32_t code, const LogGrid& grid);

// 2^(step/2) - 1: the greatest relative error within the grid.
double LogGridRelativeError(const LogGrid& grid);

}  // namespace wbm::quant
