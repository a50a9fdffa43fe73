// Where should the levels go? Lloyd-Max: the scalar quantizer of least mean
// squared error, for samples and for the exact normal distribution, beside the
// best equally spaced one.
//
//   QuantizerDesign best = LloydMaxNormal(16);        // mse 0.009501
//   QuantizerDesign even = BestUniformNormal(16);     // mse 0.011543
//   QuantizerDesign mine = LloydMax(samples, 16);
//
// Two conditions hold at the optimum: each threshold is the midpoint of its
// levels, each level the mean of its cell. Lloyd's iteration makes one true,
// then the other; the error never grows.
//
// Source: Lloyd, "Least squares quantization in PCM", IEEE Trans. IT 28 (1982);
// Max, "Quantizing for minimum distortion", IRE Trans. IT 6 (1960), whose
// tables I and II are in the tests.

#pragma once

#include <cstddef>
#include <span>

#include "common/quant/codebook.h"

namespace wbm::quant {

struct LloydMaxOptions {
  // For the normal distribution: done when no level moves by more than this
  // times the span of the levels. (Samples need none: see LloydMax.)
  double tolerance = 1e-13;
  int max_iterations = 100000;
};

struct QuantizerDesign {
  Codebook codebook;
  double mse = 0.0;  // of the samples, or under the distribution
  int iterations = 0;
  bool converged = true;
};

// The design for `samples` with `levels` >= 1 levels, started from their
// quantiles. It has converged when no sample changes its cell: a fixed point,
// reached exactly. A cell without samples keeps its level, so fewer distinct
// samples than levels give an error of 0. Samples that are not finite are left
// out; without samples every level is 0. Any finite samples will do, up to the
// largest double: no sum overflows, and the error is infinite or zero only when
// no double is nearer.
QuantizerDesign LloydMax(std::span<const double> samples, std::size_t levels,
                         const LloydMaxOptions& options = {});

// The design for N(0, 1), with closed-form centroids. `levels` >= 1.
QuantizerDesign LloydMaxNormal(std::size_t levels,
                               const LloydMaxOptions& options = {});

// The best equally spaced levels (i - (levels-1)/2) * step, found by a search
// for the step: the baseline to compare with. A grid that reaches the largest
// sample instead is far from it. `levels` >= 1.
QuantizerDesign BestUniform(std::span<const double> samples,
                            std::size_t levels);
QuantizerDesign BestUniformNormal(std::size_t levels);

// Mean squared error of a codebook: over samples (those that are finite; 0 if
// there are none), and exactly under N(0, 1). The codebook has a level.
double SampleMse(const Codebook& codebook, std::span<const double> samples);
double NormalMse(const Codebook& codebook);

}  // namespace wbm::quant
