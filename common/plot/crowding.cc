#include "common/plot/crowding.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace wbm::plot {
namespace {

constexpr int kSamples = 12;  // along a line segment, and up a bar
constexpr std::size_t kMostMarks = 20'000;

class Counter {
 public:
  Counter(const Panel& panel, const Range& x, const Range& y, const Area& area)
      : panel_(panel), x_(x), y_(y), area_(area) {}

  int count() const { return count_; }

  void Add(const Series& series, std::size_t index) {
    switch (series.kind) {
      case SeriesKind::kLine:
      case SeriesKind::kSteps:
        return AddLine(series.x, series.y);
      case SeriesKind::kBand:
        AddLine(series.x, series.low);
        return AddLine(series.x, series.high);
      case SeriesKind::kPoints:
        AddColumns(series.x, series.y, series.y);
        return AddColumns(series.x, series.low, series.high);
      case SeriesKind::kImpulses:
        return AddColumns(series.x, Feet(series), series.y);
      case SeriesKind::kHistogram:
        return AddColumns(Middles(series.edges), Feet(series), series.y);
      case SeriesKind::kBars: {
        std::vector<double> x;
        for (const Range& edge : BarEdges(panel_, index)) {
          x.push_back(edge.low + (edge.high - edge.low) / 2);
        }
        AddColumns(x, Feet(series), series.y);
        return AddColumns(x, series.low, series.high);
      }
      case SeriesKind::kBox:
        return AddColumns(series.x, series.low, series.high);
      case SeriesKind::kHeatMap:
        count_ += kSamples;
        return;
    }
  }

 private:
  std::vector<double> Feet(const Series& series) const {
    return std::vector<double>(series.y.size(), Baseline(panel_.y, y_));
  }
  static std::vector<double> Middles(const std::vector<double>& edges) {
    std::vector<double> x;
    for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
      x.push_back(edges[i] + (edges[i + 1] - edges[i]) / 2);
    }
    return x;
  }

  void Segment(double x0, double y0, double x1, double y1) {
    if (!IsDrawable(panel_.x, x0) || !IsDrawable(panel_.x, x1) ||
        !IsDrawable(panel_.y, y0) || !IsDrawable(panel_.y, y1)) {
      return;
    }
    const double left = Fraction(panel_.x, x_, x0);
    const double right = Fraction(panel_.x, x_, x1);
    const double from = Fraction(panel_.y, y_, y0);
    const double to = Fraction(panel_.y, y_, y1);
    for (int i = 0; i <= kSamples; ++i) {
      const double t = static_cast<double>(i) / kSamples;
      const double x = left + t * (right - left);
      const double y = from + t * (to - from);
      count_ += x >= area_.left && x <= area_.right && y >= area_.bottom &&
                y <= area_.top;
    }
  }

  void AddLine(const std::vector<double>& x, const std::vector<double>& y) {
    const std::size_t n = std::min({x.size(), y.size(), kMostMarks});
    for (std::size_t i = 1; i < n; ++i) Segment(x[i - 1], y[i - 1], x[i], y[i]);
  }
  void AddColumns(const std::vector<double>& x, const std::vector<double>& low,
                  const std::vector<double>& high) {
    const std::size_t n =
        std::min({x.size(), low.size(), high.size(), kMostMarks});
    for (std::size_t i = 0; i < n; ++i) Segment(x[i], low[i], x[i], high[i]);
  }

  const Panel& panel_;
  Range x_, y_;
  Area area_;
  int count_ = 0;
};

}  // namespace

int Crowding(const Panel& panel, const Range& x, const Range& y,
             const Area& area) {
  Counter counter(panel, x, y, area);
  for (std::size_t i = 0; i < panel.series.size(); ++i) {
    counter.Add(panel.series[i], i);
  }
  return counter.count();
}

}  // namespace wbm::plot
