#pragma once

// What is wrong with a part of a figure, as text: where, what, remedy. Empty
// when nothing is.

#include <cstddef>
#include <initializer_list>
#include <string>

#include "common/plot/figure.h"

namespace wbm::plot {

using Fault = std::string;

// The first fault of a list of checks; all of them have been made already.
Fault First(std::initializer_list<Fault> faults);

// Valid UTF-8 without control characters, at most `most` code points.
Fault CheckText(const std::string& where, const std::string& text,
                std::size_t most = kMaxText);
// And not blank.
Fault CheckNeededText(const std::string& where, const std::string& text);

}  // namespace wbm::plot
