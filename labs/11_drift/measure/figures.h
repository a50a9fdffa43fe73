// The figures of lab 11.
#pragma once

#include "common/plot/figure.h"
#include "labs/11_drift/measure/measured.h"

namespace drift_lab {

// Mean relative error of each layer, its spread over prompts, and three lines:
// the unit roundoff, what a weight array's own error is expected to be, and
// the popular 2^-10.
wbm::plot::Figure DriftPerLayer(const Measured& m);

// The same means for every format.
wbm::plot::Figure DriftByFormat(const Measured& m);

// The arrays that contribute most to the logits' error.
wbm::plot::Figure Attribution(const Measured& m);

}  // namespace drift_lab
