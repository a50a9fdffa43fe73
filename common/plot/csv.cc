#include "common/plot/csv.h"

#include <cmath>
#include <cstddef>
#include <vector>

#include "common/plot/ticks.h"

namespace wbm::plot {
namespace {

std::string KindName(SeriesKind kind) {
  switch (kind) {
    case SeriesKind::kLine:
      return "line";
    case SeriesKind::kPoints:
      return "points";
    case SeriesKind::kSteps:
      return "steps";
    case SeriesKind::kHistogram:
      return "histogram";
    case SeriesKind::kBars:
      return "bars";
    case SeriesKind::kBox:
      return "box";
    case SeriesKind::kImpulses:
      return "impulses";
    case SeriesKind::kBand:
      return "band";
    case SeriesKind::kHeatMap:
      return "heat_map";
  }
  return "";
}

std::string At(const std::vector<double>& values, std::size_t i) {
  return i < values.size() ? ShortestDecimal(values[i]) : "";
}

std::string Category(const Axis& axis, const std::vector<double>& x,
                     std::size_t i) {
  if (i >= x.size() || !(x[i] >= 0) || x[i] != std::floor(x[i])) return "";
  if (x[i] >= static_cast<double>(axis.categories.size())) return "";
  return CsvField(axis.categories[static_cast<std::size_t>(x[i])]);
}

std::size_t MarkCount(const Series& series) {
  if (series.kind == SeriesKind::kHeatMap) return series.z.size();
  if (series.kind == SeriesKind::kHistogram) return series.y.size();
  return series.x.size();
}

// Everything from x to the end of the row.
std::string Numbers(const Panel& panel, const Series& series, std::size_t i) {
  if (series.kind == SeriesKind::kHeatMap) {
    const std::size_t columns = series.edges.size() - 1;
    const std::size_t row = i / columns;
    const std::size_t column = i % columns;
    return ",," + At(series.edges, column) + "," +
           At(series.edges, column + 1) + ",," + At(series.y_edges, row) + "," +
           At(series.y_edges, row + 1) + ",,," + At(series.z, i);
  }
  const bool bins = series.kind == SeriesKind::kHistogram;
  const std::string low_high =
      bins ? At(series.edges, i) + "," + At(series.edges, i + 1) : ",";
  return At(series.x, i) + "," + Category(panel.x, series.x, i) + "," +
         low_high + "," + At(series.y, i) + "," + At(series.low, i) + "," +
         At(series.high, i) + "," + At(series.box_low, i) + "," +
         At(series.box_high, i) + ",";
}

}  // namespace

std::string CsvText(const Figure& figure) {
  std::string text =
      "panel,series,kind,x,category,x_low,x_high,y,y_low,y_high,box_low,"
      "box_high,value\n";
  for (std::size_t p = 0; p < figure.panels.size(); ++p) {
    const Panel& panel = figure.panels[p];
    const std::string name =
        panel.title.empty() ? std::to_string(p + 1) : panel.title;
    for (const Series& series : panel.series) {
      const std::string start = CsvField(name) + "," + CsvField(series.name) +
                                "," + KindName(series.kind) + ",";
      for (std::size_t i = 0; i < MarkCount(series); ++i) {
        text += start + Numbers(panel, series, i) + "\n";
      }
    }
  }
  return text;
}

std::string CsvField(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted.append(c == '"' ? 2 : 1, c);
  return quoted + "\"";
}

}  // namespace wbm::plot
