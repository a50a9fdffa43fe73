// results.json: what the round trips cost.
//
//   absl::StatusOr<wbm::io::Json> json = Results(measurements);
//
// {tense_logits, verb_probs, hidden} x {symmetric, asymmetric}, each with
//   scale, zero_point      the ruler
//   mae, max_err           |x - y|, unit of x
//   rel_err, rel_err_median, rel_err_norm
//                          the mean and the median over |x| > 1e-8, and
//                          ||x - y|| / ||x||
//   cos_sim, sqnr_db       cosine of x and y; 20 log10(1 / rel_err_norm)
//   n_codes                different codes in use, of 255 and 256
// verb_probs also has
//   zeros_created          elements that were not 0 and came back as 0
//   sum_after              the sum of y; a distribution has 1
//   at_0.001               the round trip of 0.001 on this ruler: code, value,
//                          rel_err; all null where 0.001 alone was refused
//   top10                  what CompareTopK says, and top1_kept, same_set
// and tense_logits
//   rows, same_winner      rows of five; in how many softmax(y) puts the same
//                          tense first as softmax(x), smaller index on a tie
//
// A number that is not finite is written as null: JSON has no NaN.
#pragma once

#include "absl/status/statusor.h"
#include "common/io/json.h"
#include "labs/04_int8/measure/round_trip.h"

namespace int8_lab {

absl::StatusOr<wbm::io::Json> Results(const Measurements& measurements);

}  // namespace int8_lab
