// results.json as tables for people: tables.md.
#pragma once

#include <string>

#include "common/io/json.h"

namespace granularity_lab {

std::string Tables(const wbm::io::Json& results);

}  // namespace granularity_lab
