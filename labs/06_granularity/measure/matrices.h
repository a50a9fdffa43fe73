// The data of lab 06, from NumPy's RandomState(seed), to the bit: repeat it in
// Python with np.random.seed(seed) before each of the three.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "labs/06_granularity/scales.h"

namespace granularity_lab {

inline constexpr Shape kChannelsShape{8, 256};
inline constexpr Shape kWeightsShape{128, 128};

// randn(8, 256) as float32, channel 0 times 10, channel 1 times 0.01.
std::vector<float> Channels(std::uint32_t seed);

// randn(128, 128) as float32, times 0.02; then randn(128) as float32.
struct Layer {
  std::vector<float> weights;
  std::vector<float> activations;
};
Layer LayerOf(std::uint32_t seed);

// randn(64) * 0.1 with 10, -8 and 5 in front.
inline constexpr std::int32_t kOutliers[] = {0, 1, 2};
std::vector<double> WithOutliers(std::uint32_t seed);

// Each number rounded to float16, nearest even.
std::vector<float> ThroughFloat16(std::span<const float> x);

}  // namespace granularity_lab
