// Codes of any width up to 8 bits, one after another without gaps.
//
//   SetBitsAt(bytes, 5, 6, 0x2a);   // the sixth code of 6 bits
//   BitsAt(bytes, 5, 6)             // 0x2a
//
// Little-endian: code i takes the bits i*width .. i*width + width - 1, bit 0
// being the least significant bit of byte 0. Two 4-bit codes a byte so have the
// first in the low nibble; four 6-bit codes take three bytes.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace wbm::quant {

constexpr std::size_t PackedBitsSize(std::size_t count, int width) {
  return (count * static_cast<std::size_t>(width) + 7) / 8;
}

// One code; `bytes` is long enough for it, `width` is 1 .. 8.
constexpr std::uint8_t BitsAt(std::span<const std::uint8_t> bytes,
                              std::size_t index, int width) {
  const std::size_t first = index * static_cast<std::size_t>(width);
  unsigned window = bytes[first / 8];
  if (first / 8 + 1 < bytes.size()) {
    window |= unsigned{bytes[first / 8 + 1]} << 8;
  }
  const unsigned mask = (1u << width) - 1;
  return static_cast<std::uint8_t>((window >> (first % 8)) & mask);
}

constexpr void SetBitsAt(std::span<std::uint8_t> bytes, std::size_t index,
                         int width, std::uint8_t code) {
  const std::size_t first = index * static_cast<std::size_t>(width);
  const unsigned mask = ((1u << width) - 1) << (first % 8);
  const unsigned value = (unsigned{code} << (first % 8)) & mask;
  for (std::size_t b = 0; b < 2 && first / 8 + b < bytes.size(); ++b) {
    std::uint8_t& byte = bytes[first / 8 + b];
    byte = static_cast<std::uint8_t>((byte & ~(mask >> (8 * b))) |
                                     (value >> (8 * b)));
  }
}

}  // namespace wbm::quant
