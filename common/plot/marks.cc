#include "common/plot/marks.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "common/plot/data_block.h"
#include "common/plot/palette.h"
#include "common/plot/text.h"

namespace wbm::plot {
namespace {

// A line with at most this many points marks each; a longer one this often.
constexpr std::size_t kMarkEach = 24;
constexpr std::size_t kMarksOnLongLine = 10;
// More points than this are drawn small.
constexpr std::size_t kManyPoints = 1500;
// More bars than this have no outline.
constexpr std::size_t kManyBars = 150;

// What one series adds to the script.
class SeriesWriter {
 public:
  SeriesWriter(const Panel& panel, std::size_t index, const Range& y_range,
               const std::string& prefix, Marks& marks)
      : panel_(panel),
        series_(panel.series[index]),
        index_(index),
        y_range_(y_range),
        prefix_(prefix + "_" + std::to_string(index)),
        style_(kStyles[static_cast<std::size_t>(
            series_.style.value_or(static_cast<int>(index)))]),
        marks_(marks) {}

  void Write() {
    switch (series_.kind) {
      case SeriesKind::kLine:
        return Line();
      case SeriesKind::kPoints:
        return Points();
      case SeriesKind::kSteps:
        return Steps();
      case SeriesKind::kHistogram:
        return Histogram();
      case SeriesKind::kBars:
        return Bars();
      case SeriesKind::kBox:
        return Boxes();
      case SeriesKind::kImpulses:
        return Impulses();
      case SeriesKind::kBand:
        return Band();
      case SeriesKind::kHeatMap:
        return HeatMap();
    }
  }

 private:
  bool X(double value) const { return IsDrawable(panel_.x, value); }
  bool Y(double value) const { return IsDrawable(panel_.y, value); }

  std::string Color() const {
    return " lc rgb \"" + std::string(style_.color) + "\"";
  }
  std::string Point(double size) const {
    return " pt " + std::to_string(style_.marker) + " ps " +
           GnuplotNumber(size);
  }
  std::string Title() const {
    if (series_.name.empty()) return " notitle";
    return " title " + GnuplotString(series_.name);
  }

  void Add(const DataBlock& block, const std::string& columns,
           const std::string& look) {
    if (block.empty()) return;
    if (added_ != block.name()) marks_.blocks += block.Text();
    added_ = block.name();
    marks_.elements.push_back(block.name() + " using " + columns + " with " +
                              look);
  }

  DataBlock PointRows() const {
    DataBlock block(prefix_);
    for (std::size_t i = 0; i < series_.x.size(); ++i) {
      if (X(series_.x[i]) && Y(series_.y[i])) {
        block.Row({series_.x[i], series_.y[i]});
      } else {
        block.Break();
      }
    }
    return block;
  }

  void Line() {
    const DataBlock block = PointRows();
    const std::string pen = Color() + " lw 2 dt " + std::string(style_.dash);
    if (block.rows() > kMarkEach && panel_.series.size() == 1) {
      Add(block, "1:2", "lines" + pen + Title());
    } else {
      const std::size_t every =
          block.rows() <= kMarkEach ? 1 : block.rows() / kMarksOnLongLine;
      Add(block, "1:2",
          "linespoints" + pen + Point(0.9) + " pi " + std::to_string(every) +
              Title());
    }
    if (block.has_lonely_point()) LonelyPoints();
  }

  // The points without a neighbour, as dots.
  void LonelyPoints() {
    DataBlock block(prefix_ + "l");
    const auto shown = [&](std::size_t i) {
      return i < series_.x.size() && X(series_.x[i]) && Y(series_.y[i]);
    };
    for (std::size_t i = 0; i < series_.x.size(); ++i) {
      const bool neighbour = (i > 0 && shown(i - 1)) || shown(i + 1);
      if (shown(i) && !neighbour) block.Row({series_.x[i], series_.y[i]});
    }
    Add(block, "1:2", "points" + Color() + Point(0.9) + " notitle");
  }

  void Points() {
    const DataBlock block = PointRows();
    const double size = block.rows() > kManyPoints ? 0.35 : 1.0;
    Add(block, "1:2", "points" + Color() + Point(size) + Title());
    Whiskers(series_.x, std::string(style_.color));
  }

  void Steps() {
    const DataBlock block = PointRows();
    Add(block, "1:2",
        "steps" + Color() + " lw 2 dt " + std::string(style_.dash) + Title());
  }

  void Impulses() {
    const DataBlock block = PointRows();
    Add(block, "1:2", "impulses" + Color() + " lw 2 notitle");
    Add(block, "1:2", "points" + Color() + Point(0.9) + Title());
  }

  void Band() {
    DataBlock block(prefix_);
    for (std::size_t i = 0; i < series_.x.size(); ++i) {
      const bool drawn =
          X(series_.x[i]) && Y(series_.low[i]) && Y(series_.high[i]);
      if (drawn) {
        block.Row({series_.x[i], series_.low[i], series_.high[i]});
      } else {
        block.Break();
      }
    }
    Add(block, "1:2:3",
        "filledcurves" + Color() + " fs transparent solid 0.25 noborder" +
            Title());
    const std::string edge =
        "lines" + Color() + " lw 1 dt " + std::string(style_.dash);
    Add(block, "1:2", edge + " notitle");
    Add(block, "1:3", edge + " notitle");
  }

  // A rectangle; boxxyerror takes center, low and high in each direction.
  void Rectangle(DataBlock& block, const Range& x, double y_from, double y_to) {
    if (!X(x.low) || !X(x.high)) return;
    const auto [low, high] = std::minmax(y_from, y_to);
    block.Row({x.low + (x.high - x.low) / 2, high, x.low, x.high, low, high});
  }

