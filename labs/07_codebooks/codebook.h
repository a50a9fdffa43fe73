// The contract of lab 07: where should the levels of a quantizer go?
//
// A codebook is a list of levels. A code is an index into it, quantizing is
// taking the nearest level, and nothing says that levels stand at equal
// distances. You write the functions below in codebook.cc, normal_float.cc and
// no_multiplier.cc; the experiment then asks which levels suit a bell curve,
// which suit probabilities, and how far three levels go:
//
//     absl::StatusOr<Design> best = LloydMax(samples, start, 1000);
//     absl::StatusOr<std::vector<float>> nf4 = NormalFloatLevels(4);
//     absl::StatusOr<Blocks> blocks = QuantizeBlocks(w, *nf4, 64);
//     absl::StatusOr<Ternary> three = QuantizeTernary(w);
//     absl::StatusOr<LogGrid> grid = ChooseLogGrid(probabilities, 8);
//
// Rules for every function here:
//   * A tensor comes flat. "Levels" are at least one, finite, strictly
//     ascending, of magnitude at most 2^1000.
//   * Sums and quotients are double unless a function says float32.
//   * "Error" means absl::InvalidArgumentError with a message for people; the
//     tests look at the code, never at the words.
//
// Sources: S. Lloyd, "Least squares quantization in PCM", IEEE Trans. IT 28
// (1982); T. Dettmers et al., "QLoRA", arXiv 2305.14314, appendix E; S. Ma et
// al., "The Era of 1-bit LLMs", arXiv 2402.17764, equations (1) to (3).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/statusor.h"

