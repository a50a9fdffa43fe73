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

absl::StatusOr<float> ChooseSymmetric(std::span<const float> x) {
  // TODO 4.1: Choose the symmetric scale
  NOT_YET("4.1");
}

std::int16_t NearestStep(float steps) {
  // TODO 4.2: Round to the nearest step
  NOT_YET("4.2");
}

absl::StatusOr<std::vector<std::int8_t>> QuantizeSymmetric(
    std::span<const float> x, float scale) {
  // TODO 4.3: Quantize, symmetric
  NOT_YET("4.3");
}

std::vector<float> Dequantize(std::span<const std::int8_t> codes,
                              Affine affine) {
  // TODO 4.4: Dequantize
  NOT_YET("4.4");
}

absl::StatusOr<Affine> ChooseAsymmetric(std::span<const float> x) {
  // TODO 4.5: Choose the asymmetric ruler
  NOT_YET("4.5");
}

absl::StatusOr<std::vector<std::int8_t>> QuantizeAsymmetric(
    std::span<const float> x, Affine affine) {
  // TODO 4.6: Quantize, asymmetric
  NOT_YET("4.6");
}

absl::StatusOr<ErrorStats> MeasureError(std::span<const float> x,
                                        std::span<const float> y) {
  // TODO 4.7: Measure the error
  NOT_YET("4.7");
}

std::int32_t CountCodes(std::span<const std::int8_t> codes) {
  // TODO 4.7: Measure the error
  NOT_YET("4.7");
}

absl::StatusOr<TopKStability> CompareTopK(std::span<const float> x,
                                          std::span<const float> y,
                                          std::int32_t k) {
  // TODO 4.8: Do the top ten survive?
  NOT_YET("4.8");
}

}  // namespace int8_lab
