// Rounding modes and saturation policies by name, for command lines and tables.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "common/formats/encode.h"
#include "common/formats/rounding.h"

namespace wbm::formats {

// The modes that need no random bits.
inline constexpr std::array<std::pair<std::string_view, RoundingMode>, 6>
    kModeNames = {{{"nearest_even", RoundingMode::kNearestEven},
                   {"nearest_away", RoundingMode::kNearestAway},
                   {"toward_zero", RoundingMode::kTowardZero},
                   {"up", RoundingMode::kUp},
                   {"down", RoundingMode::kDown},
                   {"to_odd", RoundingMode::kToOdd}}};

inline constexpr std::array<std::pair<std::string_view, Saturation>, 3>
    kSaturationNames = {{{"none", Saturation::kSatNone},
                         {"finite", Saturation::kSatFinite},
                         {"propagate", Saturation::kSatPropagate}}};

template <typename Names>
constexpr auto FindByName(const Names& names, std::string_view name)
    -> std::optional<decltype(names[0].second)> {
  for (const auto& [known, value] : names) {
    if (known == name) return value;
  }
  return std::nullopt;
}

template <typename Names, typename Value>
constexpr std::string_view NameOf(const Names& names, Value value) {
  for (const auto& [name, known] : names) {
    if (known == value) return name;
  }
  return "";
}

}  // namespace wbm::formats
