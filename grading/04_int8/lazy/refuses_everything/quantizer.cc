// Every function refuses, or gives nothing: it has to earn nothing.
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

namespace int8_lab {

absl::StatusOr<float> ChooseSymmetric(std::span<const float> x) {
  return absl::InvalidArgumentError("no");
}

std::int16_t NearestStep(float steps) { return {}; }

absl::StatusOr<std::vector<std::int8_t>> QuantizeSymmetric(
    std::span<const float> x, float scale) {
  return absl::InvalidArgumentError("no");
}

std::vector<float> Dequantize(std::span<const std::int8_t> codes,
                              Affine affine) {
  return {};
}

absl::StatusOr<Affine> ChooseAsymmetric(std::span<const float> x) {
  return absl::InvalidArgumentError("no");
}

absl::StatusOr<std::vector<std::int8_t>> QuantizeAsymmetric(
    std::span<const float> x, Affine affine) {
  return absl::InvalidArgumentError("no");
}

absl::StatusOr<ErrorStats> MeasureError(std::span<const float> x,
                                        std::span<const float> y) {
  return absl::InvalidArgumentError("no");
}

std::int32_t CountCodes(std::span<const std::int8_t> codes) { return {}; }

absl::StatusOr<TopKStability> CompareTopK(std::span<const float> x,
                                          std::span<const float> y,
                                          std::int32_t k) {
  return absl::InvalidArgumentError("no");
}

}  // namespace int8_lab
