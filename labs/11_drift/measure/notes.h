// The experiment's results for people.
#pragma once

#include <string>

#include "common/io/json.h"
#include "labs/11_drift/measure/inputs.h"
#include "labs/11_drift/measure/measured.h"

namespace drift_lab {

// argmax_flips.md: every flip of the format that was asked for, prompt by
// prompt, with both tokens and the margin; where there is none, what kept it
// from happening. Then the same for the other formats.
std::string FlipsNote(const Inputs& inputs, const Measured& m);

// tables.md: the formats, the arrays and the gates of results.json.
std::string Tables(const wbm::io::Json& results);

}  // namespace drift_lab
