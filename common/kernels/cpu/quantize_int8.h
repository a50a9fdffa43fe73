// float to int8 and back, on an affine grid (symmetric and asymmetric).
//
//   QuantizeInt8(x, params, codes);
//   DequantizeInt8(codes, params, values);
//
// Bit for bit what quant::Quantize and quant::Dequantize give, for every input.
// The vector versions multiply with the reciprocal of the scale, in fixed point
// with 16 fractional bits, where they can tell that this gives the code of the
// exact quotient; the few vectors with a value within 2^-15 of a tie (or a NaN)
// are divided in double instead. See quantize_int8_bounds.h for why.
#pragma once

#include <cstdint>
#include <span>

#include "common/kernels/cpu/isa.h"
#include "common/quant/affine.h"

namespace wbm::kernels {

// Spans of equal length; only the common length is touched.
void QuantizeInt8(std::span<const float> x, const quant::AffineParams& params,
                  std::span<std::int8_t> codes, Isa isa = BestIsa());
void DequantizeInt8(std::span<const std::int8_t> codes,
                    const quant::AffineParams& params, std::span<float> values,
                    Isa isa = BestIsa());

}  // namespace wbm::kernels
