#include "common/kernels/cpu/normal_float.h"

#include <algorithm>
#include <cmath>

#include "common/kernels/cpu/normal_float_versions.h"
#include "common/quant/normal_float.h"

namespace wbm::kernels {
namespace {

struct Versions {
  float (*absmax)(const float*, std::size_t) = Nf4AbsMaxScalar;
  void (*encode)(const float*, float, std::uint8_t*,
                 std::size_t) = Nf4EncodeScalar;
  void (*decode)(const std::uint8_t*, float, float*,
                 std::size_t) = Nf4DecodeScalar;
};

Versions VersionsFor([[maybe_unused]] Isa isa) {
#if defined(__x86_64__)
  switch (std::min(isa, BestIsa())) {
    case Isa::kAvx512:
      return {Nf4AbsMaxAvx512, Nf4EncodeAvx512, Nf4DecodeAvx512};
    case Isa::kAvx2:
      return {Nf4AbsMaxAvx2, Nf4EncodeAvx2, Nf4DecodeAvx2};
    default:
      break;
  }
#endif
  return {};
}

}  // namespace

float Nf4AbsMaxScalar(const float* x, std::size_t n) {
  float absmax = 0.0f;
  for (std::size_t i = 0; i < n; ++i) {
    if (std::isfinite(x[i])) absmax = std::max(absmax, std::fabs(x[i]));
  }
  return absmax;
}

void Nf4EncodeScalar(const float* x, float absmax, std::uint8_t* codes,
                     std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) {
    codes[i] = quant::Nf4EncodeScaled(x[i], absmax);
  }
}

void Nf4DecodeScalar(const std::uint8_t* codes, float absmax, float* values,
                     std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) {
    values[i] = quant::Nf4Decode(codes[i]) * absmax;
  }
}

void QuantizeNf4(std::span<const float> x, std::size_t block_size,
                 std::span<float> absmax, std::span<std::uint8_t> codes,
                 Isa isa) {
  const Versions run = VersionsFor(isa);
  for (std::size_t at = 0, block = 0; at < x.size(); at += block_size) {
    const std::size_t size = std::min(block_size, x.size() - at);
    absmax[block] = run.absmax(x.data() + at, size);
    run.encode(x.data() + at, absmax[block++], codes.data() + at, size);
  }
}

void DequantizeNf4(std::span<const std::uint8_t> codes, std::size_t block_size,
                   std::span<const float> absmax, std::span<float> values,
                   Isa isa) {
  const Versions run = VersionsFor(isa);
  for (std::size_t at = 0, block = 0; at < codes.size(); at += block_size) {
    const std::size_t size = std::min(block_size, codes.size() - at);
    run.decode(codes.data() + at, absmax[block++], values.data() + at, size);
  }
}

}  // namespace wbm::kernels
