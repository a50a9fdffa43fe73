#pragma once

// Where an axis has its marks, and what stands beside them.

#include <string>
#include <vector>

#include "common/plot/figure.h"
#include "common/plot/range.h"

namespace wbm::plot {

struct Tick {
  double at = 0;
  std::string label = "";  // "0.25", "−3", "2×10⁻⁹", "10⁻³", "2⁻¹⁴"
  bool minor = false;      // a short mark without text
};

// Round numbers inside `range`: multiples of 1, 2 or 5 times a power of ten,
// whole powers on a logarithmic axis. Not more than about `most` labels.
// Categories label the positions 0, 1, 2, ...
std::vector<Tick> Ticks(const Axis& axis, const Range& range, int most);

// The shortest text that reads back as `value` ("0.1", "1e-45", "nan").
std::string ShortestDecimal(double value);

// A value for people: 3 significant digits, "1.23×10⁻⁵", "−0.5".
std::string ThreeDigits(double value);

}  // namespace wbm::plot
