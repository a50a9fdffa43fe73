#pragma once

// Counts for a histogram.
//
//   const std::vector<double> edges = LinearEdges(0, bound, 30);
//   const BinCounts counts = CountInBins<float>(errors, edges);
//   panel.series.push_back(Histogram("errors", edges, counts.inside));

#include <cstddef>
#include <span>
#include <vector>

namespace wbm::plot {

// bins + 1 edges from low to high, both exact, at equal distances or equal
// ratios. Empty unless low < high are finite (and positive for LogEdges) and
// bins > 0.
std::vector<double> LinearEdges(double low, double high, int bins);
std::vector<double> LogEdges(double low, double high, int bins);

struct BinCounts {
  std::vector<double> inside;  // one a bin
  std::size_t below = 0;       // less than the first edge
  std::size_t above = 0;       // more than the last edge
  std::size_t nan = 0;
};

// Bin i holds edges[i] <= v < edges[i + 1]; the last bin holds its upper edge
// too (as numpy.histogram). For float and double.
template <typename T>
BinCounts CountInBins(std::span<const T> values,
                      const std::vector<double>& edges);

}  // namespace wbm::plot
