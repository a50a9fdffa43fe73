// What the hidden checks of lab 05 have in common: the lists that cross the
// boundary, numbers that are none, and where others are drawn from.
#pragma once

#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

#include "common/random/random_state.h"
#include "grading/boundary/hidden_seed.h"

namespace noise_lab {

using Codes = std::vector<std::int32_t>;
using Values = std::vector<double>;

inline constexpr double kInf = std::numeric_limits<double>::infinity();
inline constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
inline constexpr char kNothing[] = "this has no answer";

// One stream a tag; a HiddenDraw where single numbers are enough.
inline wbm::random::RandomState Draws(std::string_view tag) {
  return wbm::random::RandomState(
      static_cast<std::uint32_t>(wbm::boundary::HiddenSeed(tag)));
}

}  // namespace noise_lab
