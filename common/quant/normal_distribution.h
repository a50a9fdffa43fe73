// The standard normal distribution: density, probabilities, quantiles.
//
//   NormalQuantile(0.975)   // 1.959963984540054
//
// NF4 takes its levels from these quantiles, Lloyd-Max its centroids from the
// density.

#pragma once

namespace wbm::quant {

// exp(-x^2/2) / sqrt(2 pi).
double NormalDensity(double x);

// P(X <= x), accurate in the left tail too.
double NormalProbability(double x);

// The x with P(X <= x) = p. p <= 0 gives -infinity, p >= 1 +infinity, NaN NaN.
// Within 4 ULP of the true value, tested against published 16-digit quantiles.
// Acklam's rational approximation (relative error 1.15e-9), then one Halley
// step on erfc, which cubes the error.
double NormalQuantile(double p);

}  // namespace wbm::quant
