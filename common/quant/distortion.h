// How much a quantizer distorts: mean squared error and the signal-to-
// quantization-noise ratio.
//
//   SqnrDb(x, dequantized)   // about 6.02 dB a bit
//
// Sums run in double in index order; the result is in double.

#pragma once

#include <span>

namespace wbm::quant {

// Mean of (x - approximation)^2; 0 for empty input. Only the common length is
// read.
double MeanSquaredError(std::span<const float> x,
                        std::span<const float> approximation);
double MeanSquaredError(std::span<const double> x,
                        std::span<const double> approximation);

// 10 log10(sum x^2 / sum (x - approximation)^2) in dB. Without any error
// (empty and all-zero input included) +infinity; error without signal
// -infinity; NaN where an element is NaN or the two share an infinity.
double SqnrDb(std::span<const float> x, std::span<const float> approximation);
double SqnrDb(std::span<const double> x, std::span<const double> approximation);

// What theory expects of `levels` equally spaced levels. A uniform input that
// fills the range, each level in the middle of its cell, has noise step^2/12
// and signal (levels step)^2/12: 20 log10(levels), 6.02 dB a bit.
double UniformInputSqnrDb(double levels);

// The same grid with a sine that fills the range: signal (levels step)^2/8,
// 1.76 dB more. The noise model is asymptotic; at 8 bits it is 0.1 dB off.
double SineInputSqnrDb(double levels);

}  // namespace wbm::quant
