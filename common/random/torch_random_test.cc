#include "common/random/torch_random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "common/random/cephes_float.h"
#include "common/random/rng_vectors.h"

namespace wbm::random {
namespace {

const nlohmann::json& Recorded() { return RngVectors()["torch_cpu"]; }

TEST(TorchRandom, RandIsTorchs) {
  EXPECT_EQ(TorchRandom(42).Rand(8), HexFloats(Recorded()["rand_8"]));
}

TEST(TorchRandom, RandintIsTorchs) {
  EXPECT_EQ(TorchRandom(42).Randint(0, 1000, 16),
            Recorded()["randint_0_1000_16"].get<std::vector<int64_t>>());
  EXPECT_EQ(TorchRandom(0).Randint(0, 1000, 16),
            Recorded()["seed0_randint_0_1000_16"].get<std::vector<int64_t>>());
}

TEST(TorchRandom, FewNormalsAreTorchs) {
  EXPECT_EQ(TorchRandom(42).Randn(8), HexFloats(Recorded()["randn_8"]));
}

TEST(TorchRandom, FewNormalsInTwoCallsAreTheSame) {
  TorchRandom rng(42);
  std::vector<float> values = rng.Randn(3);
  for (float value : rng.Randn(5)) values.push_back(value);
  EXPECT_EQ(values, HexFloats(Recorded()["randn_8"]));
}

TEST(TorchRandom, ManyNormalsAreTorchs) {
  std::vector<float> values = TorchRandom(42).Randn(4096);
  ASSERT_EQ(values.size(), 4096u);
  values.resize(16);
  EXPECT_EQ(values, HexFloats(Recorded()["randn_4096_first16"]));
}

TEST(TorchRandom, AnIncompleteLastBlockIsDrawnAfresh) {
  const std::vector<float> some = TorchRandom(42).Randn(40);
  TorchRandom rng(42);
  const std::vector<float> more = rng.Randn(32);
  EXPECT_TRUE(std::equal(more.begin(), more.begin() + 24, some.begin()));
  EXPECT_NE(more[24], some[24]);
  // 40 uniforms were drawn before the sixteen of the last block.
  TorchRandom skipped(42);
  skipped.Rand(40);
  const std::vector<float> last = skipped.Randn(16);
  EXPECT_TRUE(std::equal(last.begin(), last.end(), some.begin() + 24));
}

TEST(TorchRandom, OnlyTheLow32BitsOfASeedMatter) {
  EXPECT_EQ(TorchRandom((uint64_t{7} << 32) + 42).Rand(4),
            TorchRandom(42).Rand(4));
}

TEST(TorchRandom, NothingIsDrawnForNothing) {
  TorchRandom rng(42);
  EXPECT_TRUE(rng.Randn(0).empty());
  EXPECT_TRUE(rng.Randint(0, 5, 0).empty());
  EXPECT_EQ(rng.Rand(8), HexFloats(Recorded()["rand_8"]));
}

TEST(TorchRandomDeathTest, AnEmptyRangeEndsTheProgram) {
  EXPECT_DEATH(TorchRandom(42).Randint(3, 3, 1), "low < high");
}

// Cephes gives logf and sinf within 2^-23 relative or absolute; twice that
// leaves room for the reference's own rounding to float.
TEST(CephesFloat, StaysNearTheDoubleFunctions) {
  constexpr double kBound = 2 * 0x1p-23;
  for (int i = 1; i < 1 << 16; ++i) {
    const float u = static_cast<float>(i) * 0x1p-16f;
    const double x = u, log = std::log(x);
    EXPECT_NEAR(CephesLog(u), log, kBound * std::max(1.0, std::fabs(log)));
    const float angle = u * static_cast<float>(2 * std::numbers::pi);
    const SinCos found = CephesSinCos(angle);
    EXPECT_NEAR(found.sin, std::sin(static_cast<double>(angle)), kBound);
    EXPECT_NEAR(found.cos, std::cos(static_cast<double>(angle)), kBound);
  }
}

}  // namespace
}  // namespace wbm::random
