// The contract of lab 05: how big is quantization noise?
//
// A quantizer puts each number on the nearest mark of a grid. What it adds is
// the error y - x. Where the grid is fine, the error is as good as uniform over
// one cell, from -step/2 to step/2, and then its power (its mean square) is
//
//     noise = step^2 / 12.                                                (1)
//
// Against the power of the signal this is the signal-to-quantization-noise
// ratio, SQNR, in decibels: 10 log10(signal / noise). One more bit halves the
// step, quarters the noise and so adds 20 log10(2) = 6.02 dB. You write the
// functions below in noise.cc and find out where that holds and where not:
//
//     const Grid grid{GridKind::kMidRise, 3, 1.0};   // 8 marks in [-1, 1]
//     StepOf(grid)                                   // 0.25
//     PredictedSqnrDb(Shape::kUniform, 1.0, grid)    // 18.06
//     SqnrDb(x, *Dequantize(*Quantize(x, grid), grid))
//
// Rules for every function here:
//   * Everything is double; sums run over the elements in any order.
//   * "Nothing" is std::nullopt: the answer to a question that has none.
//   * Logarithms are std::log10 and std::log2: 6.02 and 1.76 are names, not
//     numbers to compute with.
//
// Sources: W. R. Bennett, "Spectra of Quantized Signals", 1948 (the noise
// model); B. Widrow and I. Kollar, "Quantization Noise", 2008; IEEE Std 1241
// (effective bits); T. Cover and J. Thomas, "Elements of Information Theory",
// chapter 2 (entropy, divergence).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace noise_lab {

// ---- Block A: two grids.

enum class GridKind : std::int32_t {
  // 2^bits - 1 marks, one of them at 0, the outermost at +-limit: the int8
  // ruler of lab 04. Code q stands for q * step, |q| <= 2^(bits-1) - 1.
  kSymmetric,
  // 2^bits cells that fill [-limit, limit], a mark in the middle of each, none
  // at 0: the converter of the textbook. Code q stands for (q + 1/2) * step,
  // -2^(bits-1) <= q < 2^(bits-1).
  kMidRise,
};

struct Grid {
  GridKind kind = GridKind::kSymmetric;
  std::int32_t bits = 8;
  double limit = 1;  // unit of x
};

// Task 5.1. The distance between neighbouring marks.
// Nothing when there is no such grid: bits outside 1...16; one bit on the
// symmetric grid, whose only mark would be 0; a limit that is NaN or outside
// [2^-100, 2^100].
std::optional<double> StepOf(Grid grid);

// Task 5.2. The code of each element.
// The quotient x / step is one division of doubles (x * (1 / step) rounds twice
// and differs).
//   * Symmetric: the integer nearest to it, ties to even.
//   * Mid-rise: the integer below it (std::floor), so that a number on
//     the border of two cells belongs to the upper one, and 0 (with either
//     sign) gets code 0.
//   * What lies beyond the ends gets the outermost code; infinities too.
// Nothing when StepOf says nothing, or when an element is NaN. Of no elements
// the codes are none.
std::optional<std::vector<std::int32_t>> Quantize(std::span<const double> x,
                                                  Grid grid);

// Task 5.2. The marks that codes stand for. Nothing when StepOf says nothing,
// or when a code is not one of the grid.
std::optional<std::vector<double>> Dequantize(
    std::span<const std::int32_t> codes, Grid grid);

// ---- Block B: measured, and predicted.

// Task 5.3. 10 log10(sum x^2 / sum (x - y)^2), in dB: a ratio of powers, hence
// 10 and not 20. +infinity when there is no noise (also when x is all zeros),
// -infinity when there is noise and no signal.
// Nothing when the lengths differ or are 0, or when an element is NaN or of a
// magnitude above 2^500, whose square might be no number any more. What is
// below 2^-400, element or error, may count as 0.
std::optional<double> SqnrDb(std::span<const double> x,
                             std::span<const double> y);

