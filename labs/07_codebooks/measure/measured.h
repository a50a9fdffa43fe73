// What the experiment of lab 07 measures, by the functions of the contract:
// levels for a bell curve, blocks, three levels, and probabilities.
//
//   absl::StatusOr<Measured> m = Measure(42);
//
// The normal samples are those of NumPy's np.random.seed(seed), each set from a
// fresh start; the probabilities are lab 04's verb_probs (variant A).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "labs/07_codebooks/codebook.h"

namespace codebook_lab {

// 2^bits levels for 100000 normal samples.
struct BellCurve {
  int bits = 0;
  Design lloyd_max;           // from quantiles
  double best_uniform = 0;    // mse of the best equally spaced levels
  double to_the_largest = 0;  // mse of equal spaces from -max|x| to max|x|
};

// 10000 normal weights, one scale for all or one for 64.
struct BlockTrip {
  std::string levels;  // "nf4" or "int4" (15 levels, i/7)
  std::int32_t block_size = 0;
  double mse = 0;
};

// A 512 x 512 matrix of normal(0, 0.02), and a vector that it multiplies.
struct TernaryTrip {
  Ternary ternary;
  std::int64_t rows = 0;
  double least_squares = 0;
  double entropy = 0;
  // ||w - a c||^2 / ||w||^2 and ||Wx - a C x|| / ||Wx||, for either scale a.
  double weights_alpha = 0, weights_least_squares = 0;
  double output_alpha = 0, output_least_squares = 0;
  double output_mean_relative = 0;  // mean |error| / |output|, alpha
};

// The probabilities after a round trip.
struct ProbabilityTrip {
  std::string name;  // "int8", "uint8", "log8", …
  std::vector<float> back;
  double step = 0;  // of the logarithm; 0 for a uniform ruler
};

struct Measured {
  std::vector<BellCurve> bell_curve;
  Design from_uniform_100;  // 4 bits, started at equal spaces, 100 iterations
  Design from_uniform;      // the same, until it has converged
  std::vector<float> nf4;
  std::vector<BlockTrip> blocks;
  TernaryTrip ternary;
  std::vector<float> verb_probs;
  std::vector<ProbabilityTrip> trips;
};

// Error: of a contract function, or a result that has not the size it should.
absl::StatusOr<Measured> Measure(std::uint32_t seed);

}  // namespace codebook_lab
