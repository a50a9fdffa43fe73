// What lab 04's functions have to return, by ways that share no step with the
// solution: rounding in integer arithmetic on the float's bits, quotients
// through double, ranks by counting.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "labs/04_int8/quantizer.h"

namespace int8_lab::oracle {

// The integer nearest to a finite `x`, ties to even, beyond int16 the nearest
// end. Shifts the significand as an integer; no floating-point operation.
std::int32_t NearestStep(float x);

// Whether a finite `x` lies exactly half-way between two integers.
bool IsTie(float x);

// a / b rounded once to float32. The double quotient has 53 bits, at least the
// 2 * 24 + 2 from which rounding a second time is harmless (S. Figueroa, "When
// is double rounding innocuous?", 1995). For normal results only.
float Quotient(float a, float b);

// By counting, in O(n^2): element i has rank #{y_j > y_i} + #{j < i, y_j =
// y_i}.
TopKStability TopK(std::span<const float> x, std::span<const float> y,
                   std::int32_t k);

}  // namespace int8_lab::oracle
