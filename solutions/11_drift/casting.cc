#include <algorithm>
#include <cmath>
#include <limits>

#include "common/lab/not_yet.h"
#include "labs/11_drift/drift.h"

namespace drift_lab {

float RoundThroughFloat16(float x) {
  // [solution 11.1]
  constexpr float kInf = std::numeric_limits<float>::infinity();
  if (!std::isfinite(x) || x == 0) return x;
  // float16 numbers in the binade of x are multiples of a quantum, and never
  // of a finer one than 2^-24, that of the subnormals.
  int exponent = 0;
  std::frexp(x, &exponent);  // |x| = 0.5 … 1 times 2^exponent
  const int quantum = std::max(exponent - 11, -24);
  // Powers of two scale without rounding (here no result is subnormal), so that
  // nearbyint is the only rounding; its ties go to even.
  const float steps = std::nearbyint(std::ldexp(x, -quantum));
  const float rounded = std::ldexp(steps, quantum);
  if (std::abs(rounded) > 65504.0f) return std::copysign(kInf, x);
  return std::copysign(rounded, x);
  // [/solution]
}

Weights CastWeights(const Weights& weights) {
  // [solution 11.2]
  Weights cast = weights;
  for (auto& [name, array] : cast.arrays) {
    // Integer arrays keep their numbers in `integers`: nothing to do there.
    for (float& value : array.values) value = RoundThroughFloat16(value);
  }
  return cast;
  // [/solution]
}

}  // namespace drift_lab
