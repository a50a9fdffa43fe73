#include "common/quant/lloyd_max.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <utility>
#include <vector>

#include "common/quant/normal_distribution.h"

namespace wbm::quant {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// Integrals of 1 and of x times the normal density over one cell.
struct Moments {
  double mass = 0.0;
  double first = 0.0;
};

// P(low < X <= high), taken in the tail where it does not cancel.
double NormalMass(double low, double high) {
  if (low >= 0.0) return NormalMass(-high, -low);
  return NormalProbability(high) - NormalProbability(low);
}

Moments NormalMoments(double low, double high) {
  return {NormalMass(low, high), NormalDensity(low) - NormalDensity(high)};
}

double CellLow(const Codebook& book, std::size_t i) {
  return i == 0 ? -kInfinity : book.thresholds[i - 1];
}
double CellHigh(const Codebook& book, std::size_t i) {
  return i == book.thresholds.size() ? kInfinity : book.thresholds[i];
}

std::vector<double> SortedFinite(std::span<const double> samples) {
  std::vector<double> sorted;
  for (const double x : samples) {
    if (std::isfinite(x)) sorted.push_back(x);
  }
  std::sort(sorted.begin(), sorted.end());
  return sorted;
}

double Largest(std::span<const double> samples) {
  double largest = 0.0;
  for (const double x : samples) {
    if (std::isfinite(x)) largest = std::max(largest, std::fabs(x));
  }
  return largest;
}

std::vector<double> Scaled(std::span<const double> samples, int exponent) {
  std::vector<double> scaled(samples.begin(), samples.end());
  for (double& x : scaled) x = std::ldexp(x, exponent);
  return scaled;
}

Codebook ScaledBook(const Codebook& book, int exponent) {
  return MakeCodebook(Scaled(book.levels, exponent));
}

// By how many powers of two to shrink samples so that the sum of their
// differences cannot overflow; 0 for all but the largest doubles. No more than
// that: what is shrunk too far loses digits among the subnormal numbers.
int Shrink(std::span<const double> samples) {
  const double largest = Largest(samples);
  if (largest == 0.0) return 0;
  // |x - median| < 2^(ilogb + 2), and there are at most 2^(ilogb(n) + 1).
  const int needed = std::ilogb(largest) + 2 +
                     std::ilogb(static_cast<double>(samples.size())) + 1;
  return std::max(0, needed - 1023);
}

// Sorted samples with running sums, so that the mean of a cell costs two
// look-ups. Sums are taken about the median: an offset shared by all samples
// then costs no digits. Beside a far larger sample the running sums have no
// digits left for a small cell, and that is summed by itself.
class SortedSamples {
 public:
  explicit SortedSamples(std::vector<double> sorted)
      : x_(std::move(sorted)), median_(x_[x_.size() / 2]) {
    sums_.push_back(0.0);
    for (const double x : x_) sums_.push_back(sums_.back() + (x - median_));
  }

  // How many samples are not above the threshold: a tie is in the lower cell.
  std::size_t UpTo(double threshold) const {
    return static_cast<std::size_t>(
        std::upper_bound(x_.begin(), x_.end(), threshold) - x_.begin());
  }

  // Of a cell that is not empty; within it, whatever was rounded, so that
  // levels stay in order and equal samples keep their value.
  double Mean(std::size_t begin, std::size_t end) const {
    const double count = static_cast<double>(end - begin);
    const double least = x_[begin], most = x_[end - 1];
    if (least == most) return least;
    const double mean = SumsTell(begin, end)
                            ? median_ + (sums_[end] - sums_[begin]) / count
                            : MeanByItself(begin, end);
    return std::clamp(mean, least, most);
  }

  // The sample in the middle of part `i` of `parts` equal parts.
  double Quantile(std::size_t i, std::size_t parts) const {
    return x_[(2 * i + 1) * x_.size() / (2 * parts)];
  }

 private:
  // Whether what additions round, 2^-53 of the largest sum each, moves the
  // mean by less than 2^-30 of the cell's width. The sums fall to the median
  // and rise from there.
  bool SumsTell(std::size_t begin, std::size_t end) const {
    const std::size_t lowest = std::clamp(x_.size() / 2, begin, end);
    const double largest =
        std::max({std::fabs(sums_[begin]), std::fabs(sums_[lowest]),
                  std::fabs(sums_[end])});
    return largest <= 0x1p23 * (x_[end - 1] - x_[begin]);
  }

