#include "common/kernels/cpu/quantize_int8.h"

#include <algorithm>

#include "common/kernels/cpu/quantize_int8_bounds.h"

namespace wbm::kernels {

void QuantizeInt8(std::span<const float> x, const quant::AffineParams& params,
                  std::span<std::int8_t> codes, Isa isa) {
  const std::size_t n = std::min(x.size(), codes.size());
#if defined(__x86_64__)
  const Isa runs =
      FitsFastPath(params) ? std::min(isa, BestIsa()) : Isa::kScalar;
  if (runs == Isa::kAvx512) {
    return QuantizeInt8Avx512(x.data(), params, codes.data(), n);
  }
  if (runs == Isa::kAvx2) {
    return QuantizeInt8Avx2(x.data(), params, codes.data(), n);
  }
#elif defined(__aarch64__)
  if (isa == Isa::kNeon && FitsFastPath(params)) {
    return QuantizeInt8Neon(x.data(), params, codes.data(), n);
  }
#endif
  quant::Quantize(x.first(n), params, codes.first(n));
}

void DequantizeInt8(std::span<const std::int8_t> codes,
                    const quant::AffineParams& params, std::span<float> values,
                    Isa isa) {
  const std::size_t n = std::min(codes.size(), values.size());
#if defined(__x86_64__)
  const Isa runs = std::min(isa, BestIsa());
  if (runs == Isa::kAvx512) {
    return DequantizeInt8Avx512(codes.data(), params, values.data(), n);
  }
  if (runs == Isa::kAvx2) {
    return DequantizeInt8Avx2(codes.data(), params, values.data(), n);
  }
#elif defined(__aarch64__)
  if (isa == Isa::kNeon) {
    return DequantizeInt8Neon(codes.data(), params, values.data(), n);
  }
#endif
  quant::Dequantize(codes.first(n), params, values.first(n));
}

}  // namespace wbm::kernels
