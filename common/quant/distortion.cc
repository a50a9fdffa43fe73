#include "common/quant/distortion.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

namespace wbm::quant {
namespace {

struct Energy {
  double signal = 0.0;
  double noise = 0.0;
  std::size_t count = 0;
};

template <class T>
Energy Measure(std::span<const T> x, std::span<const T> approximation) {
  Energy energy;
  energy.count = std::min(x.size(), approximation.size());
  for (std::size_t i = 0; i < energy.count; ++i) {
    const double value = static_cast<double>(x[i]);
    const double error = value - static_cast<double>(approximation[i]);
    energy.signal += value * value;
    energy.noise += error * error;
  }
  return energy;
}

double Mean(const Energy& energy) {
  if (energy.count == 0) return 0.0;
  return energy.noise / static_cast<double>(energy.count);
}

double Ratio(const Energy& energy) {
  if (energy.noise == 0.0) return std::numeric_limits<double>::infinity();
  return 10.0 * std::log10(energy.signal / energy.noise);
}

}  // namespace

double MeanSquaredError(std::span<const float> x,
                        std::span<const float> approximation) {
  return Mean(Measure(x, approximation));
}
double MeanSquaredError(std::span<const double> x,
                        std::span<const double> approximation) {
  return Mean(Measure(x, approximation));
}

double SqnrDb(std::span<const float> x, std::span<const float> approximation) {
  return Ratio(Measure(x, approximation));
}
double SqnrDb(std::span<const double> x,
              std::span<const double> approximation) {
  return Ratio(Measure(x, approximation));
}

double UniformInputSqnrDb(double levels) { return 20.0 * std::log10(levels); }

double SineInputSqnrDb(double levels) {
  return UniformInputSqnrDb(levels) + 10.0 * std::log10(1.5);
}

}  // namespace wbm::quant
