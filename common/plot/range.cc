#include "common/plot/range.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace wbm::plot {
namespace {

constexpr double kLargest = 1e300;
constexpr double kAir = 0.04;  // of the axis, on each side

struct Extent {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();

  void Include(const Axis& axis, double value) {
    if (!IsDrawable(axis, value)) return;
    low = std::min(low, value);
    high = std::max(high, value);
  }
  void Include(const Axis& axis, const std::vector<double>& values) {
    for (const double value : values) Include(axis, value);
  }
};

bool StandsOnBaseline(SeriesKind kind) {
  return kind == SeriesKind::kBars || kind == SeriesKind::kHistogram ||
         kind == SeriesKind::kImpulses;
}

bool IsBarLike(SeriesKind kind) {
  return kind == SeriesKind::kBars || kind == SeriesKind::kBox;
}

bool FillsItsCells(const Panel& panel) {
  return std::all_of(panel.series.begin(), panel.series.end(),
                     [](const Series& series) {
                       return series.kind == SeriesKind::kHeatMap ||
                              series.kind == SeriesKind::kHistogram;
                     });
}

// No data at all, or one value only: make room to see it. The smallest width
// keeps 6 digits of a tick label apart.
Range NeverEmpty(const Axis& axis, Extent extent) {
  if (!(extent.low <= extent.high)) return {1, 10};
  const double low = ToAxisSpace(axis, extent.low);
  const double high = ToAxisSpace(axis, extent.high);
  const double least = axis.scale == Scale::kLinear
                           ? 1e-6 * std::max(std::abs(low), std::abs(high))
                           : 1e-6;
  if (high - low > least && high > low) return {extent.low, extent.high};
  const double room =
      axis.scale == Scale::kLinear ? std::max(0.1 * std::abs(low), least) : 0.5;
  return {FromAxisSpace(axis, low - (room > 0 ? room : 1)),
          FromAxisSpace(axis, high + (room > 0 ? room : 1))};
}

Range Finish(const Axis& axis, const Extent& extent, double air_low,
             double air_high) {
  Range range = NeverEmpty(axis, extent);
  const double low = ToAxisSpace(axis, range.low);
  const double width = ToAxisSpace(axis, range.high) - low;
  range.low = FromAxisSpace(axis, low - air_low * width);
  range.high = FromAxisSpace(axis, low + (1 + air_high) * width);
  range.low = axis.min.value_or(range.low);
  range.high = axis.max.value_or(range.high);
  // One end given, the data all beyond it.
  if (range.low < range.high) return range;
  const double room =
      axis.scale == Scale::kLinear ? std::max(1.0, std::abs(range.low)) : 1.0;
  if (axis.min.has_value()) {
    range.high = FromAxisSpace(axis, ToAxisSpace(axis, range.low) + room);
  } else {
    range.low = FromAxisSpace(axis, ToAxisSpace(axis, range.high) - room);
  }
  return range;
}

// Smallest distance between two bars of the panel, in the axis's space.
double SmallestGap(const Panel& panel) {
  std::vector<double> positions;
  for (const Series& series : panel.series) {
    if (!IsBarLike(series.kind)) continue;
    for (const double x : series.x) {
      if (IsDrawable(panel.x, x)) positions.push_back(ToAxisSpace(panel.x, x));
    }
  }
  std::sort(positions.begin(), positions.end());
  double gap = std::numeric_limits<double>::infinity();
  for (std::size_t i = 1; i < positions.size(); ++i) {
    const double step = positions[i] - positions[i - 1];
    if (step > 0) gap = std::min(gap, step);
  }
  return std::isfinite(gap) ? gap : 1;
}

// Above the data each vertical line's text gets a row of its own.
double RoomForVerticalTexts(const Panel& panel) {
  const auto rows = std::count_if(
      panel.lines.begin(), panel.lines.end(), [](const ReferenceLine& line) {
        return line.orientation == Orientation::kVertical;
      });
  return kRemarkRow * static_cast<double>(std::min(rows, kMostRemarkRows));
}

std::size_t CountUndrawable(const Axis& axis, const std::vector<double>& values,
                            bool zero_is_nothing) {
  return static_cast<std::size_t>(
      std::count_if(values.begin(), values.end(), [&](double value) {
        return !IsDrawable(axis, value) && !(zero_is_nothing && value == 0);
      }));
}

}  // namespace

bool IsDrawable(const Axis& axis, double value) {
  if (!std::isfinite(value) || std::abs(value) > kLargest) return false;
  return axis.scale == Scale::kLinear || value > 0;
}

