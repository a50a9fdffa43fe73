#include "common/random/cephes_float.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <span>

namespace wbm::random {
namespace {

// Highest power first.
float Polynomial(std::span<const float> coefficients, float x) {
  float y = coefficients.front();
  for (float c : coefficients.subspan(1)) y = std::fma(y, x, c);
  return y;
}

constexpr float kLog[] = {
    7.0376836292e-2f,  -1.1514610310e-1f, 1.1676998740e-1f,
    -1.2420140846e-1f, 1.4249322787e-1f,  -1.6668057665e-1f,
    2.0000714765e-1f,  -2.4999993993e-1f, 3.3333331174e-1f};
constexpr float kSin[] = {-1.9515295891e-4f, 8.3321608736e-3f,
                          -1.6666654611e-1f};
constexpr float kCos[] = {2.443315711809948e-5f, -1.388731625493765e-3f,
                          4.166664568298827e-2f};

}  // namespace

float CephesLog(float x) {
  const uint32_t bits = std::bit_cast<uint32_t>(x);
  float exponent = static_cast<float>(static_cast<int>(bits >> 23) - 126);
  // The mantissa in [1/2, 1), then moved to [sqrt(1/2), sqrt(2)) - 1.
  x = std::bit_cast<float>((bits & 0x007fffffu) | 0x3f000000u);
  if (x < 0.707106781186547524f) {
    exponent -= 1;
    x = (x - 1) + x;
  } else {
    x -= 1;
  }
  const float square = x * x;
  float y = Polynomial(kLog, x) * x * square;
  // ln 2 in two parts, the large one exact in few bits.
  y = std::fma(exponent, -2.12194440e-4f, y);
  y = std::fma(-square, 0.5f, y);
  return std::fma(exponent, 0.693359375f, x + y);
}

SinCos CephesSinCos(float x) {
  // The nearest even octant, and pi/4 in three parts (Cody and Waite).
  const int octant = (static_cast<int>(x * 1.27323954473516f) + 1) & ~1;
  const float turns = static_cast<float>(octant);
  x = std::fma(turns, -0.78515625f, x);
  x = std::fma(turns, -2.4187564849853515625e-4f, x);
  x = std::fma(turns, -3.77489497744594108e-8f, x);
  const float square = x * x;
  const float cos =
      std::fma(-square, 0.5f, Polynomial(kCos, square) * square * square) + 1;
  const float sin = std::fma(Polynomial(kSin, square) * square, x, x);
  const bool swapped = (octant & 2) != 0;
  const float s = swapped ? cos : sin, c = swapped ? sin : cos;
  return {(octant & 4) != 0 ? -s : s, ((octant - 2) & 4) == 0 ? -c : c};
}

}  // namespace wbm::random
