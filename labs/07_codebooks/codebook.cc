#include "labs/07_codebooks/codebook.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/lab/not_yet.h"

namespace codebook_lab {

absl::StatusOr<std::vector<std::int32_t>> EncodeNearest(
    std::span<const double> x, std::span<const double> levels) {
  // TODO 7.1: Take the nearest level
  NOT_YET("7.1");
}

absl::StatusOr<std::vector<double>> DecodeLevels(
    std::span<const std::int32_t> codes, std::span<const double> levels) {
  // TODO 7.1: Take the nearest level
  NOT_YET("7.1");
}

absl::StatusOr<Design> LloydMax(std::span<const double> samples,
                                std::span<const double> start,
                                std::int32_t max_iterations) {
  // TODO 7.2: Lloyd's iteration
  NOT_YET("7.2");
}

absl::StatusOr<Blocks> QuantizeBlocks(std::span<const float> x,
                                      std::span<const float> levels,
                                      std::int32_t block_size) {
  // TODO 7.5: One scale a block
  NOT_YET("7.5");
}

absl::StatusOr<std::vector<float>> DequantizeBlocks(
    const Blocks& blocks, std::span<const float> levels) {
  // TODO 7.5: One scale a block
  NOT_YET("7.5");
}

}  // namespace codebook_lab
