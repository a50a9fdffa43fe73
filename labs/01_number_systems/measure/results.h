// results.json: the numbers of the handout's tables, by the functions of the
// contract.
//
//   absl::StatusOr<wbm::io::Json> json = Results(*sweep);
//
//   bases            42, 255 and 1024 in bases 2, 10 and 16: digits and terms
//   twos_complement  seven numbers in eight bits: bits, hex digits, and for the
//                    negative ones the way there (bits of |x|, flipped, plus
//                    one); numbers that must be refused; `agrees`, whether
//                    Negate and EncodeTwos say the same
//   ranges           1, 2, 4 and 8 bits, signed and unsigned
//   q3_4             facts, values (x, raw, bits, what comes back, error), and
//                    the sweep's errors
#pragma once

#include "absl/status/statusor.h"
#include "common/io/json.h"
#include "labs/01_number_systems/measure/sweep.h"

namespace bits_lab {

// FailedPrecondition names the call that refused what it has to answer.
absl::StatusOr<wbm::io::Json> Results(const Sweep& sweep);

}  // namespace bits_lab
