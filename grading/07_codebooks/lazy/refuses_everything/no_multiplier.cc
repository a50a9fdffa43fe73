// Every function refuses, or gives nothing: it has to earn nothing.
#include "labs/07_codebooks/codebook.h"

#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace codebook_lab {

absl::StatusOr<Ternary> QuantizeTernary(std::span<const float> w) {
  return absl::InvalidArgumentError("no");
}

absl::StatusOr<double> LeastSquaresScale(std::span<const float> w,
                                         std::span<const std::int8_t> codes) {
  return absl::InvalidArgumentError("no");
}

absl::StatusOr<double> CodeEntropy(std::span<const std::int8_t> codes) {
  return absl::InvalidArgumentError("no");
}

absl::StatusOr<LogGrid> ChooseLogGrid(std::span<const float> p,
                                      std::int32_t bits) {
  return absl::InvalidArgumentError("no");
}

absl::StatusOr<std::vector<std::int32_t>> EncodeLog(std::span<const float> p,
                                                    LogGrid grid) {
  return absl::InvalidArgumentError("no");
}

absl::StatusOr<std::vector<float>> DecodeLog(
    std::span<const std::int32_t> codes, LogGrid grid) {
  return absl::InvalidArgumentError("no");
}

}  // namespace codebook_lab
