#include "labs/05_noise/noise.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <numbers>
#include <optional>
#include <span>
#include <vector>

#include "common/lab/not_yet.h"

namespace noise_lab {

// [solution 5.1 only]
namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();

bool InRange(double x) { return x >= 0x1p-100 && x <= 0x1p100; }

// The largest and the smallest code of a grid that exists.
double LastCode(Grid grid) { return std::ldexp(1.0, grid.bits - 1) - 1; }

double FirstCode(Grid grid) {
  return grid.kind == GridKind::kSymmetric ? -LastCode(grid)
                                           : -LastCode(grid) - 1;
}

bool AllFinite(std::span<const double> x) {
  return std::all_of(x.begin(), x.end(),
                     [](double v) { return std::isfinite(v); });
}

// No NaN, and every square is finite, as are sums of 2^23 of them.
bool CanBeSquared(std::span<const double> x) {
  return std::all_of(x.begin(), x.end(),
                     [](double v) { return std::abs(v) <= 0x1p500; });
}

double Sum(std::span<const double> x) {
  double sum = 0;
  for (double v : x) sum += v;
  return sum;
}

// The sum of the weights; nothing when they are none.
std::optional<double> Total(std::span<const double> weights) {
  for (double w : weights) {
    if (!(w >= 0 && w < kInf)) return std::nullopt;
  }
  const double total = Sum(weights);
  if (total == 0) return std::nullopt;
  return total;
}

}  // namespace
// [/solution]

std::optional<double> StepOf(Grid grid) {
  // [solution 5.1]
  const int least = grid.kind == GridKind::kSymmetric ? 2 : 1;
  if (grid.bits < least || grid.bits > 16) return std::nullopt;
  if (!InRange(grid.limit)) return std::nullopt;
  const double half = std::ldexp(1.0, grid.bits - 1);
  if (grid.kind == GridKind::kSymmetric) return grid.limit / (half - 1);
  return grid.limit / half;
  // [/solution]
}

std::optional<std::vector<std::int32_t>> Quantize(std::span<const double> x,
                                                  Grid grid) {
  // [solution 5.2]
  const std::optional<double> step = StepOf(grid);
  if (!step.has_value()) return std::nullopt;
  const double first = FirstCode(grid), last = LastCode(grid);
  std::vector<std::int32_t> codes;
  codes.reserve(x.size());
  for (double v : x) {
    if (std::isnan(v)) return std::nullopt;
    const double steps = v / *step;
    const double nearest = grid.kind == GridKind::kSymmetric
                               ? std::nearbyint(steps)
                               : std::floor(steps);
    // Clipped while still a double: no integer holds infinity.
    codes.push_back(
        static_cast<std::int32_t>(std::clamp(nearest, first, last)));
  }
  return codes;
  // [/solution]
}

std::optional<std::vector<double>> Dequantize(
    std::span<const std::int32_t> codes, Grid grid) {
  // [solution 5.2]
  const std::optional<double> step = StepOf(grid);
  if (!step.has_value()) return std::nullopt;
  const double first = FirstCode(grid), last = LastCode(grid);
  const double shift = grid.kind == GridKind::kSymmetric ? 0 : 0.5;
  std::vector<double> y;
  y.reserve(codes.size());
  for (std::int32_t code : codes) {
    if (code < first || code > last) return std::nullopt;
    y.push_back((code + shift) * *step);
  }
  return y;
  // [/solution]
}

std::optional<double> SqnrDb(std::span<const double> x,
                             std::span<const double> y) {
  // [solution 5.3]
  if (x.size() != y.size() || x.empty()) return std::nullopt;
  if (!CanBeSquared(x) || !CanBeSquared(y)) return std::nullopt;
  double signal = 0, noise = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double error = x[i] - y[i];
    signal += x[i] * x[i];
    noise += error * error;
  }
  if (noise == 0) return kInf;
  if (signal == 0) return -kInf;
  return 10 * std::log10(signal / noise);
  // [/solution]
}

