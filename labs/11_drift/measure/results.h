// The two JSON files of lab 11.
//
// drift_results.json, of the format that was asked for:
//   num_prompts, per_layer_relative_error_mean {layer: mean},
//   argmax_flip_count_total, argmax_total_positions, argmax_flip_rate,
//   monotonic_growth_with_depth, max_error_below_5pct
//                        the last two as MeasureDrift found them
//   format, arithmetic, activation   what was compared
//   gates                what must hold of any trained model, and whether it
//                        does: see Gates in results.cc
//
// results.json, all that was measured:
//   bound        unit_roundoff 2^-11, expected_rms, epsilon_at_1
//   prompts      ids and text
//   formats      name: bits, errors by layer (mean, per prompt), flips, margins
//   growth       logits' mean / embed_out's, and that a layer
//   bf16_over_fp16  by layer, and the mean of it
//   tensors      by name: what the cast to fp16 did to each array
//   attribution  contributions to the logits' error, largest first; quadrature
#pragma once

#include "common/io/json.h"
#include "labs/11_drift/measure/inputs.h"
#include "labs/11_drift/measure/measured.h"

namespace drift_lab {

wbm::io::Json DriftResults(const Inputs& inputs, const Measured& m);
wbm::io::Json Results(const Inputs& inputs, const Measured& m);

}  // namespace drift_lab
