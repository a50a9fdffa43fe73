// The figures of lab 05, from results.json and by the contract's functions.
#pragma once

#include "common/io/json.h"
#include "common/plot/figure.h"
#include "labs/05_noise/measure/inputs.h"

namespace noise_lab {

// SQNR against bits: three inputs on two grids, measured and predicted.
wbm::plot::Figure SqnrFigure(const wbm::io::Json& results);

// The uniform input's SQNR less 6.02 dB a bit, on both grids.
wbm::plot::Figure DeviationFigure(const wbm::io::Json& results);

// Noise of a Gaussian against the clip, model and measured.
wbm::plot::Figure ClippingFigure(const Inputs& inputs);

}  // namespace noise_lab
