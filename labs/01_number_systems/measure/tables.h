// tables.md: results.json for people.
#pragma once

#include <string>

#include "common/io/json.h"

namespace bits_lab {

// `results` as Results() made it.
std::string Tables(const wbm::io::Json& results);

}  // namespace bits_lab
