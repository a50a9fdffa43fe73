#include "common/quant/normal_distribution.h"

#include <cmath>
#include <limits>
#include <numbers>

namespace wbm::quant {
namespace {

constexpr double kSqrt2Pi = 2.50662827463100050242;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

// Peter J. Acklam, "An algorithm for computing the inverse normal cumulative
// distribution function" (2003): the tail, p < 0.02425.
double TailStart(double p) {
  const double q = std::sqrt(-2.0 * std::log(p));
  const double numerator =
      ((((-7.784894002430293e-03 * q - 3.223964580411365e-01) * q -
         2.400758277161838e+00) *
            q -
        2.549732539343734e+00) *
           q +
       4.374664141464968e+00) *
          q +
      2.938163982698783e+00;
  const double denominator =
      (((7.784695709041462e-03 * q + 3.224671290700398e-01) * q +
        2.445134137142996e+00) *
           q +
       3.754408661907416e+00) *
          q +
      1.0;
  return numerator / denominator;
}

// The same, 0.02425 <= p <= 0.5.
double CentreStart(double p) {
  const double q = p - 0.5;
  const double r = q * q;
  const double numerator =
      (((((-3.969683028665376e+01 * r + 2.209460984245205e+02) * r -
          2.759285104469687e+02) *
             r +
         1.383577518672690e+02) *
            r -
        3.066479806614716e+01) *
           r +
       2.506628277459239e+00) *
      q;
  const double denominator =
      ((((-5.447609879822406e+01 * r + 1.615858368580409e+02) * r -
         1.556989798598866e+02) *
            r +
        6.680131188771972e+01) *
           r -
       1.328068155288572e+01) *
          r +
      1.0;
  return numerator / denominator;
}

double LowerQuantile(double p) {
  const double x = p < 0.02425 ? TailStart(p) : CentreStart(p);
  const double error = NormalProbability(x) - p;
  const double step = error * kSqrt2Pi * std::exp(x * x / 2.0);
  return x - step / (1.0 + x * step / 2.0);
}

}  // namespace

double NormalDensity(double x) { return std::exp(-x * x / 2.0) / kSqrt2Pi; }

double NormalProbability(double x) {
  return std::erfc(-x / std::numbers::sqrt2) / 2.0;
}

double NormalQuantile(double p) {
  if (p != p) return p;
  if (p <= 0.0) return -kInfinity;
  if (p >= 1.0) return kInfinity;
  // 1 - p is exact for p >= 0.5, so the upper half loses nothing.
  return p <= 0.5 ? LowerQuantile(p) : -LowerQuantile(1.0 - p);
}

}  // namespace wbm::quant