double ToAxisSpace(const Axis& axis, double value) {
  if (axis.scale == Scale::kLog2) return std::log2(value);
  if (axis.scale == Scale::kLog10) return std::log10(value);
  return value;
}

double FromAxisSpace(const Axis& axis, double position) {
  if (axis.scale == Scale::kLog2) return std::exp2(position);
  if (axis.scale == Scale::kLog10) return std::pow(10.0, position);
  return position;
}

Range XRange(const Panel& panel) {
  Extent extent;
  for (std::size_t i = 0; i < panel.series.size(); ++i) {
    const Series& series = panel.series[i];
    extent.Include(panel.x, series.x);
    extent.Include(panel.x, series.edges);
    if (!IsBarLike(series.kind)) continue;
    for (const Range& edges : BarEdges(panel, i)) {
      extent.Include(panel.x, edges.low);
      extent.Include(panel.x, edges.high);
    }
  }
  if (!panel.x.categories.empty()) {
    extent.Include(panel.x, -0.5);
    extent.Include(panel.x,
                   static_cast<double>(panel.x.categories.size()) - .5);
  }
  for (const ReferenceLine& line : panel.lines) {
    if (line.orientation == Orientation::kVertical) {
      extent.Include(panel.x, line.at);
    }
  }
  for (const Annotation& note : panel.annotations) {
    extent.Include(panel.x, note.x);
  }
  const double air =
      FillsItsCells(panel) || !panel.x.categories.empty() ? 0 : kAir;
  return Finish(panel.x, extent, air, air);
}

Range YRange(const Panel& panel) {
  Extent extent;
  bool stands = false;
  bool heat = false;
  for (const Series& series : panel.series) {
    for (const auto* values :
         {&series.y, &series.low, &series.high, &series.box_low,
          &series.box_high, &series.y_edges}) {
      extent.Include(panel.y, *values);
    }
    stands |= StandsOnBaseline(series.kind);
    heat |= series.kind == SeriesKind::kHeatMap;
  }
  for (const ReferenceLine& line : panel.lines) {
    if (line.orientation == Orientation::kHorizontal) {
      extent.Include(panel.y, line.at);
    }
  }
  for (const Annotation& note : panel.annotations) {
    extent.Include(panel.y, note.y);
  }
  if (stands) extent.Include(panel.y, 0);
  if (heat) return Finish(panel.y, extent, 0, 0);
  const bool foot = stands && panel.y.scale == Scale::kLinear;
  const double top = kAir + RoomForVerticalTexts(panel);
  return Finish(panel.y, extent, foot && extent.low >= 0 ? 0 : kAir,
                foot && extent.high <= 0 ? RoomForVerticalTexts(panel) : top);
}

Range ColorRange(const Panel& panel) {
  Extent extent;
  for (const Series& series : panel.series) {
    extent.Include(panel.color, series.z);
  }
  return Finish(panel.color, extent, 0, 0);
}

double Fraction(const Axis& axis, const Range& range, double value) {
  const double low = ToAxisSpace(axis, range.low);
  const double high = ToAxisSpace(axis, range.high);
  return (ToAxisSpace(axis, value) - low) / (high - low);
}

double Baseline(const Axis& y, const Range& range) {
  return y.scale == Scale::kLinear ? std::clamp(0.0, range.low, range.high)
                                   : range.low;
}

std::size_t CountUndrawable(const Panel& panel) {
  std::size_t count = 0;
  for (const Series& series : panel.series) {
    const bool zero = StandsOnBaseline(series.kind);
    count += CountUndrawable(panel.x, series.x, false);
    for (const auto* values : {&series.y, &series.low, &series.high,
                               &series.box_low, &series.box_high}) {
      count += CountUndrawable(panel.y, *values, zero);
    }
    count += CountUndrawable(panel.color, series.z, false);
  }
  return count;
}

std::vector<Range> BarEdges(const Panel& panel, std::size_t index) {
  double groups = 0;
  double position = 0;
  for (std::size_t i = 0; i < panel.series.size(); ++i) {
    if (!IsBarLike(panel.series[i].kind)) continue;
    if (i < index) ++position;
    ++groups;
  }
  const Series& series = panel.series[index];
  const double slot = series.width.value_or(0.8 * SmallestGap(panel) / groups);
  std::vector<Range> edges;
  for (const double x : series.x) {
    const double center =
        ToAxisSpace(panel.x, x) + (position - (groups - 1) / 2) * slot;
    edges.push_back({FromAxisSpace(panel.x, center - slot / 2),
                     FromAxisSpace(panel.x, center + slot / 2)});
  }
  return edges;
}

}  // namespace wbm::plot
