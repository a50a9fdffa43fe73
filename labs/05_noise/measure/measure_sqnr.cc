#include "labs/05_noise/measure/measure_sqnr.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "labs/05_noise/noise.h"

namespace noise_lab {

std::vector<double> RoundTrip(const std::vector<double>& x, const Grid& grid) {
  const std::optional<std::vector<std::int32_t>> codes = Quantize(x, grid);
  if (!codes.has_value()) return {};
  return Dequantize(*codes, grid).value_or(std::vector<double>());
}

double MeasuredSqnrDb(const std::vector<double>& x, const Grid& grid) {
  return SqnrDb(x, RoundTrip(x, grid))
      .value_or(std::numeric_limits<double>::quiet_NaN());
}

}  // namespace noise_lab
