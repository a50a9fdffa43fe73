// What of the results cannot be right: with steps d of log2 a value comes back
// within the factor 2^(d/2).
//
//   for (const std::string& doubt : Doubts(results)) context.Doubt(doubt);
#pragma once

#include <string>
#include <vector>

#include "common/io/json.h"

namespace codebook_lab {

// `results` as Results() made it.
std::vector<std::string> Doubts(const wbm::io::Json& results);

}  // namespace codebook_lab
