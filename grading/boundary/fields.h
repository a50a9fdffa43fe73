#pragma once

// The fields of an aggregate, without listing them.
//
//   struct Affine { float scale; std::int32_t zero_point; };
//   WithFields(affine, [](auto&... field) { (Print(field), ...); });
//
// Counts how many values the aggregate can be initialised from, then takes it
// apart with a structured binding of that many names. One to sixteen fields,
// no base classes, no C arrays (use std::array), no bit-fields.

#include <cstddef>
#include <type_traits>
#include <utility>

namespace wbm::boundary {

namespace internal {

// Stands for a value of whatever type a field has.
struct AnyValue {
  template <class T>
  operator T() const;
};

template <class T, std::size_t... i>
constexpr bool TakesValues(std::index_sequence<i...>) {
  return requires { T{((void)i, AnyValue{})...}; };
}

// The most values that T can be initialised from. Counted from above, for a
// field without an implicit default makes every smaller number invalid.
template <class T, std::size_t n>
constexpr std::size_t CountFields() {
  if constexpr (n == 0 || TakesValues<T>(std::make_index_sequence<n>())) {
    return n;
  } else {
    return CountFields<T, n - 1>();
  }
}

}  // namespace internal

inline constexpr std::size_t kMostFields = 16;

// kMostFields + 1 when there are more.
template <class T>
inline constexpr std::size_t kFieldCount =
    internal::CountFields<std::remove_cv_t<T>, kMostFields + 1>();

// Calls visit(field 1, field 2, ...) with references into `t`.
template <class T, class Visit>
constexpr decltype(auto) WithFields(T& t, Visit&& visit) {
  static_assert(std::is_aggregate_v<std::remove_cv_t<T>>,
                "a contract's struct must be an aggregate: no constructors, "
                "no private members");
  constexpr std::size_t n = kFieldCount<T>;
  static_assert(n >= 1, "a contract's struct must have a field");
  static_assert(n <= kMostFields, "a contract's struct has too many fields");
  // One line a count: a structured binding must name each field.
  if constexpr (n == 1) {
    auto& [a] = t;
    return visit(a);
  } else if constexpr (n == 2) {
    auto& [a, b] = t;
    return visit(a, b);
  } else if constexpr (n == 3) {
    auto& [a, b, c] = t;
    return visit(a, b, c);
  } else if constexpr (n == 4) {
    auto& [a, b, c, d] = t;
    return visit(a, b, c, d);
  } else if constexpr (n == 5) {
    auto& [a, b, c, d, e] = t;
    return visit(a, b, c, d, e);
  } else if constexpr (n == 6) {
    auto& [a, b, c, d, e, f] = t;
    return visit(a, b, c, d, e, f);
  } else if constexpr (n == 7) {
    auto& [a, b, c, d, e, f, g] = t;
    return visit(a, b, c, d, e, f, g);
  } else if constexpr (n == 8) {
    auto& [a, b, c, d, e, f, g, h] = t;
    return visit(a, b, c, d, e, f, g, h);
  } else if constexpr (n == 9) {
    auto& [a, b, c, d, e, f, g, h, i] = t;
    return visit(a, b, c, d, e, f, g, h, i);
  } else if constexpr (n == 10) {
    auto& [a, b, c, d, e, f, g, h, i, j] = t;
    return visit(a, b, c, d, e, f, g, h, i, j);
  } else if constexpr (n == 11) {
    auto& [a, b, c, d, e, f, g, h, i, j, k] = t;
    return visit(a, b, c, d, e, f, g, h, i, j, k);
  } else if constexpr (n == 12) {
    auto& [a, b, c, d, e, f, g, h, i, j, k, l] = t;
    return visit(a, b, c, d, e, f, g, h, i, j, k, l);
  } else if constexpr (n == 13) {
    auto& [a, b, c, d, e, f, g, h, i, j, k, l, m] = t;
    return visit(a, b, c, d, e, f, g, h, i, j, k, l, m);
  } else if constexpr (n == 14) {
    auto& [a, b, c, d, e, f, g, h, i, j, k, l, m, o] = t;
    return visit(a, b, c, d, e, f, g, h, i, j, k, l, m, o);
  } else if constexpr (n == 15) {
    auto& [a, b, c, d, e, f, g, h, i, j, k, l, m, o, p] = t;
    return visit(a, b, c, d, e, f, g, h, i, j, k, l, m, o, p);
  } else {
    auto& [a, b, c, d, e, f, g, h, i, j, k, l, m, o, p, q] = t;
    return visit(a, b, c, d, e, f, g, h, i, j, k, l, m, o, p, q);
  }
}

}  // namespace wbm::boundary
