// What the cast to float16 did to each weight array, and whether it is what
// rounding to nearest has to do.
//
//   std::vector<TensorRounding> r = RoundingOfTensors(weights, rounded);
//
// A value w between 2^-14 and 65504 lies within half an ulp of a float16, ulp =
// 2^(floor(log2 |w|) - 10): its error is at most u |w|, u = 2^-11. Below 2^-14
// the ulp stays 2^-24, and the relative error has no bound. Where in its ulp a
// trained weight falls is as good as random: errors are uniform on +-ulp / 2,
// of mean square ulp^2 / 12. What an array's errors add up to can so be
// predicted from its values alone.
#pragma once

#include <string>
#include <vector>

#include "labs/11_drift/drift.h"

namespace drift_lab {

struct TensorRounding {
  std::string name;
  std::size_t size = 0;
  std::size_t subnormal = 0;    // 0 < |w| < 2^-14
  std::size_t became_zero = 0;  // were not zero and are
  double largest_relative = 0;  // over the normal ones
  double rms = 0;               // of the errors
  double predicted_rms = 0;     // sqrt of the mean of ulp^2 / 12
  double relative_norm = 0;     // ||w - rounded|| / ||w||
  // Standard deviation of (rms / predicted_rms)^2 if errors are uniform.
  double sigma = 0;

  // |(rms / predicted_rms)^2 - 1| in standard deviations.
  double Deviations() const;
};

// Of every array with floats, by name. Integer arrays have no rounding.
std::vector<TensorRounding> RoundingOfTensors(const Weights& weights,
                                              const Weights& rounded);

// The unit roundoff of float16, 2^-11, and its double, the spacing at 1, which
// is popularly given as the bound.
inline constexpr double kUnitRoundoff = 0x1p-11;
inline constexpr double kEpsilon = 0x1p-10;

// The root mean square of a rounding error relative to its value, in unit
// roundoffs, when mantissas are spread evenly in the logarithm: 0.4247. An
// error uniform on +-1 unit spacing / 2 has mean square 4/12 u^2 at 1, and
// 1/m^2 of that at the mantissa m; the mean of 1/m^2 over 1 ... 2 is
// 3 / (8 ln 2).
double ExpectedRelativeRms();

}  // namespace drift_lab
