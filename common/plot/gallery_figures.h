#pragma once

// One figure of every kind, for the eye and for the tests.

#include <string>
#include <utility>
#include <vector>

#include "common/plot/figure.h"

namespace wbm::plot {

// File stem and figure. The data are made up (sines and fixed formulas), the
// same in every run.
std::vector<std::pair<std::string, Figure>> GalleryFigures();

}  // namespace wbm::plot
