#pragma once

// The proxy's side of a call: arguments out, results in. Included through
// lab_api.h.

#include <algorithm>
#include <string>
#include <utility>

#include "common/lab/each.h"
#include "grading/boundary/session.h"
#include "grading/boundary/signature.h"

namespace wbm::boundary {

namespace internal {

template <class A>
void PutArgument(Sink& sink, const A& argument) {
  if constexpr (kIsSpan<A>) {
    Encode(sink, std::span<const typename A::value_type>(argument));
  } else {
    Encode(sink, argument);
  }
}

// Values of a span that the function may have changed, back into place.
template <class A>
bool GetIfChanged(Source& reply, const A& argument) {
  if constexpr (kIsInOut<A>) {
    std::uint64_t count = 0;
    if (!reply.Value(count)) return false;
    if (count != argument.size()) {
      return reply.Malformed("a span came back with another length");
    }
    return HeldArray<typename A::value_type>::GetValues(reply, argument);
  } else {
    return true;
  }
}

}  // namespace internal

template <class F, class... A>
ResultOf<F> Call(const std::string& function, const A&... arguments) {
  static_assert(sizeof...(A) == Signature<F>::kArity,
                "LAB_API needs a name for each parameter");
  Sink sink;
  (internal::PutArgument(sink, arguments), ...);
  Session& session = Session::Current();
  Source& reply = session.Exchange(function, Mode::kCall, sink);
  if constexpr (std::is_void_v<ResultOf<F>>) {
    session.Finish((internal::GetIfChanged(reply, arguments) && ...));
  } else {
    auto result = Blank<ResultOf<F>>();
    session.Finish(Decode(reply, result) &&
                   (internal::GetIfChanged(reply, arguments) && ...));
    return result;
  }
}

// Serves Each<f> in messages of at most kBatch elements. Each has the time of
// a call, so the limit of a function does not depend on how often it is asked.
template <auto f, class F = std::remove_pointer_t<decltype(f)>>
class ElementwiseProxy;

template <auto f, class R, class P>
class ElementwiseProxy<f, R(P)> {
 public:
  explicit ElementwiseProxy(const char* name) {
    name_ = name;
    lab::internal::RegisterBatch(
        reinterpret_cast<lab::internal::AnyFunction>(f), &Serve);
  }

 private:
  using Parameter = ValueOf<P>;
  static constexpr std::size_t kBatch = std::size_t{1} << 18;

  static void Serve(const void* in, std::size_t count, void* out) {
    const std::span arguments(static_cast<const Parameter*>(in), count);
    const std::span results(static_cast<R*>(out), count);
    for (std::size_t done = 0; done < count; done += kBatch) {
      const std::size_t size = std::min(kBatch, count - done);
      ServeBatch(arguments.subspan(done, size), results.subspan(done, size));
    }
  }

  static void ServeBatch(std::span<const Parameter> arguments,
                         std::span<R> results) {
    Sink sink;
    Encode(sink, arguments);
    Session& session = Session::Current();
    Source& reply = session.Exchange(name_, Mode::kEach, sink);
    session.Finish(internal::GetIfChanged(reply, results));
  }

  static inline const char* name_ = nullptr;
};

}  // namespace wbm::boundary
