// Compares the vector conversions with the scalar ones over ranges of float
// bit patterns; for the quick and the exhaustive test.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

#include "common/kernels/cpu/convert.h"
#include "common/kernels/cpu/convert_internal.h"
#include "common/os/cpu_features.h"
#include "gtest/gtest.h"

namespace wbm::kernels {

template <formats::FormatType T>
using FromFloatFunction = void (*)(const float*, T*, size_t, bool);

// Every version of a conversion from float that runs here; bfloat16 has the
// integer and the hardware one on AVX-512.
template <formats::FormatType T>
std::vector<FromFloatFunction<T>> VectorVersions() {
  std::vector<FromFloatFunction<T>> versions;
#if defined(__x86_64__)
  if (BestIsa() >= Isa::kAvx2) versions.push_back(avx2::FromFloat<T>);
  if (BestIsa() >= Isa::kAvx512) versions.push_back(avx512::FromFloat<T>);
  if constexpr (std::is_same_v<T, formats::bfloat16>) {
    if (BestIsa() >= Isa::kAvx512 && os::GetCpuFeatures().avx512_bf16) {
      versions.push_back(avx512_bf16::FromFloat);
    }
  }
#elif defined(__aarch64__)
  versions.push_back(neon::FromFloat<T>);
#endif
  return versions;
}

inline constexpr size_t kSweepBatch = size_t{1} << 16;

// Converts the floats first, first + stride, … below 2^32 in batches by the
// scalar code and by every version; counts elements that differ.
template <typename Out, typename Function>
uint64_t CountDifferences(const Function& scalar,
                          const std::vector<Function>& versions, bool finite,
                          uint64_t first, uint64_t stride) {
  std::vector<float> in(kSweepBatch);
  std::vector<Out> expected(kSweepBatch), got(kSweepBatch);
  uint64_t wrong = 0;
  constexpr uint64_t kEnd = uint64_t{1} << 32;
  for (uint64_t bits = first; bits < kEnd;) {
    size_t n = 0;
    for (; n < kSweepBatch && bits < kEnd; ++n, bits += stride) {
      in[n] = std::bit_cast<float>(static_cast<uint32_t>(bits));
    }
    scalar(in.data(), expected.data(), n, finite);
    for (const Function& version : versions) {
      version(in.data(), got.data(), n, finite);
      if (std::memcmp(got.data(), expected.data(), n * sizeof(Out)) == 0) {
        continue;
      }
      for (size_t i = 0; i < n; ++i) {
        wrong += std::memcmp(&got[i], &expected[i], sizeof(Out)) != 0 ? 1 : 0;
      }
    }
  }
  return wrong;
}

template <formats::FormatType T>
uint64_t SweepFromFloat(bool finite, uint64_t first, uint64_t stride) {
  return CountDifferences<T, FromFloatFunction<T>>(
      scalar::FromFloat<T>, VectorVersions<T>(), finite, first, stride);
}

inline uint64_t SweepTf32(bool finite, uint64_t first, uint64_t stride) {
  using Function = void (*)(const float*, float*, size_t, bool);
  std::vector<Function> versions;
#if defined(__x86_64__)
  if (BestIsa() >= Isa::kAvx2) versions.push_back(avx2::RoundToTf32);
  if (BestIsa() >= Isa::kAvx512) versions.push_back(avx512::RoundToTf32);
#elif defined(__aarch64__)
  versions.push_back(neon::RoundToTf32);
#endif
  return CountDifferences<float, Function>(scalar::RoundToTf32, versions,
                                           finite, first, stride);
}

using ArrayFormats =
    testing::Types<formats::float16, formats::bfloat16, formats::float8_e4m3fn,
                   formats::float8_e5m2, formats::float6_e3m2fn,
                   formats::float6_e2m3fn, formats::float4_e2m1fn>;

}  // namespace wbm::kernels
