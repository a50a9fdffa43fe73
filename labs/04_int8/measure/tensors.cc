#include "labs/04_int8/measure/tensors.h"

#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include "common/numerics/numpy_sum.h"
#include "common/random/generator.h"

namespace int8_lab {
namespace {

std::vector<float> ToFloat32(const std::vector<double>& values) {
  return std::vector<float>(values.begin(), values.end());
}

std::vector<float> VerbProbabilities(wbm::random::Generator& rng) {
  std::vector<double> weights = rng.Normal(0.0, 1.5, 600);
  for (double& w : weights) w = std::exp(w);
  std::vector<float> probs = ToFloat32(weights);
  const float sum = wbm::numerics::NumpySum(std::span<const float>(probs));
  for (float& p : probs) p /= sum;
  return probs;
}

}  // namespace

Tensors MakeTensors(Variant variant, std::uint64_t seed) {
  wbm::random::Generator rng = wbm::random::DefaultRng(seed);
  Tensors tensors;
  tensors.tense_logits = variant == Variant::kFixedLogits
                             ? std::vector<float>{1.2f, 4.7f, 3.1f, 0.5f, 2.9f}
                             : ToFloat32(rng.Uniform(-3, 5, 64 * kTenses));
  tensors.verb_probs = VerbProbabilities(rng);
  tensors.hidden = ToFloat32(rng.StandardNormal(1024));
  return tensors;
}

}  // namespace int8_lab
