#include "labs/04_int8/quantizer.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <span>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "common/lab/not_yet.h"

namespace int8_lab {

// [solution 4.1 only]
namespace {

// A tensor from which a ruler can be chosen: neither empty nor with a NaN or an
// infinity in it.
absl::Status Measurable(std::span<const float> x) {
  if (x.empty()) return absl::InvalidArgumentError("an empty tensor");
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (std::isfinite(x[i])) continue;
    return absl::InvalidArgumentError(absl::StrCat("x[", i, "] is ", x[i]));
  }
  return absl::OkStatus();
}

}  // namespace
// [/solution]

absl::StatusOr<float> ChooseSymmetric(std::span<const float> x) {
  // [solution 4.1]
  const absl::Status measurable = Measurable(x);
  if (!measurable.ok()) return measurable;
  float largest = 0;
  for (float value : x) largest = std::max(largest, std::abs(value));
  const float scale = largest / 127;
  return scale < std::numeric_limits<float>::min() ? 1 : scale;
  // [/solution]
}

std::int16_t NearestStep(float steps) {
  // [solution 4.2]
  constexpr std::int16_t kLeast = std::numeric_limits<std::int16_t>::min();
  constexpr std::int16_t kMost = std::numeric_limits<std::int16_t>::max();
  if (std::isnan(steps)) return 0;
  if (steps <= kLeast) return kLeast;
  if (steps >= kMost) return kMost;
  // To even in the default rounding mode, which nothing here changes.
  return static_cast<std::int16_t>(std::nearbyint(steps));
  // [/solution]
}

absl::StatusOr<std::vector<std::int8_t>> QuantizeSymmetric(
    std::span<const float> x, float scale) {
  // [solution 4.3]
  if (!(scale > 0) || std::isinf(scale)) {
    return absl::InvalidArgumentError(absl::StrCat("the scale is ", scale));
  }
  std::vector<std::int8_t> codes;
  codes.reserve(x.size());
  for (float value : x) {
    if (std::isnan(value)) return absl::InvalidArgumentError("a NaN in x");
    const int step = NearestStep(value / scale);
    codes.push_back(static_cast<std::int8_t>(std::clamp(step, -127, 127)));
  }
  return codes;
  // [/solution]
}

std::vector<float> Dequantize(std::span<const std::int8_t> codes,
                              Affine affine) {
  // [solution 4.4]
  std::vector<float> y;
  y.reserve(codes.size());
  for (std::int8_t code : codes) {
    const std::int32_t steps = code - affine.zero_point;
    y.push_back(affine.scale * static_cast<float>(steps));
  }
  return y;
  // [/solution]
}

absl::StatusOr<Affine> ChooseAsymmetric(std::span<const float> x) {
  // [solution 4.5]
  const absl::Status measurable = Measurable(x);
  if (!measurable.ok()) return measurable;
  float lo = 0;  // not x[0]: zero is always inside the range
  float hi = 0;
  for (float value : x) {
    lo = std::min(lo, value);
    hi = std::max(hi, value);
  }
  const float width = hi - lo;
  if (std::isinf(width)) {
    return absl::InvalidArgumentError(
        absl::StrCat("the range ", lo, "…", hi, " is too wide for float32"));
  }
  float scale = width / 255;
  if (scale < std::numeric_limits<float>::min()) scale = 1;
  return Affine{.scale = scale, .zero_point = -128 - NearestStep(lo / scale)};
  // [/solution]
}

absl::StatusOr<std::vector<std::int8_t>> QuantizeAsymmetric(
    std::span<const float> x, Affine affine) {
  // [solution 4.6]
  if (!(affine.scale > 0) || std::isinf(affine.scale)) {
    return absl::InvalidArgumentError(
        absl::StrCat("the scale is ", affine.scale));
  }
  if (affine.zero_point < -128 || affine.zero_point > 127) {
    return absl::InvalidArgumentError(
        absl::StrCat("the zero point ", affine.zero_point, " is no code"));
  }
  std::vector<std::int8_t> codes;
  codes.reserve(x.size());
  for (float value : x) {
    if (std::isnan(value)) return absl::InvalidArgumentError("a NaN in x");
    const int code = NearestStep(value / affine.scale) + affine.zero_point;
    codes.push_back(static_cast<std::int8_t>(std::clamp(code, -128, 127)));
  }
  return codes;
  // [/solution]
}

