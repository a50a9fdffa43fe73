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

absl::StatusOr<Ternary> QuantizeTernary(std::span<const float> w) {
  // TODO 7.6: Three levels
  NOT_YET("7.6");
}

absl::StatusOr<double> LeastSquaresScale(std::span<const float> w,
                                         std::span<const std::int8_t> codes) {
  // TODO 7.6: Three levels
  NOT_YET("7.6");
}

absl::StatusOr<double> CodeEntropy(std::span<const std::int8_t> codes) {
  // TODO 7.6: Three levels
  NOT_YET("7.6");
}

absl::StatusOr<LogGrid> ChooseLogGrid(std::span<const float> p,
                                      std::int32_t bits) {
  // TODO 7.7: Codes for logarithms
  NOT_YET("7.7");
}

absl::StatusOr<std::vector<std::int32_t>> EncodeLog(std::span<const float> p,
                                                    LogGrid grid) {
  // TODO 7.7: Codes for logarithms
  NOT_YET("7.7");
}

absl::StatusOr<std::vector<float>> DecodeLog(
    std::span<const std::int32_t> codes, LogGrid grid) {
  // TODO 7.7: Codes for logarithms
  NOT_YET("7.7");
}

}  // namespace codebook_lab
