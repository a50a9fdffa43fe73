#pragma once

// Says what a figure lacks before gnuplot is started.

#include "absl/status/status.h"
#include "common/plot/figure.h"

namespace wbm::plot {

// InvalidArgument names the first fault with its place and the remedy:
// "panel 2 'Verbs', y axis: no unit; write plot::kUnitless for a pure number".
// Checked: title, alt text, labels and units; vectors of matching length;
// something to draw; increasing edges; finite limits, reference lines and
// annotations; text that is valid UTF-8 and not longer than kMaxText; the
// limits at the end of figure.h.
absl::Status Validate(const Figure& figure);

}  // namespace wbm::plot
