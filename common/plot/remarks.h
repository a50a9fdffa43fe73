#pragma once

// Reference lines and annotations as gnuplot commands, placed so that their
// texts keep out of the way of the data and of each other.

#include <string>
#include <string_view>

#include "common/plot/figure.h"
#include "common/plot/range.h"

namespace wbm::plot {

// `width` and `height` of the area inside the axes, in px (an estimate).
std::string RemarkCommands(const Panel& panel, const Range& x, const Range& y,
                           double width, double height);

// A label in the small font, without a line end, so that more options can
// follow. `where` is a gnuplot position.
std::string SmallLabel(const std::string& text, const std::string& where,
                       const std::string& look);

// gnuplot's way to name a colour.
std::string Rgb(std::string_view color);

}  // namespace wbm::plot
