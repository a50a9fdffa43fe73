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
#include "common/lab/not_yet.h"
#include "labs/11_drift/drift.h"

namespace drift_lab {

absl::StatusOr<std::vector<float>> Linear(std::span<const float> x,
                                          const Array& weight,
                                          std::span<const float> bias) {
  // TODO 11.3: Linear, LayerNorm, GELU
  NOT_YET("11.3");
}

absl::StatusOr<std::vector<float>> LayerNorm(std::span<const float> x,
                                             std::span<const float> gain,
                                             std::span<const float> bias) {
  // TODO 11.3: Linear, LayerNorm, GELU
  NOT_YET("11.3");
}

float Gelu(float x) {
  // TODO 11.3: Linear, LayerNorm, GELU
  NOT_YET("11.3");
}

absl::StatusOr<std::vector<float>> CausalAttention(std::span<const float> qkv,
                                                   std::int64_t width,
                                                   std::int64_t heads) {
  // TODO 11.4: Causal attention
  NOT_YET("11.4");
}

}  // namespace drift_lab
