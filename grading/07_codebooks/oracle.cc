#include "grading/07_codebooks/oracle.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "common/quant/normal_distribution.h"

namespace codebook_lab::oracle {
namespace {

using Cells = std::vector<std::vector<double>>;

Cells CellsOf(std::span<const double> samples,
              const std::vector<double>& levels) {
  Cells cells(levels.size());
  for (double x : samples) {
    cells[static_cast<std::size_t>(Nearest(x, levels))].push_back(x);
  }
  return cells;
}

double Mean(const std::vector<double>& x) {
  long double sum = 0;
  for (double value : x) sum += value;
  return static_cast<double>(sum / static_cast<long double>(x.size()));
}

}  // namespace

std::int32_t Nearest(double x, std::span<const double> levels) {
  std::size_t best = 0;
  for (std::size_t i = 1; i < levels.size(); ++i) {
    const long double here = std::abs(static_cast<long double>(x) - levels[i]);
    const long double there =
        std::abs(static_cast<long double>(x) - levels[best]);
    if (here < there) best = i;
  }
  return static_cast<std::int32_t>(best);
}

Design Lloyd(std::span<const double> samples, std::vector<double> levels,
             std::int32_t max_iterations) {
  Design design;
  Cells cells = CellsOf(samples, levels);
  while (!design.converged && design.iterations < max_iterations) {
    for (std::size_t i = 0; i < levels.size(); ++i) {
      if (!cells[i].empty()) levels[i] = Mean(cells[i]);
    }
    ++design.iterations;
    const Cells moved = CellsOf(samples, levels);
    design.converged = moved == cells;
    cells = moved;
  }
  design.levels = levels;
  design.mse = MeanSquaredDistance(samples, levels);
  return design;
}

double MeanSquaredDistance(std::span<const double> samples,
                           std::span<const double> levels) {
  long double sum = 0;
  for (double x : samples) {
    const long double d = static_cast<long double>(x) -
                          levels[static_cast<std::size_t>(Nearest(x, levels))];
    sum += d * d;
  }
  return static_cast<double>(sum / static_cast<long double>(samples.size()));
}

std::vector<double> NormalFloat(int bits) {
  const int half = 1 << (bits - 1);
  const double tail = 0.125 / half + 0.125 / (half - 0.5);
  const double largest = -wbm::quant::NormalQuantile(tail);
  std::vector<double> levels;
  // From the lower tail, where probabilities keep all their digits.
  for (int i = 0; i < half - 1; ++i) {
    const double p = tail + i * (0.5 - tail) / (half - 1);
    levels.push_back(wbm::quant::NormalQuantile(p) / largest);
  }
  levels.push_back(0);
  for (int i = half - 1; i >= 0; --i) {
    const double p = tail + i * (0.5 - tail) / half;
    levels.push_back(-wbm::quant::NormalQuantile(p) / largest);
  }
  return levels;
}

double SquaredError(std::span<const float> w,
                    std::span<const std::int8_t> codes, double a) {
  long double sum = 0;
  for (std::size_t i = 0; i < w.size(); ++i) {
    const long double e = static_cast<long double>(w[i]) - a * codes[i];
    sum += e * e;
  }
  return static_cast<double>(sum);
}

}  // namespace codebook_lab::oracle
