#include "labs/11_drift/measure/results.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "labs/11_drift/measure/formats.h"

namespace drift_lab {
namespace {

using ::wbm::io::Json;

// Five standard deviations: once in 1.7 million arrays by chance.
constexpr double kMostDeviations = 5;

std::int64_t CountFlips(const FormatDrift& f) {
  std::size_t count = 0;
  for (const Flips& flips : f.flips) count += flips.flips.size();
  return static_cast<std::int64_t>(count);
}

std::int64_t CountPositions(const Inputs& inputs) {
  std::size_t count = 0;
  for (const auto& ids : inputs.prompts) count += ids.size();
  return static_cast<std::int64_t>(count);
}

// The contract's names, not the student's: both were compared before.
Json Means(const Measured& m, const Drift& drift) {
  Json json = Json::object();
  for (std::size_t i = 0; i < drift.layers.size(); ++i) {
    json[m.reference[0].captures[i].name] = drift.layers[i].mean;
  }
  return json;
}

Json FormatJson(const Inputs& inputs, const Measured& m, const FormatDrift& f,
                double bits) {
  Json json;
  json["bits_per_weight"] = bits;
  json["per_layer_relative_error_mean"] = Means(m, f.drift);
  Json& prompts = json["per_layer_relative_error"];
  for (std::size_t i = 0; i < f.drift.layers.size(); ++i) {
    prompts[m.reference[0].captures[i].name] = f.drift.layers[i].per_prompt;
  }
  const std::int64_t flips = CountFlips(f);
  const std::int64_t positions = CountPositions(inputs);
  json["argmax_flip_count_total"] = flips;
  json["argmax_total_positions"] = positions;
  json["argmax_flip_rate"] =
      static_cast<double>(flips) / static_cast<double>(positions);
  json["monotonic_growth_with_depth"] = f.drift.monotonic_growth_with_depth;
  json["max_error_below_5pct"] = f.drift.max_error_below_5pct;
  double margin = f.flips[0].smallest_margin, change = 0;
  for (const Flips& prompt : f.flips) {
    margin = std::min(margin, prompt.smallest_margin);
    change = std::max(change, prompt.largest_change);
  }
  json["smallest_margin"] = margin;
  json["largest_logit_change"] = change;
  return json;
}

Json TensorsJson(const std::vector<TensorRounding>& tensors) {
  Json json = Json::object();
  for (const TensorRounding& t : tensors) {
    json[t.name] = {{"size", t.size},
                    {"subnormal", t.subnormal},
                    {"became_zero", t.became_zero},
                    {"largest_relative_error", t.largest_relative},
                    {"relative_error", t.relative_norm},
                    {"rms_error", t.rms},
                    {"rms_error_predicted", t.predicted_rms},
                    {"deviations", t.Deviations()}};
  }
  return json;
}

// The least, the greatest and the mean of the ratios there are; null without.
Json QuadratureJson(const Measured& m) {
  Json json;
  std::vector<double> known;
  for (const auto& ratio : m.quadrature) {
    json["per_prompt"].push_back(ratio ? Json(*ratio) : Json());
    if (ratio) known.push_back(*ratio);
  }
  json["least"] = json["greatest"] = json["mean"] = nullptr;
  if (known.empty()) return json;
  double sum = 0;
  for (double ratio : known) sum += ratio;
  json["least"] = *std::min_element(known.begin(), known.end());
  json["greatest"] = *std::max_element(known.begin(), known.end());
  json["mean"] = sum / static_cast<double>(known.size());
  return json;
}

Json AttributionJson(const Measured& m) {
  double squares = 0;
  for (const Contribution& c : m.contributions) squares += c.mean * c.mean;
  Json json;
  json["format"] = m.format;
  json["layer"] = "logits";
  for (const Contribution& c : m.contributions) {
    json["contributions"][c.name] = {
        {"mean", c.mean},
        {"share_of_squares", squares > 0 ? c.mean * c.mean / squares : 0},
        {"per_prompt", c.per_prompt}};
  }
  json["quadrature"] = QuadratureJson(m);
  return json;
}

bool QuadratureHolds(const Json& ratio) {
  return ratio["mean"].is_number() && ratio["least"] >= 0.8 &&
         ratio["greatest"] <= 1.2 && ratio["mean"] >= 0.9 &&
         ratio["mean"] <= 1.1;
}

// Each of these is so for every trained model whose cast and forward pass are
// right. None of them says that errors grow.
Json Gates(const Measured& m) {
  double relative = 0, deviations = 0;
  for (const TensorRounding& t : m.tensors) {
    relative = std::max(relative, t.largest_relative);
    deviations = std::max(deviations, t.Deviations());
  }
  const bool zero =
      std::all_of(m.contributions.begin(), m.contributions.end(),
                  [](const Contribution& c) { return c.zero_upstream; });
  const Json ratio = QuadratureJson(m);
  return {
      {"element_error_at_most_unit_roundoff", relative <= kUnitRoundoff},
      {"largest_element_error", relative},
      {"rms_error_as_ulps_predict", deviations <= kMostDeviations},
      {"largest_deviation_in_sigma", deviations},
      {"contributions_add_in_quadrature", QuadratureHolds(ratio)},
      {"root_sum_square_over_total_least", ratio["least"]},
      {"root_sum_square_over_total_greatest", ratio["greatest"]},
      {"root_sum_square_over_total_mean", ratio["mean"]},
      {"exactly_zero_upstream_of_one_array", zero},
      {"cast_is_idempotent", m.cast_is_idempotent},
      {"integers_are_kept", m.integers_are_kept},
      {"capture_changes_nothing", m.capture_changes_nothing},
  };
}

Json GrowthJson(const Drift& drift) {
  const double first = drift.layers.front().mean;
  const double last = drift.layers.back().mean;
  const auto steps = static_cast<double>(drift.layers.size() - 1);
  Json json = {{"logits_over_embed_out", nullptr}, {"a_layer", nullptr}};
  if (first > 0) {
    json["logits_over_embed_out"] = last / first;
    json["a_layer"] = std::pow(last / first, 1 / steps);
  }
  return json;
}

Json RatioJson(const Measured& m) {
  const auto& fine = m.Of("fp16").drift.layers;
  const auto& coarse = m.Of("bf16").drift.layers;
  Json json;
  double sum = 0;
  for (std::size_t i = 0; i < fine.size(); ++i) {
    const std::string& layer = m.reference[0].captures[i].name;
    const double ratio = fine[i].mean > 0 ? coarse[i].mean / fine[i].mean : 0;
    json["by_layer"][layer] = ratio;
    sum += ratio / static_cast<double>(fine.size());
  }
  json["mean"] = sum;
  return json;
}

}  // namespace

Json DriftResults(const Inputs& inputs, const Measured& m) {
  const Json all = FormatJson(inputs, m, m.Of(m.format), 0);
  Json json;
  json["num_prompts"] = inputs.prompts.size();
  for (const char* field :
       {"per_layer_relative_error_mean", "argmax_flip_count_total",
        "argmax_total_positions", "argmax_flip_rate",
        "monotonic_growth_with_depth", "max_error_below_5pct"}) {
    json[field] = all[field];
  }
  json["format"] = m.format;
  json["arithmetic"] = "float32 in both models: only weights are rounded";
  json["activation"] = "residual stream after each block";
  json["gates"] = Gates(m);
  return json;
}

Json Results(const Inputs& inputs, const Measured& m) {
  Json json;
  json["format"] = m.format;
  json["bound"] = {{"unit_roundoff", kUnitRoundoff},
                   {"expected_rms", ExpectedRelativeRms() * kUnitRoundoff},
                   {"epsilon_at_1", kEpsilon}};
  for (const auto& ids : inputs.prompts) {
    json["prompts"].push_back({{"text", inputs.Text(ids)}, {"ids", ids}});
  }
  const auto formats = WeightFormats();
  for (std::size_t i = 0; i < formats.size(); ++i) {
    json["formats"][formats[i].name] =
        FormatJson(inputs, m, m.formats[i], formats[i].bits);
  }
  json["growth"] = GrowthJson(m.Of(m.format).drift);
  json["bf16_over_fp16"] = RatioJson(m);
  json["tensors"] = TensorsJson(m.tensors);
  json["attribution"] = AttributionJson(m);
  json["gates"] = Gates(m);
  return json;
}

}  // namespace drift_lab
