// tables.md: results.json for people.
#pragma once

#include <string>

#include "common/io/json.h"

namespace codebook_lab {

std::string Tables(const wbm::io::Json& results);

}  // namespace codebook_lab
