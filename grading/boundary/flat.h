#pragma once

// Which types travel as they lie in memory.
//
//   static_assert(Flat<float> && Flat<Half>);     // struct Half {uint16_t
//   bits;} static_assert(!Flat<bool> && !Flat<std::string>);
//
// A flat type is one of which every pattern of sizeof(T) bytes is a value:
// numbers, enums of a fixed type, and arrays and structs of those without gaps.
// A vector of them is one block.

#include <array>
#include <tuple>
#include <type_traits>

#include "grading/boundary/fields.h"

namespace wbm::boundary {

namespace internal {

template <class T>
concept Number = (std::is_arithmetic_v<T> && !std::is_same_v<T, bool> &&
                  sizeof(T) <= 8);
// Any number of the underlying type is then a value of the enum.
template <class T>
concept FixedEnum = std::is_enum_v<T> && requires {
  T{std::underlying_type_t<T>{}};
};
template <class T>
concept Plain = Number<T> ||
    (FixedEnum<T> && !std::is_same_v<std::underlying_type_t<T>, bool>);

template <class T>
constexpr bool IsFlat();

// A struct whose fields are flat and leave no gaps.
template <class T>
constexpr bool IsFlatStruct() {
  if constexpr (!std::is_trivially_copyable_v<T> || kFieldCount<T> == 0 ||
                kFieldCount < T >> kMostFields) {
    return false;
  } else {
    return decltype(WithFields(std::declval<T&>(), []<class... F>(F&...) {
      return std::bool_constant < (IsFlat<F>() && ...) &&
             (sizeof(F) + ...) == sizeof(T) > ();
    }))::value;
  }
}

template <class T>
inline constexpr bool kIsStdArray = false;
template <class T, std::size_t n>
inline constexpr bool kIsStdArray<std::array<T, n>> = true;

// Whether every pattern of sizeof(T) bytes is a value, so that arrays of T can
// travel as they lie in memory.
template <class T>
constexpr bool IsFlat() {
  if constexpr (Plain<T>) {
    return true;
  } else if constexpr (kIsStdArray<T>) {
    return IsFlat<typename T::value_type>() && std::tuple_size_v<T> > 0;
  } else if constexpr (std::is_aggregate_v<T> && !std::is_array_v<T>) {
    return IsFlatStruct<T>();
  } else {
    return false;
  }
}

}  // namespace internal

template <class T>
concept Flat = internal::IsFlat<T>();

}  // namespace wbm::boundary
