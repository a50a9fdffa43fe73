#pragma once

// One set of data in a panel: a line, points, bars, a band, a heat map, ...
//
//   Line("measured", bits, sqnr_db)
//   WithSpread(Bars("time", sizes, median), fastest, slowest)
//   Histogram("hidden", edges, counts)        // edges.size() = counts.size()+1
//
// NaN and infinite values are legal everywhere: they leave a gap, and the
// figure says how many were left out. All vectors of a series have the length
// of `x` unless its kind says otherwise; Validate() checks that.

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace wbm::plot {

enum class SeriesKind {
  kLine,       // x, y; drawn in the order given
  kPoints,     // x, y; optional whiskers low, high
  kSteps,      // x, y; y holds until the next x
  kHistogram,  // edges (n + 1, increasing), y (n)
  kBars,       // x, y; optional whiskers low, high; `width` in units of x
  kBox,        // x, y (the median), box_low, box_high, whiskers low, high
  kImpulses,   // x, y; a stem from the axis (or from y = 0)
  kBand,       // x, low, high; the area between
  kHeatMap,    // edges (columns + 1), y_edges (rows + 1), z (rows * columns,
               // row by row, the first row at y_edges[0])
};

struct Series {
  SeriesKind kind = SeriesKind::kLine;
  std::string name;  // the legend's text; may be empty in a one-series panel
  std::vector<double> x = {};
  std::vector<double> y = {};
  std::vector<double> low = {};
  std::vector<double> high = {};
  std::vector<double> box_low = {};
  std::vector<double> box_high = {};
  std::vector<double> edges = {};
  std::vector<double> y_edges = {};
  std::vector<double> z = {};
  // Bars and boxes: width in units of x. Unset: 0.8 of the smallest gap,
  // shared between the bar series of the panel.
  std::optional<double> width = std::nullopt;
  // Which entry of the palette (colour, marker and dash together) to wear.
  // Unset: the position in the panel. Set it where one thing appears in
  // several panels, so that it looks the same in each.
  std::optional<int> style = std::nullopt;
  // Heat map: print each value in its cell.
  bool cell_values = false;
};

inline Series Line(std::string name, std::vector<double> x,
                   std::vector<double> y) {
  return {SeriesKind::kLine, std::move(name), std::move(x), std::move(y)};
}

inline Series Points(std::string name, std::vector<double> x,
                     std::vector<double> y) {
  return {SeriesKind::kPoints, std::move(name), std::move(x), std::move(y)};
}

inline Series Steps(std::string name, std::vector<double> x,
                    std::vector<double> y) {
  return {SeriesKind::kSteps, std::move(name), std::move(x), std::move(y)};
}

inline Series Bars(std::string name, std::vector<double> x,
                   std::vector<double> y) {
  return {SeriesKind::kBars, std::move(name), std::move(x), std::move(y)};
}

inline Series Impulses(std::string name, std::vector<double> x,
                       std::vector<double> y) {
  return {SeriesKind::kImpulses, std::move(name), std::move(x), std::move(y)};
}

// `counts[i]` stands over edges[i] .. edges[i + 1].
inline Series Histogram(std::string name, std::vector<double> edges,
                        std::vector<double> counts) {
  Series series{SeriesKind::kHistogram, std::move(name)};
  series.edges = std::move(edges);
  series.y = std::move(counts);
  return series;
}

inline Series Band(std::string name, std::vector<double> x,
                   std::vector<double> low, std::vector<double> high) {
  Series series{SeriesKind::kBand, std::move(name), std::move(x)};
  series.low = std::move(low);
  series.high = std::move(high);
  return series;
}

// One box per x: whiskers low..high (the whole spread), the box between the
// quartiles, a bar at the median.
inline Series Box(std::string name, std::vector<double> x,
                  std::vector<double> low, std::vector<double> box_low,
                  std::vector<double> median, std::vector<double> box_high,
                  std::vector<double> high) {
  Series series{SeriesKind::kBox,  std::move(name), std::move(x),
                std::move(median), std::move(low),  std::move(high)};
  series.box_low = std::move(box_low);
  series.box_high = std::move(box_high);
  return series;
}

inline Series HeatMap(std::vector<double> edges, std::vector<double> y_edges,
                      std::vector<double> z) {
  Series series{SeriesKind::kHeatMap, ""};
  series.edges = std::move(edges);
  series.y_edges = std::move(y_edges);
  series.z = std::move(z);
  return series;
}

// Points or bars with whiskers from low to high (for example the fastest and
// the slowest of several runs).
inline Series WithSpread(Series series, std::vector<double> low,
                         std::vector<double> high) {
  series.low = std::move(low);
  series.high = std::move(high);
  return series;
}

}  // namespace wbm::plot
