// A codebook: levels anywhere on the line, a value takes the nearest.
//
//   Codebook book = MakeCodebook({-1.0, 0.0, 2.0});
//   NearestLevel(book, 0.9)   // 1, the level 0.0
//   NearestLevel(book, 1.0)   // 1: a tie goes to the lower code

#pragma once

#include <cstddef>
#include <vector>

namespace wbm::quant {

// Levels in ascending order and, between neighbours, thresholds: a value above
// thresholds[i] has a code above i.
struct Codebook {
  std::vector<double> levels;
  std::vector<double> thresholds;
};

// Sorts the (finite) levels and puts a threshold at each midpoint.
Codebook MakeCodebook(std::vector<double> levels);

// Code of the level nearest to x, a tie to the lower code. Infinities take the
// outermost level, NaN the level nearest to zero. 0 if there is no level.
std::size_t NearestLevel(const Codebook& book, double x);

}  // namespace wbm::quant
