// Hadamard rotation: spreads an outlier over all coordinates, so that one scale
// serves them all. Orders 2^k, in place, n log2 n additions.
//
//   std::vector<float> x = {8, 0, 0, 0};
//   HadamardRotate(std::span(x));   // true; x is {4, 4, 4, 4}
//   HadamardRotate(std::span(x));   // {8, 0, 0, 0}: it is its own inverse
//
// The matrix is Sylvester's: H(2n) = [H(n) H(n); H(n) -H(n)], symmetric, with
// H H = n I. Element (i, j) is -1 to the number of bits set in i & j.
// HadamardButterflies multiplies by H (exact on integers); HadamardRotate by
// H / sqrt(n), which keeps the Euclidean norm.
//
// Rounding of HadamardRotate on T: log2 n additions in sequence for each
// element, stage by stage with stride 1, 2, 4 ..., then one multiplication by
// 1/sqrt(n), itself rounded. So |error|_2 <= (log2 n + 2) u |x|_2 (1 + O(u)).
// NaN and infinities spread to all elements, and a sum of |x| above the largest
//
// Source: Ashkboos et al., QuaRot, arXiv 2404.00456; Fino and Algazi, "Unified
// matrix treatment of the fast Walsh-Hadamard transform", IEEE TC 25 (1976).

#pragma once

#include <cmath>
#include <cstddef>
#include <span>

namespace wbm::quant {

constexpr bool IsHadamardOrder(std::size_t n) {
  return n != 0 && (n & (n - 1)) == 0;
}

// Element (row, col) of H, 1 or -1, whatever its order.
constexpr int HadamardElement(std::size_t row, std::size_t col) {
  int sign = 1;
  for (std::size_t both = row & col; both != 0; both &= both - 1) sign = -sign;
  return sign;
}

// x := H x. False, and x untouched, unless x.size() is a power of two.
template <class T>
[[nodiscard]] constexpr bool HadamardButterflies(std::span<T> x) {
  if (!IsHadamardOrder(x.size())) return false;
  for (std::size_t half = 1; half < x.size(); half *= 2) {
    for (std::size_t begin = 0; begin < x.size(); begin += 2 * half) {
      for (std::size_t i = begin; i < begin + half; ++i) {
        const T a = x[i];
        const T b = x[i + half];
        x[i] = a + b;
        x[i + half] = a - b;
      }
    }
  }
  return true;
}

// x := H x / sqrt(n). False, and x untouched, unless x.size() is a power of
// two. T is float or double.
template <class T>
[[nodiscard]] bool HadamardRotate(std::span<T> x) {
  if (!HadamardButterflies(x)) return false;
  const double n = static_cast<double>(x.size());
  const T factor = static_cast<T>(1.0 / std::sqrt(n));
  for (T& value : x) value *= factor;
  return true;
}

// Rotates each run of `order` consecutive elements: the rows of a matrix, or
// blocks of a long row. False, and x untouched, unless `order` is a power of
// two that divides x.size().
template <class T>
[[nodiscard]] bool HadamardRotateBlocks(std::span<T> x, std::size_t order) {
  if (!IsHadamardOrder(order) || x.size() % order != 0) return false;
  for (std::size_t at = 0; at < x.size(); at += order) {
    if (!HadamardRotate(x.subspan(at, order))) return false;
  }
  return true;
}

}  // namespace wbm::quant
