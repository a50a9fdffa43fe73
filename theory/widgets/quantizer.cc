#include "theory/widgets/quantizer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <span>

#include "common/quant/affine.h"
#include "common/quant/distortion.h"
#include "common/random/generator.h"

namespace wbm::widgets {
namespace {

using quant::AffineParams;

constexpr size_t kCount = 4096;
constexpr int kDistributions = 4;
constexpr int kOutlierEvery = 128;
constexpr double kOutlierFactor = 10.0;
constexpr int kMaxBits = 8;
constexpr int kErrorBins = 40;
constexpr int kSteps = 161;
constexpr int kFittingStep = 120;
// 2^(1/20) as a double. Scales are made by multiplying, not by exp2, so that
// every platform has the same ones.
constexpr double kStepFactor = 0x1.09071f3e983adp+0;

// All zeros at first, so that the module's file does not hold them.
struct Arrays {
  std::array<float, kCount> values;
  std::array<int16_t, kCount> codes;
  std::array<float, kCount> restored;
  std::array<double, kSteps> curve;
  std::array<int32_t, 1 << kMaxBits> code_counts;
  std::array<int32_t, kErrorBins> error_counts;
};
Arrays arrays;

quant::IntegerGrid grid = quant::kSymmetricInt4;
AffineParams params;
int32_t clipped = 0;

// A value of one of the four distributions; `index` is its place.
double DrawOne(int32_t distribution, size_t index, random::Generator& rng) {
  switch (distribution) {
    case 1:
      return rng.Uniform(-1.0, 1.0);
    case 2: {
      const bool outlier = index % kOutlierEvery == kOutlierEvery / 2;
      return rng.StandardNormal() * (outlier ? kOutlierFactor : 1.0);
    }
    case 3:
      return rng.StandardExponential();
    default:
      return rng.StandardNormal();
  }
}

AffineParams Fitting() {
  return quant::ChooseAffine(std::span<const float>(arrays.values), grid);
}

// The parameters that a page asked for, held to what a grid allows.
AffineParams Params(float scale, int32_t zero_point) {
  AffineParams p{1.0f, 0, quant::LowestCode(grid), quant::HighestCode(grid)};
  if (std::isfinite(scale) && scale > 0.0f) p.scale = scale;
  p.zero_point = std::clamp(zero_point, p.lowest, p.highest);
  return p;
}

float ScaleAt(float fitting, int32_t step) {
  const int32_t away = std::clamp(step, 0, kSteps - 1) - kFittingStep;
  double factor = 1.0;
  for (int32_t i = 0; i < std::abs(away); ++i) factor *= kStepFactor;
  const double scale = static_cast<double>(fitting);
  return static_cast<float>(away < 0 ? scale / factor : scale * factor);
}

void QuantizeAll(const AffineParams& p) {
  params = p;
  quant::Quantize(arrays.values, p, std::span<int16_t>(arrays.codes));
  quant::Dequantize(std::span<const int16_t>(arrays.codes), p, arrays.restored);
}

double Sqnr() {
  return quant::SqnrDb(std::span<const float>(arrays.values),
                       std::span<const float>(arrays.restored));
}

void CountCodes() {
  arrays.code_counts.fill(0);
  for (const int16_t code : arrays.codes) {
    ++arrays.code_counts[static_cast<size_t>(code - params.lowest)];
  }
}

double ErrorInSteps(size_t i) {
  const double error = static_cast<double>(arrays.restored[i]) -
                       static_cast<double>(arrays.values[i]);
  return error / static_cast<double>(params.scale);
}

// Errors reach half a step, plus the rounding of the quotient and of the
// product, unless the value lay beyond the outermost cell.
void CountErrors() {
  constexpr double kHalfAndRounding = 0.5 + 0x1p-10;
  arrays.error_counts.fill(0);
  clipped = 0;
  for (size_t i = 0; i < kCount; ++i) {
    const double error = ErrorInSteps(i);
    const double bin = std::floor((error + 1.0) * (kErrorBins / 2));
    const double inside = std::clamp(bin, 0.0, kErrorBins - 1.0);
    ++arrays.error_counts[static_cast<size_t>(inside)];
    if (std::fabs(error) > kHalfAndRounding) ++clipped;
  }
}

}  // namespace
}  // namespace wbm::widgets

