#include "labs/05_noise/measure/inputs.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <vector>

#include "common/random/random_state.h"

namespace noise_lab {

Inputs MakeInputs(std::uint32_t seed) {
  constexpr int kCount = 100'000;
  wbm::random::RandomState rng(seed);
  Inputs inputs;
  inputs.uniform = rng.Uniform(-1, 1, kCount);
  inputs.gaussian = rng.Randn(kCount);
  // The golden ratio's multiples fill the circle as evenly as any.
  for (int i = 0; i < kCount; ++i) {
    const double turns = i * (std::numbers::phi - 1);
    inputs.sine.push_back(
        std::sin(2 * std::numbers::pi * (turns - std::floor(turns))));
  }
  double sum = 0;
  for (double z : rng.Randn(600)) {
    inputs.probabilities.push_back(std::exp(1.5 * z));
    sum += inputs.probabilities.back();
  }
  for (double& p : inputs.probabilities) p /= sum;
  return inputs;
}

double MaxAbs(const std::vector<double>& x) {
  double most = 0;
  for (double v : x) most = std::max(most, std::abs(v));
  return most;
}

}  // namespace noise_lab
