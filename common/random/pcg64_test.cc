#include "common/random/pcg64.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "common/random/rng_vectors.h"

namespace wbm::random {
namespace {

std::string Hex(uint128 value) {
  std::string digits(32, '0');
  for (size_t i = digits.size(); i-- > 0; value >>= 4) {
    digits[i] = "0123456789abcdef"[static_cast<size_t>(value & 15)];
  }
  return "0x" + digits;
}

std::vector<uint64_t> Draw(Pcg64& bits, size_t count) {
  std::vector<uint64_t> words;
  for (size_t i = 0; i < count; ++i) words.push_back(bits.Next64());
  return words;
}

TEST(Pcg64, WordsAndStatesAreNumpys) {
  for (const auto& [seed, expected] : RngVectors()["pcg64"].items()) {
    Pcg64 bits(SeedSequence(std::stoull(seed)));
    EXPECT_EQ(Hex(bits.state()), Text(expected["state_hex"]));
    EXPECT_EQ(Hex(bits.increment()), Text(expected["inc_hex"]));
    EXPECT_EQ(Draw(bits, 32), HexWords(expected["raw64_32"]));
    EXPECT_EQ(Hex(bits.state()), Text(expected["state_after_32_hex"]));
  }
}

TEST(Pcg64, AdvanceLandsWhereNumpyDoes) {
  for (const auto& [seed, expected] : RngVectors()["pcg64"].items()) {
    Pcg64 bits(SeedSequence(std::stoull(seed)));
    bits.Advance(1000);
    EXPECT_EQ(Draw(bits, 4),
              HexWords(expected["raw64_after_advance_1000_first4"]));
  }
}

TEST(Pcg64, AdvanceIsAsManySteps) {
  for (unsigned steps : {0u, 1u, 2u, 3u, 17u, 256u}) {
    Pcg64 walked(SeedSequence(1)), jumped(SeedSequence(1));
    Draw(walked, steps);
    jumped.Advance(steps);
    EXPECT_EQ(Hex(walked.state()), Hex(jumped.state())) << steps;
  }
}

TEST(Pcg64, AdvancingTheWholePeriodComesBack) {
  Pcg64 bits(SeedSequence(1));
  const uint128 before = bits.state();
  bits.Advance(~uint128{0});
  bits.Next64();
  EXPECT_EQ(Hex(bits.state()), Hex(before));
}

TEST(Pcg64, LowHalfComesFirstAndTheHighOneIsKept) {
  Pcg64 bits(SeedSequence(42));
  EXPECT_EQ(bits.Next32(), 0x16d92688u);
  EXPECT_EQ(bits.Next64(), 0x705a5661a791ffc1u);
  EXPECT_EQ(bits.Next32(), 0xc621fbcdu);
}

TEST(Pcg64, AdvanceDropsTheKeptHalf) {
  Pcg64 bits(SeedSequence(42));
  bits.Next32();
  bits.Advance(0);
  EXPECT_EQ(bits.Next32(), 0xa791ffc1u);
}

}  // namespace
}  // namespace wbm::random
