// Every function refuses, or gives nothing: it has to earn nothing.
#include "labs/06_granularity/scales.h"

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

namespace granularity_lab {

std::int64_t ScaleCount(Shape shape, Sharing sharing) { return {}; }

std::int64_t ScaleIndex(std::int32_t row, std::int32_t col, Shape shape,
                        Sharing sharing) {
  return {};
}

absl::StatusOr<std::vector<float>> ChooseScales(std::span<const float> w,
                                                Shape shape, Sharing sharing,
                                                std::int32_t max_code) {
  return absl::InvalidArgumentError("no");
}

absl::StatusOr<std::vector<std::int8_t>> Quantize(std::span<const float> w,
                                                  Shape shape, Sharing sharing,
                                                  std::span<const float> scales,
                                                  std::int32_t max_code) {
  return absl::InvalidArgumentError("no");
}

absl::StatusOr<std::vector<float>> Dequantize(
    std::span<const std::int8_t> codes, Shape shape, Sharing sharing,
    std::span<const float> scales) {
  return absl::InvalidArgumentError("no");
}

absl::StatusOr<std::vector<double>> MsePerChannel(std::span<const float> w,
                                                  std::span<const float> y,
                                                  Shape shape) {
  return absl::InvalidArgumentError("no");
}

Storage StorageOf(Shape shape, Sharing sharing, std::int32_t code_bits,
                  std::int32_t scale_bits) {
  return {};
}

absl::StatusOr<std::vector<std::uint8_t>> PackInt4(
    std::span<const std::int8_t> codes, NibbleOrder order) {
  return absl::InvalidArgumentError("no");
}

absl::StatusOr<std::vector<std::int8_t>> UnpackInt4(
    std::span<const std::uint8_t> bytes, std::int64_t count,
    NibbleOrder order) {
  return absl::InvalidArgumentError("no");
}

absl::StatusOr<std::vector<float>> GemvW4A16(const PackedMatrix& w,
                                             std::span<const float> x) {
  return absl::InvalidArgumentError("no");
}

absl::StatusOr<std::vector<double>> HadamardRotate(std::span<const double> x) {
  return absl::InvalidArgumentError("no");
}

absl::StatusOr<std::vector<double>> RotatedRoundTrip(std::span<const double> w,
                                                     std::int32_t max_code) {
  return absl::InvalidArgumentError("no");
}

absl::StatusOr<SplitError> SplitMse(std::span<const double> w,
                                    std::span<const double> y,
                                    std::span<const std::int32_t> outliers) {
  return absl::InvalidArgumentError("no");
}

}  // namespace granularity_lab
