// The two pictures of lab 01.
#pragma once

#include "absl/status/statusor.h"
#include "common/plot/figure.h"
#include "labs/01_number_systems/measure/sweep.h"

namespace bits_lab {

// What comes back against x over the whole sweep, and the error near the upper
// end: a saw inside the range, a slope without end beyond it.
wbm::plot::Figure FixedPointError(const Sweep& sweep);

// The sixteen patterns of four bits, read as unsigned and in two's complement.
// FailedPrecondition when DecodeTwos refuses one of them.
absl::StatusOr<wbm::plot::Figure> NumberWheel();

}  // namespace bits_lab
