#include "labs/07_codebooks/codebook.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
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

}  // namespace codebook_lab
