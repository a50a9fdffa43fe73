// One tensor through int8 and back, by the functions of the contract.
//
//   absl::StatusOr<RoundTrip> trip = SymmetricRoundTrip(hidden);
//   trip->cost.mean_abs;
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "labs/04_int8/measure/tensors.h"
#include "labs/04_int8/quantizer.h"

namespace int8_lab {

struct RoundTrip {
  Affine ruler;
  std::vector<std::int8_t> codes;
  std::vector<float> y;  // what came back
  ErrorStats cost;
  std::int32_t n_codes = 0;
};

// Errors say which function returned what: an error where there is a value, or
// another length than it was given.
absl::StatusOr<RoundTrip> SymmetricRoundTrip(std::span<const float> x);
absl::StatusOr<RoundTrip> AsymmetricRoundTrip(std::span<const float> x);

// A tensor and both of its round trips.
struct Measured {
  std::string name;
  std::vector<float> x;
  RoundTrip symmetric;
  RoundTrip asymmetric;
};

struct Measurements {
  Measured tense_logits;
  Measured verb_probs;
  Measured hidden;
};

absl::StatusOr<Measurements> MeasureAll(const Tensors& tensors);

}  // namespace int8_lab
