// A number as a person types it, without loss: "0.1", "-1e-400", "0x1.8p3",
// "inf", "-nan".
//
//   Encode(kBFloat16, *ParseNumber("0.1"))   // rounded once from 1/10 itself
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "common/formats/exact.h"

namespace wbm::formats {

// The number, or empty if the text is not one. A decimal that no double equals
// comes as the nearest double nudged by a quarter of an ulp toward the truth:
// enough to round it rightly into every format of fewer than 53 bits, in every
// mode, and into float64 in every mode but ties-away at an exact half ulp.
std::optional<Exact> ParseNumber(const std::string& text);

// "0x" and hex digits, no '.' and no 'p': a code, not a number.
std::optional<uint64_t> ParseCode(const std::string& text);

}  // namespace wbm::formats
