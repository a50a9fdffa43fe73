#pragma once

// The worker's side of a call: arguments in, the function, results out.
// Included through lab_api.h.

#include <memory>
#include <optional>
#include <tuple>
#include <utility>

#include "grading/boundary/signature.h"

namespace wbm::boundary {

// One request being served.
class Invocation {
 public:
  virtual ~Invocation() = default;
  virtual bool Read(Source& request) = 0;
  // The student's code. May throw anything.
  virtual void Run() = 0;
  // What it writes lives as long as the Invocation.
  virtual void Write(Sink& reply) const = 0;
};

using MakeInvocation = std::unique_ptr<Invocation> (*)();

// One served function. Rows are constants, gathered by the linker in a section
// of their own: there is nothing to register, so a constructor that runs
// before main finds nothing to disturb.
struct Row {
  const char* name;
  MakeInvocation call;
  MakeInvocation each;  // null unless served elementwise
};

namespace internal {

struct Nothing {};
template <class R>
using StoredResult = std::conditional_t<std::is_void_v<R>, Nothing, R>;

template <class P>
bool ReadHeld(Source& request, HeldOf<P>& held) {
  if constexpr (kIsSpan<P>) {
    return held.Get(request);
  } else {
    return Decode(request, held);
  }
}

// A parameter by value gets the argument itself, not a copy.
template <class P>
decltype(auto) Pass(HeldOf<P>& held) {
  if constexpr (kIsSpan<P>) {
    return ValueOf<P>(held.span());
  } else if constexpr (std::is_reference_v<P>) {
    return std::as_const(held);
  } else {
    return std::move(held);
  }
}

template <class P>
void WriteIfChanged(Sink& reply, const HeldOf<P>& held) {
  if constexpr (kIsInOut<P>) Encode(reply, held.span());
}

}  // namespace internal

template <auto f, class F = std::remove_pointer_t<decltype(f)>>
class CallInvocation;

template <auto f, class R, class... P>
class CallInvocation<f, R(P...)> final : public Invocation {
 public:
  static std::unique_ptr<Invocation> Make() {
    return std::make_unique<CallInvocation>();
  }

  bool Read(Source& request) override {
    return ReadAll(request, std::index_sequence_for<P...>());
  }
  void Run() override { RunWith(std::index_sequence_for<P...>()); }
  void Write(Sink& reply) const override {
    if constexpr (!std::is_void_v<R>) Encode(reply, *result_);
    WriteSpans(reply, std::index_sequence_for<P...>());
  }

 private:
  template <std::size_t... i>
  bool ReadAll([[maybe_unused]] Source& request, std::index_sequence<i...>) {
    return (internal::ReadHeld<P>(request, std::get<i>(arguments_)) && ...);
  }
  template <std::size_t... i>
  void RunWith(std::index_sequence<i...>) {
    if constexpr (std::is_void_v<R>) {
      f(internal::Pass<P>(std::get<i>(arguments_))...);
    } else {
      result_.emplace(f(internal::Pass<P>(std::get<i>(arguments_))...));
    }
  }
  template <std::size_t... i>
  void WriteSpans([[maybe_unused]] Sink& reply,
                  std::index_sequence<i...>) const {
    (internal::WriteIfChanged<P>(reply, std::get<i>(arguments_)), ...);
  }

  std::tuple<HeldOf<P>...> arguments_;
  std::optional<internal::StoredResult<R>> result_;
};

template <auto f, class F = std::remove_pointer_t<decltype(f)>>
class EachInvocation;

template <auto f, class R, class P>
class EachInvocation<f, R(P)> final : public Invocation {
 public:
  static_assert(!kIsSpan<P> && !std::is_void_v<R>,
                "LAB_API_ELEMENTWISE is for functions of one scalar");
  static std::unique_ptr<Invocation> Make() {
    return std::make_unique<EachInvocation>();
  }

  bool Read(Source& request) override { return arguments_.Get(request); }
  void Run() override {
    const std::span<ValueOf<P>> arguments = arguments_.span();
    results_ = std::make_unique<R[]>(arguments.size());
    for (std::size_t i = 0; i < arguments.size(); ++i) {
      results_[i] = f(arguments[i]);
    }
  }
  void Write(Sink& reply) const override {
    Encode(reply, std::span<const R>(results_.get(), arguments_.span().size()));
  }

 private:
  HeldArray<ValueOf<P>> arguments_;
  std::unique_ptr<R[]> results_;
};

}  // namespace wbm::boundary

// The linker gives a section whose name is an identifier a start and an end.
// It holds pointers: rows themselves would be laid out with gaps.
#define WBM_SERVE(f, ...)                                                 \
  namespace {                                                             \
  constinit const ::wbm::boundary::Row wbm_row_##f = {#f, __VA_ARGS__};   \
  [[gnu::section("wbm_lab_api"),                                          \
    gnu::used]] constinit const ::wbm::boundary::Row* const wbm_api_##f = \
      &wbm_row_##f;                                                       \
  }
