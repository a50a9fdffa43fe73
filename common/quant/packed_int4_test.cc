#include "common/quant/packed_int4.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

namespace wbm::quant {
namespace {

constexpr NibbleOrder kOrders[] = {NibbleOrder::kPairLowFirst,
                                   NibbleOrder::kPairHighFirst,
                                   NibbleOrder::kSplitHalves32};

std::vector<std::int8_t> Codes(std::size_t n) {
  std::vector<std::int8_t> codes(n);
  for (std::size_t i = 0; i < n; ++i) {
    codes[i] = static_cast<std::int8_t>(static_cast<int>(i * 7 % 16) - 8);
  }
  return codes;
}

std::vector<std::uint8_t> Pack(const std::vector<std::int8_t>& codes,
                               NibbleOrder order) {
  std::vector<std::uint8_t> bytes(PackedInt4Size(codes.size()), 0xcc);
  PackInt4(codes, order, bytes);
  return bytes;
}

TEST(PackInt4, OnnxPutsTheFirstOfAPairInTheLowNibble) {
  EXPECT_EQ(Pack({-7, 0, 3, 7}, NibbleOrder::kPairLowFirst),
            (std::vector<std::uint8_t>{0x09, 0x73}));
  EXPECT_EQ(Pack({-8, -1, 1}, NibbleOrder::kPairLowFirst),
            (std::vector<std::uint8_t>{0xf8, 0x01}));
}

TEST(PackInt4, BitsandbytesPutsTheFirstOfAPairInTheHighNibble) {
  EXPECT_EQ(Pack({-7, 0, 3, 7}, NibbleOrder::kPairHighFirst),
            (std::vector<std::uint8_t>{0x90, 0x37}));
  EXPECT_EQ(Pack({-8, -1, 1}, NibbleOrder::kPairHighFirst),
            (std::vector<std::uint8_t>{0x8f, 0x10}));
}

TEST(PackInt4, GgmlPutsTheSecondHalfOfABlockInTheHighNibbles) {
  const std::vector<std::int8_t> codes = Codes(64);
  const auto bytes = Pack(codes, NibbleOrder::kSplitHalves32);
  for (std::size_t block = 0; block < 2; ++block) {
    for (std::size_t j = 0; j < 16; ++j) {
      const int byte = bytes[16 * block + j];
      EXPECT_EQ(byte & 15, codes[32 * block + j] & 15);
      EXPECT_EQ(byte >> 4, codes[32 * block + j + 16] & 15);
    }
  }
  EXPECT_EQ(Pack({1, 2, 3}, NibbleOrder::kSplitHalves32),
            (std::vector<std::uint8_t>{0x31, 0x02}));
}

TEST(PackInt4, EveryLengthComesBackInEveryOrder) {
  for (const NibbleOrder order : kOrders) {
    for (std::size_t n = 0; n <= 100; ++n) {
      const std::vector<std::int8_t> codes = Codes(n);
      std::vector<std::int8_t> back(n, 99);
      UnpackInt4(Pack(codes, order), order, back);
      ASSERT_EQ(back, codes) << n;
    }
  }
}

TEST(PackInt4, PlacesAreAPermutationOfTheNibbles) {
  for (const NibbleOrder order : kOrders) {
    for (std::size_t n = 0; n <= 70; ++n) {
      std::vector<int> used(2 * PackedInt4Size(n), 0);
      for (std::size_t i = 0; i < n; ++i) {
        const NibblePlace place = PlaceOfNibble(i, n, order);
        ASSERT_LT(place.byte, PackedInt4Size(n));
        ++used[2 * place.byte + (place.high ? 1 : 0)];
      }
      int total = 0;
      for (const int count : used) {
        ASSERT_LE(count, 1);
        total += count;
      }
      ASSERT_EQ(total, static_cast<int>(n));
    }
  }
}

TEST(PackInt4, EveryByteValueIsReadWithAndWithoutASign) {
  for (int byte = 0; byte < 256; ++byte) {
    const std::vector<std::uint8_t> bytes = {static_cast<std::uint8_t>(byte)};
    std::vector<std::int8_t> codes(2);
    std::vector<std::uint8_t> plain(2), again(1);
    UnpackInt4(bytes, NibbleOrder::kPairLowFirst, codes);
    UnpackUint4(bytes, NibbleOrder::kPairLowFirst, plain);
    const int low = byte % 16, high = byte / 16;
    EXPECT_EQ(plain[0], low);
    EXPECT_EQ(plain[1], high);
    EXPECT_EQ(codes[0], low < 8 ? low : low - 16);
    EXPECT_EQ(codes[1], high < 8 ? high : high - 16);
    PackUint4(plain, NibbleOrder::kPairLowFirst, again);
    EXPECT_EQ(again, bytes);
  }
}

TEST(PackInt4, TheWrongOrderGivesOtherCodes) {
  const std::vector<std::int8_t> codes = Codes(64);
  for (const NibbleOrder written : kOrders) {
    for (const NibbleOrder read : kOrders) {
      std::vector<std::int8_t> back(64);
      UnpackInt4(Pack(codes, written), read, back);
      EXPECT_EQ(back == codes, written == read);
    }
  }
}

TEST(PackInt4, OnlyTheLowFourBitsAreStored) {
  EXPECT_EQ(Pack({static_cast<std::int8_t>(0x5a), 17}, kOrders[0]),
            (std::vector<std::uint8_t>{0x1a}));
}

}  // namespace
}  // namespace wbm::quant
