// Two 4-bit codes a byte, in every order that is in use.
//
//   std::vector<int8_t> codes = {-7, 0, 3, 7};
//   std::vector<uint8_t> bytes(PackedInt4Size(codes.size()));
//   PackInt4(codes, NibbleOrder::kPairLowFirst, bytes);   // {0x09, 0x73}
//
// The order is part of a file format: read with the wrong one, a weight matrix
// has its neighbours swapped and no size or range check notices. So each
// function names it.
//
//   kPairLowFirst    bytes hold neighbours, the first in the low nibble
//                    (ONNX's INT4, safetensors as most tools write it)
//   kPairHighFirst   the first in the high nibble (bitsandbytes' CUDA kernels)
//   kSplitHalves32   blocks of 32 codes in 16 bytes; byte j holds code j low
//                    and code j + 16 high (ggml). A last block of n < 32 codes
//                    takes ceil(n/2) bytes: code j low, code j + ceil(n/2) high
//
// A nibble is two's complement: only a code's low four bits are stored. An
// unpaired last nibble is 0. Unsigned codes (0..15: NF4, E2M1, offset binary)
// use the same bytes; UnpackUint4 reads them without the sign.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace wbm::quant {

enum class NibbleOrder { kPairLowFirst, kPairHighFirst, kSplitHalves32 };

// Bytes that hold `count` codes.
constexpr std::size_t PackedInt4Size(std::size_t count) {
  return count / 2 + count % 2;
}

// Where a code lies: its byte, and whether in the high nibble.
struct NibblePlace {
  std::size_t byte = 0;
  bool high = false;

  constexpr bool operator==(const NibblePlace&) const = default;
};

// The place of code `index` among `count` codes.
constexpr NibblePlace PlaceOfNibble(std::size_t index, std::size_t count,
                                    NibbleOrder order) {
  if (order == NibbleOrder::kPairLowFirst) return {index / 2, index % 2 == 1};
  if (order == NibbleOrder::kPairHighFirst) return {index / 2, index % 2 == 0};
  const std::size_t begin = index / 32 * 32;
  const std::size_t in_block = count - begin < 32 ? count - begin : 32;
  const std::size_t half = PackedInt4Size(in_block);
  const std::size_t j = index - begin;
  return {begin / 2 + j % half, j >= half};
}

// The low four bits as a two's complement number, -8..7.
constexpr std::int8_t SignedNibble(std::uint8_t bits) {
  return static_cast<std::int8_t>(((bits & 15) ^ 8) - 8);
}

// `bytes` has PackedInt4Size(codes.size()) elements; every one is written.
void PackInt4(std::span<const std::int8_t> codes, NibbleOrder order,
              std::span<std::uint8_t> bytes);
void PackUint4(std::span<const std::uint8_t> codes, NibbleOrder order,
               std::span<std::uint8_t> bytes);

// `bytes` has PackedInt4Size(codes.size()) elements.
void UnpackInt4(std::span<const std::uint8_t> bytes, NibbleOrder order,
                std::span<std::int8_t> codes);
void UnpackUint4(std::span<const std::uint8_t> bytes, NibbleOrder order,
                 std::span<std::uint8_t> codes);

}  // namespace wbm::quant
