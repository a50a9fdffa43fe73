// The two pictures of the lab.
#pragma once

#include "common/plot/figure.h"

namespace ieee_lab {

// log2 of the ulp against log2 of the magnitude, for powers of two.
wbm::plot::Figure UlpFigure();

// The threshold of bfloat16 weights in [1, 4), relative to the weight, for
// updates in either direction.
wbm::plot::Figure AbsorptionFigure();

}  // namespace ieee_lab
