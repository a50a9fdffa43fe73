// The code nearest to a number: what lab 03 will have you write. Here it only
// brings numbers such as pi and 0.1, which have no code, to one that has.
//
//   NearestCode(0.1, Format::kFloat16)    // {0x2E66, kFloat16}
#pragma once

#include <array>
#include <string>

#include "labs/02_ieee754/floats.h"

namespace ieee_lab {

inline constexpr std::array<Format, 3> kFormats = {
    Format::kFloat32, Format::kFloat16, Format::kBfloat16};

std::string Name(Format format);

// Rounded once, ties to even; beyond the range an infinity.
Code NearestCode(double x, Format format);

}  // namespace ieee_lab
