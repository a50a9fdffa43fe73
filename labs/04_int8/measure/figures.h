// The two pictures of lab 04.
#pragma once

#include "common/plot/figure.h"
#include "labs/04_int8/measure/round_trip.h"

namespace int8_lab {

// Absolute errors of the symmetric round trip, counted in twenty bins between 0
// and the bound s/2 (and as many beyond as the errors need), with the bound and
// with the count that a uniform error would give each bin.
//
// The bound comes from the tensor, max|x| / 254, not from the scale that was
// chosen: a wrong scale must not move its own yardstick.
wbm::plot::Figure ErrorHistogram(const Measured& hidden);

// Every probability against its rank, before and after, on a logarithmic axis.
// What became 0 cannot be drawn; the figure says how many that are.
wbm::plot::Figure RankPlot(const Measured& verb_probs);

}  // namespace int8_lab
