// Sums that carry what rounding took away.
//
//   CompensatedSum sum;
//   for (double x : values) sum.Add(x);
//   sum.Total();
//
// With unit roundoff u = 2^-53 the error of n terms is at most about
// u |sum| + n^2 u^2 sum|x|: one rounding, until n nears 1/u or the terms
// cancel almost wholly (Ogita, Rump and Oishi, "Accurate Sum and Dot Product",
// SIAM J. Sci. Comput. 26, 2005, Prop. 4.5).
#pragma once

#include <cmath>
#include <span>

namespace wbm::numerics {

// Kahan's sum with Neumaier's branch for a term larger than the sum
// (A. Neumaier, ZAMM 54, 1974).
class CompensatedSum {
 public:
  void Add(double x) {
    const double next = sum_ + x;
    lost_ +=
        std::fabs(sum_) >= std::fabs(x) ? (sum_ - next) + x : (x - next) + sum_;
    sum_ = next;
  }

  // An infinite, overflowing or NaN sum is what plain addition gives, without
  // the NaN that the compensation would make of an infinity. Empty: 0.
  double Total() const { return std::isfinite(sum_) ? sum_ + lost_ : sum_; }

 private:
  double sum_ = 0;
  double lost_ = 0;
};

template <typename T>
double NeumaierSum(std::span<const T> values) {
  CompensatedSum sum;
  for (T value : values) sum.Add(static_cast<double>(value));
  return sum.Total();
}

}  // namespace wbm::numerics
