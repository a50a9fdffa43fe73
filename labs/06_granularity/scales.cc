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
#include "common/lab/not_yet.h"

namespace granularity_lab {

std::int64_t ScaleCount(Shape shape, Sharing sharing) {
  // TODO 6.1: Count the scales and find one
  NOT_YET("6.1");
}

std::int64_t ScaleIndex(std::int32_t row, std::int32_t col, Shape shape,
                        Sharing sharing) {
  // TODO 6.1: Count the scales and find one
  NOT_YET("6.1");
}

absl::StatusOr<std::vector<float>> ChooseScales(std::span<const float> w,
                                                Shape shape, Sharing sharing,
                                                std::int32_t max_code) {
  // TODO 6.2: Choose every part's scale
  NOT_YET("6.2");
}

absl::StatusOr<std::vector<std::int8_t>> Quantize(std::span<const float> w,
                                                  Shape shape, Sharing sharing,
                                                  std::span<const float> scales,
                                                  std::int32_t max_code) {
  // TODO 6.3: Quantize and dequantize
  NOT_YET("6.3");
}

absl::StatusOr<std::vector<float>> Dequantize(
    std::span<const std::int8_t> codes, Shape shape, Sharing sharing,
    std::span<const float> scales) {
  // TODO 6.3: Quantize and dequantize
  NOT_YET("6.3");
}

absl::StatusOr<std::vector<double>> MsePerChannel(std::span<const float> w,
                                                  std::span<const float> y,
                                                  Shape shape) {
  // TODO 6.4: What it costs: error and bytes
  NOT_YET("6.4");
}

Storage StorageOf(Shape shape, Sharing sharing, std::int32_t code_bits,
                  std::int32_t scale_bits) {
  // TODO 6.4: What it costs: error and bytes
  NOT_YET("6.4");
}

absl::StatusOr<std::vector<std::uint8_t>> PackInt4(
    std::span<const std::int8_t> codes, NibbleOrder order) {
  // TODO 6.5: Pack and unpack four bits
  NOT_YET("6.5");
}

absl::StatusOr<std::vector<std::int8_t>> UnpackInt4(
    std::span<const std::uint8_t> bytes, std::int64_t count,
    NibbleOrder order) {
  // TODO 6.5: Pack and unpack four bits
  NOT_YET("6.5");
}

absl::StatusOr<std::vector<float>> GemvW4A16(const PackedMatrix& w,
                                             std::span<const float> x) {
  // TODO 6.6: Multiply with packed weights
  NOT_YET("6.6");
}

absl::StatusOr<std::vector<double>> HadamardRotate(std::span<const double> x) {
  // TODO 6.7: Rotate the outliers away
  NOT_YET("6.7");
}

absl::StatusOr<std::vector<double>> RotatedRoundTrip(std::span<const double> w,
                                                     std::int32_t max_code) {
  // TODO 6.7: Rotate the outliers away
  NOT_YET("6.7");
}

absl::StatusOr<SplitError> SplitMse(std::span<const double> w,
                                    std::span<const double> y,
                                    std::span<const std::int32_t> outliers) {
  // TODO 6.7: Rotate the outliers away
  NOT_YET("6.7");
}

}  // namespace granularity_lab
