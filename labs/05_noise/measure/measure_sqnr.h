// There and back on a grid, by the functions of the contract, and its price.
//
//   MeasuredSqnrDb(x, {GridKind::kMidRise, 8, 1.0})
#pragma once

#include <vector>

#include "labs/05_noise/noise.h"

namespace noise_lab {

// What comes back; empty where the contract says nothing.
std::vector<double> RoundTrip(const std::vector<double>& x, const Grid& grid);

// NaN where the contract says nothing.
double MeasuredSqnrDb(const std::vector<double>& x, const Grid& grid);

}  // namespace noise_lab
