// The vector versions behind int4.h. Each works on whole blocks of 64 codes (32
// bytes), in which every order is closed, and leaves the rest to the caller.
// Callers check the CPU first.
#pragma once

#include <cstddef>
#include <cstdint>

#include "common/quant/packed_int4.h"

namespace wbm::kernels {

inline constexpr std::size_t kInt4Block = 64;

void PackInt4BlocksAvx2(const std::int8_t* codes, quant::NibbleOrder order,
                        std::uint8_t* bytes, std::size_t blocks);
void PackInt4BlocksAvx512(const std::int8_t* codes, quant::NibbleOrder order,
                          std::uint8_t* bytes, std::size_t blocks);
void UnpackInt4BlocksAvx2(const std::uint8_t* bytes, quant::NibbleOrder order,
                          std::int8_t* codes, std::size_t blocks);
void UnpackInt4BlocksAvx512(const std::uint8_t* bytes, quant::NibbleOrder order,
                            std::int8_t* codes, std::size_t blocks);

}  // namespace wbm::kernels
