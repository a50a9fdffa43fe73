#pragma once

// Where a text would cover the fewest data.

#include "common/plot/figure.h"
#include "common/plot/range.h"

namespace wbm::plot {

// A part of the panel in fractions of its axes, (0, 0) at the lower left.
struct Area {
  double left = 0;
  double bottom = 0;
  double right = 0;
  double top = 0;
};

// How much of the panel's marks lies in `area`: samples along the lines, on
// points and inside bars. Zero means free.
int Crowding(const Panel& panel, const Range& x, const Range& y,
             const Area& area);

}  // namespace wbm::plot
