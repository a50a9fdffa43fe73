// What the hidden tests of lab 05 compare with. Grids are lists of marks and a
// search for the nearest; noise is an integral, done numerically; the line is a
// pair of normal equations. No formula of the contract is used here.
//
//   Marks({GridKind::kMidRise, 1, 1.0})    // {-0.5, 0.5}
//   Integrated(8, 4.0).overload            // what is cut beyond 4 deviations
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "labs/05_noise/noise.h"

namespace noise_lab::oracle {

// The marks in ascending order, of a grid that exists.
std::vector<double> Marks(const Grid& grid);

// The code of the lowest mark.
std::int32_t FirstCode(const Grid& grid);

// Where `x` lies between two marks, and so its code, cannot be told by a double
// alone: within 10^-9 steps of the middle.
bool OnABorder(double x, std::span<const double> marks);

// The index of the mark nearest to `x`.
std::size_t Nearest(double x, std::span<const double> marks);

// Power of a uniform input on [-size, size] (midpoint rule over the values),
// of a sine (over its phase) or of a Gaussian (over twelve deviations).
double Power(Shape shape, double size);

// The mean square of an error that is uniform over one cell (midpoint rule).
double CellNoise(double step);

// Simpson's rule over the density, on either side of the clip.
ClipNoise Integrated(std::int32_t bits, double clip);

// The clip with the least noise, from the derivative's change of sign.
double BestClip(std::int32_t bits);

Line Fit(std::span<const double> x, std::span<const double> y);

}  // namespace noise_lab::oracle
