// The tables of NumPy's ziggurat samplers, derived at start-up.
//
// A decreasing density f is covered by 256 horizontal strips of equal area v:
// strip i is as wide as x_i, where x_255 = r and f(x_i) = f(x_{i+1}) +
// v / x_{i+1}; strip 0 is the base with the tail, of width x_0 = v / f(r)
// (G. Marsaglia and W. W. Tsang, "The Ziggurat Method for Generating Random
// Variables", J. Stat. Softw. 5(8), 2000). A sampler draws a strip and an
// integer u; u * width is accepted at once when u < inside.
//
// The tables equal NumPy's bit for bit; the streams in testdata prove it.
#pragma once

#include <array>
#include <cstdint>

namespace wbm::random {

struct Ziggurat {
  static constexpr int kStrips = 256;
  std::array<uint64_t, kStrips> inside;  // k: 2^bits x_{i-1} / x_i
  std::array<double, kStrips> width;     // w: 2^-bits x_i
  std::array<double, kStrips> height;    // f(x_i)
};

struct ZigguratFloat {
  std::array<uint32_t, Ziggurat::kStrips> inside;
  std::array<float, Ziggurat::kStrips> width;
  std::array<float, Ziggurat::kStrips> height;
};

inline constexpr double kNormalTail = 3.6541528853610087963519472518;
inline constexpr double kExponentialTail = 7.6971174701310497140446280481;

const Ziggurat& NormalZiggurat();            // f = exp(-x^2/2), 52 bits
const ZigguratFloat& NormalZigguratFloat();  // the same, 23 bits
const Ziggurat& ExponentialZiggurat();       // f = exp(-x), 53 bits

}  // namespace wbm::random
