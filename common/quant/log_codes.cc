#include "common/quant/log_codes.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "common/quant/round_half_even.h"

namespace wbm::quant {
namespace {

double Log2Of(float magnitude) {
  return std::log2(static_cast<double>(magnitude));
}

}  // namespace

LogGrid ChooseLogGrid(std::span<const float> x, int bits) {
  LogGrid grid{0.0, 1.0, (std::int32_t{1} << bits) - 1};
  float least = std::numeric_limits<float>::infinity();
  float greatest = 0.0f;
  for (const float value : x) {
    if (!std::isfinite(value) || value == 0.0f) continue;
    least = std::min(least, std::fabs(value));
    greatest = std::max(greatest, std::fabs(value));
  }
  if (greatest == 0.0f) return grid;
  grid.log2_lowest = Log2Of(least);
  if (greatest > least && grid.highest > 1) {
    grid.step = (Log2Of(greatest) - grid.log2_lowest) / (grid.highest - 1);
  }
  return grid;
}

std::int32_t LogEncode(float x, const LogGrid& grid) {
  if (x != x || x == 0.0f) return 0;
  const double place = (Log2Of(std::fabs(x)) - grid.log2_lowest) / grid.step;
  const auto code = static_cast<std::int32_t>(
      std::clamp<std::int64_t>(1 + RoundHalfEven(place), 1, grid.highest));
  return x < 0.0f ? -code : code;
}

float LogDecode(std::int32_t code, const LogGrid& grid) {
  if (code == 0) return 0.0f;
  constexpr double kMax = std::numeric_limits<float>::max();
  const std::int32_t held = std::clamp(code, -grid.highest, grid.highest);
  const double place = static_cast<double>(std::abs(held)) - 1.0;
  const double size = std::exp2(grid.log2_lowest + place * grid.step);
  const auto value = static_cast<float>(std::min(size, kMax));
  return code < 0 ? -value : value;
}

double LogGridRelativeError(const LogGrid& grid) {
  return std::exp2(grid.step / 2.0) - 1.0;
}

}  // namespace wbm::quant
