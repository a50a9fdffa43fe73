// What the student expects, written down before anything is measured.
//
//   absl::StatusOr<Predictions> expected =
//       ParsePredictions(text, "predictions.json");
//
// The experiment does not start without them: a number that one has guessed
// first is remembered, and a surprise is what the lab is for. No prediction
// costs points, right or wrong.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace int8_lab {

struct Predictions {
  std::string most_accurate;  // a tensor's name
  std::string most_accurate_metric;
  std::string most_accurate_why;
  std::string most_painful;  // a tensor's name
  std::string most_painful_why;
  double verb_probs_step = 0;
  double verb_probs_relative_error_at_0_001 = 0;
  double verb_probs_zeros_created = 0;
  bool verb_probs_top10_same_set = false;
  bool verb_probs_top10_same_order = false;
  bool tense_logits_same_winner = false;
};

// `name` is what messages call the file. InvalidArgument lists every field that
// is missing, unknown, of another type or not filled in, one a line.
absl::StatusOr<Predictions> ParsePredictions(std::string_view text,
                                             const std::string& name);

}  // namespace int8_lab
