// Arrays of float to arrays of a narrow format and back, at the speed of
// memory: the same bits as common/formats, element by element, on every
// instruction set.
//
//   std::vector<float8_e4m3fn> y(x.size());
//   FromFloat<float8_e4m3fn>(x, y, Saturation::kSatFinite);
//   ToFloat<float8_e4m3fn>(y, x);
//
// For float16, bfloat16, float8_e4m3fn, float8_e5m2, float6_e3m2fn,
// float6_e2m3fn and float4_e2m1fn. One code an element: packing fp6 and fp4
// densely is common/quant's. `isa` must run here (isa.h); leave it out.
//
// Rounding is to nearest even whatever the floating-point environment says;
// subnormals are kept in both directions, also under FTZ and DAZ. NaN and
// overflow are as encode.h states. kSatPropagate is served by the scalar code.
#pragma once

#include <span>

#include "common/formats/encode.h"
#include "common/formats/float.h"
#include "common/kernels/cpu/isa.h"

namespace wbm::kernels {

// Rounds in[i] into out[i]; out has room for all of `in`, or the process ends.
template <formats::FormatType T>
void FromFloat(std::span<const float> in, std::span<T> out,
               formats::Saturation saturation = formats::Saturation::kSatNone,
               Isa isa = BestIsa());

// The value of in[i] into out[i], exactly; a signalling NaN comes out quiet.
template <formats::FormatType T>
void ToFloat(std::span<const T> in, std::span<float> out, Isa isa = BestIsa());

// tf32 lives in a float whose 13 lowest bits are zero: rounds to that form.
void RoundToTf32(std::span<const float> in, std::span<float> out,
                 formats::Saturation saturation = formats::Saturation::kSatNone,
                 Isa isa = BestIsa());

}  // namespace wbm::kernels
