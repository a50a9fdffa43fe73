// Rounding modes and saturation policies by name, for command lines and tables.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "common/formats/encode.h"
#include "common/formats/fixed_point.h"
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

// "q3.4" and "uq4.4" (fixed_point.h), empty for any other name.
constexpr std::optional<FixedFormat> FindFixed(std::string_view name) {
  FixedFormat format;
  format.is_signed = !name.starts_with('u');
  if (!format.is_signed) name.remove_prefix(1);
  if (!name.starts_with('q')) return std::nullopt;
  name.remove_prefix(1);
  int* field = &format.integer_bits;
  int digits = 0;
  for (const char c : name) {
    if (c == '.' && digits > 0 && field == &format.integer_bits) {
      field = &format.fraction_bits;
      digits = 0;
    } else if (c >= '0' && c <= '9' && ++digits <= 2) {
      *field = 10 * *field + (c - '0');
    } else {
      return std::nullopt;
    }
  }
  const bool whole = field == &format.fraction_bits && digits > 0;
  return whole && format.IsValid() ? std::optional(format) : std::nullopt;
}

}  // namespace wbm::formats
