#pragma once

// The list of a lab's functions, a line each, compiled for both sides of the
// boundary. grading/NN_topic/api.cc:
//
//   #include "grading/boundary/lab_api.h"
//   #include "labs/04_int8/quantizer.h"
//
//   namespace int8_lab {
//   LAB_API(ChooseSymmetric, x)
//   LAB_API(Quantize, x, affine)
//   LAB_API_ELEMENTWISE(RoundCode, x)
//   }  // namespace int8_lab
//
// After the function come names for its parameters, as many as it has; types
// come from the lab's header. The list stands in the functions' namespace.
// Compiled plainly, each line defines the function as a call to the worker:
// the proxy. Compiled with WBM_BOUNDARY_WORKER, each line adds the student's
// function to those that the worker serves. LAB_API_ELEMENTWISE is for a
// function of one scalar, and lets `wbm::lab::Each<&F>(array)` travel in few
// large messages; the function can be called singly too.
//
// A contract function is a plain function with value semantics: up to ten
// parameters; numbers, bool, enums of a fixed type, strings, structs,
// containers, absl::Status(Or) (see codec.h); std::span<const T> goes in,
// std::span<T> travels both ways. No overloads, no pointers, not noexcept.

#ifdef WBM_BOUNDARY_WORKER

#include "grading/boundary/serve.h"

#define LAB_API(f, ...) \
  WBM_SERVE(f, &::wbm::boundary::CallInvocation<&f>::Make, nullptr)
#define LAB_API_ELEMENTWISE(f, x)                          \
  WBM_SERVE(f, &::wbm::boundary::CallInvocation<&f>::Make, \
            &::wbm::boundary::EachInvocation<&f>::Make)

#else

#include "grading/boundary/call.h"

#define WBM_CAT_(a, b) a##b
#define WBM_CAT(a, b) WBM_CAT_(a, b)
#define WBM_COUNT_(f, _1, _2, _3, _4, _5, _6, _7, _8, _9, _10, n, ...) n
#define WBM_COUNT(...) \
  WBM_COUNT_(__VA_ARGS__, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0, _)

// The parameters' declarations, with the types of f.
#define WBM_P(f, i) ::wbm::boundary::ParameterOf<decltype(f), i>
#define WBM_P0(f)
#define WBM_P1(f, a) WBM_P(f, 0) a
#define WBM_P2(f, a, b) WBM_P1(f, a), WBM_P(f, 1) b
#define WBM_P3(f, a, b, c) WBM_P2(f, a, b), WBM_P(f, 2) c
#define WBM_P4(f, a, b, c, d) WBM_P3(f, a, b, c), WBM_P(f, 3) d
#define WBM_P5(f, a, b, c, d, e) WBM_P4(f, a, b, c, d), WBM_P(f, 4) e
#define WBM_P6(f, a, b, c, d, e, g) WBM_P5(f, a, b, c, d, e), WBM_P(f, 5) g
#define WBM_P7(f, a, b, c, d, e, g, h) \
  WBM_P6(f, a, b, c, d, e, g), WBM_P(f, 6) h
#define WBM_P8(f, a, b, c, d, e, g, h, i) \
  WBM_P7(f, a, b, c, d, e, g, h), WBM_P(f, 7) i
#define WBM_P9(f, a, b, c, d, e, g, h, i, j) \
  WBM_P8(f, a, b, c, d, e, g, h, i), WBM_P(f, 8) j
#define WBM_P10(f, a, b, c, d, e, g, h, i, j, k) \
  WBM_P9(f, a, b, c, d, e, g, h, i, j), WBM_P(f, 9) k
#define WBM_PARAMETERS(...) WBM_CAT(WBM_P, WBM_COUNT(__VA_ARGS__))(__VA_ARGS__)

#define LAB_API(f, ...)                                                       \
  ::wbm::boundary::ResultOf<decltype(f)> f(                                   \
      WBM_PARAMETERS(f __VA_OPT__(, ) __VA_ARGS__)) {                         \
    return ::wbm::boundary::Call<decltype(f)>(#f __VA_OPT__(, ) __VA_ARGS__); \
  }
#define LAB_API_ELEMENTWISE(f, x)                               \
  LAB_API(f, x)                                                 \
  namespace {                                                   \
  const ::wbm::boundary::ElementwiseProxy<&f> wbm_each_##f(#f); \
  }

#endif
