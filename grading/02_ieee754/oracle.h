// What the hidden tests of lab 02 compare with. Nothing here takes a code apart
// by its fields: a code becomes a float by what the machine or common/formats
// makes of it, and everything else follows from values and their neighbours.
//
//   Value({0x4248, Format::kFloat16})     // 3.140625
//   KindOf({1, Format::kBfloat16})        // kSubnormal
#pragma once

#include <cstdint>
#include <vector>

#include "labs/02_ieee754/floats.h"

namespace ieee_lab::oracle {

// The value as a double; a NaN for every NaN.
double Value(Code code);

// By the value: its class, and how it compares with the least normal number.
Kind KindOf(Code code);

// Exponent and significand from std::frexp of the value.
Decoded Decoded(Code code);

// The distance to the neighbour of larger magnitude; of the largest finite
// number to that of smaller magnitude, which is the same.
double Gap(Code code);

// Every code, in ascending order of value: from -infinity's to infinity's, -0
// before +0; NaNs left out. For the two 16-bit formats.
std::vector<std::uint32_t> Ascending(Format format);

// The bits of `value` rounded once to the format, ties to even.
std::uint32_t Nearest(double value, Format format);

// The smallest positive normal number.
double LeastNormal(Format format);

}  // namespace ieee_lab::oracle