  double MeanByItself(std::size_t begin, std::size_t end) const {
    const double middle = x_[begin + (end - begin) / 2];
    double sum = 0.0;
    for (std::size_t i = begin; i < end; ++i) sum += x_[i] - middle;
    return middle + sum / static_cast<double>(end - begin);
  }

  std::vector<double> x_;
  double median_;
  std::vector<double> sums_;
};

// The first index of each cell, and the end of the last.
std::vector<std::size_t> Cells(const SortedSamples& samples,
                               const Codebook& book, std::size_t count) {
  std::vector<std::size_t> cells = {0};
  for (const double t : book.thresholds) cells.push_back(samples.UpTo(t));
  cells.push_back(count);
  return cells;
}

Codebook CellMeans(const SortedSamples& samples,
                   const std::vector<std::size_t>& cells,
                   const Codebook& before) {
  std::vector<double> levels = before.levels;
  for (std::size_t i = 0; i < levels.size(); ++i) {
    if (cells[i] == cells[i + 1]) continue;
    levels[i] = samples.Mean(cells[i], cells[i + 1]);
  }
  return MakeCodebook(std::move(levels));
}

Codebook NormalCentroids(const Codebook& book) {
  std::vector<double> levels;
  for (std::size_t i = 0; i < book.levels.size(); ++i) {
    const Moments m = NormalMoments(CellLow(book, i), CellHigh(book, i));
    levels.push_back(m.mass > 0.0 ? m.first / m.mass : book.levels[i]);
  }
  return MakeCodebook(std::move(levels));
}

double LargestMove(const Codebook& a, const Codebook& b) {
  double move = 0.0;
  for (std::size_t i = 0; i < a.levels.size(); ++i) {
    move = std::max(move, std::fabs(a.levels[i] - b.levels[i]));
  }
  return move;
}

Codebook EvenlySpaced(std::size_t levels, double step) {
  std::vector<double> grid;
  const double middle = (static_cast<double>(levels) - 1.0) / 2.0;
  for (std::size_t i = 0; i < levels; ++i) {
    grid.push_back((static_cast<double>(i) - middle) * step);
  }
  return MakeCodebook(std::move(grid));
}

// Golden-section search for the least f on [low, high]. f is flat at its
// minimum, so the place is good to about 1e-8 and the least value to 1e-16.
template <class F>
double Minimize(F f, double low, double high) {
  constexpr double kGolden = 0.61803398874989484820;
  double a = high - kGolden * (high - low);
  double b = low + kGolden * (high - low);
  double fa = f(a), fb = f(b);
  for (int i = 0; i < 100; ++i) {
    if (fa <= fb) {
      high = b, b = a, fb = fa;
      a = high - kGolden * (high - low), fa = f(a);
    } else {
      low = a, a = b, fa = fb;
      b = low + kGolden * (high - low), fb = f(b);
    }
    if (high - low < 1e-12 * high) break;
  }
  return (low + high) / 2.0;
}

// The error of samples is bumpy in the step: look at many steps first, then
// search between the neighbours of the best.
template <class F>
double BestStep(F mse_of_step, double largest) {
  constexpr int kTries = 100;
  int best = kTries;
  double least = kInfinity;
  for (int i = 1; i <= kTries; ++i) {
    const double mse = mse_of_step(largest * i / kTries);
    if (mse < least) least = mse, best = i;
  }
  return Minimize(mse_of_step, largest * (best - 1) / kTries,
                  largest * (best + 1) / kTries);
}

// The mean of (scale * error)^2 over the finite samples; 0 without any.
double ScaledMse(const Codebook& codebook, std::span<const double> samples,
                 double scale) {
  double sum = 0.0;
  std::size_t count = 0;
  for (const double x : samples) {
    if (!std::isfinite(x)) continue;
    const double error = x - codebook.levels[NearestLevel(codebook, x)];
    sum += (scale * error) * (scale * error);
    ++count;
  }
  return count == 0 ? 0.0 : sum / static_cast<double>(count);
}

double LargestError(const Codebook& codebook, std::span<const double> samples) {
  double largest = 0.0;
  for (const double x : samples) {
    if (!std::isfinite(x)) continue;
    const double error = x - codebook.levels[NearestLevel(codebook, x)];
    largest = std::max(largest, std::fabs(error));
  }
  return largest;
}

}  // namespace

