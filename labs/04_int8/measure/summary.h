// summary.md: the results as a table, and the predictions beside them.
#pragma once

#include <string>

#include "common/io/json.h"
#include "labs/04_int8/measure/predictions.h"

namespace int8_lab {

// `results` is what Results() returned. Markdown, ends in a newline.
std::string Summary(const wbm::io::Json& results, const Predictions& expected);

}  // namespace int8_lab