absl::StatusOr<ErrorStats> MeasureError(std::span<const float> x,
                                        std::span<const float> y) {
  // [solution 4.7]
  if (x.empty() || x.size() != y.size()) {
    return absl::InvalidArgumentError(
        absl::StrCat("lengths ", x.size(), " and ", y.size()));
  }
  ErrorStats stats;
  double sum_error = 0, sum_ratio = 0;
  double error_squares = 0, x_squares = 0, y_squares = 0, products = 0;
  std::vector<double> ratios;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (!std::isfinite(x[i]) || !std::isfinite(y[i])) {
      return absl::InvalidArgumentError(absl::StrCat("not finite at ", i));
    }
    const double a = x[i], b = y[i];
    const double error = std::abs(a - b);
    sum_error += error;
    stats.max_abs = std::max(stats.max_abs, error);
    if (std::abs(a) > 1e-8) {
      ratios.push_back(error / std::abs(a));
      sum_ratio += ratios.back();
    }
    error_squares += error * error;
    x_squares += a * a;
    y_squares += b * b;
    products += a * b;
  }
  stats.mean_abs = sum_error / static_cast<double>(x.size());

  if (const std::size_t n = ratios.size(); n > 0) {
    stats.mean_relative = sum_ratio / static_cast<double>(n);
    std::sort(ratios.begin(), ratios.end());
    stats.median_relative = (ratios[(n - 1) / 2] + ratios[n / 2]) / 2;
  }

  if (error_squares > 0) {
    stats.norm_relative = std::sqrt(error_squares) / std::sqrt(x_squares);
  }
  if (x_squares > 0 && y_squares > 0) {
    stats.cosine = products / (std::sqrt(x_squares) * std::sqrt(y_squares));
  } else {
    stats.cosine = x_squares == y_squares ? 1 : 0;
  }
  return stats;
  // [/solution]
}

std::int32_t CountCodes(std::span<const std::int8_t> codes) {
  // [solution 4.7]
  std::vector<bool> seen(256);
  for (std::int8_t code : codes) seen[static_cast<std::size_t>(code + 128)] = 1;
  return static_cast<std::int32_t>(std::count(seen.begin(), seen.end(), true));
  // [/solution]
}

// [solution 4.8 only]
namespace {

bool HasNan(std::span<const float> v) {
  return std::any_of(v.begin(), v.end(), [](float e) { return std::isnan(e); });
}

// All indices of v, larger value first. A stable sort of ascending indices puts
// the smaller index first among equal values.
std::vector<std::int32_t> Ranked(std::span<const float> v) {
  const auto value = [v](std::int32_t i) {
    return v[static_cast<std::size_t>(i)];
  };
  std::vector<std::int32_t> index(v.size());
  std::iota(index.begin(), index.end(), 0);
  std::stable_sort(
      index.begin(), index.end(),
      [&](std::int32_t a, std::int32_t b) { return value(a) > value(b); });
  return index;
}

}  // namespace
// [/solution]

absl::StatusOr<TopKStability> CompareTopK(std::span<const float> x,
                                          std::span<const float> y,
                                          std::int32_t k) {
  // [solution 4.8]
  const auto n = static_cast<std::int32_t>(x.size());
  if (x.size() != y.size() || k < 1 || k > n) {
    return absl::InvalidArgumentError(absl::StrCat(
        "lengths ", x.size(), " and ", y.size(), ", the first ", k));
  }
  if (HasNan(x) || HasNan(y)) {
    return absl::InvalidArgumentError("a NaN has no place in an order");
  }
  const std::vector<std::int32_t> x_rank = Ranked(x);
  const std::vector<std::int32_t> y_rank = Ranked(y);

  TopKStability top;
  top.before.assign(x_rank.begin(), x_rank.begin() + k);
  top.after.assign(y_rank.begin(), y_rank.begin() + k);
  top.order_kept = top.before == top.after;
  const auto in_both = [&](std::int32_t i) {
    return std::find(top.before.begin(), top.before.end(), i) !=
           top.before.end();
  };
  const auto common =
      std::count_if(top.after.begin(), top.after.end(), in_both);
  top.jaccard =
      static_cast<double>(common) / static_cast<double>(2 * k - common);

  // Runs of equal values that begin among the first k; a run may end beyond.
  const auto value = [&](std::int32_t rank) {
    return y[static_cast<std::size_t>(y_rank[static_cast<std::size_t>(rank)])];
  };
  for (std::int32_t begin = 0, end = 0; begin < k; begin = end) {
    end = begin + 1;
    while (end < n && value(end) == value(begin)) ++end;
    if (end - begin > 1) {
      top.ties.emplace_back(y_rank.begin() + begin, y_rank.begin() + end);
    }
  }
  top.set_determined = k == n || value(k - 1) != value(k);
  return top;
  // [/solution]
}

}  // namespace int8_lab
