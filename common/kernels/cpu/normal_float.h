// float to NF4 codes and back, in blocks that share their absolute maximum.
//
//   quant::Nf4Tensor t;   // block_size = 64
//   QuantizeNf4(x, 64, t.absmax, t.codes);
//   DequantizeNf4(t.codes, 64, t.absmax, values);
//
// Bit for bit what quant::QuantizeNf4 and quant::DequantizeNf4 give, for every
// input. Codes are one a byte; common/kernels/cpu/int4.h packs them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "common/kernels/cpu/isa.h"

namespace wbm::kernels {

// `absmax` has ceil(x.size() / block_size) elements, `codes` x.size();
// block_size is at least 1.
void QuantizeNf4(std::span<const float> x, std::size_t block_size,
                 std::span<float> absmax, std::span<std::uint8_t> codes,
                 Isa isa = BestIsa());
void DequantizeNf4(std::span<const std::uint8_t> codes, std::size_t block_size,
                   std::span<const float> absmax, std::span<float> values,
                   Isa isa = BestIsa());

}  // namespace wbm::kernels