std::optional<double> PredictedSqnrDb(Shape shape, double size, Grid grid) {
  // [solution 5.4]
  const std::optional<double> step = StepOf(grid);
  if (!step.has_value() || !InRange(size)) return std::nullopt;
  if (shape != Shape::kGaussian && size > grid.limit) return std::nullopt;
  const double divisor = shape == Shape::kUniform ? 3
                         : shape == Shape::kSine  ? 2
                                                  : 1;
  const double ratio = size / *step;
  return 10 * std::log10(12 * ratio * ratio / divisor);
  // [/solution]
}

double EffectiveBits(double sqnr_db) {
  // [solution 5.4]
  return (sqnr_db - 10 * std::log10(1.5)) / (20 * std::log10(2.0));
  // [/solution]
}

std::optional<Line> FitLine(std::span<const double> x,
                            std::span<const double> y) {
  // [solution 5.5]
  if (x.size() != y.size() || x.empty()) return std::nullopt;
  if (!AllFinite(x) || !AllFinite(y)) return std::nullopt;
  const auto [least, most] = std::minmax_element(x.begin(), x.end());
  if (*least == *most) return std::nullopt;
  const double n = static_cast<double>(x.size());
  const double mean_x = Sum(x) / n, mean_y = Sum(y) / n;
  double xx = 0, xy = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    xx += (x[i] - mean_x) * (x[i] - mean_x);
    xy += (x[i] - mean_x) * (y[i] - mean_y);
  }
  const double slope = xy / xx;
  return Line{slope, mean_y - slope * mean_x};
  // [/solution]
}

std::optional<ClipNoise> GaussianClipNoise(std::int32_t bits, double clip) {
  // [solution 5.6]
  const std::optional<double> step = StepOf({GridKind::kSymmetric, bits, clip});
  if (!step.has_value() || !(clip >= 0.01 && clip <= 20)) return std::nullopt;
  const double outside = std::erfc(clip / std::numbers::sqrt2);  // 2 Q(clip)
  const double density = std::exp(-clip * clip / 2) * std::numbers::inv_sqrtpi /
                         std::numbers::sqrt2;
  const double overload = (1 + clip * clip) * outside - 2 * clip * density;
  return ClipNoise{.granular = *step * *step / 12 * (1 - outside),
                   .overload = std::max(0.0, overload)};
  // [/solution]
}

std::optional<double> BestClip(std::int32_t bits) {
  // [solution 5.6]
  if (!GaussianClipNoise(bits, 1).has_value()) return std::nullopt;
  const auto noise = [bits](double clip) {
    const ClipNoise parts = *GaussianClipNoise(bits, clip);
    return parts.granular + parts.overload;
  };
  // Golden section: the least lies within [low, high], and each turn keeps
  // 0.618 of it.
  double low = 0.1, high = 10;
  while (high - low > 1e-6) {
    const double part = (high - low) / std::numbers::phi;
    const double left = high - part, right = low + part;
    if (noise(left) < noise(right)) {
      high = right;
    } else {
      low = left;
    }
  }
  return (low + high) / 2;
  // [/solution]
}

std::optional<double> EntropyBits(std::span<const std::int32_t> codes) {
  // [solution 5.7]
  if (codes.empty()) return std::nullopt;
  std::map<std::int32_t, double> counts;
  for (std::int32_t code : codes) ++counts[code];
  const double n = static_cast<double>(codes.size());
  double bits = 0;
  for (const auto& [code, count] : counts) {
    bits += count / n * std::log2(n / count);
  }
  return bits;
  // [/solution]
}

std::optional<double> DivergenceBits(std::span<const double> p,
                                     std::span<const double> q) {
  // [solution 5.7]
  if (p.size() != q.size()) return std::nullopt;
  const std::optional<double> all_p = Total(p), all_q = Total(q);
  if (!all_p.has_value() || !all_q.has_value()) return std::nullopt;
  double bits = 0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    if (p[i] == 0) continue;
    if (q[i] == 0) return kInf;
    const double mine = p[i] / *all_p, other = q[i] / *all_q;
    bits += mine * std::log2(mine / other);
  }
  return std::max(0.0, bits);
  // [/solution]
}

}  // namespace noise_lab
