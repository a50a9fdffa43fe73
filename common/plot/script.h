#pragma once

// The gnuplot script of a whole figure. It reads no file, runs no command and
// writes the picture to standard output.

#include <string>
#include <string_view>

#include "common/plot/figure.h"

namespace wbm::plot {

enum class Terminal { kPng, kSvg };

// Of the SVG, in px; the PNG has kPngScale times as many pixels each way.
struct Size {
  int width = 0;
  int height = 0;
};
inline constexpr int kPngScale = 2;

Size SizeOf(const Figure& figure);

// For a figure that Validate() accepts.
std::string Script(const Figure& figure, Terminal terminal);

// The line under the figure about what could not be drawn; "" if all was.
std::string GapNote(const Figure& figure);

}  // namespace wbm::plot
