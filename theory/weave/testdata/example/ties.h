#pragma once

// Two ways to round what lies half-way between two integers.

#include <cmath>

namespace wbm::example {

// [region ties]
// Nearest integer; from half-way the even one, so that many roundings
// do not drift upwards.
inline double ToEven(double x) { return std::nearbyint(x); }

// What school teaches.
inline double Away(double x) { return std::round(x); }
// [/region]

}  // namespace wbm::example
