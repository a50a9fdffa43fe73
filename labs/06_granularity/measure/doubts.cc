#include "labs/06_granularity/measure/doubts.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/io/json.h"
#include "labs/06_granularity/measure/matrices.h"

namespace granularity_lab {
namespace {

using ::wbm::io::Json;

// For the roundings of scale, quotient and product on the way.
constexpr double kSlack = 1.001;

template <class T>
double LargestMagnitude(std::span<const T> w) {
  double largest = 0;
  for (const T x : w) largest = std::max(largest, std::abs(double{x}));
  return largest;
}

// The error of rounding to the nearest mark, squared: at most half a step.
double HalfStepSquared(double largest, int max_code) {
  const double half = largest / max_code / 2;
  return half * half * kSlack;
}

bool IsAbove(const Json& value, double bound) {
  return !value.is_number() || !(value.get<double>() <= bound);
}

std::string Text(const Json& value) {
  if (!value.is_number()) return value.dump();
  return absl::StrFormat("%.3g", value.get<double>());
}

// The channels whose int8 error is above what half a step of the tensor, or of
// their own row, allows.
void AddChannels(const Json& channels, std::uint32_t seed,
                 std::vector<std::string>* doubts) {
  const std::vector<float> w = Channels(seed);
  const std::span<const float> all(w);
  const auto cols = static_cast<std::size_t>(kChannelsShape.cols);
  for (const auto& [row, errors] : channels.items()) {
    const auto own = all.subspan(std::stoul(row) * cols, cols);
    for (const auto& [name, error] : errors.items()) {
      const bool tensor = name == "per_tensor";
      const double bound =
          HalfStepSquared(LargestMagnitude(tensor ? all : own), 127);
      if (!IsAbove(error, bound)) continue;
      doubts->push_back(absl::StrFormat(
          "the int8 error of channel %s, %s, is %s; half a step squared is "
          "%.3g (tasks 6.2 to 6.4)",
          row, name, Text(error), bound));
    }
  }
}

void AddRotation(const Json& rotated, std::uint32_t seed,
                 std::vector<std::string>* doubts) {
  const std::vector<double> w = WithOutliers(seed);
  double sum = 0;
  for (const double x : w) sum += std::abs(x);
  const double largest = sum / std::sqrt(static_cast<double>(w.size()));
  const double bound = HalfStepSquared(largest, 7);
  if (!IsAbove(rotated["all"], bound)) return;
  doubts->push_back(absl::StrFormat(
      "the mean squared error with rotation is %s; a rotation that keeps "
      "lengths leaves at most %.3g. Divide H by sqrt(n), and rotate back "
      "before you compare (task 6.7)",
      Text(rotated["all"]), bound));
}

void AddProduct(const Json& error, std::vector<std::string>* doubts) {
  if (!IsAbove(error, 1)) return;
  doubts->push_back(absl::StrCat(
      "the W4A16 product is off by ", Text(error),
      " times its own norm; zeros would be off by 1 (tasks 6.5 and 6.6)"));
}

}  // namespace

std::vector<std::string> Doubts(const Json& results, std::uint32_t seed) {
  std::vector<std::string> doubts;
  AddChannels(results["granularity"]["channel"], seed, &doubts);
  AddProduct(results["w4a16"]["norm_relative"], &doubts);
  AddRotation(results["rotation"]["rotated"], seed, &doubts);
  return doubts;
}

}  // namespace granularity_lab
