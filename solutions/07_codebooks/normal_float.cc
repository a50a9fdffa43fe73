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
  // [solution 7.3]
  if (std::isnan(p)) return p;
  const double infinity = std::numeric_limits<double>::infinity();
  if (p <= 0) return -infinity;
  if (p >= 1) return infinity;
  if (p > 0.5) return -NormalQuantile(1 - p);
  // P(X <= -40) is below the smallest double: the root lies between. 64
  // halvings bring 40 below 1e-17; doubles close to 0 stop halving earlier.
  double low = -40, high = 0;
  for (int i = 0; i < 64; ++i) {
    const double middle = low + (high - low) / 2;
    const bool below = std::erfc(-middle / std::sqrt(2.0)) / 2 < p;
    (below ? low : high) = middle;
  }
  return high;
  // [/solution]
}

// [solution 7.4 only]
namespace {

// NormalQuantile at `count` even steps from p = outermost towards p = 0.5,
// which is not among them; divided by the first.
std::vector<double> OneSide(double outermost, int count) {
  std::vector<double> side;
  const double largest = NormalQuantile(outermost);
  for (int i = 0; i < count; ++i) {
    const double p = outermost - i * (outermost - 0.5) / count;
    side.push_back(NormalQuantile(p) / largest);
  }
  return side;
}

}  // namespace
// [/solution]

absl::StatusOr<std::vector<float>> NormalFloatLevels(std::int32_t bits) {
  // [solution 7.4]
  if (bits < 2 || bits > 8) {
    return absl::InvalidArgumentError("bits has to be one of 2 … 8");
  }
  const int n = 1 << bits;
  const double outermost = 1 - (1.0 / (2 * n) + 1.0 / (2 * n - 2)) / 2;
  std::vector<float> levels;
  for (double level : OneSide(outermost, n / 2 - 1)) {
    levels.push_back(static_cast<float>(-level));
  }
  levels.push_back(0);
  for (double level : OneSide(outermost, n / 2)) {
    levels.push_back(static_cast<float>(level));
  }
  std::sort(levels.begin(), levels.end());
  return levels;
  // [/solution]
}

}  // namespace codebook_lab
