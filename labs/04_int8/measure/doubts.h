// What of the results cannot be right: on a ruler that reaches the largest
// magnitude, rounding to the nearest mark costs at most half a step; where the
// zero point is rounded, too, and an end is clipped for it, at most a whole
// one.
//
//   for (const std::string& doubt : Doubts(results)) context.Doubt(doubt);
#pragma once

#include <string>
#include <vector>

#include "common/io/json.h"

namespace int8_lab {

// `results` as Results() made it.
std::vector<std::string> Doubts(const wbm::io::Json& results);

}  // namespace int8_lab
