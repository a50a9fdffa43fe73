// The formats that the experiment compares. The cast to fp16 is the student's
// own; the others come from the course's library.
//
//   for (const WeightFormat& format : WeightFormats()) { ... format.name ... }
//   Weights rounded = StoreWeights(weights, "int4");
//
//   fp16        float16                        bf16  bfloat16
//   fp8         float8 E4M3, as they are, saturating at 448
//   fp8_scaled  the same after each array was scaled so that its largest
//               magnitude becomes 448
//   int8, int4  symmetric integers, one float32 scale for 64 elements of a row
//
// Every float array is stored so, gains and biases among them: nobody is
// spared, so that what each costs can be seen.
#pragma once

#include <span>
#include <string>

#include "absl/status/status.h"
#include "labs/11_drift/drift.h"

namespace drift_lab {

struct WeightFormat {
  std::string name;
  std::string label;  // for figures
  double bits = 0;    // a weight, scales of groups included
  // Bits of the significand, the hidden one included; 0 for integers.
  int precision = 0;
};

std::span<const WeightFormat> WeightFormats();

// The one of this name, which CheckFormat accepts.
const WeightFormat& FormatNamed(const std::string& name);

// Error: no format has this name; the message lists those there are.
absl::Status CheckFormat(const std::string& name);

// `weights` as they come back from the format, which CheckFormat accepts.
Weights StoreWeights(const Weights& weights, const std::string& format);

}  // namespace drift_lab
