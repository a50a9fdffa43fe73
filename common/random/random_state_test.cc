#include "common/random/random_state.h"

#include <gtest/gtest.h>

#include <string>

#include "common/io/sha256.h"
#include "common/numerics/numpy_sum.h"
#include "common/random/rng_vectors.h"

namespace wbm::random {
namespace {

const nlohmann::json& Recorded() { return RngVectors()["legacy_seed_42"]; }

std::string Sha256(const std::vector<double>& values) {
  return io::Sha256HexOf(std::span<const double>(values));
}

TEST(Mt19937, SeededStateIsNumpys) {
  const Mt19937 bits(42);
  const std::vector<uint64_t> words(bits.state().begin(), bits.state().end());
  const auto first =
      HexWords(Recorded()["mt19937_state_after_seed_42_first16"]);
  const auto last = HexWords(Recorded()["mt19937_state_last4"]);
  EXPECT_EQ(std::vector(words.begin(), words.begin() + 16), first);
  EXPECT_EQ(std::vector(words.end() - 4, words.end()), last);
  EXPECT_EQ(bits.position(), Recorded()["pos"]);
}

TEST(Mt19937, WordsAreNumpys) {
  Mt19937 bits(42);
  for (uint64_t word : HexWords(Recorded()["raw32_64"])) {
    EXPECT_EQ(bits.Next32(), word);
  }
}

TEST(Mt19937, A64BitWordIsTwoWordsHighFirst) {
  Mt19937 bits(42);
  EXPECT_EQ(bits.Next64(), 0x5fe1dc66cbea3db3u);
}

TEST(RandomState, RandomSampleAndUniformAreNumpys) {
  EXPECT_EQ(RandomState(42).RandomSample(64),
            HexDoubles(Recorded()["random_sample_64"]));
  EXPECT_EQ(RandomState(42).Uniform(-1, 1, 64),
            HexDoubles(Recorded()["uniform_-1_1_64"]));
  EXPECT_EQ(RandomState(0).RandomSample(8),
            HexDoubles(Recorded()["seed0_random_sample_8"]));
}

TEST(RandomState, NormalsAreNumpys) {
  const std::vector<double> normals = RandomState(42).Randn(64);
  EXPECT_EQ(normals, HexDoubles(Recorded()["randn_64"]));
  EXPECT_EQ(normals, HexDoubles(Recorded()["standard_normal_64"]));
  EXPECT_EQ(RandomState(42).Normal(0, 1.5, 64),
            HexDoubles(Recorded()["normal_0_1.5_64"]));
  EXPECT_EQ(RandomState(0).Randn(8), HexDoubles(Recorded()["seed0_randn_8"]));
}

TEST(RandomState, AMillionNormalsAreNumpys) {
  const auto& recorded = Recorded()["randn_1e6"];
  const std::vector<double> x = RandomState(42).Randn(1000000);
  EXPECT_EQ(Sha256(x), Text(recorded["sha256"]));
  EXPECT_EQ(numerics::NumpySum(std::span<const double>(x)),
            HexDouble(recorded["sum_pairwise"]));
  EXPECT_EQ(x.back(), HexDouble(recorded["last"]));
}

TEST(RandomState, TheSecondOfAPairIsKeptAcrossOtherCalls) {
  const auto& recorded = Recorded()["randn_odd_then_more"];
  RandomState rng(42);
  EXPECT_EQ(rng.Randn(3), HexDoubles(recorded["randn_3"]));
  EXPECT_EQ(rng.RandomSample(2), HexDoubles(recorded["random_2"]));
  EXPECT_EQ(rng.Randn(2), HexDoubles(recorded["randn_2"]));
}

TEST(RandomState, UniformThenNormalStayInStep) {
  RandomState rng(42);
  EXPECT_EQ(Sha256(rng.Uniform(-1, 1, 100000)),
            Text(Recorded()["uniform_-1_1_1e5_sha256"]));
  const std::vector<double> normals = rng.Randn(100000);
  EXPECT_EQ(Sha256(normals), Text(Recorded()["then_randn_1e5_sha256"]));
  EXPECT_EQ(std::vector(normals.begin(), normals.begin() + 4),
            HexDoubles(Recorded()["then_randn_first4"]));
}

TEST(RandomState, RandintAndPermutationAreNumpys) {
  EXPECT_EQ(RandomState(42).Randint(0, 100, 64),
            Recorded()["randint_0_100_64"].get<std::vector<int64_t>>());
  EXPECT_EQ(RandomState(42).Randint(0, 10, 64),
            Recorded()["randint_0_10_64"].get<std::vector<int64_t>>());
  EXPECT_EQ(RandomState(42).Permutation(32),
            Recorded()["permutation_32"].get<std::vector<int64_t>>());
}

TEST(RandomState, NothingIsDrawnForNothing) {
  RandomState rng(42);
  EXPECT_TRUE(rng.Randn(0).empty());
  EXPECT_TRUE(rng.Permutation(0).empty());
  EXPECT_EQ(rng.bits().Next32(), 0x5fe1dc66u);
}

TEST(RandomStateDeathTest, AnEmptyRangeEndsTheProgram) {
  EXPECT_DEATH(RandomState(42).Randint(3, 3), "low < high");
}

}  // namespace
}  // namespace wbm::random
