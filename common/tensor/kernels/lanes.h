// Arithmetic on 64 bytes at a time, the same on every instruction set.
//
// The compiler maps a vector of sixteen floats to one AVX-512 register, two of
// AVX2 or four of SSE2. Nothing here is fused or reordered by the target (no
// fused multiply-add, reductions always over the same lanes), so each element
// gets the same bits everywhere.
//
// Internal: for the files that are compiled once for each instruction set.
// Everything has internal linkage, so that no CPU is given another one's code.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstring>

#define WBM_INLINE [[gnu::always_inline]] inline

namespace wbm::tensor::kernels {
namespace {

template <class T>
struct LaneTypes {
  typedef T Values __attribute__((vector_size(64)));
};
template <class T>
using Lanes = typename LaneTypes<T>::Values;
template <class T>
inline constexpr int64_t kLanes = 64 / static_cast<int64_t>(sizeof(T));

template <class T>
WBM_INLINE Lanes<T> Splat(T x) {
  return Lanes<T>{} + x;
}

// The next min(left, lanes) elements; `fill` in the lanes beyond.
template <class T>
WBM_INLINE Lanes<T> Load(const T* x, int64_t left, T fill = 0) {
  Lanes<T> v;
  if (left >= kLanes<T>) {
    std::memcpy(&v, x, sizeof v);
    return v;
  }
  for (int64_t i = 0; i < kLanes<T>; ++i) v[i] = i < left ? x[i] : fill;
  return v;
}

template <class T>
WBM_INLINE void Store(Lanes<T> v, T* x, int64_t left) {
  if (left >= kLanes<T>) {
    std::memcpy(x, &v, sizeof v);
    return;
  }
  for (int64_t i = 0; i < left; ++i) x[i] = v[i];
}

// Folds halves onto each other: lane 0 op lane n/2, and so on.
template <class T, class Op>
WBM_INLINE T Fold(Lanes<T> v, Op op) {
  T x[kLanes<T>];
  std::memcpy(x, &v, sizeof v);
  for (int64_t half = kLanes<T> / 2; half > 0; half /= 2) {
    for (int64_t i = 0; i < half; ++i) x[i] = op(x[i], x[i + half]);
  }
  return x[0];
}
template <class T>
WBM_INLINE T FoldSum(Lanes<T> v) {
  return Fold<T>(v, [](T a, T b) { return a + b; });
}
// A NaN on the right is passed over; one on the left stays.
template <class T>
WBM_INLINE T FoldMax(Lanes<T> v) {
  return Fold<T>(v, [](T a, T b) { return b > a ? b : a; });
}

// 2^(n/2) for the integers n that two of these multiply to.
WBM_INLINE Lanes<float> PowerOfTwo(Lanes<int32_t> n) {
  const Lanes<int32_t> bits = (n + 127) << 23;
  Lanes<float> power;
  std::memcpy(&power, &bits, sizeof bits);
  return power;
}

// e^x to 2 ULP (measured, see row_kernels_test), subnormal results
// included; +inf above 88.72, 0 below -103.97, NaN for NaN.
//
// x = n ln 2 + r with |r| <= ln(2)/2, where ln 2 is split so that n times its
// first part is exact (Cody and Waite, Software Manual for the Elementary
// Functions, 1980); e^r is a minimax polynomial of degree 6, relative error
// 2^-28.9.
WBM_INLINE Lanes<float> Exp(Lanes<float> x) {
  x = x < -104.0f ? Splat(-104.0f) : x;
  x = x > 89.0f ? Splat(89.0f) : x;
  constexpr float kToInteger = 0x1.8p23f;  // adding it rounds to an integer
  const Lanes<float> shifted = x * 0x1.715476p+0f + kToInteger;
  const Lanes<float> n = shifted - kToInteger;
  Lanes<int32_t> bits;
  std::memcpy(&bits, &shifted, sizeof bits);
  const Lanes<int32_t> integer = bits - 0x4b400000;
  const Lanes<float> r = (x - n * 0x1.63p-1f) - n * -0x1.bd0106p-13f;
  Lanes<float> p = r * 1.39412131e-3f + 8.3752102e-3f;
  p = p * r + 4.16663516e-2f;
  p = p * r + 1.66664145e-1f;
  p = p * r + 0.5f;
  p = (p * r) * r + r + 1.0f;
  const Lanes<int32_t> half = integer >> 1;
  return (p * PowerOfTwo(half)) * PowerOfTwo(integer - half);
}

WBM_INLINE Lanes<double> Exp(Lanes<double> x) {
  for (int64_t i = 0; i < kLanes<double>; ++i) x[i] = ::exp(x[i]);
  return x;
}

// The normal distribution at x: its density and its distribution function.
template <class T>
struct Normal {
  Lanes<T> density;
  Lanes<T> cumulative;
};

// Both follow from one exponential: the tail beyond |x| is the density times
// Mills' ratio, here w Q(w) with w = 1 / (1 + |x|/4) and Q a polynomial of
// degree 9 (relative error 2^-26.2 for |x| <= 14.5; beyond, the density is 0).
// Relative error, tails included: at most (4 + x^2 / 2) 2^-23.
WBM_INLINE Normal<float> NormalAt(Lanes<float> x) {
  const Lanes<float> t = x < 0.0f ? -x : x;
  const Lanes<float> density = Exp(t * t * -0.5f) * 0.39894228f;
  const Lanes<float> w = 1.0f / (t * 0.25f + 1.0f);
  Lanes<float> q = w * 0x1.433f6cp-5f - 0x1.2ba6dcp-3f;
  q = q * w + 0x1.ab00ep-4f;
  q = q * w + 0x1.a8bacp-4f;
  q = q * w + 0x1.8a5144p-8f;
  q = q * w + 0x1.d7f0b6p-3f;
  q = q * w + 0x1.68c048p-3f;
  q = q * w + 0x1.ec1f32p-3f;
  q = q * w + 0x1.fe8d64p-3f;
  q = q * w + 0x1.000952p-2f;
  const Lanes<float> tail = density * (q * w);
  return {density, x < 0.0f ? tail : 1.0f - tail};
}

WBM_INLINE Normal<double> NormalAt(Lanes<double> x) {
  Normal<double> at = {Exp(x * x * -0.5) * 0.39894228040143267794, x};
  for (int64_t i = 0; i < kLanes<double>; ++i) {
    at.cumulative[i] = 0.5 * ::erfc(x[i] * -0.70710678118654752440);
  }
  return at;
}

}  // namespace
}  // namespace wbm::tensor::kernels
