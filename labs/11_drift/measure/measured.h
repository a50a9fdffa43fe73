// What the experiment of lab 11 measures, by the functions of the contract.
//
//   absl::StatusOr<Measured> m = Measure(inputs, "fp16", progress);
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "labs/11_drift/drift.h"
#include "labs/11_drift/measure/inputs.h"
#include "labs/11_drift/measure/rounding.h"

namespace drift_lab {

// One format's weights against float32's.
struct FormatDrift {
  std::string format;
  Drift drift;
  std::vector<Flips> flips;  // one a prompt
};

// What rounding one array alone does to the logits.
struct Contribution {
  std::string name;
  std::vector<double> per_prompt;  // relative error of the logits
  double mean = 0;
  // The number of captures before the array is used, and whether each of them
  // was bit for bit that of the float32 model in every prompt.
  std::size_t upstream = 0;
  bool zero_upstream = true;
};

struct Measured {
  std::string format;  // the one that the figures and notes are about
  std::vector<ForwardPass> reference;  // one a prompt
  std::vector<ForwardPass> rounded;
  std::vector<FormatDrift> formats;         // all of WeightFormats
  std::vector<TensorRounding> tensors;      // of the cast to fp16
  std::vector<Contribution> contributions;  // of `format`, largest first
  // sqrt(sum of squared contributions) / the logits' error, one a prompt;
  // nothing where the logits have no error.
  std::vector<std::optional<double>> quadrature;
  bool cast_is_idempotent = false;
  bool integers_are_kept = false;
  bool capture_changes_nothing = false;

  // The format's own; Measure() fills in every one of WeightFormats.
  const FormatDrift& Of(const std::string& name) const;
};

// Error: what a contract function said of inputs that are as they should be,
// or a result of a wrong shape: FailedPrecondition, with the task in front.
absl::StatusOr<Measured> Measure(
    const Inputs& inputs, const std::string& format,
    const std::function<void(const std::string&)>& progress);

}  // namespace drift_lab
