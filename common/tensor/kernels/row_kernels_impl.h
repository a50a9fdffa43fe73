// The kernels of row_kernels.h, written once; each instruction set's file
// includes this and is compiled for it.
#pragma once

#include "common/tensor/kernels/lanes.h"
#include "common/tensor/kernels/row_kernels.h"

namespace wbm::tensor::kernels {
namespace {

// y[i...] = f(a[i...], b[i...]) with whole registers.
template <class T, class F>
WBM_INLINE void Map2(int64_t n, const T* a, const T* b, T* y, F f) {
  for (int64_t i = 0; i < n; i += kLanes<T>) {
    Store<T>(f(Load<T>(a + i, n - i), Load<T>(b + i, n - i)), y + i, n - i);
  }
}

template <class T>
void Add(int64_t n, const T* a, const T* b, T* y) {
  Map2(n, a, b, y, [](Lanes<T> p, Lanes<T> q) { return p + q; });
}
template <class T>
void Multiply(int64_t n, const T* a, const T* b, T* y) {
  Map2(n, a, b, y, [](Lanes<T> p, Lanes<T> q) { return p * q; });
}
template <class T>
void Scale(int64_t n, T s, const T* x, T* y) {
  Map2(n, x, x, y, [s](Lanes<T> p, Lanes<T>) { return p * s; });
}
template <class T>
void AddScaled(int64_t n, T s, const T* x, T* y) {
  Map2(n, x, y, y, [s](Lanes<T> p, Lanes<T> q) { return q + p * s; });
}

template <class T>
T Sum(int64_t n, const T* x) {
  Lanes<T> sum = {};
  for (int64_t i = 0; i < n; i += kLanes<T>) sum += Load<T>(x + i, n - i);
  return FoldSum<T>(sum);
}

template <class T>
void AddRow(int64_t rows, int64_t cols, const T* row, T* y) {
  for (int64_t r = 0; r < rows; ++r) Add(cols, y + r * cols, row, y + r * cols);
}

template <class T>
void SumRows(int64_t rows, int64_t cols, const T* x, T* sums) {
  for (int64_t c = 0; c < cols; c += kLanes<T>) {
    Lanes<T> sum = {};
    for (int64_t r = 0; r < rows; ++r) {
      sum += Load<T>(x + r * cols + c, cols - c);
    }
    Store<T>(sum, sums + c, cols - c);
  }
}

template <class T>
void ExpAll(int64_t n, const T* x, T* y) {
  Map2(n, x, x, y, [](Lanes<T> p, Lanes<T>) { return Exp(p); });
}

template <class T>
void Gelu(int64_t n, const T* x, T* y, T* slope) {
  for (int64_t i = 0; i < n; i += kLanes<T>) {
    const Lanes<T> v = Load<T>(x + i, n - i);
    const Normal<T> normal = NormalAt(v);
    Store<T>(v * normal.cumulative, y + i, n - i);
    if (slope != nullptr) {
      Store<T>(normal.cumulative + v * normal.density, slope + i, n - i);
    }
  }
}

template <class T>
T Softmax(int64_t n, T scale, const T* x, T* y) {
  constexpr T kLeast = -static_cast<T>(INFINITY);
  Lanes<T> most = Splat(kLeast);
  for (int64_t i = 0; i < n; i += kLanes<T>) {
    const Lanes<T> v = Load<T>(x + i, n - i, kLeast) * scale;
    most = v > most ? v : most;
  }
  const T max = FoldMax<T>(most);
  Lanes<T> sums = {};
  for (int64_t i = 0; i < n; i += kLanes<T>) {
    Lanes<T> e = Exp(Load<T>(x + i, n - i) * scale - max);
    Store<T>(e, y + i, n - i);
    if (n - i < kLanes<T>) e = Load<T>(y + i, n - i);  // nothing beyond the row
    sums += e;
  }
  const T sum = FoldSum<T>(sums);
  Scale<T>(n, T{1} / sum, y, y);
  return max + static_cast<T>(::log(static_cast<double>(sum)));
}

template <class T>
void SoftmaxBackward(int64_t n, T scale, const T* y, const T* dy, T* dx) {
  Lanes<T> products = {};
  for (int64_t i = 0; i < n; i += kLanes<T>) {
    products += Load<T>(y + i, n - i) * Load<T>(dy + i, n - i);
  }
  const T dot = FoldSum<T>(products);
  Map2(n, y, dy, dx,
       [=](Lanes<T> p, Lanes<T> g) { return p * (g - dot) * scale; });
}

template <class T>
T ReciprocalRoot(T x) {
  return static_cast<T>(1.0 / ::sqrt(static_cast<double>(x)));
}

// sum (x - shift)^2 of a row.
template <class T>
WBM_INLINE T SumOfSquares(int64_t n, const T* x, T shift) {
  Lanes<T> sum = {};
  for (int64_t i = 0; i < n; i += kLanes<T>) {
    const Lanes<T> d = Load<T>(x + i, n - i, shift) - shift;
    sum += d * d;
  }
  return FoldSum<T>(sum);
}

// y = (x - shift) factor gain + bias of a row.
template <class T>
WBM_INLINE void Normalise(int64_t n, const T* x, T shift, T factor,
                          const T* gain, const T* bias, T* y) {
  for (int64_t i = 0; i < n; i += kLanes<T>) {
    const int64_t left = n - i;
    Lanes<T> v = (Load<T>(x + i, left) - shift) * factor;
    v *= Load<T>(gain + i, left);
    if (bias != nullptr) v += Load<T>(bias + i, left);
    Store<T>(v, y + i, left);
  }
}

template <class T>
void LayerNorm(int64_t rows, int64_t cols, T eps, const T* x, const T* gain,
               const T* bias, T* y, T* mean, T* rstd) {
  const T count = static_cast<T>(cols);
  for (int64_t r = 0; r < rows; ++r, x += cols, y += cols) {
    mean[r] = Sum(cols, x) / count;
    rstd[r] = ReciprocalRoot(SumOfSquares(cols, x, mean[r]) / count + eps);
    Normalise(cols, x, mean[r], rstd[r], gain, bias, y);
  }
}

template <class T>
void RmsNorm(int64_t rows, int64_t cols, T eps, const T* x, const T* gain, T* y,
             T* rstd) {
  const T count = static_cast<T>(cols);
  for (int64_t r = 0; r < rows; ++r, x += cols, y += cols) {
    rstd[r] = ReciprocalRoot(SumOfSquares(cols, x, T{0}) / count + eps);
    Normalise<T>(cols, x, T{0}, rstd[r], gain, nullptr, y);
  }
}

// One row of the gradient of a normalisation. With h = (x - shift) rstd and
// t = dy gain: dx = rstd (t - mean(t) - h mean(t h)); RMSNorm, which does not
// subtract the mean (kCentred false), has no mean(t).
template <class T, bool kCentred>
WBM_INLINE void NormBackward(int64_t n, const T* x, const T* gain, T shift,
                             T rstd, const T* dy, T* dx, T* dgain, T* dbias) {
  Lanes<T> sum_t = {};
  Lanes<T> sum_th = {};
  for (int64_t i = 0; i < n; i += kLanes<T>) {
    const int64_t left = n - i;
    const Lanes<T> g = Load<T>(dy + i, left);
    const Lanes<T> h = (Load<T>(x + i, left, shift) - shift) * rstd;
    const Lanes<T> t = g * Load<T>(gain + i, left);
    sum_t += t;
    sum_th += t * h;
    Store<T>(Load<T>(dgain + i, left) + g * h, dgain + i, left);
    if (dbias != nullptr) {
      Store<T>(Load<T>(dbias + i, left) + g, dbias + i, left);
    }
  }
  const T mean_t = kCentred ? FoldSum<T>(sum_t) / static_cast<T>(n) : T{0};
  const T mean_th = FoldSum<T>(sum_th) / static_cast<T>(n);
  for (int64_t i = 0; i < n; i += kLanes<T>) {
    const int64_t left = n - i;
    const Lanes<T> h = (Load<T>(x + i, left) - shift) * rstd;
    const Lanes<T> t = Load<T>(dy + i, left) * Load<T>(gain + i, left);
    Store<T>((t - mean_t - h * mean_th) * rstd, dx + i, left);
  }
}

template <class T>
void LayerNormBackward(int64_t rows, int64_t cols, const T* x, const T* gain,
                       const T* mean, const T* rstd, const T* dy, T* dx,
                       T* dgain, T* dbias) {
  for (int64_t r = 0; r < rows; ++r, x += cols, dy += cols, dx += cols) {
    NormBackward<T, true>(cols, x, gain, mean[r], rstd[r], dy, dx, dgain,
                          dbias);
  }
}

template <class T>
void RmsNormBackward(int64_t rows, int64_t cols, const T* x, const T* gain,
                     const T* rstd, const T* dy, T* dx, T* dgain) {
  for (int64_t r = 0; r < rows; ++r, x += cols, dy += cols, dx += cols) {
    NormBackward<T, false>(cols, x, gain, T{0}, rstd[r], dy, dx, dgain,
                           nullptr);
  }
}

// Square root and division are exact in IEEE 754, so plain code will do.
template <class T>
void AdamW(int64_t n, const AdamWConstants<T>& constants, const T* g, T* w,
           T* m, T* v) {
  const AdamWConstants<T> c = constants;
  for (int64_t i = 0; i < n; ++i) {
    m[i] = c.beta1 * m[i] + c.one_minus_beta1 * g[i];
    v[i] = c.beta2 * v[i] + c.one_minus_beta2 * (g[i] * g[i]);
    const T root = sizeof(T) == 4
                       ? static_cast<T>(::sqrtf(static_cast<float>(v[i])))
                       : static_cast<T>(::sqrt(v[i]));
    w[i] = w[i] * c.keep - c.step_size * (m[i] / (root * c.v_scale + c.eps));
  }
}

template <class T>
constexpr RowKernels<T> MakeKernels() {
  return {Add<T>,
          Multiply<T>,
          Scale<T>,
          AddScaled<T>,
          Sum<T>,
          SumRows<T>,
          AddRow<T>,
          ExpAll<T>,
          Gelu<T>,
          Softmax<T>,
          SoftmaxBackward<T>,
          LayerNorm<T>,
          LayerNormBackward<T>,
          RmsNorm<T>,
          RmsNormBackward<T>,
          AdamW<T>};
}

}  // namespace
}  // namespace wbm::tensor::kernels
