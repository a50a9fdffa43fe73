#include "common/random/seed_sequence.h"

#include <gtest/gtest.h>

#include <string>

#include "common/random/rng_vectors.h"

namespace wbm::random {
namespace {

std::vector<uint64_t> Widen(std::span<const uint32_t> words) {
  return {words.begin(), words.end()};
}

TEST(SeedSequence, PoolsAndWordsAreNumpys) {
  for (const auto& [seed, expected] : RngVectors()["seed_sequence"].items()) {
    const SeedSequence sequence(std::stoull(seed));
    EXPECT_EQ(Widen(sequence.pool()), HexWords(expected["pool"])) << seed;
    EXPECT_EQ(Widen(sequence.GenerateState32(8)),
              HexWords(expected["generate_state_u32_8"]))
        << seed;
    EXPECT_EQ(sequence.GenerateState64(4),
              HexWords(expected["generate_state_u64_4"]))
        << seed;
  }
}

TEST(SeedSequence, SeedsOfAnyLengthAreNumpys) {
  for (const auto& entry : MoreNumpyVectors()["seed_sequence"]) {
    const auto words = entry["words"].get<std::vector<uint32_t>>();
    EXPECT_EQ(Widen(SeedSequence(words).GenerateState32(6)),
              HexWords(entry["state"]))
        << words.size() << " words";
  }
}

TEST(SeedSequence, AnIntegerIsItsDigits) {
  const uint32_t digits[] = {7, 256};
  EXPECT_EQ(SeedSequence(uint64_t{256} << 32 | 7).pool(),
            SeedSequence(digits).pool());
}

TEST(SeedSequence, NoWordsAreNoEntropy) {
  const SeedSequence empty{std::span<const uint32_t>()};
  EXPECT_EQ(empty.pool(), SeedSequence(0).pool());
  EXPECT_TRUE(empty.GenerateState64(0).empty());
}

}  // namespace
}  // namespace wbm::random
