// Calls a generic function once for each format that has an oracle; for tests.
//
//   ForEachFormat([]<FormatType T>(T, const Oracle& oracle) { … });
#pragma once

#include "common/formats/float.h"
#include "common/formats/oracle.h"

namespace wbm::formats {

template <typename F>
void ForEachFormat(const F& f) {
  const auto visit = [&]<FormatType T>(T zero) {
    for (const Spec& spec : Specs()) {
      if (spec.name == T::kFormat.name) f(zero, Oracle(spec));
    }
  };
  visit(tf32{});
  visit(float16{});
  visit(bfloat16{});
  visit(float8_e5m2{});
  visit(float8_e4m3fn{});
  visit(float8_e4m3{});
  visit(float8_e5m2fnuz{});
  visit(float8_e4m3fnuz{});
  visit(float8_e8m0fnu{});
  visit(float6_e3m2fn{});
  visit(float6_e2m3fn{});
  visit(float4_e2m1fn{});
}

// Calls f with each deterministic mode as a compile-time constant.
template <RoundingMode kMode>
struct ModeConstant {
  static constexpr RoundingMode value = kMode;
};
template <typename F>
void ForEachMode(const F& f) {
  f(ModeConstant<RoundingMode::kNearestEven>{});
  f(ModeConstant<RoundingMode::kNearestAway>{});
  f(ModeConstant<RoundingMode::kTowardZero>{});
  f(ModeConstant<RoundingMode::kUp>{});
  f(ModeConstant<RoundingMode::kDown>{});
  f(ModeConstant<RoundingMode::kToOdd>{});
}

}  // namespace wbm::formats
