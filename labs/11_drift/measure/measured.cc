#include "labs/11_drift/measure/measured.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "labs/11_drift/measure/formats.h"

namespace drift_lab {
namespace {

using Passes = std::vector<ForwardPass>;

// The inputs were checked: an error now is the contract function's own.
absl::Status Fault(const std::string& task, const std::string& what) {
  return absl::FailedPreconditionError(absl::StrCat("task ", task, ": ", what));
}

absl::Status Fault(const std::string& task, const absl::Status& status) {
  return Fault(task, std::string(status.message()));
}

std::vector<std::string> LayerNames(std::int64_t blocks) {
  std::vector<std::string> names = {"embed_out"};
  for (std::int64_t n = 0; n < blocks; ++n) {
    names.push_back(absl::StrCat("block_", n, "_out"));
  }
  names.push_back("final_ln_out");
  names.push_back("logits");
  return names;
}

bool IsFilled(const Array& array, std::size_t rows) {
  return array.shape.size() == 2 && array.shape[1] > 0 &&
         array.shape[0] == static_cast<std::int64_t>(rows) &&
         array.values.size() == rows * static_cast<std::size_t>(array.shape[1]);
}

absl::Status CheckPass(const ForwardPass& pass, const Inputs& inputs,
                       std::size_t tokens) {
  const std::vector<std::string> names = LayerNames(inputs.blocks);
  if (pass.captures.size() != names.size()) {
    return Fault("11.5", absl::StrCat(pass.captures.size(), " captures; ",
                                      names.size(), " are due"));
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    const Capture& capture = pass.captures[i];
    if (capture.name != names[i] || !IsFilled(capture.array, tokens)) {
      return Fault("11.5",
                   absl::StrCat("capture ", i, " is not a filled ", names[i]));
    }
  }
  return IsFilled(pass.logits, tokens)
             ? absl::OkStatus()
             : Fault("11.5", "the logits are no filled matrix");
}

absl::StatusOr<Passes> Run(const Inputs& inputs, const Weights& weights) {
  Passes passes;
  for (const std::vector<std::int64_t>& ids : inputs.prompts) {
    absl::StatusOr<ForwardPass> pass =
        ForwardWithLayerOutputs(weights, ids, true);
    if (!pass.ok()) return Fault("11.5", pass.status());
    const absl::Status good = CheckPass(*pass, inputs, ids.size());
    if (!good.ok()) return good;
    passes.push_back(*std::move(pass));
  }
  return passes;
}

absl::StatusOr<FormatDrift> Compare(const std::string& format,
                                    const Passes& reference,
                                    const Passes& rounded) {
  FormatDrift result{.format = format, .drift = {}, .flips = {}};
  absl::StatusOr<Drift> drift = MeasureDrift(reference, rounded);
  if (!drift.ok()) return Fault("11.6", drift.status());
  if (drift->layers.size() != reference[0].captures.size()) {
    return Fault("11.6", "not one drift a layer");
  }
  for (const LayerDrift& layer : drift->layers) {
    if (layer.per_prompt.size() != reference.size()) {
      return Fault("11.6", "not one error a prompt");
    }
  }
  result.drift = *std::move(drift);
  for (std::size_t p = 0; p < reference.size(); ++p) {
    absl::StatusOr<Flips> flips =
        CompareArgmax(reference[p].logits, rounded[p].logits);
    if (!flips.ok()) return Fault("11.7", flips.status());
    result.flips.push_back(*std::move(flips));
  }
  return result;
}

// How many captures are complete before the array is used.
std::size_t Upstream(const std::string& name, std::int64_t blocks) {
  const auto layers = static_cast<std::size_t>(blocks);
  if (name.starts_with("ln_f.")) return layers + 1;
  if (name.starts_with("head.")) return layers + 2;
  const std::vector<std::string> parts = absl::StrSplit(name, '.');
  std::size_t block = 0;
  const bool in_block = parts[0] == "blocks" && parts.size() > 1 &&
                        absl::SimpleAtoi(parts[1], &block);
  return in_block ? block + 1 : 0;
}

absl::StatusOr<Contribution> Contribute(const Inputs& inputs,
                                        const Weights& stored,
                                        const std::string& name,
                                        const Passes& reference) {
  Contribution c{.name = name, .per_prompt = {}};
  c.upstream = Upstream(name, inputs.blocks);
  const absl::StatusOr<Weights> one = ReplaceOne(inputs.weights, stored, name);
  if (!one.ok()) return Fault("11.8", one.status());
  const absl::StatusOr<Passes> passes = Run(inputs, *one);
  if (!passes.ok()) return passes.status();
  for (std::size_t p = 0; p < passes->size(); ++p) {
    const auto& before = reference[p].captures;
    const auto& after = (*passes)[p].captures;
    const auto end = before.begin() + static_cast<std::ptrdiff_t>(c.upstream);
    c.zero_upstream &= std::equal(before.begin(), end, after.begin());
    const absl::StatusOr<double> error =
        RelativeError(reference[p].logits.values, (*passes)[p].logits.values);
    if (!error.ok()) return Fault("11.6", error.status());
    c.per_prompt.push_back(*error);
    c.mean += *error / static_cast<double>(passes->size());
  }
  return c;
}

absl::Status AddContributions(const Inputs& inputs, const Weights& stored,
                              Measured& m) {
  for (const auto& [name, array] : inputs.weights.arrays) {
    if (array.values.empty()) continue;
    absl::StatusOr<Contribution> c =
        Contribute(inputs, stored, name, m.reference);
    if (!c.ok()) return c.status();
    m.contributions.push_back(*std::move(c));
  }
  std::stable_sort(m.contributions.begin(), m.contributions.end(),
                   [](const Contribution& a, const Contribution& b) {
                     return a.mean > b.mean;
                   });
  const LayerDrift& logits = m.Of(m.format).drift.layers.back();
  for (std::size_t p = 0; p < m.reference.size(); ++p) {
    std::vector<double> parts;
    for (const Contribution& c : m.contributions) {
      parts.push_back(c.per_prompt[p]);
    }
    if (logits.per_prompt[p] == 0) {
      m.quadrature.push_back(std::nullopt);
      continue;
    }
    const absl::StatusOr<double> ratio =
        QuadratureRatio(parts, logits.per_prompt[p]);
    if (!ratio.ok()) return Fault("11.8", ratio.status());
    m.quadrature.push_back(*ratio);
  }
  return absl::OkStatus();
}

// The cast, told on itself. The checkpoint of the course has no integer array,
// so one is lent to it.
absl::Status TestCast(const Inputs& inputs, Measured& m) {
  Weights weights = inputs.weights;
  const Array lent{{3}, {}, {7, 2049, 16777217}};
  const std::string name = "integers_lent_by_the_experiment";
  weights.arrays[name] = lent;
  const Weights once = CastWeights(weights);
  if (once.arrays.size() != weights.arrays.size()) {
    return Fault("11.2", "the cast changed which arrays there are");
  }
  for (const auto& [key, array] : weights.arrays) {
    const auto found = once.arrays.find(key);
    if (found == once.arrays.end() || found->second.shape != array.shape ||
        found->second.values.size() != array.values.size()) {
      return Fault("11.2", absl::StrCat(key, " has lost its shape"));
    }
  }
  m.integers_are_kept = once.arrays.at(name) == lent;
  m.cast_is_idempotent = CastWeights(once) == once;
  m.tensors = RoundingOfTensors(inputs.weights, once);
  return absl::OkStatus();
}

absl::Status TestCapture(const Inputs& inputs, Measured& m) {
  const absl::StatusOr<ForwardPass> plain =
      ForwardWithLayerOutputs(inputs.weights, inputs.prompts[0], false);
  if (!plain.ok()) return Fault("11.5", plain.status());
  m.capture_changes_nothing =
      plain->captures.empty() && plain->logits == m.reference[0].logits;
  return absl::OkStatus();
}

}  // namespace

const FormatDrift& Measured::Of(const std::string& name) const {
  const auto found =
      std::find_if(formats.begin(), formats.end(),
                   [&](const FormatDrift& f) { return f.format == name; });
  return found == formats.end() ? formats.front() : *found;
}

absl::StatusOr<Measured> Measure(
    const Inputs& inputs, const std::string& format,
    const std::function<void(const std::string&)>& progress) {
  Measured m;
  m.format = format;
  absl::Status tested = TestCast(inputs, m);
  if (!tested.ok()) return tested;
  absl::StatusOr<Passes> reference = Run(inputs, inputs.weights);
  if (!reference.ok()) return reference.status();
  m.reference = *std::move(reference);
  tested = TestCapture(inputs, m);
  if (!tested.ok()) return tested;
  Weights stored;
  for (const WeightFormat& f : WeightFormats()) {
    progress(absl::StrCat("weights in ", f.name));
    Weights weights = StoreWeights(inputs.weights, f.name);
    absl::StatusOr<Passes> rounded = Run(inputs, weights);
    if (!rounded.ok()) return rounded.status();
    absl::StatusOr<FormatDrift> drift = Compare(f.name, m.reference, *rounded);
    if (!drift.ok()) return drift.status();
    m.formats.push_back(*std::move(drift));
    if (f.name != format) continue;
    m.rounded = *std::move(rounded);
    stored = std::move(weights);
  }
  progress(absl::StrCat("one array at a time in ", format));
  const absl::Status added = AddContributions(inputs, stored, m);
  if (!added.ok()) return added;
  return m;
}

}  // namespace drift_lab