double SampleMse(const Codebook& codebook, std::span<const double> samples) {
  const double mse = ScaledMse(codebook, samples, 1.0);
  // Squares and sums leave the range of double before their mean does: then
  // once more, with the largest error brought to about 1.
  if (mse >= 0x1p-900 && mse < kInfinity) return mse;
  const double largest = LargestError(codebook, samples);
  if (largest == 0.0 || largest == kInfinity) return largest;
  const int exponent = std::clamp(std::ilogb(largest), -1000, 1000);
  return std::ldexp(ScaledMse(codebook, samples, std::ldexp(1.0, -exponent)),
                    2 * exponent);
}

double NormalMse(const Codebook& codebook) {
  // E(x - l)^2 = E x^2 - 2 E(l x) + E l^2, and E x^2 = 1.
  double mse = 1.0;
  for (std::size_t i = 0; i < codebook.levels.size(); ++i) {
    const double level = codebook.levels[i];
    const Moments m =
        NormalMoments(CellLow(codebook, i), CellHigh(codebook, i));
    mse += level * (level * m.mass - 2.0 * m.first);
  }
  return mse;
}

QuantizerDesign LloydMax(std::span<const double> samples, std::size_t levels,
                         const LloydMaxOptions& options) {
  const int shrink = Shrink(samples);
  std::vector<double> sorted = SortedFinite(samples);
  std::vector<double> start(levels, 0.0);
  QuantizerDesign design{MakeCodebook(start), 0.0, 0, true};
  if (sorted.empty()) return design;
  if (shrink > 0) sorted = Scaled(sorted, -shrink);

  const std::size_t count = sorted.size();
  const SortedSamples data(std::move(sorted));
  for (std::size_t i = 0; i < levels; ++i) start[i] = data.Quantile(i, levels);
  design.codebook = MakeCodebook(start);
  design.converged = false;
  std::vector<std::size_t> cells;
  while (!design.converged && design.iterations < options.max_iterations) {
    std::vector<std::size_t> now = Cells(data, design.codebook, count);
    design.converged = now == cells;
    if (design.converged) break;
    cells = std::move(now);
    design.codebook = CellMeans(data, cells, design.codebook);
    ++design.iterations;
  }
  if (shrink > 0) design.codebook = ScaledBook(design.codebook, shrink);
  design.mse = SampleMse(design.codebook, samples);
  return design;
}

QuantizerDesign LloydMaxNormal(std::size_t levels,
                               const LloydMaxOptions& options) {
  std::vector<double> start;
  for (std::size_t i = 0; i < levels; ++i) {
    const double parts = static_cast<double>(levels);
    start.push_back(NormalQuantile((static_cast<double>(i) + 0.5) / parts));
  }
  QuantizerDesign design{MakeCodebook(std::move(start)), 0.0, 0, false};
  while (!design.converged && design.iterations < options.max_iterations) {
    Codebook next = NormalCentroids(design.codebook);
    const double span = next.levels.back() - next.levels.front();
    design.converged =
        LargestMove(next, design.codebook) <= options.tolerance * span;
    design.codebook = std::move(next);
    ++design.iterations;
  }
  design.mse = NormalMse(design.codebook);
  return design;
}

QuantizerDesign BestUniform(std::span<const double> samples,
                            std::size_t levels) {
  const double largest = Largest(samples);
  // Steps are tried by their squared errors: near the ends of double at a size
  // where those are numbers.
  const int exponent = largest > 0.0 ? std::ilogb(largest) : 0;
  if (std::abs(exponent) > 400) {
    QuantizerDesign design = BestUniform(Scaled(samples, -exponent), levels);
    design.codebook = ScaledBook(design.codebook, exponent);
    design.mse = SampleMse(design.codebook, samples);
    return design;
  }
  const auto mse = [&](double step) {
    return SampleMse(EvenlySpaced(levels, step), samples);
  };
  const double widest = 2.0 * largest / static_cast<double>(levels);
  QuantizerDesign design{EvenlySpaced(levels, BestStep(mse, widest)), 0, 0,
                         true};
  design.mse = SampleMse(design.codebook, samples);
  return design;
}

QuantizerDesign BestUniformNormal(std::size_t levels) {
  const auto mse = [&](double step) {
    return NormalMse(EvenlySpaced(levels, step));
  };
  const double widest = 20.0 / static_cast<double>(levels);
  QuantizerDesign design{EvenlySpaced(levels, Minimize(mse, 0.0, widest)), 0, 0,
                         true};
  design.mse = NormalMse(design.codebook);
  return design;
}

}  // namespace wbm::quant
