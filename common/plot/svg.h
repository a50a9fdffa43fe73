#pragma once

// Turns gnuplot's SVG into one that can stand in a page and be read aloud.

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "common/plot/figure.h"

namespace wbm::plot {

// Replaces gnuplot's own title and description by the figure's title and alt
// text (with the takeaway and the note about gaps), adds role="img" and
// aria-labelledby, puts `id` before every id and reference, and gives the text
// a list of fonts. Only tags are touched, never the figure's own text.
// Internal when `svg` does not look like gnuplot's.
absl::StatusOr<std::string> AccessibleSvg(std::string_view svg,
                                          const Figure& figure,
                                          std::string_view id);

}  // namespace wbm::plot
