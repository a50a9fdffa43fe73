// The two figures of lab 06, from results.json.
#pragma once

#include "common/io/json.h"
#include "common/plot/figure.h"

namespace granularity_lab {

// Mean squared error of each channel, three granularities.
wbm::plot::Figure ChannelErrorFigure(const wbm::io::Json& results);

// Errors of outliers, rest and all, without and with rotation.
wbm::plot::Figure RotationFigure(const wbm::io::Json& results);

}  // namespace granularity_lab
