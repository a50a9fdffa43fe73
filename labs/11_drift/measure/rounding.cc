#include "labs/11_drift/measure/rounding.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace drift_lab {
namespace {

constexpr double kLeastNormal = 0x1p-14;

double Ulp(double x) {
  return std::ldexp(1.0, std::max(std::ilogb(x), -14) - 10);
}

TensorRounding Rounding(const std::string& name,
                        const std::vector<float>& values,
                        const std::vector<float>& rounded) {
  TensorRounding r{.name = name, .size = values.size()};
  double errors = 0, norm = 0, variance = 0, fourth = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double w = values[i];
    if (w == 0) continue;
    const double error = std::abs(rounded[i] - w);
    const double ulp = Ulp(w);
    errors += error * error;
    norm += w * w;
    variance += ulp * ulp / 12;
    fourth += ulp * ulp * ulp * ulp / 180;
    r.became_zero += rounded[i] == 0;
    if (std::abs(w) < kLeastNormal) {
      ++r.subnormal;
    } else {
      r.largest_relative = std::max(r.largest_relative, error / std::abs(w));
    }
  }
  if (norm == 0) return r;
  const auto size = static_cast<double>(values.size());
  r.rms = std::sqrt(errors / size);
  r.predicted_rms = std::sqrt(variance / size);
  r.relative_norm = std::sqrt(errors / norm);
  r.sigma = std::sqrt(fourth) / variance;
  return r;
}

}  // namespace

double TensorRounding::Deviations() const {
  if (sigma == 0) return 0;
  const double ratio = rms / predicted_rms;
  return std::abs(ratio * ratio - 1) / sigma;
}

std::vector<TensorRounding> RoundingOfTensors(const Weights& weights,
                                              const Weights& rounded) {
  std::vector<TensorRounding> all;
  for (const auto& [name, array] : weights.arrays) {
    if (array.values.empty()) continue;
    all.push_back(Rounding(name, array.values, rounded.arrays.at(name).values));
  }
  return all;
}

double ExpectedRelativeRms() {
  return std::sqrt(3 / (8 * std::numbers::ln2) / 3);
}

}  // namespace drift_lab
