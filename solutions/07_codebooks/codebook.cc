#include "labs/07_codebooks/codebook.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <span>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/lab/not_yet.h"

namespace codebook_lab {

// [solution 7.1 only]
namespace {

// std::pow(2, 1000), which no level may exceed: sums of two stay finite.
constexpr double kLargestLevel = 0x1p1000;

absl::Status CheckLevels(std::span<const double> levels) {
  if (levels.empty()) return absl::InvalidArgumentError("no levels");
  for (std::size_t i = 0; i < levels.size(); ++i) {
    // Written so that a NaN fails, too.
    if (!(std::abs(levels[i]) <= kLargestLevel)) {
      return absl::InvalidArgumentError("a level is not finite, or too large");
    }
    if (i > 0 && levels[i] <= levels[i - 1]) {
      return absl::InvalidArgumentError("levels do not ascend");
    }
  }
  return absl::OkStatus();
}

std::vector<double> Thresholds(std::span<const double> levels) {
  std::vector<double> thresholds;
  for (std::size_t i = 0; i + 1 < levels.size(); ++i) {
    thresholds.push_back((levels[i] + levels[i + 1]) / 2);
  }
  return thresholds;
}

// The number of thresholds that are smaller than x.
std::int32_t CountBelow(std::span<const double> thresholds, double x) {
  return static_cast<std::int32_t>(
      std::lower_bound(thresholds.begin(), thresholds.end(), x) -
      thresholds.begin());
}

}  // namespace
// [/solution]

absl::StatusOr<std::vector<std::int32_t>> EncodeNearest(
    std::span<const double> x, std::span<const double> levels) {
  // [solution 7.1]
  const absl::Status status = CheckLevels(levels);
  if (!status.ok()) return status;
  const std::vector<double> thresholds = Thresholds(levels);
  std::vector<std::int32_t> codes;
  codes.reserve(x.size());
  for (double value : x) {
    if (std::isnan(value)) return absl::InvalidArgumentError("x holds a NaN");
    codes.push_back(CountBelow(thresholds, value));
  }
  return codes;
  // [/solution]
}

absl::StatusOr<std::vector<double>> DecodeLevels(
    std::span<const std::int32_t> codes, std::span<const double> levels) {
  // [solution 7.1]
  const absl::Status status = CheckLevels(levels);
  if (!status.ok()) return status;
  std::vector<double> values;
  for (std::int32_t code : codes) {
    if (code < 0 || static_cast<std::size_t>(code) >= levels.size()) {
      return absl::InvalidArgumentError("a code without a level");
    }
    values.push_back(levels[static_cast<std::size_t>(code)]);
  }
  return values;
  // [/solution]
}

// [solution 7.2 only]
namespace {

std::vector<double> MovedToMeans(std::span<const double> samples,
                                 std::span<const std::int32_t> codes,
                                 std::vector<double> levels) {
  std::vector<double> sums(levels.size(), 0.0);
  std::vector<double> counts(levels.size(), 0.0);
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const std::size_t code = static_cast<std::size_t>(codes[i]);
    sums[code] += samples[i];
    counts[code] += 1;
  }
  for (std::size_t code = 0; code < levels.size(); ++code) {
    if (counts[code] > 0) levels[code] = sums[code] / counts[code];
  }
  return levels;
}

double MeanSquaredError(std::span<const double> samples,
                        std::span<const std::int32_t> codes,
                        std::span<const double> levels) {
  double sum = 0;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const double error =
        samples[i] - levels[static_cast<std::size_t>(codes[i])];
    sum += error * error;
  }
  return sum / static_cast<double>(samples.size());
}

}  // namespace
// [/solution]

absl::StatusOr<Design> LloydMax(std::span<const double> samples,
                                std::span<const double> start,
                                std::int32_t max_iterations) {
  // [solution 7.2]
  if (samples.empty()) return absl::InvalidArgumentError("no samples");
  if (max_iterations < 1) return absl::InvalidArgumentError("no iterations");
  for (double sample : samples) {
    if (!(std::abs(sample) <= 0x1p500)) {
      return absl::InvalidArgumentError("a sample is not finite, or too large");
    }
  }
  absl::StatusOr<std::vector<std::int32_t>> codes =
      EncodeNearest(samples, start);
  if (!codes.ok()) return codes.status();

  Design design;
  design.levels.assign(start.begin(), start.end());
  while (!design.converged && design.iterations < max_iterations) {
    design.levels = MovedToMeans(samples, *codes, design.levels);
    ++design.iterations;
    absl::StatusOr<std::vector<std::int32_t>> moved =
        EncodeNearest(samples, design.levels);
    if (!moved.ok()) return moved.status();
    design.converged = *moved == *codes;
    codes = std::move(moved);
  }
  design.mse = MeanSquaredError(samples, *codes, design.levels);
  return design;
  // [/solution]
}

