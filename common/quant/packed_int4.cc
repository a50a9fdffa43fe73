#include "common/quant/packed_int4.h"

#include <algorithm>

namespace wbm::quant {
namespace {

template <class Code>
void Pack(std::span<const Code> codes, NibbleOrder order,
          std::span<std::uint8_t> bytes) {
  std::fill(bytes.begin(), bytes.end(), std::uint8_t{0});
  for (std::size_t i = 0; i < codes.size(); ++i) {
    const NibblePlace place = PlaceOfNibble(i, codes.size(), order);
    const int nibble = codes[i] & 15;
    const int shifted = place.high ? nibble << 4 : nibble;
    bytes[place.byte] = static_cast<std::uint8_t>(bytes[place.byte] | shifted);
  }
}

std::uint8_t NibbleAt(std::span<const std::uint8_t> bytes, NibblePlace place) {
  const int byte = bytes[place.byte];
  return static_cast<std::uint8_t>((place.high ? byte >> 4 : byte) & 15);
}

}  // namespace

void PackInt4(std::span<const std::int8_t> codes, NibbleOrder order,
              std::span<std::uint8_t> bytes) {
  Pack(codes, order, bytes);
}

void PackUint4(std::span<const std::uint8_t> codes, NibbleOrder order,
               std::span<std::uint8_t> bytes) {
  Pack(codes, order, bytes);
}

void UnpackInt4(std::span<const std::uint8_t> bytes, NibbleOrder order,
                std::span<std::int8_t> codes) {
  for (std::size_t i = 0; i < codes.size(); ++i) {
    const NibblePlace place = PlaceOfNibble(i, codes.size(), order);
    codes[i] = SignedNibble(NibbleAt(bytes, place));
  }
}

void UnpackUint4(std::span<const std::uint8_t> bytes, NibbleOrder order,
                 std::span<std::uint8_t> codes) {
  for (std::size_t i = 0; i < codes.size(); ++i) {
    codes[i] = NibbleAt(bytes, PlaceOfNibble(i, codes.size(), order));
  }
}

}  // namespace wbm::quant