using wbm::widgets::arrays;
using wbm::widgets::grid;
using wbm::widgets::kCount;
using wbm::widgets::kSteps;
namespace quant = wbm::quant;

int32_t WbmQuantizerDistributionCount() { return wbm::widgets::kDistributions; }

void WbmQuantizerDraw(int32_t distribution, int32_t seed) {
  wbm::random::Generator rng =
      wbm::random::DefaultRng(static_cast<uint32_t>(seed));
  for (size_t i = 0; i < kCount; ++i) {
    arrays.values[i] =
        static_cast<float>(wbm::widgets::DrawOne(distribution, i, rng));
  }
}

int32_t WbmQuantizerCount() { return static_cast<int32_t>(kCount); }
const float* WbmQuantizerValues() { return arrays.values.data(); }
float WbmQuantizerLeast() {
  return *std::min_element(arrays.values.begin(), arrays.values.end());
}
float WbmQuantizerGreatest() {
  return *std::max_element(arrays.values.begin(), arrays.values.end());
}

void WbmQuantizerGrid(int32_t bits, int32_t asymmetric) {
  grid.bits = std::clamp(bits, 2, wbm::widgets::kMaxBits);
  grid.symmetry = asymmetric != 0 ? quant::Symmetry::kAsymmetric
                                  : quant::Symmetry::kSymmetric;
}
int32_t WbmQuantizerLowestCode() { return quant::LowestCode(grid); }
int32_t WbmQuantizerHighestCode() { return quant::HighestCode(grid); }

float WbmQuantizerFittingScale() { return wbm::widgets::Fitting().scale; }
int32_t WbmQuantizerFittingZeroPoint() {
  return wbm::widgets::Fitting().zero_point;
}

int32_t WbmQuantizerStepCount() { return kSteps; }
int32_t WbmQuantizerFittingStep() { return wbm::widgets::kFittingStep; }

float WbmQuantizerScaleAt(int32_t step) {
  return wbm::widgets::ScaleAt(WbmQuantizerFittingScale(), step);
}

const double* WbmQuantizerCurve(int32_t zero_point) {
  const float fitting = WbmQuantizerFittingScale();
  for (int32_t step = 0; step < kSteps; ++step) {
    const float scale = wbm::widgets::ScaleAt(fitting, step);
    wbm::widgets::QuantizeAll(wbm::widgets::Params(scale, zero_point));
    arrays.curve[static_cast<size_t>(step)] = wbm::widgets::Sqnr();
  }
  return arrays.curve.data();
}

int32_t WbmQuantizerBestStep(int32_t zero_point) {
  const double* curve = WbmQuantizerCurve(zero_point);
  return static_cast<int32_t>(std::max_element(curve, curve + kSteps) - curve);
}

void WbmQuantizerRun(float scale, int32_t zero_point) {
  wbm::widgets::QuantizeAll(wbm::widgets::Params(scale, zero_point));
  wbm::widgets::CountCodes();
  wbm::widgets::CountErrors();
}

const int16_t* WbmQuantizerCodes() { return arrays.codes.data(); }
const float* WbmQuantizerRestored() { return arrays.restored.data(); }
double WbmQuantizerSqnr() { return wbm::widgets::Sqnr(); }
double WbmQuantizerMeanSquaredError() {
  return quant::MeanSquaredError(std::span<const float>(arrays.values),
                                 std::span<const float>(arrays.restored));
}
int32_t WbmQuantizerClipped() { return wbm::widgets::clipped; }
int32_t WbmQuantizerCodesUsed() {
  return static_cast<int32_t>(
      std::count_if(arrays.code_counts.begin(), arrays.code_counts.end(),
                    [](int32_t count) { return count > 0; }));
}
float WbmQuantizerLevelOf(int32_t code) {
  return quant::DequantizeValue(code, wbm::widgets::params);
}
const int32_t* WbmQuantizerCodeCounts() { return arrays.code_counts.data(); }
int32_t WbmQuantizerErrorBins() { return wbm::widgets::kErrorBins; }
const int32_t* WbmQuantizerErrorCounts() { return arrays.error_counts.data(); }
