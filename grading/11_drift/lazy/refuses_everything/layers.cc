// Every function refuses, or gives nothing: it has to earn nothing.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "labs/11_drift/drift.h"

namespace drift_lab {

absl::StatusOr<std::vector<float>> Linear(std::span<const float> x,
                                          const Array& weight,
                                          std::span<const float> bias) {
  return absl::InvalidArgumentError("no");
}

absl::StatusOr<std::vector<float>> LayerNorm(std::span<const float> x,
                                             std::span<const float> gain,
                                             std::span<const float> bias) {
  return absl::InvalidArgumentError("no");
}

float Gelu(float x) { return {}; }

absl::StatusOr<std::vector<float>> CausalAttention(std::span<const float> qkv,
                                                   std::int64_t width,
                                                   std::int64_t heads) {
  return absl::InvalidArgumentError("no");
}

}  // namespace drift_lab
