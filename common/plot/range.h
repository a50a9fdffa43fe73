#pragma once

// Which numbers a panel can draw, and how far its axes reach.

#include <cstddef>
#include <vector>

#include "common/plot/figure.h"

namespace wbm::plot {

struct Range {
  double low = 0;
  double high = 1;
};

// Rows for the texts of vertical lines: their height as a share of the data's,
// and how many there are before they are used again.
inline constexpr double kRemarkRow = 0.075;
inline constexpr std::ptrdiff_t kMostRemarkRows = 6;

// Finite, not beyond +-1e300 (an axis needs high - low), and on a logarithmic
// axis positive.
bool IsDrawable(const Axis& axis, double value);

// The axis in the space where it is evenly spaced: log2, log10 or as it is;
// and back.
double ToAxisSpace(const Axis& axis, double value);
double FromAxisSpace(const Axis& axis, double position);

// From the axis's own min and max where given, else from the drawable data,
// reference lines and annotations. Never empty: a single value gets room on
// both sides.
Range XRange(const Panel& panel);
Range YRange(const Panel& panel);
Range ColorRange(const Panel& panel);

// Where `value` stands between 0 (low) and 1 (high).
double Fraction(const Axis& axis, const Range& range, double value);

// The foot of bars and stems: zero, or the lower end of a log axis.
double Baseline(const Axis& y, const Range& range);

// Numbers of the panel that leave a gap. A bar of height zero on a log axis
// has simply nothing to draw and does not count.
std::size_t CountUndrawable(const Panel& panel);

// Left and right edge of each bar or box of series `index` (undrawable where
// its x is). Several bar series share the room at each x.
std::vector<Range> BarEdges(const Panel& panel, std::size_t index);

}  // namespace wbm::plot
