#include "grading/05_noise/oracle.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <span>
#include <vector>

#include "common/quant/normal_distribution.h"

namespace noise_lab::oracle {
namespace {

template <class F>
double Simpson(F f, double low, double high, int panels) {
  const double h = (high - low) / panels;
  double sum = f(low) + f(high);
  for (int i = 1; i < panels; ++i) {
    sum += f(low + h * i) * (i % 2 == 1 ? 4 : 2);
  }
  return sum * h / 3;
}

// The mean of f at the midpoints of `cells` equal pieces of [low, high].
template <class F>
double MidpointMean(F f, double low, double high, int cells) {
  double sum = 0;
  for (int i = 0; i < cells; ++i) {
    sum += f(low + (high - low) * (i + 0.5) / cells);
  }
  return sum / cells;
}

int CountOfMarks(const Grid& grid) {
  return (1 << grid.bits) - (grid.kind == GridKind::kSymmetric ? 1 : 0);
}

}  // namespace

std::vector<double> Marks(const Grid& grid) {
  const int count = CountOfMarks(grid);
  const bool symmetric = grid.kind == GridKind::kSymmetric;
  // From end to end: the outermost marks are the limits, or the middles of the
  // outermost cells.
  const double end = symmetric ? grid.limit : grid.limit * (1 - 1.0 / count);
  std::vector<double> marks;
  for (int i = 0; i < count; ++i) {
    marks.push_back(end * (2.0 * i / (count - 1) - 1));
  }
  return marks;
}

std::int32_t FirstCode(const Grid& grid) { return -(CountOfMarks(grid) / 2); }

std::size_t Nearest(double x, std::span<const double> marks) {
  const auto above = std::lower_bound(marks.begin(), marks.end(), x);
  if (above == marks.begin()) return 0;
  if (above == marks.end()) return marks.size() - 1;
  const std::size_t i = static_cast<std::size_t>(above - marks.begin());
  return marks[i] - x < x - marks[i - 1] ? i : i - 1;
}

bool OnABorder(double x, std::span<const double> marks) {
  if (!(x > marks.front() && x < marks.back())) return false;
  const double step = marks[1] - marks[0];
  const double cells = (x - marks[0]) / step - 0.5;
  return std::abs(cells - std::round(cells)) < 1e-9;
}

double Power(Shape shape, double size) {
  switch (shape) {
    case Shape::kUniform:
      return MidpointMean([](double x) { return x * x; }, -size, size, 100'000);
    case Shape::kSine:
      return MidpointMean(
          [size](double t) { return size * size * std::sin(t) * std::sin(t); },
          0, 2 * std::numbers::pi, 1000);
    case Shape::kGaussian:
      break;
  }
  return size * size *
         Simpson([](double x) { return x * x * wbm::quant::NormalDensity(x); },
                 -12, 12, 4000);
}

double CellNoise(double step) {
  return MidpointMean([](double e) { return e * e; }, -step / 2, step / 2,
                      100'000);
}

ClipNoise Integrated(std::int32_t bits, double clip) {
  const double step = 2 * clip / ((1 << bits) - 2);
  const auto density = [](double x) { return wbm::quant::NormalDensity(x); };
  const auto beyond = [clip](double x) {
    return (x - clip) * (x - clip) * wbm::quant::NormalDensity(x);
  };
  return {.granular = CellNoise(step) * Simpson(density, -clip, clip, 4000),
          .overload = 2 * Simpson(beyond, clip, clip + 12, 4000)};
}

double BestClip(std::int32_t bits) {
  // d/dc of c^2 (2 P(c) - 1) / (3 N^2) + overload, N = 2^bits - 2, where the
  // overload's derivative is -4 (phi - c Q); it rises through zero once.
  const double n2 = std::pow((1 << bits) - 2, 2);
  const auto slope = [n2](double c) {
    const double phi = wbm::quant::NormalDensity(c);
    const double q = wbm::quant::NormalProbability(-c);
    return (2 * c * (1 - 2 * q) + 2 * c * c * phi) / (3 * n2) -
           4 * (phi - c * q);
  };
  double low = 0.5, high = 10;
  for (int i = 0; i < 100; ++i) {
    const double middle = (low + high) / 2;
    (slope(middle) < 0 ? low : high) = middle;
  }
  return low;
}

Line Fit(std::span<const double> x, std::span<const double> y) {
  long double n = 0, sx = 0, sy = 0, sxx = 0, sxy = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    n += 1;
    sx += x[i];
    sy += y[i];
    sxx += static_cast<long double>(x[i]) * x[i];
    sxy += static_cast<long double>(x[i]) * y[i];
  }
  const long double d = n * sxx - sx * sx;
  return {static_cast<double>((n * sxy - sx * sy) / d),
          static_cast<double>((sxx * sy - sx * sxy) / d)};
}

}  // namespace noise_lab::oracle
