#pragma once

// Draws a figure with gnuplot.
//
//   absl::Status status = WriteFigure(figure, "out/error_histogram");
//
// writes out/error_histogram.png (twice the SVG's size in pixels), .svg (with
// its title and alt text inside, role="img") and .csv (the numbers that are
// drawn, one row a mark). Same figure, same bytes: the user's locale, home,
// fonts configuration, gnuplot settings and working directory play no part.

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/plot/figure.h"

namespace wbm::plot {

// The three files' contents.
struct Drawing {
  std::string png;
  std::string svg;
  std::string csv;
};

// Errors: InvalidArgument names what the figure lacks (see validate.h);
// NotFound when gnuplot is missing, naming the package; DeadlineExceeded after
// 60 s; Internal with gnuplot's own words when it fails.
absl::StatusOr<Drawing> Draw(const Figure& figure);

// Draw(), then writes `stem` + ".png", ".svg" and ".csv". Nothing is written
// when drawing fails; each file appears whole or not at all.
absl::Status WriteFigure(const Figure& figure, std::string_view stem);

// The SVG alone, to embed in an HTML page. It has no width and height of its
// own and fills its container. Every id inside begins with `id`, so that
// several figures can share a page; `id` is [A-Za-z][A-Za-z0-9_-]*.
absl::StatusOr<std::string> SvgText(const Figure& figure,
                                    std::string_view id = "figure");

}  // namespace wbm::plot
