// How far a NaN gets in a small network: three matrix products with a ReLU
// after each, eight features wide, and one NaN among the first 64 weights.
//
//   SpreadOfNan(Relu::kMaximum)   // {1, 8, 8}: NaNs after each layer
#pragma once

#include <array>

namespace ieee_lab {

inline constexpr int kFeatures = 8;
inline constexpr int kLayers = 3;

enum class Relu {
  kMaximum,  // the student's Maximum({x, 0}), which keeps a NaN
  kFmax,     // std::fmax(x, 0), which returns the number
};

// How many of the eight features are NaN after each layer.
std::array<int, kLayers> SpreadOfNan(Relu relu);

}  // namespace ieee_lab
