// Every function refuses, or gives nothing: it has to earn nothing.
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
#include "labs/11_drift/drift.h"

namespace drift_lab {

absl::StatusOr<double> RelativeError(std::span<const float> reference,
                                     std::span<const float> other) {
  return absl::InvalidArgumentError("no");
}

absl::StatusOr<Drift> MeasureDrift(std::span<const ForwardPass> reference,
                                   std::span<const ForwardPass> other) {
  return absl::InvalidArgumentError("no");
}

absl::StatusOr<Flips> CompareArgmax(const Array& reference,
                                    const Array& other) {
  return absl::InvalidArgumentError("no");
}

absl::StatusOr<Weights> ReplaceOne(const Weights& weights,
                                   const Weights& rounded,
                                   const std::string& name) {
  return absl::InvalidArgumentError("no");
}

absl::StatusOr<double> QuadratureRatio(std::span<const double> contributions,
                                       double total) {
  return absl::InvalidArgumentError("no");
}

}  // namespace drift_lab
