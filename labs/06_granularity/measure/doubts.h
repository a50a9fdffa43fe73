// What of the results cannot be right, by bounds that hold for any data.
//
//   for (const std::string& doubt : Doubts(results, seed)) {
//     context.Doubt(doubt);
//   }
//
//   an int8 channel   half a step of its ruler, squared
//   the rotated way   every entry of H / sqrt(n) is +-1 / sqrt(n), so that no
//                     rotated weight is above sum |w| / sqrt(n); half a step of
//                     that ruler, squared, bounds the mean, and an orthonormal
//                     rotation keeps it
//   W4A16             zeros in place of y would be off by 100 %
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "common/io/json.h"

namespace granularity_lab {

// `results` as Results(seed) made it.
std::vector<std::string> Doubts(const wbm::io::Json& results,
                                std::uint32_t seed);

}  // namespace granularity_lab
