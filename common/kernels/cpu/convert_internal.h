// What each instruction set's file defines, for convert.cc to choose from.
#pragma once

#include <cstddef>

#include "common/formats/encode.h"
#include "common/formats/float.h"

namespace wbm::kernels {

// Saturation is kSatNone or kSatFinite here.
#define WBM_CONVERT_KERNELS                                       \
  template <formats::FormatType T>                                \
  void FromFloat(const float* in, T* out, size_t n, bool finite); \
  template <formats::FormatType T>                                \
  void ToFloat(const T* in, float* out, size_t n);                \
  void RoundToTf32(const float* in, float* out, size_t n, bool finite);

namespace scalar {
WBM_CONVERT_KERNELS
}
namespace neon {
WBM_CONVERT_KERNELS
}
namespace avx2 {
WBM_CONVERT_KERNELS
}
namespace avx512 {
WBM_CONVERT_KERNELS
}
namespace avx512_bf16 {
void FromFloat(const float* in, formats::bfloat16* out, size_t n, bool finite);
}
#undef WBM_CONVERT_KERNELS

// Instantiates a file's two templates for every format.
#define WBM_FOR_EACH_ARRAY_FORMAT(F) \
  F(float16)                         \
  F(bfloat16)                        \
  F(float8_e4m3fn)                   \
  F(float8_e5m2)                     \
  F(float6_e3m2fn)                   \
  F(float6_e2m3fn)                   \
  F(float4_e2m1fn)
#define WBM_INSTANTIATE_CONVERT(T)                                       \
  template void FromFloat<formats::T>(const float*, formats::T*, size_t, \
                                      bool);                             \
  template void ToFloat<formats::T>(const formats::T*, float*, size_t);

}  // namespace wbm::kernels
