// Number formats, whole: one include for types, conversions, limits, decode
// records, code tables and printing.
//
//   const auto x = Encode<float8_e4m3fn>(0.1, SaturateFinite());
//   std::cout << x << ", next " << ToDouble(kFloat8E4M3Fn, *Decode(x).next_up);
//
// Standard library only, no exceptions; integers throughout, so that results
// are the same at compile time and at run time, on every compiler, under any
// rounding, flush-to-zero or denormals-are-zero setting.
#pragma once

// IWYU pragma: begin_exports
#include "common/formats/catalogue.h"
#include "common/formats/codes.h"
#include "common/formats/decode.h"
#include "common/formats/encode.h"
#include "common/formats/exact.h"
#include "common/formats/facts.h"
#include "common/formats/float.h"
#include "common/formats/format.h"
#include "common/formats/limits.h"
#include "common/formats/print.h"
#include "common/formats/rounding.h"
// IWYU pragma: end_exports
