#pragma once

// A contract function's type, taken apart, and how each side holds its
// arguments.

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>

#include "grading/boundary/codec.h"

namespace wbm::boundary {

template <class F>
struct Signature {
  static_assert(!sizeof(F*),
                "a contract function is a plain function: no overloads, no "
                "templates, not noexcept");
};
template <class R, class... P>
struct Signature<R(P...)> {
  using Result = R;
  using Parameters = std::tuple<P...>;
  static constexpr std::size_t kArity = sizeof...(P);
};

template <class F>
using ResultOf = typename Signature<F>::Result;
template <class F, std::size_t i>
using ParameterOf = std::tuple_element_t<i, typename Signature<F>::Parameters>;

// An array of exactly the caller's size, so that a step beyond it is a step
// beyond an allocation.
template <class T>
class HeldArray {
 public:
  bool Get(Source& source) {
    std::uint64_t count = 0;
    constexpr std::size_t kLeast = Flat<T> ? sizeof(T) : kLeastBytes<T>;
    if (!source.Count(count, kLeast, sizeof(T))) return false;
    size_ = count;
    values_ = std::make_unique_for_overwrite<T[]>(size_);
    return GetValues(source, span());
  }
  std::span<T> span() const { return {values_.get(), size_}; }

  // `values` in place, without a count.
  static bool GetValues(Source& source, std::span<T> values) {
    if constexpr (Flat<T>) {
      return source.Bytes(values.data(), values.size_bytes());
    } else {
      for (T& value : values) {
        if (!Decode(source, value)) return false;
      }
      return true;
    }
  }

 private:
  std::unique_ptr<T[]> values_;
  std::size_t size_ = 0;
};

namespace internal {

template <class P>
struct Held {
  static_assert(!std::is_pointer_v<P>, "a contract has no pointers");
  static_assert(!std::is_lvalue_reference_v<P> ||
                    std::is_const_v<std::remove_reference_t<P>>,
                "what a contract function changes is a std::span<T> or is "
                "returned");
  using Type = std::remove_cvref_t<P>;
};
template <class T>
struct Held<std::span<T>> {
  using Type = HeldArray<std::remove_cv_t<T>>;
};
template <>
struct Held<std::string_view> {
  using Type = std::string;
};

template <class P>
struct IsSpan : std::false_type {};
template <class T>
struct IsSpan<std::span<T>> : std::true_type {};
template <class P>
struct IsInOut : std::false_type {};
template <class T>
struct IsInOut<std::span<T>> : std::bool_constant<!std::is_const_v<T>> {};

}  // namespace internal

// The parameter without const and reference, unless it is a view.
template <class P>
using ValueOf = std::remove_cvref_t<P>;
template <class P>
using HeldOf = typename internal::Held<std::conditional_t<
    internal::IsSpan<ValueOf<P>>::value, ValueOf<P>, P>>::Type;
template <class P>
inline constexpr bool kIsSpan = internal::IsSpan<ValueOf<P>>::value;
// A span of things that may be changed: it travels back with the result.
template <class P>
inline constexpr bool kIsInOut = internal::IsInOut<ValueOf<P>>::value;

}  // namespace wbm::boundary
