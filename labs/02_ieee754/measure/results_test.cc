#include <array>
#include <cstdint>
#include <span>

#include "gtest/gtest.h"
#include "labs/02_ieee754/floats.h"
#include "labs/02_ieee754/measure/nan_spread.h"
#include "labs/02_ieee754/measure/nearest_code.h"

namespace ieee_lab {

// The one contract function that the spread calls, as the student's should be.
float Maximum(std::span<const float> x) {
  float largest = x[0];
  for (float value : x) {
    if (!(value <= largest)) largest = value;
    if (largest != largest) return largest;
  }
  return largest;
}

namespace {

TEST(SpreadOfNan, OneFeatureThenAllOfThem) {
  EXPECT_EQ(SpreadOfNan(Relu::kMaximum), (std::array<int, 3>{1, 8, 8}));
}

TEST(SpreadOfNan, FmaxHidesIt) {
  EXPECT_EQ(SpreadOfNan(Relu::kFmax), (std::array<int, 3>{0, 0, 0}));
}

TEST(NearestCode, TheCodesThatTheHandoutPrints) {
  EXPECT_EQ(NearestCode(0.1, Format::kFloat32).bits, 0x3DCCCCCDu);
  EXPECT_EQ(NearestCode(0.1, Format::kFloat16).bits, 0x2E66u);
  EXPECT_EQ(NearestCode(0.1, Format::kBfloat16).bits, 0x3DCDu);
  EXPECT_EQ(NearestCode(-13.625, Format::kFloat32).bits, 0xC15A0000u);
}

}  // namespace
}  // namespace ieee_lab
