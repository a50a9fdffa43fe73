// Single-precision log, sin and cos as vector code computes them. Internal to
// random/.
//
// Polynomials and range reductions of the Cephes library (S. Moshier), each
// multiply-add fused, which is what a build for AVX2 and FMA executes. Good to
// about an ulp on the stated ranges; no special values.
#pragma once

namespace wbm::random {

// ln(x) for normal positive x.
float CephesLog(float x);

struct SinCos {
  float sin;
  float cos;
};

// For 0 <= x < 8192.
SinCos CephesSinCos(float x);

}  // namespace wbm::random
