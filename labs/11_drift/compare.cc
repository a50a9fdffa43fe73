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

absl::StatusOr<double> RelativeError(std::span<const float> reference,
                                     std::span<const float> other) {
  // TODO 11.6: Drift of each layer
  NOT_YET("11.6");
}

absl::StatusOr<Drift> MeasureDrift(std::span<const ForwardPass> reference,
                                   std::span<const ForwardPass> other) {
  // TODO 11.6: Drift of each layer
  NOT_YET("11.6");
}

absl::StatusOr<Flips> CompareArgmax(const Array& reference,
                                    const Array& other) {
  // TODO 11.7: Flips of the argmax
  NOT_YET("11.7");
}

absl::StatusOr<Weights> ReplaceOne(const Weights& weights,
                                   const Weights& rounded,
                                   const std::string& name) {
  // TODO 11.8: One array at a time
  NOT_YET("11.8");
}

absl::StatusOr<double> QuadratureRatio(std::span<const double> contributions,
                                       double total) {
  // TODO 11.8: One array at a time
  NOT_YET("11.8");
}

}  // namespace drift_lab
