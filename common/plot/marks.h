#pragma once

// The series of a panel as gnuplot data blocks and plot elements.

#include <string>
#include <vector>

#include "common/plot/figure.h"
#include "common/plot/range.h"

namespace wbm::plot {

struct Marks {
  // "$p0_1 << EOD ... EOD": numbers only, so no text can end a block early.
  std::string blocks;
  // "$p0_1 using 1:2 with linespoints ...", in drawing order: areas first,
  // then bars, lines and points.
  std::vector<std::string> elements;
};

// `prefix` ("p0") keeps the block names of several panels apart. A series is
// cut where a value cannot be drawn.
Marks MarksOf(const Panel& panel, const Range& y_range,
              const std::string& prefix);

}  // namespace wbm::plot
