// results.json of lab 06, by the functions of the contract.
//
//   granularity   mean squared error by channel and in total (per_tensor,
//                 per_channel, per_group of 64; int8), the totals' ratios, and
//                 what codes and float32 scales weigh
//   w4a16         errors of the product with int4 weights (groups of 32,
//                 float16 scales and activations), mean squared ones and the
//                 largest beside the largest output, too; its bytes, and the
//                 error when the nibbles are read in the wrong order
//   rotation      64 weights, three of them outliers, int4: sizes before and
//                 after, errors without and with rotation; the gain over
//                 seeds 0 to 49
//
// A function that refuses data of this experiment is an error.
#pragma once

#include <cstdint>

#include "absl/status/statusor.h"
#include "common/io/json.h"

namespace granularity_lab {

absl::StatusOr<wbm::io::Json> Results(std::uint32_t seed);

}  // namespace granularity_lab
