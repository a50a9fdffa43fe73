#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "common/lab/not_yet.h"
#include "labs/11_drift/drift.h"

namespace drift_lab {

// [solution 11.6 only]
namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();

absl::Status Bad(const std::string& message) {
  return absl::InvalidArgumentError(message);
}

bool AllFinite(std::span<const float> x) {
  return std::all_of(x.begin(), x.end(),
                     [](float value) { return std::isfinite(value); });
}

}  // namespace
// [/solution]

absl::StatusOr<double> RelativeError(std::span<const float> reference,
                                     std::span<const float> other) {
  // [solution 11.6]
  if (reference.empty() || reference.size() != other.size()) {
    return Bad("nothing to compare, or not equally many");
  }
  if (!AllFinite(reference) || !AllFinite(other)) {
    return Bad("a NaN or an infinity has no relative error");
  }
  double norm = 0, error = 0;
  for (std::size_t i = 0; i < reference.size(); ++i) {
    const double a = reference[i], b = other[i];
    norm += a * a;
    error += (a - b) * (a - b);
  }
  return std::sqrt(error) / (std::sqrt(norm) + 1e-12);
  // [/solution]
}

// [solution 11.6 only]
namespace {

absl::Status CheckCaptures(const ForwardPass& a, const ForwardPass& b) {
  if (a.captures.empty()) return Bad("nothing was captured");
  const bool same_names = std::equal(
      a.captures.begin(), a.captures.end(), b.captures.begin(),
      b.captures.end(),
      [](const Capture& x, const Capture& y) { return x.name == y.name; });
  return same_names ? absl::OkStatus() : Bad("other layers were captured");
}

// Means and the two booleans, from what stands in per_prompt.
void Summarise(Drift& drift) {
  drift.monotonic_growth_with_depth = true;
  drift.max_error_below_5pct = true;
  for (std::size_t i = 0; i < drift.layers.size(); ++i) {
    LayerDrift& layer = drift.layers[i];
    double sum = 0;
    for (double error : layer.per_prompt) {
      sum += error;
      if (error >= 0.05) drift.max_error_below_5pct = false;
    }
    layer.mean = sum / static_cast<double>(layer.per_prompt.size());
    if (i > 0 && layer.mean <= drift.layers[i - 1].mean) {
      drift.monotonic_growth_with_depth = false;
    }
  }
}

}  // namespace
// [/solution]

absl::StatusOr<Drift> MeasureDrift(std::span<const ForwardPass> reference,
                                   std::span<const ForwardPass> other) {
  // [solution 11.6]
  if (reference.empty() || reference.size() != other.size()) {
    return Bad("no prompts, or not equally many");
  }
  Drift drift;
  for (const Capture& capture : reference[0].captures) {
    drift.layers.push_back({capture.name, {}, 0});
  }
  for (std::size_t p = 0; p < reference.size(); ++p) {
    for (const ForwardPass* pass : {&reference[p], &other[p]}) {
      const absl::Status same = CheckCaptures(reference[0], *pass);
      if (!same.ok()) return same;
    }
    for (std::size_t i = 0; i < drift.layers.size(); ++i) {
      const absl::StatusOr<double> error =
          RelativeError(reference[p].captures[i].array.values,
                        other[p].captures[i].array.values);
      if (!error.ok()) return error.status();
      drift.layers[i].per_prompt.push_back(*error);
    }
  }
  Summarise(drift);
  return drift;
  // [/solution]
}

// [solution 11.7 only]
namespace {

bool IsLogits(const Array& array) {
  if (array.shape.size() != 2 || array.shape[0] < 1 || array.shape[1] < 2) {
    return false;
  }
  const auto v = static_cast<std::size_t>(array.shape[1]);
  return array.values.size() % v == 0 &&
         array.values.size() / v == static_cast<std::size_t>(array.shape[0]);
}

std::size_t ArgMax(std::span<const float> row) {
  return static_cast<std::size_t>(std::max_element(row.begin(), row.end()) -
                                  row.begin());
}

// How far the best logit is ahead of all others.
double Margin(std::span<const float> row, std::size_t best) {
  double margin = kInf;
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (i != best) margin = std::min(margin, double{row[best]} - row[i]);
  }
  return margin;
}

double LargestChange(std::span<const float> x, std::span<const float> y) {
  double largest = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    largest = std::max(largest, std::abs(double{x[i]} - y[i]));
  }
  return largest;
}

}  // namespace
// [/solution]

absl::StatusOr<Flips> CompareArgmax(const Array& reference,
                                    const Array& other) {
  // [solution 11.7]
  if (!IsLogits(reference) || !IsLogits(other) ||
      reference.shape != other.shape) {
    return Bad("logits are two filled matrices of one shape");
  }
  if (!AllFinite(reference.values) || !AllFinite(other.values)) {
    return Bad("a logit is NaN or infinite");
  }
  const auto v = static_cast<std::size_t>(reference.shape[1]);
  Flips flips;
  flips.positions = reference.shape[0];
  flips.smallest_margin = kInf;
  flips.largest_change = LargestChange(reference.values, other.values);
  for (std::size_t i = 0; i * v < reference.values.size(); ++i) {
    const std::span<const float> row =
        std::span(reference.values).subspan(i * v, v);
    const std::size_t before = ArgMax(row);
    const std::size_t after = ArgMax(std::span(other.values).subspan(i * v, v));
    const double margin = Margin(row, before);
    flips.smallest_margin = std::min(flips.smallest_margin, margin);
    if (before == after) continue;
    flips.flips.push_back({static_cast<std::int64_t>(i),
                           static_cast<std::int64_t>(before),
                           static_cast<std::int64_t>(after), margin});
  }
  return flips;
  // [/solution]
}

absl::StatusOr<Weights> ReplaceOne(const Weights& weights,
                                   const Weights& rounded,
                                   const std::string& name) {
  // [solution 11.8]
  const auto there = weights.arrays.find(name);
  const auto instead = rounded.arrays.find(name);
  if (there == weights.arrays.end() || instead == rounded.arrays.end()) {
    return Bad(absl::StrCat("no array is called ", name));
  }
  if (there->second.shape != instead->second.shape) {
    return Bad(absl::StrCat(name, " has two shapes"));
  }
  Weights one = weights;
  one.arrays[name] = instead->second;
  return one;
  // [/solution]
}

absl::StatusOr<double> QuadratureRatio(std::span<const double> contributions,
                                       double total) {
  // [solution 11.8]
  if (contributions.empty() || !(total > 0) || !std::isfinite(total)) {
    return Bad("no contributions, or a total that is none");
  }
  double sum = 0;
  for (double contribution : contributions) {
    if (!(contribution >= 0) || !std::isfinite(contribution)) {
      return Bad("a contribution is negative or not finite");
    }
    sum += contribution * contribution;
  }
  return std::sqrt(sum) / total;
  // [/solution]
}

}  // namespace drift_lab
