#pragma once

// A scalar contract function applied to a whole array.
//
//   const std::vector<Float16> got = Each<&EncodeFloat16>(every_float);
//   FreshWorker();   // what EncodeFloat16 may have stashed is gone
//   const std::vector<float> back = Each<&DecodeFloat16>(got);
//
// In the student's own tests this is a loop. In the grader, where the function
// is served from another process, the array travels in a few large messages in
// place of one message an element: all 2^16 codes take milliseconds. Which of
// the two happens is a link-time choice; the test source is the same.
//
// Standard library only.

#include <cstddef>
#include <memory>
#include <span>
#include <type_traits>
#include <vector>

namespace wbm::lab {

namespace internal {

// Any function's address, as the registry's key.
using AnyFunction = void (*)();
// Applies the function to `count` values at `in`, assigning to the `count`
// results at `out`; both arrays have the function's own types.
using Batch = void (*)(const void* in, std::size_t count, void* out);

// A proxy announces here, before main, the functions that it serves.
void RegisterBatch(AnyFunction function, Batch batch);
// Null when the function is linked into this process.
Batch FindBatch(AnyFunction function);
void RegisterFreshWorker(void (*start)());

template <class F>
struct Scalar;
template <class R, class P>
struct Scalar<R (*)(P)> {
  using Result = R;
  using Parameter = std::remove_cvref_t<P>;
};
template <class R, class P>
struct Scalar<R (*)(P) noexcept> : Scalar<R (*)(P)> {};

template <auto F>
using ResultOf = typename Scalar<decltype(F)>::Result;
template <auto F>
using ParameterOf = typename Scalar<decltype(F)>::Parameter;

}  // namespace internal

// F(x[0]), F(x[1]), ... in order. F has one parameter and returns a value.
template <auto F>
std::vector<internal::ResultOf<F>> Each(
    std::span<const internal::ParameterOf<F>> x) {
  using Result = internal::ResultOf<F>;
  const auto batch =
      internal::FindBatch(reinterpret_cast<internal::AnyFunction>(F));
  if (batch == nullptr) {
    std::vector<Result> results;
    results.reserve(x.size());
    for (const auto& value : x) results.push_back(F(value));
    return results;
  }
  if constexpr (std::is_same_v<Result, bool>) {  // vector<bool> has no array
    const auto results = std::make_unique<bool[]>(x.size());
    batch(x.data(), x.size(), results.get());
    return std::vector<bool>(results.get(), results.get() + x.size());
  } else {
    std::vector<Result> results(x.size());
    batch(x.data(), x.size(), results.data());
    return results;
  }
}

// The next call is served by a process that has seen no call before. Put it
// between two calls when one takes what the other returned. In-process, where
// nobody is distrusted, it does nothing.
void FreshWorker();

}  // namespace wbm::lab
