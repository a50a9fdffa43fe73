#include "labs/02_ieee754/measure/nan_spread.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "labs/02_ieee754/floats.h"

namespace ieee_lab {
namespace {

using Features = std::array<float, kFeatures>;

float Activate(Relu relu, float x) {
  if (relu == Relu::kFmax) return std::fmax(x, 0.0f);
  const std::array<float, 2> both = {x, 0.0f};
  return Maximum(both);
}

// Every weight is 1/8 but for the one that is spoilt.
Features Layer(const Features& x, bool spoilt, Relu relu) {
  Features y = {};
  for (int row = 0; row < kFeatures; ++row) {
    float sum = 0;
    for (int column = 0; column < kFeatures; ++column) {
      const bool here = spoilt && row == 2 && column == 5;
      const float weight =
          here ? std::numeric_limits<float>::quiet_NaN() : 0.125f;
      sum += weight * x[static_cast<std::size_t>(column)];
    }
    y[static_cast<std::size_t>(row)] = Activate(relu, sum);
  }
  return y;
}

}  // namespace

std::array<int, kLayers> SpreadOfNan(Relu relu) {
  Features x;
  x.fill(1.0f);
  std::array<int, kLayers> nans = {};
  for (int layer = 0; layer < kLayers; ++layer) {
    x = Layer(x, layer == 0, relu);
    nans[static_cast<std::size_t>(layer)] = static_cast<int>(std::count_if(
        x.begin(), x.end(), [](float v) { return std::isnan(v); }));
  }
  return nans;
}

}  // namespace ieee_lab
