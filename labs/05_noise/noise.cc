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

#include "common/lab/not_yet.h"

namespace noise_lab {

std::optional<double> StepOf(Grid grid) {
  // TODO 5.1: Find the step of a grid
  NOT_YET("5.1");
}

std::optional<std::vector<std::int32_t>> Quantize(std::span<const double> x,
                                                  Grid grid) {
  // TODO 5.2: Quantize and dequantize
  NOT_YET("5.2");
}

std::optional<std::vector<double>> Dequantize(
    std::span<const std::int32_t> codes, Grid grid) {
  // TODO 5.2: Quantize and dequantize
  NOT_YET("5.2");
}

std::optional<double> SqnrDb(std::span<const double> x,
                             std::span<const double> y) {
  // TODO 5.3: Measure the SQNR
  NOT_YET("5.3");
}

std::optional<double> PredictedSqnrDb(Shape shape, double size, Grid grid) {
  // TODO 5.4: Predict it, and read it backwards
  NOT_YET("5.4");
}

double EffectiveBits(double sqnr_db) {
  // TODO 5.4: Predict it, and read it backwards
  NOT_YET("5.4");
}

std::optional<Line> FitLine(std::span<const double> x,
                            std::span<const double> y) {
  // TODO 5.5: Fit the slope
  NOT_YET("5.5");
}

std::optional<ClipNoise> GaussianClipNoise(std::int32_t bits, double clip) {
  // TODO 5.6: Where to clip
  NOT_YET("5.6");
}

std::optional<double> BestClip(std::int32_t bits) {
  // TODO 5.6: Where to clip
  NOT_YET("5.6");
}

std::optional<double> EntropyBits(std::span<const std::int32_t> codes) {
  // TODO 5.7: What the codes carry
  NOT_YET("5.7");
}

std::optional<double> DivergenceBits(std::span<const double> p,
                                     std::span<const double> q) {
  // TODO 5.7: What the codes carry
  NOT_YET("5.7");
}

}  // namespace noise_lab
