#include "common/plot/validate.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "common/plot/fault.h"
#include "common/plot/range.h"
#include "common/plot/text.h"

namespace wbm::plot {
namespace {

constexpr std::size_t kMaxSeriesName = 80;
constexpr std::size_t kMaxCategories = 200;
constexpr std::size_t kMaxCategoryName = 32;
constexpr std::size_t kMaxAxisLabel = 60;
constexpr std::size_t kMaxMarksOnPanel = 200;  // lines, annotations
constexpr std::size_t kMaxCellsWithValues = 400;
constexpr int kMinSide = 200;
constexpr int kMaxSide = 4000;

absl::Status ToStatus(const Fault& fault) {
  if (fault.empty()) return absl::OkStatus();
  return absl::InvalidArgumentError("figure: " + fault);
}

Fault CheckLimits(const std::string& where, const Axis& axis) {
  for (const auto& limit : {axis.min, axis.max}) {
    if (limit.has_value() && !IsDrawable(axis, *limit)) {
      return where + ": a limit is not finite, or not positive on a log axis";
    }
  }
  if (axis.min.has_value() && axis.max.has_value() && *axis.min >= *axis.max) {
    return where + ": min is not below max";
  }
  return "";
}

Fault CheckCategories(const std::string& where, const Axis& axis) {
  if (axis.categories.empty()) return "";
  if (axis.categories.size() > kMaxCategories) {
    return where + ": more than " + std::to_string(kMaxCategories) +
           " categories";
  }
  if (axis.scale != Scale::kLinear) {
    return where + ": categories need a linear scale";
  }
  for (const std::string& name : axis.categories) {
    const Fault fault = CheckText(where + ", category", name, kMaxCategoryName);
    if (!fault.empty()) return fault;
  }
  return "";
}

Fault CheckAxis(const std::string& where, const Axis& axis) {
  const bool unit = !axis.unit.empty() || !axis.categories.empty();
  return First({CheckNeededText(where + ": label", axis.label),
                unit ? ""
                     : where + ": no unit; write plot::kUnitless for a pure "
                               "number",
                CheckText(where + ": label", axis.label, kMaxAxisLabel),
                CheckText(where + ": unit", axis.unit, kMaxAxisLabel),
                CheckLimits(where, axis), CheckCategories(where, axis)});
}

Fault CheckLength(const std::string& where, const char* field,
                  const std::vector<double>& values, std::size_t expected) {
  if (values.size() == expected) return "";
  return where + ": " + field + " has " + std::to_string(values.size()) +
         " values where " + std::to_string(expected) + " are expected";
}

Fault CheckEdges(const std::string& where, const char* field, const Axis& axis,
                 const std::vector<double>& edges) {
  if (edges.size() < 2) return where + ": " + field + " needs two or more";
  for (std::size_t i = 0; i < edges.size(); ++i) {
    const bool rises = i == 0 || edges[i - 1] < edges[i];
    if (!IsDrawable(axis, edges[i]) || !rises) {
      return where + ": " + field +
             " must increase, be finite, and be positive on a log axis";
    }
  }
  return "";
}

Fault CheckHeatMap(const std::string& where, const Panel& panel,
                   const Series& series) {
  const Fault edges =
      First({CheckAxis(where + ": color axis", panel.color),
             CheckEdges(where, "edges", panel.x, series.edges),
             CheckEdges(where, "y_edges", panel.y, series.y_edges)});
  if (!edges.empty()) return edges;
  const std::size_t cells =
      (series.edges.size() - 1) * (series.y_edges.size() - 1);
  const std::size_t most =
      series.cell_values ? kMaxCellsWithValues : kMaxHeatMapCells;
  if (cells > most) {
    return where + ": more than " + std::to_string(most) + " cells";
  }
  return CheckLength(where, "z", series.z, cells);
}

Fault CheckWhiskers(const std::string& where, const Series& series) {
  if (series.low.empty() && series.high.empty()) return "";
  return First({CheckLength(where, "low", series.low, series.x.size()),
                CheckLength(where, "high", series.high, series.x.size())});
}

Fault CheckShape(const std::string& where, const Panel& panel,
                 const Series& series) {
  const std::size_t n = series.x.size();
  switch (series.kind) {
    case SeriesKind::kLine:
    case SeriesKind::kSteps:
    case SeriesKind::kImpulses:
      return CheckLength(where, "y", series.y, n);
    case SeriesKind::kPoints:
    case SeriesKind::kBars:
      return First(
          {CheckLength(where, "y", series.y, n), CheckWhiskers(where, series)});
    case SeriesKind::kBand:
      return First({CheckLength(where, "low", series.low, n),
                    CheckLength(where, "high", series.high, n)});
    case SeriesKind::kBox:
      return First({CheckLength(where, "y", series.y, n),
                    CheckLength(where, "low", series.low, n),
                    CheckLength(where, "high", series.high, n),
                    CheckLength(where, "box_low", series.box_low, n),
                    CheckLength(where, "box_high", series.box_high, n)});
    case SeriesKind::kHistogram:
      return First(
          {CheckEdges(where, "edges", panel.x, series.edges),
           CheckLength(where, "y", series.y,
                       std::max<std::size_t>(series.edges.size(), 1) - 1)});
    case SeriesKind::kHeatMap:
      return CheckHeatMap(where, panel, series);
  }
  return where + ": unknown kind";
}

// At least one mark whose numbers can all be drawn.
bool HasMark(const Panel& panel, const Series& series) {
  const auto any = [](const Axis& axis, const std::vector<double>& values) {
    return std::any_of(values.begin(), values.end(), [&](double value) {
      return IsDrawable(axis, value) || value == 0;
    });
  };
  if (series.kind == SeriesKind::kHeatMap) return any(panel.color, series.z);
  const bool band = series.kind == SeriesKind::kBand;
  return any(panel.y, band ? series.low : series.y) &&
         (series.x.empty() || any(panel.x, series.x));
}

Fault CheckSeries(const std::string& panel_name, const Panel& panel,
                  std::size_t index) {
  const Series& series = panel.series[index];
  std::string where = panel_name + ", series " + std::to_string(index + 1);
  if (!series.name.empty()) where += " '" + series.name + "'";
  const bool style = !series.style.has_value() ||
                     (*series.style >= 0 && *series.style < kMaxStyles);
  const bool width = !series.width.has_value() ||
                     (std::isfinite(*series.width) && *series.width > 0);
  const bool named = !series.name.empty() || panel.series.size() == 1 ||
                     series.kind == SeriesKind::kHeatMap;
  const Fault fault = First(
      {named ? "" : where + ": no name, but the panel has several series",
       CheckText(where + ": name", series.name, kMaxSeriesName),
       style ? ""
             : where + ": style is not in 0.." + std::to_string(kMaxStyles - 1),
       width ? "" : where + ": width is not positive",
       CheckShape(where, panel, series)});
  if (!fault.empty() || HasMark(panel, series)) return fault;
  return where +
         ": nothing to draw; it is empty, or all of it is NaN, "
         "infinite, or not positive on a log axis";
}

Fault CheckRemarks(const std::string& where, const Panel& panel) {
  if (panel.lines.size() > kMaxMarksOnPanel ||
      panel.annotations.size() > kMaxMarksOnPanel) {
    return where + ": more than " + std::to_string(kMaxMarksOnPanel) +
           " reference lines or annotations";
  }
  for (const ReferenceLine& line : panel.lines) {
    const bool vertical = line.orientation == Orientation::kVertical;
    const Fault fault = CheckText(where + ", reference line", line.text);
    if (!fault.empty()) return fault;
    if (!IsDrawable(vertical ? panel.x : panel.y, line.at)) {
      return where + ", reference line '" + line.text +
             "': its place is not finite, or not positive on a log axis";
    }
  }
  for (const Annotation& note : panel.annotations) {
    const Fault fault = CheckText(where + ", annotation", note.text);
    if (!fault.empty()) return fault;
    if (!IsDrawable(panel.x, note.x) || !IsDrawable(panel.y, note.y)) {
      return where + ", annotation '" + note.text +
             "': its place is not finite, or not positive on a log axis";
    }
  }
  return "";
}

Fault CheckPanel(const Figure& figure, std::size_t index) {
  const Panel& panel = figure.panels[index];
  std::string where = "panel " + std::to_string(index + 1);
  if (!panel.title.empty()) where += " '" + panel.title + "'";
  const bool alone = figure.panels.size() == 1;
  Fault fault = First(
      {alone ? "" : CheckNeededText(where + ": title", panel.title),
       CheckText(where + ": title", panel.title),
       CheckAxis(where + ", x axis", panel.x),
       CheckAxis(where + ", y axis", panel.y), CheckRemarks(where, panel)});
  if (!fault.empty()) return fault;
  if (panel.series.empty()) return where + ": no series";
  if (panel.series.size() > kMaxStyles) {
    return where + ": more than " + std::to_string(kMaxStyles) +
           " series; nobody tells more apart, use several panels";
  }
  for (std::size_t i = 0; i < panel.series.size() && fault.empty(); ++i) {
    fault = CheckSeries(where, panel, i);
  }
  return fault;
}

std::size_t CountNumbers(const Figure& figure) {
  std::size_t count = 0;
  for (const Panel& panel : figure.panels) {
    for (const Series& series : panel.series) {
      for (const auto* values :
           {&series.x, &series.y, &series.low, &series.high, &series.box_low,
            &series.box_high, &series.edges, &series.y_edges, &series.z}) {
        count += values->size();
      }
    }
  }
  return count;
}

Fault CheckAltText(const std::string& text) {
  if (CodePoints(text) < kMinAltText) {
    return "alt_text: missing or shorter than " + std::to_string(kMinAltText) +
           " characters; say what a reader would see";
  }
  return CheckText("alt_text", text, kMaxAltText);
}

Fault CheckSize(const Figure& figure) {
  const auto fits = [](int side) {
    return side == 0 || (side >= kMinSide && side <= kMaxSide);
  };
  if (!fits(figure.width) || !fits(figure.panel_height)) {
    return "width or panel_height is not in " + std::to_string(kMinSide) +
           ".." + std::to_string(kMaxSide) + " px";
  }
  if (figure.columns < 1 || figure.columns > 4) {
    return "columns is not in 1..4";
  }
  return "";
}

}  // namespace

absl::Status Validate(const Figure& figure) {
  Fault fault = First({CheckNeededText("title", figure.title),
                       CheckText("takeaway", figure.takeaway),
                       CheckAltText(figure.alt_text), CheckSize(figure)});
  if (!fault.empty()) return ToStatus(fault);
  if (figure.panels.empty()) return ToStatus("no panels");
  if (figure.panels.size() > kMaxPanels) {
    return ToStatus("more than " + std::to_string(kMaxPanels) + " panels");
  }
  if (CountNumbers(figure) > kMaxNumbers) {
    return ToStatus("more than " + std::to_string(kMaxNumbers) +
                    " numbers; draw a summary (quantiles, bins) instead");
  }
  for (std::size_t i = 0; i < figure.panels.size() && fault.empty(); ++i) {
    fault = CheckPanel(figure, i);
  }
  return ToStatus(fault);
}

}  // namespace wbm::plot
