// The definition that every other instruction set equals bit for bit.
#include <bit>
#include <cstdint>

#include "common/kernels/cpu/convert_internal.h"

namespace wbm::kernels::scalar {
namespace {

// Flattened, so that the format's constants reach every branch of the general
// conversion: four times as fast.
template <formats::FormatType T, formats::Saturation kSaturation>
[[gnu::flatten]] void FromFloatLoop(const float* in, T* out, size_t n) {
  constexpr formats::Conversion kHow = {.saturation = kSaturation};
  for (size_t i = 0; i < n; ++i) out[i] = formats::Encode<T>(in[i], kHow);
}

}  // namespace

template <formats::FormatType T>
void FromFloat(const float* in, T* out, size_t n, bool finite) {
  if (finite) {
    FromFloatLoop<T, formats::Saturation::kSatFinite>(in, out, n);
  } else {
    FromFloatLoop<T, formats::Saturation::kSatNone>(in, out, n);
  }
}

template <formats::FormatType T>
[[gnu::flatten]] void ToFloat(const T* in, float* out, size_t n) {
  for (size_t i = 0; i < n; ++i) out[i] = formats::ToFloat(in[i]);
}

void RoundToTf32(const float* in, float* out, size_t n, bool finite) {
  constexpr int kDropped =
      formats::kFloat32.mantissa_bits - formats::kTf32.mantissa_bits;
  formats::Conversion how;
  if (finite) how.saturation = formats::Saturation::kSatFinite;
  for (size_t i = 0; i < n; ++i) {
    const uint32_t code = formats::Encode<formats::tf32>(in[i], how).bits;
    out[i] = std::bit_cast<float>(code << kDropped);
  }
}

WBM_FOR_EACH_ARRAY_FORMAT(WBM_INSTANTIATE_CONVERT)

}  // namespace wbm::kernels::scalar
