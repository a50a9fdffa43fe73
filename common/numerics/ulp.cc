#include "common/numerics/ulp.h"

#include <bit>
#include <cmath>
#include <limits>

namespace wbm::numerics {
namespace {

template <typename T>
struct BitsOf;
template <>
struct BitsOf<float> {
  using Type = uint32_t;
};
template <>
struct BitsOf<double> {
  using Type = uint64_t;
};

// The number of steps from zero, without the sign.
template <typename T>
uint64_t StepsFromZero(T x) {
  return std::bit_cast<typename BitsOf<T>::Type>(std::fabs(x));
}

template <typename T>
uint64_t Distance(T x, T y) {
  if (std::isnan(x) || std::isnan(y)) {
    const bool both = std::isnan(x) && std::isnan(y);
    return both ? 0 : std::numeric_limits<uint64_t>::max();
  }
  const uint64_t a = StepsFromZero(x), b = StepsFromZero(y);
  if (std::signbit(x) != std::signbit(y)) return a + b;
  return a > b ? a - b : b - a;
}

template <typename T>
T Up(T x) {
  if (std::isnan(x) || x == std::numeric_limits<T>::infinity()) return x;
  if (x == 0) return std::numeric_limits<T>::denorm_min();
  using Bits = typename BitsOf<T>::Type;
  const Bits bits = std::bit_cast<Bits>(x);
  return std::bit_cast<T>(x > 0 ? bits + 1 : bits - 1);
}

template <typename T>
T Gap(T x) {
  if (!std::isfinite(x)) return std::numeric_limits<T>::quiet_NaN();
  x = std::fabs(x);
  if (x == std::numeric_limits<T>::max()) return x - -Up(-x);
  return Up(x) - x;
}

}  // namespace

uint64_t UlpDistance(float x, float y) { return Distance(x, y); }
uint64_t UlpDistance(double x, double y) { return Distance(x, y); }
float Ulp(float x) { return Gap(x); }
double Ulp(double x) { return Gap(x); }
float NextUp(float x) { return Up(x); }
double NextUp(double x) { return Up(x); }
float NextDown(float x) { return -Up(-x); }
double NextDown(double x) { return -Up(-x); }

}  // namespace wbm::numerics
