#include "common/kernels/cpu/convert.h"

#include <cstdlib>
#include <type_traits>

#include "common/kernels/cpu/convert_internal.h"
#include "common/kernels/cpu/default_rounding.h"
#include "common/os/cpu_features.h"

namespace wbm::kernels {

using formats::Saturation;

template <formats::FormatType T>
void FromFloat(std::span<const float> in, std::span<T> out,
               Saturation saturation, Isa isa) {
  if (out.size() < in.size()) std::abort();
  const bool finite = saturation == Saturation::kSatFinite;
  if (saturation == Saturation::kSatPropagate) {
    const formats::Conversion how = {.saturation = saturation};
    for (size_t i = 0; i < in.size(); ++i) {
      out[i] = formats::Encode<T>(in[i], how);
    }
    return;
  }
  const DefaultRounding environment;
  switch (isa) {
    case Isa::kScalar:
      return scalar::FromFloat(in.data(), out.data(), in.size(), finite);
#if defined(__aarch64__)
    case Isa::kNeon:
      return neon::FromFloat(in.data(), out.data(), in.size(), finite);
#endif
#if defined(__x86_64__)
    case Isa::kAvx2:
      return avx2::FromFloat(in.data(), out.data(), in.size(), finite);
    case Isa::kAvx512:
      if constexpr (std::is_same_v<T, formats::bfloat16>) {
        if (os::GetCpuFeatures().avx512_bf16) {
          return avx512_bf16::FromFloat(in.data(), out.data(), in.size(),
                                        finite);
        }
      }
      return avx512::FromFloat(in.data(), out.data(), in.size(), finite);
#endif
    default:
      std::abort();
  }
}

template <formats::FormatType T>
void ToFloat(std::span<const T> in, std::span<float> out, Isa isa) {
  if (out.size() < in.size()) std::abort();
  const DefaultRounding environment;
  switch (isa) {
    case Isa::kScalar:
      return scalar::ToFloat(in.data(), out.data(), in.size());
#if defined(__aarch64__)
    case Isa::kNeon:
      return neon::ToFloat(in.data(), out.data(), in.size());
#endif
#if defined(__x86_64__)
    case Isa::kAvx2:
      return avx2::ToFloat(in.data(), out.data(), in.size());
    case Isa::kAvx512:
      return avx512::ToFloat(in.data(), out.data(), in.size());
#endif
    default:
      std::abort();
  }
}

void RoundToTf32(std::span<const float> in, std::span<float> out,
                 Saturation saturation, Isa isa) {
  if (out.size() < in.size()) std::abort();
  const bool finite = saturation == Saturation::kSatFinite;
  if (saturation == Saturation::kSatPropagate) {
    for (size_t i = 0; i < in.size(); ++i) {
      const bool infinite =
          formats::IsInfinite(formats::Encode<formats::float32>(in[i]));
      scalar::RoundToTf32(&in[i], &out[i], 1, !infinite);
    }
    return;
  }
  const DefaultRounding environment;
  switch (isa) {
    case Isa::kScalar:
      return scalar::RoundToTf32(in.data(), out.data(), in.size(), finite);
#if defined(__aarch64__)
    case Isa::kNeon:
      return neon::RoundToTf32(in.data(), out.data(), in.size(), finite);
#endif
#if defined(__x86_64__)
    case Isa::kAvx2:
      return avx2::RoundToTf32(in.data(), out.data(), in.size(), finite);
    case Isa::kAvx512:
      return avx512::RoundToTf32(in.data(), out.data(), in.size(), finite);
#endif
    default:
      std::abort();
  }
}

#define WBM_INSTANTIATE_PUBLIC(T)                                              \
  template void FromFloat<formats::T>(std::span<const float>,                  \
                                      std::span<formats::T>, Saturation, Isa); \
  template void ToFloat<formats::T>(std::span<const formats::T>,               \
                                    std::span<float>, Isa);
WBM_FOR_EACH_ARRAY_FORMAT(WBM_INSTANTIATE_PUBLIC)

}  // namespace wbm::kernels
