#include "labs/07_codebooks/codebook.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/lab/not_yet.h"

namespace codebook_lab {

double NormalQuantile(double p) {
  // TODO 7.3: Invert the normal distribution
  NOT_YET("7.3");
}

absl::StatusOr<std::vector<float>> NormalFloatLevels(std::int32_t bits) {
  // TODO 7.4: Derive the levels of NF4
  NOT_YET("7.4");
}

}  // namespace codebook_lab