  std::string Fill(std::size_t bars) const {
    std::string fill = " fs " + std::string(style_.fill);
    fill += bars > kManyBars
                ? " noborder"
                : " border lc rgb \"" + std::string(style_.color) + "\"";
    return fill + Color() + " lw 1";
  }

  void Histogram() {
    DataBlock block(prefix_);
    const double foot = Baseline(panel_.y, y_range_);
    for (std::size_t i = 0; i < series_.y.size(); ++i) {
      if (!Y(series_.y[i])) continue;
      Rectangle(block, {series_.edges[i], series_.edges[i + 1]}, foot,
                series_.y[i]);
    }
    Add(block, "1:2:3:4:5:6", "boxxyerror" + Fill(block.rows()) + Title());
  }

  void Bars() {
    DataBlock block(prefix_);
    const double foot = Baseline(panel_.y, y_range_);
    const std::vector<Range> edges = BarEdges(panel_, index_);
    for (std::size_t i = 0; i < edges.size(); ++i) {
      if (Y(series_.y[i])) Rectangle(block, edges[i], foot, series_.y[i]);
    }
    Add(block, "1:2:3:4:5:6", "boxxyerror" + Fill(block.rows()) + Title());
    Whiskers(Centers(edges), std::string(kInk));
  }

  std::vector<double> Centers(const std::vector<Range>& edges) const {
    std::vector<double> centers;
    for (const Range& edge : edges) {
      centers.push_back(FromAxisSpace(
          panel_.x,
          (ToAxisSpace(panel_.x, edge.low) + ToAxisSpace(panel_.x, edge.high)) /
              2));
    }
    return centers;
  }

  void Whiskers(const std::vector<double>& x, const std::string& color) {
    if (series_.low.empty()) return;
    DataBlock block(prefix_ + "w");
    for (std::size_t i = 0; i < x.size(); ++i) {
      const double low = series_.low[i];
      const double high = series_.high[i];
      if (X(x[i]) && Y(low) && Y(high)) block.Row({x[i], low, 0, high - low});
    }
    Add(block, "1:2:3:4",
        "vectors heads size screen 0.006,90 lw 1.5 lc rgb \"" + color +
            "\" notitle");
  }

  void Boxes() {
    const std::vector<Range> edges = BarEdges(panel_, index_);
    Whiskers(Centers(edges), std::string(style_.color));
    DataBlock box(prefix_);
    DataBlock median(prefix_ + "m");
    for (std::size_t i = 0; i < edges.size(); ++i) {
      if (Y(series_.box_low[i]) && Y(series_.box_high[i])) {
        Rectangle(box, edges[i], series_.box_low[i], series_.box_high[i]);
      }
      if (Y(series_.y[i]) && X(edges[i].low) && X(edges[i].high)) {
        median.Row(
            {edges[i].low, series_.y[i], edges[i].high - edges[i].low, 0});
      }
    }
    Add(box, "1:2:3:4:5:6",
        "boxxyerror fs solid 0.25 border" + Color() + Color() + " lw 1.5" +
            Title());
    Add(median, "1:2:3:4", "vectors nohead" + Color() + " lw 4 notitle");
  }

  // Each cell reaches a hair under its right and upper neighbour, which is
  // drawn later: no seams between them.
  static double Reach(const Axis& axis, const std::vector<double>& edges,
                      std::size_t cell) {
    if (cell + 2 >= edges.size()) return edges[cell + 1];
    const double first = ToAxisSpace(axis, edges.front());
    const double hair = (ToAxisSpace(axis, edges.back()) - first) / 1000;
    return std::min(
        FromAxisSpace(axis, ToAxisSpace(axis, edges[cell + 1]) + hair),
        edges[cell + 2]);
  }

  void HeatMap() {
    DataBlock block(prefix_);
    const std::size_t columns = series_.edges.size() - 1;
    for (std::size_t i = 0; i < series_.z.size(); ++i) {
      if (!IsDrawable(panel_.color, series_.z[i])) continue;
      const double x0 = series_.edges[i % columns];
      const double x1 = Reach(panel_.x, series_.edges, i % columns);
      const double y0 = series_.y_edges[i / columns];
      const double y1 = Reach(panel_.y, series_.y_edges, i / columns);
      block.Row({x0 + (x1 - x0) / 2, y1, x0, x1, y0, y1, series_.z[i]});
    }
    Add(block, "1:2:3:4:5:6:7",
        "boxxyerror fs solid 1.0 noborder lc palette notitle");
  }

  const Panel& panel_;
  const Series& series_;
  std::size_t index_;
  Range y_range_;
  std::string prefix_;
  const Style& style_;
  Marks& marks_;
  std::string added_;
};

// What is drawn first lies below.
int Layer(SeriesKind kind) {
  switch (kind) {
    case SeriesKind::kHeatMap:
      return 0;
    case SeriesKind::kBand:
      return 1;
    case SeriesKind::kHistogram:
    case SeriesKind::kBars:
    case SeriesKind::kBox:
      return 2;
    default:
      return 3;
  }
}

}  // namespace

Marks MarksOf(const Panel& panel, const Range& y_range,
              const std::string& prefix) {
  std::vector<std::size_t> order(panel.series.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(
      order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return Layer(panel.series[a].kind) < Layer(panel.series[b].kind);
      });
  Marks marks;
  for (const std::size_t index : order) {
    SeriesWriter(panel, index, y_range, prefix, marks).Write();
  }
  return marks;
}

}  // namespace wbm::plot
