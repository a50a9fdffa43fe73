// results.json of lab 07, from what was measured.
//
//   bell_curve     by bits: Lloyd-Max (levels, mse, iterations), the exact
//                  normal error, two uniform rulers and the gains over them
//   uniform_start  4 bits from equal spaces: after 100 iterations, and
//   converged nf4            the levels, distances to the published table and
//   to
//                  Lloyd-Max, best-scaled errors under N(0, 1)
//   blocks         NF4 and int4 on 10000 normal weights
//   ternary        alpha, counts and shares of the codes, entropy, errors for
//                  two scales
//   ternary_product  multiplications and additions of W x, in float32 and with
//                  the codes (operations.h)
//   verb_probs     five round trips: zeros created, relative errors, sum
#pragma once

#include "common/io/json.h"
#include "labs/07_codebooks/measure/measured.h"

namespace codebook_lab {

wbm::io::Json Results(const Measured& measured);

}  // namespace codebook_lab
