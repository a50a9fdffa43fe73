#include "grading/boundary/hidden_seed.h"

#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>

#include "absl/flags/declare.h"
#include "absl/flags/flag.h"
#include "gtest/gtest.h"

ABSL_DECLARE_FLAG(std::string, hidden_seed);

namespace wbm::boundary {
namespace {

class HiddenSeedTest : public ::testing::Test {
 protected:
  ~HiddenSeedTest() override { absl::SetFlag(&FLAGS_hidden_seed, ""); }
};

// RFC 4231, test case 2: the first eight bytes.
TEST_F(HiddenSeedTest, IsTheHeadOfAnHmac) {
  absl::SetFlag(&FLAGS_hidden_seed, "Jefe");
  EXPECT_EQ(HiddenSeed("what do ya want for nothing?"), 0x5bdcc146bf60754eu);
}

TEST_F(HiddenSeedTest, DependsOnTheSecretAndTheTag) {
  std::set<std::uint64_t> seeds;
  for (const char* secret : {"", "a", "b"}) {
    absl::SetFlag(&FLAGS_hidden_seed, secret);
    for (const char* tag : {"", "x", "y"}) seeds.insert(HiddenSeed(tag));
    EXPECT_EQ(HiddenSeed("x"), HiddenSeed("x"));
  }
  EXPECT_EQ(seeds.size(), 9u);
}

TEST_F(HiddenSeedTest, LeavesNothingInTheEnvironment) {
  const std::uint64_t by_hand = HiddenSeed("x");
  setenv("WBM_HIDDEN_SEED", "Jefe", 1);
  EXPECT_EQ(HiddenSeed("x"), by_hand);
  TakeHiddenSeed();
  EXPECT_EQ(std::getenv("WBM_HIDDEN_SEED"), nullptr);
  EXPECT_EQ(HiddenSeed("what do ya want for nothing?"), 0x5bdcc146bf60754eu);
  TakeHiddenSeed();  // no other one: what was taken stays
  EXPECT_EQ(HiddenSeed("what do ya want for nothing?"), 0x5bdcc146bf60754eu);
}

}  // namespace
}  // namespace wbm::boundary
