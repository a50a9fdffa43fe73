// Units in the last place.
//
//   UlpDistance(1.0f, NextUp(1.0f));  // 1
//   Ulp(1.0);                         // 2^-52
//
// Floats of one sign are ordered as their bit patterns are, so the number of
// representable steps between two of them is a difference of integers.
#pragma once

#include <cstdint>

namespace wbm::numerics {

// The number of steps from x to y over representable numbers: 0 for equal
// values (+0 and -0 are one value), the largest double is one step from
// infinity. Symmetric. If either is NaN: 0 if both are, else the largest
// uint64_t.
uint64_t UlpDistance(float x, float y);
uint64_t UlpDistance(double x, double y);

// The gap from |x| to the next larger magnitude: 2^(exponent - p + 1), the
// smallest subnormal at 0 and below the normal range; for the largest finite
// number the gap of its binade. NaN for NaN and infinities.
float Ulp(float x);
double Ulp(double x);

// The next representable number toward +inf or -inf. NextUp(-0) and NextUp(+0)
// are the smallest subnormal; NextUp(inf) is inf; NextUp(-inf) is the lowest
// finite number; NaN stays NaN. IEEE 754-2019 5.3.1.
float NextUp(float x);
double NextUp(double x);
float NextDown(float x);
double NextDown(double x);

}  // namespace wbm::numerics
