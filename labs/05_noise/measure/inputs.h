// The inputs of lab 05.
//
//   const Inputs inputs = MakeInputs(42);
//
// With seed 42 `uniform` and `gaussian` are np.random.seed(42);
// uniform(-1, 1, 100000); randn(100000).
#pragma once

#include <cstdint>
#include <vector>

namespace noise_lab {

struct Inputs {
  std::vector<double> uniform;   // 100000 values in [-1, 1)
  std::vector<double> sine;      // 100000 samples, amplitude 1, no period
                                 // that the sampling would repeat
  std::vector<double> gaussian;  // 100000 values, deviation 1
  // 600 probabilities, exp(1.5 * normal) over their sum: a few large, most
  // small. They add up to 1.
  std::vector<double> probabilities;
};

Inputs MakeInputs(std::uint32_t seed);

// max |x|.
double MaxAbs(const std::vector<double>& x);

}  // namespace noise_lab
