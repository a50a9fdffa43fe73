// What the hidden tests of lab 06 compare with, built on common/quant and on
// plain definitions; nothing here was taken from the solution.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "labs/06_granularity/scales.h"

namespace granularity_lab::oracle {

// For each element the number of its scale, by common/quant.
std::vector<std::size_t> PartOfEach(Shape shape, Sharing sharing);
std::size_t PartCount(Shape shape, Sharing sharing);

// max |w| / max_code of each part, rounded once to float32.
std::vector<float> Scales(std::span<const float> w, Shape shape,
                          Sharing sharing, std::int32_t max_code);

// The code of w: the quotient rounded once to float32 (a quotient in double is
// wide enough that rounding it again gives the same), then the nearest integer
// by comparing distances.
int Code(float w, float scale, std::int32_t max_code);

// H x / sqrt(n), a row of signs at a time: n^2 steps, sums in long double.
std::vector<double> Rotate(std::span<const double> x);

}  // namespace granularity_lab::oracle
