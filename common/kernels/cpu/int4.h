// Packing 4-bit codes and unpacking them, in every order of quant::NibbleOrder.
//
//   PackInt4(codes, quant::NibbleOrder::kPairLowFirst, bytes);
//
// The same bytes as quant::PackInt4 and quant::UnpackInt4, for every length.
#pragma once

#include <cstdint>
#include <span>

#include "common/kernels/cpu/isa.h"
#include "common/quant/packed_int4.h"

namespace wbm::kernels {

// `bytes` has quant::PackedInt4Size(codes.size()) elements.
void PackInt4(std::span<const std::int8_t> codes, quant::NibbleOrder order,
              std::span<std::uint8_t> bytes, Isa isa = BestIsa());
void UnpackInt4(std::span<const std::uint8_t> bytes, quant::NibbleOrder order,
                std::span<std::int8_t> codes, Isa isa = BestIsa());

}  // namespace wbm::kernels
