// What the twins of lab 07 ask functions of levels to refuse.
#pragma once

#include <limits>
#include <vector>

#include "grading/boundary/hidden_draw.h"

namespace codebook_lab {

template <typename T>
std::vector<std::vector<T>> NoLevels(wbm::boundary::HiddenDraw& draw) {
  constexpr T kInf = std::numeric_limits<T>::infinity();
  constexpr T kNan = std::numeric_limits<T>::quiet_NaN();
  const T a = static_cast<T>(draw.Int(-9, 9)), b = a + 2;
  return {{},           {b, a},     {a, a, b}, {a, kNan},
          {a, b, kInf}, {-kInf, b}, {kNan},    {a, b + 1, b}};
}

}  // namespace codebook_lab
