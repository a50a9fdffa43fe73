// The exponent of a float, read from its bits.
//
//   FloorLog2(0.9999999f)    // -1
//   CeilLog2(1.0000001f)     // 1
//
// floor(log2(x)) through a logarithm is wrong just below almost every power of
// two: log2 rounds up to the integer. The bits say it exactly, for subnormals
// too.

#pragma once

#include <bit>
#include <cstdint>

namespace wbm::quant {

// The e with 2^e <= x < 2^(e+1). x is finite and positive; -149 .. 127.
constexpr int FloorLog2(float x) {
  const std::uint32_t bits = std::bit_cast<std::uint32_t>(x) & 0x7fffffffu;
  const int raw = static_cast<int>(bits >> 23);
  if (raw != 0) return raw - 127;
  // A subnormal is an integer times 2^-149.
  return static_cast<int>(std::bit_width(bits)) - 1 - 149;
}

// The least e with x <= 2^e. x is finite and positive; -149 .. 128.
constexpr int CeilLog2(float x) {
  const std::uint32_t bits = std::bit_cast<std::uint32_t>(x) & 0x7fffffffu;
  const bool normal = (bits >> 23) != 0;
  const bool power =
      normal ? (bits & 0x7fffffu) == 0 : std::has_single_bit(bits);
  return FloorLog2(x) + (power ? 0 : 1);
}

// 2^e as a double, exact; -1022 <= e <= 1023.
constexpr double ExactPowerOfTwo(int e) {
  return std::bit_cast<double>(static_cast<std::uint64_t>(e + 1023) << 52);
}

}  // namespace wbm::quant
