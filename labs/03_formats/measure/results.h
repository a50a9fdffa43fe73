// The tables as results.json and as formats.md.
#pragma once

#include <string>

#include "common/io/json.h"

namespace formats_lab {

// Calls minifloat.h's functions. What is not finite becomes text: "inf",
// "-inf", "nan".
wbm::io::Json Results();

// The same tables for people, from what Results() gave.
std::string Markdown(const wbm::io::Json& results);

}  // namespace formats_lab