double NormalQuantile(double p) {
  // [solution 7.3]
  if (std::isnan(p)) return p;
  const double infinity = std::numeric_limits<double>::infinity();
  if (p <= 0) return -infinity;
  if (p >= 1) return infinity;
  if (p > 0.5) return -NormalQuantile(1 - p);
  // P(X <= -40) is below the smallest double: the root lies between. 64
  // halvings bring 40 below 1e-17; doubles close to 0 stop halving earlier.
  double low = -40, high = 0;
  for (int i = 0; i < 64; ++i) {
    const double middle = low + (high - low) / 2;
    const bool below = std::erfc(-middle / std::sqrt(2.0)) / 2 < p;
    (below ? low : high) = middle;
  }
  return high;
  // [/solution]
}

// [solution 7.4 only]
namespace {

// NormalQuantile at `count` even steps from p = outermost towards p = 0.5,
// which is not among them; divided by the first.
std::vector<double> OneSide(double outermost, int count) {
  std::vector<double> side;
  const double largest = NormalQuantile(outermost);
  for (int i = 0; i < count; ++i) {
    const double p = outermost - i * (outermost - 0.5) / count;
    side.push_back(NormalQuantile(p) / largest);
  }
  return side;
}

}  // namespace
// [/solution]

absl::StatusOr<std::vector<float>> NormalFloatLevels(std::int32_t bits) {
  // [solution 7.4]
  if (bits < 2 || bits > 8) {
    return absl::InvalidArgumentError("bits has to be one of 2 … 8");
  }
  const int n = 1 << bits;
  const double outermost = 1 - (1.0 / (2 * n) + 1.0 / (2 * n - 2)) / 2;
  std::vector<float> levels;
  for (double level : OneSide(outermost, n / 2 - 1)) {
    levels.push_back(static_cast<float>(-level));
  }
  levels.push_back(0);
  for (double level : OneSide(outermost, n / 2)) {
    levels.push_back(static_cast<float>(level));
  }
  std::sort(levels.begin(), levels.end());
  return levels;
  // [/solution]
}

// [solution 7.5 only]
namespace {

absl::Status CheckBlocks(std::span<const float> levels,
                         std::int32_t block_size) {
  if (block_size < 1) return absl::InvalidArgumentError("block_size < 1");
  if (levels.size() > 256) {
    return absl::InvalidArgumentError("more than 256 levels");
  }
  return CheckLevels(std::vector<double>(levels.begin(), levels.end()));
}

float LargestMagnitude(std::span<const float> x) {
  float largest = 0;
  for (float value : x) largest = std::max(largest, std::abs(value));
  return largest;
}

}  // namespace
// [/solution]

absl::StatusOr<Blocks> QuantizeBlocks(std::span<const float> x,
                                      std::span<const float> levels,
                                      std::int32_t block_size) {
  // [solution 7.5]
  const absl::Status status = CheckBlocks(levels, block_size);
  if (!status.ok()) return status;
  const std::vector<double> thresholds =
      Thresholds(std::vector<double>(levels.begin(), levels.end()));
  Blocks blocks;
  blocks.block_size = block_size;
  const std::size_t size = static_cast<std::size_t>(block_size);
  for (std::size_t at = 0; at < x.size(); at += size) {
    const std::span<const float> block =
        x.subspan(at, std::min(size, x.size() - at));
    const float scale = LargestMagnitude(block);
    blocks.scales.push_back(scale);
    for (float value : block) {
      if (!std::isfinite(value)) {
        return absl::InvalidArgumentError("x holds a NaN or an infinity");
      }
      const float part = scale > 0 ? value / scale : 0.0f;
      blocks.codes.push_back(
          static_cast<std::uint8_t>(CountBelow(thresholds, part)));
    }
  }
  return blocks;
  // [/solution]
}

absl::StatusOr<std::vector<float>> DequantizeBlocks(
    const Blocks& blocks, std::span<const float> levels) {
  // [solution 7.5]
  const absl::Status status = CheckBlocks(levels, blocks.block_size);
  if (!status.ok()) return status;
  const std::size_t size = static_cast<std::size_t>(blocks.block_size);
  const std::size_t count = blocks.codes.size();
  if (blocks.scales.size() != count / size + (count % size != 0)) {
    return absl::InvalidArgumentError("not one scale a block");
  }
  std::vector<float> x;
  for (std::size_t i = 0; i < count; ++i) {
    if (blocks.codes[i] >= levels.size()) {
      return absl::InvalidArgumentError("a code without a level");
    }
    x.push_back(levels[blocks.codes[i]] * blocks.scales[i / size]);
  }
  return x;
  // [/solution]
}

// [solution 7.6 only]
namespace {

bool AllFinite(std::span<const float> w) {
  return std::all_of(w.begin(), w.end(),
                     [](float value) { return std::isfinite(value); });
}

}  // namespace
// [/solution]

