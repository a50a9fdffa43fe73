// Sums and dot products without error: the real result, rounded once.
//
//   double truth = ExactSum(std::span<const float>(w));
//
// This is what experiments compare against: any order of the same values gives
// the same double.
#pragma once

#include <span>

namespace wbm::numerics {

// The exact real sum rounded to nearest even, as Python's math.fsum, but with
// no intermediate overflow: a sum beyond the largest double is infinite only
// if the exact sum rounds to it. Any NaN, or infinities of both signs, give
// NaN; one infinity gives that infinity. An empty or exactly cancelling sum is
// +0; only -0 values sum to -0.
double ExactSum(std::span<const double> values);
double ExactSum(std::span<const float> values);

// The exact dot product rounded once; NaN if the lengths differ.
double ExactDot(std::span<const float> x, std::span<const float> y);

}  // namespace wbm::numerics
