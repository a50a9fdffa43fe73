// The three figures of lab 03.
#pragma once

#include "common/plot/figure.h"

namespace formats_lab {

// Every format as a point: precision across, range up. The formats of the lab
// from FactsOf; narrower ones, of later labs, from //common/formats.
wbm::plot::Figure RangeAgainstPrecision();

// The numbers of the fp8 formats: near zero, and all of them.
wbm::plot::Figure Fp8NumberLine();

// The gap to the next number against magnitude.
wbm::plot::Figure UlpAgainstMagnitude();

}  // namespace formats_lab