namespace codebook_lab {

// Task 7.1. The code of the nearest level, for every element of x. Halfway
// between two neighbours lies their threshold
//
//     t_i = (levels[i] + levels[i + 1]) / 2,         a double,
//
// and the code of x is the number of thresholds that are smaller than x. So a
// value on a threshold takes the lower code, and infinities the outermost.
//   * Error: levels are not as the rules say, or x holds a NaN.
//   * An empty x gives no codes and is no error.
absl::StatusOr<std::vector<std::int32_t>> EncodeNearest(
    std::span<const double> x, std::span<const double> levels);

// Task 7.1. The way back: levels[code].
//   * Error: levels are not as the rules say, or a code is not one of
//     0 … number of levels - 1.
absl::StatusOr<std::vector<double>> DecodeLevels(
    std::span<const std::int32_t> codes, std::span<const double> levels);

// A quantizer that was designed for samples.
struct Design {
  std::vector<double> levels;
  double mse = 0;  // mean squared distance of a sample to its nearest level
  std::int32_t iterations = 0;  // how often the levels were moved
  bool converged = false;
};

// Task 7.2. Lloyd's iteration. Give every sample its code by task 7.1 under
// the levels `start`; then, at most `max_iterations` times:
//
//     1. move every level to the mean of the samples that have its code
//        (a level without samples stays where it is);
//     2. give every sample its code anew, under the moved levels;
//     3. stop when no sample's code has changed: converged.
//
// Every step makes the error smaller or leaves it: step 1 because the mean is
// the point of least squared distance, step 2 because the nearest level is the
// nearest. When no code changes, step 1 would repeat itself: a fixed point has
// been reached exactly, and no tolerance has to be chosen.
//   * mse belongs to the levels and the codes that are returned.
//   * Error: samples are empty or hold a NaN or an infinity; start is not as
//     the rules for levels say; max_iterations < 1; the moved levels do not
//     ascend (when the samples of two neighbours differ by roundings only).
//     Samples are of magnitude at most 2^500. Not having converged is no error:
//     it is said in the result.
absl::StatusOr<Design> LloydMax(std::span<const double> samples,
                                std::span<const double> start,
                                std::int32_t max_iterations);

// Task 7.3. The x below which a standard normal variable falls with
// probability p:
//
//     P(X <= x) = erfc(-x / sqrt(2)) / 2 = p.
//
// C++ has std::erfc but not its inverse. erfc grows and shrinks monotonically:
// bisection finds x.
//   * Wanted: |error| <= 1e-13 + 1e-12 |x| for every p that is at least 1e-300,
//     on both sides. Near 1 the probability has no digits left to bisect on;
//     1 - p, which is exact for p >= 0.5, has.
//   * p <= 0 gives -infinity, p >= 1 +infinity, NaN gives NaN.
double NormalQuantile(double p);

// Task 7.4. The levels of NormalFloat with `bits` bits (NF4 is bits = 4), in
// ascending order. With n = 2^bits levels:
//
//     outermost probability   o = 1 - (1 / (2n) + 1 / (2n - 2)) / 2
//     above zero, n/2         NormalQuantile(p) at p = o - i (o - 0.5) / (n/2),
//                             i = 0 … n/2 - 1
//     zero itself
//     below zero, n/2 - 1     -NormalQuantile(p) at
//                             p = o - i (o - 0.5) / (n/2 - 1), i = 0 … n/2 - 2
//
// and all of them divided by the largest; in double, rounded to float32 at the
// end. There are n levels and one of them is 0, so the two sides differ.
//   * Error: bits is not one of 2 … 8.
absl::StatusOr<std::vector<float>> NormalFloatLevels(std::int32_t bits);

// A tensor in blocks of consecutive elements: one scale a block, one code an
// element. The last block is shorter when the size is no multiple.
struct Blocks {
  std::vector<float> scales;
  std::vector<std::uint8_t> codes;
  std::int32_t block_size = 1;
};

// Task 7.5. scale = the largest |x| in the block; code = that of the level
// nearest to x / scale, a float32 quotient, by task 7.1's rule (thresholds in
// double). A block of zeros has scale 0, and its codes are those of the level
// nearest to 0.
//   * Error: levels are not as the rules say or more than 256; block_size < 1;
//     x holds a NaN or an infinity. An empty x gives an empty result.
absl::StatusOr<Blocks> QuantizeBlocks(std::span<const float> x,
                                      std::span<const float> levels,
                                      std::int32_t block_size);

// Task 7.5. level * scale, one float32 product an element.
//   * Error: levels as above; block_size < 1; a code without a level; not as
//     many scales as there are blocks.
absl::StatusOr<std::vector<float>> DequantizeBlocks(
    const Blocks& blocks, std::span<const float> levels);

// Three levels: -alpha, 0, alpha.
struct Ternary {
  float alpha = 0;
  std::vector<std::int8_t> codes;  // -1, 0, 1
};

// Task 7.6. BitNet b1.58's rule ("absmean"):
//
//     alpha  = mean of |w| over all weights; sum and quotient in double,
//              rounded to float32 once
//     code_i = sign(w_i) where |w_i| > alpha / 2, else 0.
//
//   * A tensor of zeros has alpha 0 and codes 0.
//   * Error: w is empty or holds a NaN or an infinity.
absl::StatusOr<Ternary> QuantizeTernary(std::span<const float> w);

// Task 7.6. The scale a for which sum (w_i - a code_i)^2 is least. Only the
// weights whose code is not zero have a say. 0 when all codes are zero.
//   * Error: the lengths differ, a code is not -1, 0 or 1, or w holds a NaN or
//     an infinity.
absl::StatusOr<double> LeastSquaresScale(std::span<const float> w,
                                         std::span<const std::int8_t> codes);

// Task 7.6. Shannon's entropy of the codes' frequencies, in bits a code:
// - sum f log2 f. Three equally frequent codes have log2 3 = 1.585, the "1.58"
// in the name.
//   * Error: codes is empty.
absl::StatusOr<double> CodeEntropy(std::span<const std::int8_t> codes);

// Levels in geometric progression, and zero: code 0 is 0.0, code 1 … highest
//
//     2^(log2_lowest + (code - 1) step).
struct LogGrid {
  double log2_lowest = 0;
  double step = 1;  // > 0; distance of neighbours, as a power of two
  std::int32_t highest = 1;
};

// Task 7.7. The grid from the smallest positive element of p (code 1) to the
// largest (code 2^bits - 1):
//
//     step = (log2 largest - log2 smallest) / (2^bits - 2).
//
//   * Where all positive elements are equal, step is 1.
//   * Error: p holds a negative number, a NaN or an infinity, or nothing that
//     is positive; bits is not one of 2 … 16.
absl::StatusOr<LogGrid> ChooseLogGrid(std::span<const float> p,
                                      std::int32_t bits);

// Task 7.7. 0 gets code 0 and nothing else does. What is positive gets the code
// whose level is nearest in the logarithm,
//
//     1 + round((log2 p - log2_lowest) / step),      held to 1 … highest.
//
// Halves may go to either neighbour.
//   * Error: p holds a negative number or a NaN; the grid has a step that is
//     not positive and finite, a log2_lowest that is not finite, or
//     highest < 1. -0 is 0; +infinity gets the highest code.
absl::StatusOr<std::vector<std::int32_t>> EncodeLog(std::span<const float> p,
                                                    LogGrid grid);

// Task 7.7. The levels of the codes, computed in double and rounded to float32.
//   * Error: a grid as above, or a code that is not one of 0 … highest.
absl::StatusOr<std::vector<float>> DecodeLog(
    std::span<const std::int32_t> codes, LogGrid grid);

}  // namespace codebook_lab