// An input, and what its `size` means.
enum class Shape : std::int32_t {
  kUniform,   // uniform on [-size, size]: power size^2 / 3
  kSine,      // amplitude size: power size^2 / 2
  kGaussian,  // standard deviation size: power size^2
};

// Task 5.4. What equation (1) expects, in dB: the input's power over
// step^2 / 12. Says nothing of clipping (that is task 5.6).
// Nothing when StepOf says nothing; when size is NaN or outside
// [2^-100, 2^100]; and for a uniform input or a sine that leaves the grid
// (size > limit), which is clipped, so that (1) does not hold.
std::optional<double> PredictedSqnrDb(Shape shape, double size, Grid grid);

// Task 5.4. The same law read backwards, as the data sheets of
// analog-to-digital converters do: the bits of the mid-rise grid that would
// give a full-scale sine this SQNR, "effective number of bits",
// (sqnr_db - 10 log10(3/2)) / (20 log10(2)). No rounding, any sign.
double EffectiveBits(double sqnr_db);

// y = slope * x + intercept.
struct Line {
  double slope = 0;
  double intercept = 0;
};

// Task 5.5. The line with the least sum of squared distances in y.
// The x may lie close together and far from 0, and so may the y: subtract the
// means before you square and multiply, or sum x^2 - (sum x)^2 / n loses every
// digit.
// Nothing when the lengths differ, when an element is not finite, or when the
// x are not at least two different numbers (ask them, not a sum of squares: the
// mean of equal numbers may be rounded). |x| and |y| are below 10^6; two x that
// differ are at least 10^-6 apart.
std::optional<Line> FitLine(std::span<const double> x,
                            std::span<const double> y);

// ---- Block C: where to clip, and what the codes carry.

// Two kinds of noise power, in units of the variance of the input.
struct ClipNoise {
  double granular = 0;  // from the marks: equation (1), within the grid
  double overload = 0;  // from the ends: beyond them everything is clipped
};

// Task 5.6. A standard normal input (deviation 1) on the symmetric grid whose
// limit is `clip`. With phi its density, Q(c) = P(X > c), by the model:
//
//     granular = step^2 / 12 * P(|X| <= clip)
//     overload = 2 * integral from clip to infinity of (x - clip)^2 phi(x) dx
//              = 2 * ((1 + clip^2) Q(clip) - clip phi(clip))
//
// std::erfc keeps Q's digits in the tail: Q(c) = erfc(c / sqrt(2)) / 2.
// Nothing when bits are outside 2...16, or clip (NaN too) outside [0.01, 20].
std::optional<ClipNoise> GaussianClipNoise(std::int32_t bits, double clip);

// Task 5.6. The clip at which granular + overload is least, to 1e-4. There is
// one minimum: smaller clips cut, larger ones coarsen. (The derivative can be
// set to zero or the valley searched; golden section needs no derivative.)
// Nothing when bits are outside 2...16.
std::optional<double> BestClip(std::int32_t bits);

// Task 5.7. Shannon's entropy of the codes' frequencies, in bits a code:
// -sum f log2 f over the codes that occur. Nothing when there are no codes.
std::optional<double> EntropyBits(std::span<const std::int32_t> codes);

// Task 5.7. The Kullback-Leibler divergence D(p || q) = sum p log2(p / q), in
// bits: what it costs to believe q where p is true. p and q are weights; each
// is first divided by its own sum, since a distribution whose elements were
// quantized does not add up to one any more.
//   * Where p is 0 the term is 0, whatever q is.
//   * Where q is 0 and p is not, the divergence is +infinity.
//   * It is never negative; a rounding error below 0 counts as 0.
// Nothing when the lengths differ, when a weight is negative or not finite, or
// when a sum is 0 (as that of no weights is). A sum is below 10^100, and a
// weight 0 or at least 10^-100.
std::optional<double> DivergenceBits(std::span<const double> p,
                                     std::span<const double> q);

}  // namespace noise_lab
