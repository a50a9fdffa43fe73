// What of the results cannot be right: inside the range of a format rounding to
// the nearest mark costs at most half a step.
//
//   for (const std::string& doubt : Doubts(results)) context.Doubt(doubt);
#pragma once

#include <string>
#include <vector>

#include "common/io/json.h"

namespace bits_lab {

// `results` as Results() made it.
std::vector<std::string> Doubts(const wbm::io::Json& results);

}  // namespace bits_lab
