// Q3.4 over a grid that is finer than its step and longer than its range, by
// the functions of the contract.
//
//   absl::StatusOr<Sweep> sweep = SweepQ34();
//   sweep->back[i] - sweep->x[i];
#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "labs/01_number_systems/numbers.h"

namespace bits_lab {

// The example format. These ends and this step are facts of the format, not
// what FactsOf says: a wrong answer must not move its own yardstick.
inline constexpr QFormat kQ34 = {.integer_bits = 3, .fraction_bits = 4};
inline constexpr double kQ34Step = 0.0625;
inline constexpr double kQ34Least = -8;
inline constexpr double kQ34Most = 7.9375;

struct Sweep {
  std::vector<double> x;     // -10, -10 + 1/256, ..., 10
  std::vector<double> back;  // x through EncodeAll and DecodeQ
  std::int64_t saturated = 0;

  // |back - x| over the x between the ends of the format.
  double max_error = 0;
  double mean_error = 0;
};

// FailedPrecondition when a function refuses what it has to answer, or answers
// with another number of values or with what is not finite.
absl::StatusOr<Sweep> SweepQ34();

}  // namespace bits_lab
