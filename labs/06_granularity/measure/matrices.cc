#include "labs/06_granularity/measure/matrices.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "common/formats/float.h"
#include "common/random/random_state.h"

namespace granularity_lab {
namespace {

std::vector<float> Floats(wbm::random::RandomState& rng, Shape shape) {
  const std::vector<double> x =
      rng.Randn(std::int64_t{shape.rows} * shape.cols);
  std::vector<float> floats;
  for (double value : x) floats.push_back(static_cast<float>(value));
  return floats;
}

}  // namespace

std::vector<float> Channels(std::uint32_t seed) {
  wbm::random::RandomState rng(seed);
  std::vector<float> w = Floats(rng, kChannelsShape);
  for (std::size_t i = 0; i < 256; ++i) {
    w[i] *= 10;
    w[256 + i] *= 0.01f;
  }
  return w;
}

Layer LayerOf(std::uint32_t seed) {
  wbm::random::RandomState rng(seed);
  Layer layer;
  layer.weights = Floats(rng, kWeightsShape);
  for (float& w : layer.weights) w *= 0.02f;
  layer.activations = Floats(rng, {1, kWeightsShape.cols});
  return layer;
}

std::vector<double> WithOutliers(std::uint32_t seed) {
  wbm::random::RandomState rng(seed);
  std::vector<double> w = rng.Randn(64);
  for (double& value : w) value *= 0.1;
  w[0] = 10;
  w[1] = -8;
  w[2] = 5;
  return w;
}

std::vector<float> ThroughFloat16(std::span<const float> x) {
  using wbm::formats::float16;
  std::vector<float> rounded;
  for (float value : x) {
    rounded.push_back(
        wbm::formats::ToFloat(wbm::formats::Encode<float16>(value)));
  }
  return rounded;
}

}  // namespace granularity_lab
