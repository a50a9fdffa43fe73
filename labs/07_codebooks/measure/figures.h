// The three pictures of the lab.
#pragma once

#include "common/plot/figure.h"
#include "labs/07_codebooks/measure/measured.h"

namespace codebook_lab {

// The levels of Lloyd-Max and of NF4 over the normal density, both with their
// outermost level at 1.
wbm::plot::Figure LevelsFigure(const Measured& measured);

// Mean squared error against bits: Lloyd-Max, the best uniform levels, and
// uniform levels that reach the largest sample.
wbm::plot::Figure ErrorByBits(const Measured& measured);

// Relative error against probability: int8 and 8-bit log codes.
wbm::plot::Figure VerbProbsFigure(const Measured& measured);

}  // namespace codebook_lab
