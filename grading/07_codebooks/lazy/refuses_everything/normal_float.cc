// Every function refuses, or gives nothing: it has to earn nothing.
#include "labs/07_codebooks/codebook.h"

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace codebook_lab {

double NormalQuantile(double p) { return {}; }

absl::StatusOr<std::vector<float>> NormalFloatLevels(std::int32_t bits) {
  return absl::InvalidArgumentError("no");
}

}  // namespace codebook_lab
