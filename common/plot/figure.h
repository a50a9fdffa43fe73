#pragma once

// A figure as a value: what it shows, not how gnuplot draws it.
//
//   Figure figure;
//   figure.title = "Rounding error of the hidden activations";
//   figure.takeaway = "No error exceeds half a step.";
//   figure.alt_text = "Histogram of 1024 absolute errors, flat from 0 to ...";
//   Panel& panel = figure.panels.emplace_back();
//   panel.x = {"absolute error", kUnitless};
//   panel.y = {"values", "count"};
//   panel.series.push_back(Histogram("symmetric", edges, counts));
//   panel.lines.push_back(VerticalLine(bound, "bound s/2"));
//   absl::Status status = WriteFigure(figure, "out/error_histogram");
//
// Style sheet, the same for every figure of the course:
//   * The title says what is shown, the takeaway (one sentence, under it) what
//     to see. Both are part of the picture, so that a copied picture still
//     speaks. The alt text tells the story to someone who sees no picture.
//   * Every axis has a label and a unit. Units stand in brackets after the
//     label; a pure number has kUnitless and shows no brackets.
//   * Colours are the Okabe-Ito set, darkened where a line on white would have
//     less than 3:1 contrast (palette.h; contrast_test.cc proves it). A series
//     also differs in marker and dash, a bar in its hatching, so that a grey
//     print and every common colour blindness keep them apart. At most
//     kMaxStyles series in a panel: a reader tells no more apart.
//   * Text is plain: no markup is interpreted, so "x_{i}^2 & <b>" is shown as
//     it stands. Write Unicode (x², µs, 10⁻³) where typography matters.
//   * Bars start at zero (on a log axis at its lower end); nothing else is
//     forced to include zero. Grid lines are light, axes thin, data heavy.
//   * What cannot be drawn (NaN, infinities, values <= 0 on a log axis) leaves
//     a gap, and a line under the figure counts it.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/plot/series.h"

namespace wbm::plot {

// The unit of a pure number (an index, a ratio).
inline constexpr char kUnitless[] = "1";

enum class Scale { kLinear, kLog2, kLog10 };

struct Axis {
  std::string label;
  std::string unit;  // "dB", "µs", "count" or kUnitless; never empty
  Scale scale = Scale::kLinear;
  // Unset: from the data, with a little air.
  std::optional<double> min = std::nullopt;
  std::optional<double> max = std::nullopt;
  // Names for the positions 0, 1, 2, ...; the axis then needs no unit.
  std::vector<std::string> categories = {};
};

enum class Orientation { kHorizontal, kVertical };

// A dashed line across the panel with its own text, for bounds and limits.
struct ReferenceLine {
  Orientation orientation = Orientation::kHorizontal;
  double at = 0;
  std::string text;
};

inline ReferenceLine HorizontalLine(double y, std::string text) {
  return {Orientation::kHorizontal, y, std::move(text)};
}
inline ReferenceLine VerticalLine(double x, std::string text) {
  return {Orientation::kVertical, x, std::move(text)};
}

// A remark in the panel; with an arrow from the text to (x, y).
struct Annotation {
  double x = 0;
  double y = 0;
  std::string text;
  bool arrow = false;
};

enum class Legend {
  kAuto,  // below the panel when two or more series have names, else none
  kNone,
  kBelow,
  kTopLeft,
  kTopRight,
  kBottomLeft,
  kBottomRight,
};

struct Panel {
  std::string title = "";  // needed when the figure has several panels
  Axis x = {};
  Axis y = {};
  Axis color = {};  // of the heat map
  std::vector<Series> series = {};
  std::vector<ReferenceLine> lines = {};
  std::vector<Annotation> annotations = {};
  Legend legend = Legend::kAuto;
};

struct Figure {
  std::string title;
  std::string takeaway = "";  // one sentence: what to see
  std::string alt_text;       // at least kMinAltText characters
  std::vector<Panel> panels = {};
  int columns = 1;       // panels fill rows from the left
  int width = 0;         // of the SVG in px; 0: by the number of columns
  int panel_height = 0;  // in px; 0: 420
};

// Panels of one figure, series of one panel, numbers of one figure, and
// characters of one text: more is refused.
inline constexpr int kMaxPanels = 12;
inline constexpr int kMaxStyles = 8;
inline constexpr int kMaxNumbers = 200'000;
inline constexpr int kMaxHeatMapCells = 65'536;
inline constexpr int kMaxText = 400;
inline constexpr int kMaxAltText = 4000;
inline constexpr int kMinAltText = 20;

}  // namespace wbm::plot