absl::StatusOr<Ternary> QuantizeTernary(std::span<const float> w) {
  // [solution 7.6]
  if (w.empty()) return absl::InvalidArgumentError("no weights");
  if (!AllFinite(w)) return absl::InvalidArgumentError("a weight not finite");
  double sum = 0;
  for (float value : w) sum += std::abs(value);
  Ternary ternary;
  ternary.alpha = static_cast<float>(sum / static_cast<double>(w.size()));
  const double threshold = static_cast<double>(ternary.alpha) / 2;
  for (float value : w) {
    ternary.codes.push_back(
        static_cast<std::int8_t>((value > threshold) - (value < -threshold)));
  }
  return ternary;
  // [/solution]
}

absl::StatusOr<double> LeastSquaresScale(std::span<const float> w,
                                         std::span<const std::int8_t> codes) {
  // [solution 7.6]
  if (w.size() != codes.size()) {
    return absl::InvalidArgumentError("as many codes as weights are needed");
  }
  if (!AllFinite(w)) return absl::InvalidArgumentError("a weight not finite");
  double product = 0, squares = 0;
  for (std::size_t i = 0; i < w.size(); ++i) {
    if (std::abs(codes[i]) > 1) {
      return absl::InvalidArgumentError("a code is not ternary");
    }
    product += static_cast<double>(w[i]) * codes[i];
    squares += codes[i] * codes[i];
  }
  return squares > 0 ? product / squares : 0.0;
  // [/solution]
}

absl::StatusOr<double> CodeEntropy(std::span<const std::int8_t> codes) {
  // [solution 7.6]
  if (codes.empty()) return absl::InvalidArgumentError("no codes");
  std::map<std::int8_t, double> counts;
  for (std::int8_t code : codes) counts[code] += 1;
  double bits = 0;
  for (const auto& [code, count] : counts) {
    const double frequency = count / static_cast<double>(codes.size());
    bits -= frequency * std::log2(frequency);
  }
  return bits;
  // [/solution]
}

absl::StatusOr<LogGrid> ChooseLogGrid(std::span<const float> p,
                                      std::int32_t bits) {
  // [solution 7.7]
  if (bits < 2 || bits > 16) {
    return absl::InvalidArgumentError("bits has to be one of 2 … 16");
  }
  double least = std::numeric_limits<double>::infinity(), most = 0;
  for (double value : p) {
    if (!(value >= 0 && std::isfinite(value))) {
      return absl::InvalidArgumentError("p has a negative or no number");
    }
    if (value > 0) least = std::min(least, value);
    most = std::max(most, value);
  }
  if (most == 0) return absl::InvalidArgumentError("nothing is positive");
  const std::int32_t highest = (1 << bits) - 1;
  const double span = std::log2(most) - std::log2(least);
  // highest is at least 3. Two floats that differ have logarithms that differ.
  const double step = least == most ? 1 : span / (highest - 1);
  return LogGrid{std::log2(least), step, highest};
  // [/solution]
}

// [solution 7.7 only]
namespace {

absl::Status CheckGrid(LogGrid grid) {
  if (grid.step > 0 && std::isfinite(grid.step) &&
      std::isfinite(grid.log2_lowest) && grid.highest >= 1) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError("not a grid");
}

}  // namespace
// [/solution]

absl::StatusOr<std::vector<std::int32_t>> EncodeLog(std::span<const float> p,
                                                    LogGrid grid) {
  // [solution 7.7]
  const absl::Status status = CheckGrid(grid);
  if (!status.ok()) return status;
  std::vector<std::int32_t> codes;
  for (double value : p) {
    if (!(value >= 0)) {
      return absl::InvalidArgumentError("p has a negative number or a NaN");
    }
    const double steps =
        std::nearbyint((std::log2(value) - grid.log2_lowest) / grid.step);
    // Held before the cast: +infinity and log2 of tiny values fit no integer.
    const double held = std::clamp(steps, 0.0, grid.highest - 1.0);
    codes.push_back(value == 0 ? 0 : 1 + static_cast<std::int32_t>(held));
  }
  return codes;
  // [/solution]
}

absl::StatusOr<std::vector<float>> DecodeLog(
    std::span<const std::int32_t> codes, LogGrid grid) {
  // [solution 7.7]
  const absl::Status status = CheckGrid(grid);
  if (!status.ok()) return status;
  std::vector<float> p;
  for (std::int32_t code : codes) {
    if (code < 0 || code > grid.highest) {
      return absl::InvalidArgumentError("a code outside the grid");
    }
    const double level = std::exp2(grid.log2_lowest + (code - 1) * grid.step);
    p.push_back(code == 0 ? 0.0f : static_cast<float>(level));
  }
  return p;
  // [/solution]
}

}  // namespace codebook_lab
