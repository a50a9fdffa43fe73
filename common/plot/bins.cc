#include "common/plot/bins.h"

#include <algorithm>
#include <cmath>

namespace wbm::plot {
namespace {

bool AreLimits(double low, double high, int bins) {
  return std::isfinite(low) && std::isfinite(high) && low < high && bins > 0;
}

}  // namespace

std::vector<double> LinearEdges(double low, double high, int bins) {
  if (!AreLimits(low, high, bins)) return {};
  std::vector<double> edges;
  for (int i = 0; i < bins; ++i) {
    const double t = static_cast<double>(i) / bins;
    edges.push_back(low * (1 - t) + high * t);
  }
  edges.push_back(high);
  return edges;
}

std::vector<double> LogEdges(double low, double high, int bins) {
  if (!(low > 0)) return {};
  std::vector<double> edges =
      LinearEdges(std::log10(low), std::log10(high), bins);
  if (edges.empty()) return {};
  for (double& edge : edges) edge = std::pow(10.0, edge);
  edges.front() = low;
  edges.back() = high;
  return edges;
}

template <typename T>
BinCounts CountInBins(std::span<const T> values,
                      const std::vector<double>& edges) {
  BinCounts counts;
  if (edges.size() < 2) return counts;
  counts.inside.assign(edges.size() - 1, 0);
  for (const T raw : values) {
    const auto value = static_cast<double>(raw);
    if (std::isnan(value)) {
      ++counts.nan;
    } else if (value < edges.front()) {
      ++counts.below;
    } else if (value > edges.back()) {
      ++counts.above;
    } else {
      const auto next = std::upper_bound(edges.begin(), edges.end(), value);
      const auto bin = static_cast<std::size_t>(next - edges.begin()) - 1;
      ++counts.inside[std::min(bin, counts.inside.size() - 1)];
    }
  }
  return counts;
}

template BinCounts CountInBins<float>(std::span<const float>,
                                      const std::vector<double>&);
template BinCounts CountInBins<double>(std::span<const double>,
                                       const std::vector<double>&);

}  // namespace wbm::plot
