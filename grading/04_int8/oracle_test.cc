#include "grading/04_int8/oracle.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "gtest/gtest.h"

namespace int8_lab::oracle {
namespace {

TEST(OracleNearestStep, TiesAndNeighboursByHand) {
  EXPECT_EQ(NearestStep(0.5f), 0);
  EXPECT_EQ(NearestStep(std::nextafter(0.5f, 1.0f)), 1);
  EXPECT_EQ(NearestStep(1.5f), 2);
  EXPECT_EQ(NearestStep(-2.5f), -2);
  EXPECT_EQ(NearestStep(-2.75f), -3);
  EXPECT_EQ(NearestStep(32766.5f), 32766);
  EXPECT_EQ(NearestStep(32767.5f), 32767);
  EXPECT_EQ(NearestStep(-32768.5f), -32768);
  EXPECT_EQ(NearestStep(std::numeric_limits<float>::max()), 32767);
  EXPECT_EQ(NearestStep(-std::numeric_limits<float>::max()), -32768);
  EXPECT_EQ(NearestStep(std::numeric_limits<float>::denorm_min()), 0);
  EXPECT_EQ(NearestStep(-0.0f), 0);
}

// Against the definition in double, where x - floor(x) is exact for |x| < 2^15
// (24 bits of x, 53 of double).
TEST(OracleNearestStep, AgreesWithTheDefinitionInDouble) {
  for (std::uint64_t bits = 0; bits < (std::uint64_t{1} << 32); bits += 4099) {
    const auto x = std::bit_cast<float>(static_cast<std::uint32_t>(bits));
    if (!(std::abs(x) < 32767)) continue;
    const double below = std::floor(static_cast<double>(x));
    const double rest = static_cast<double>(x) - below;
    const bool odd = std::fmod(below, 2) != 0;
    const bool up = rest > 0.5 || (rest == 0.5 && odd);
    ASSERT_EQ(NearestStep(x), below + up) << x;
    ASSERT_EQ(IsTie(x), rest == 0.5) << x;
  }
}

TEST(OracleTopK, TieAcrossTheEdgeByHand) {
  const std::vector<float> x = {3, 5, 4, 1, 2};
  const std::vector<float> y = {3, 5, 3, 1, 3};
  const TopKStability top = TopK(x, y, 2);
  EXPECT_EQ(top.before, (std::vector<std::int32_t>{1, 2}));
  EXPECT_EQ(top.after, (std::vector<std::int32_t>{1, 0}));
  EXPECT_DOUBLE_EQ(top.jaccard, 1.0 / 3);
  EXPECT_FALSE(top.order_kept);
  EXPECT_FALSE(top.set_determined);
  EXPECT_EQ(top.ties, (std::vector<std::vector<std::int32_t>>{{0, 2, 4}}));
  EXPECT_TRUE(TopK(x, y, 4).set_determined);
  EXPECT_TRUE(TopK(x, y, 5).set_determined);
}

}  // namespace
}  // namespace int8_lab::oracle
