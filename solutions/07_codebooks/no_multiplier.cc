#include "labs/07_codebooks/codebook.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <span>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/lab/not_yet.h"

namespace codebook_lab {

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
