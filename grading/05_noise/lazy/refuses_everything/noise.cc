// Every function refuses, or gives nothing: it has to earn nothing.
#include "labs/05_noise/noise.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <numbers>
#include <optional>
#include <span>
#include <vector>

namespace noise_lab {

std::optional<double> StepOf(Grid grid) { return std::nullopt; }

std::optional<std::vector<std::int32_t>> Quantize(std::span<const double> x,
                                                  Grid grid) {
  return std::nullopt;
}

std::optional<std::vector<double>> Dequantize(
    std::span<const std::int32_t> codes, Grid grid) {
  return std::nullopt;
}

std::optional<double> SqnrDb(std::span<const double> x,
                             std::span<const double> y) {
  return std::nullopt;
}

std::optional<double> PredictedSqnrDb(Shape shape, double size, Grid grid) {
  return std::nullopt;
}

double EffectiveBits(double sqnr_db) { return {}; }

std::optional<Line> FitLine(std::span<const double> x,
                            std::span<const double> y) {
  return std::nullopt;
}

std::optional<ClipNoise> GaussianClipNoise(std::int32_t bits, double clip) {
  return std::nullopt;
}

std::optional<double> BestClip(std::int32_t bits) { return std::nullopt; }

std::optional<double> EntropyBits(std::span<const std::int32_t> codes) {
  return std::nullopt;
}

std::optional<double> DivergenceBits(std::span<const double> p,
                                     std::span<const double> q) {
  return std::nullopt;
}

}  // namespace noise_lab
