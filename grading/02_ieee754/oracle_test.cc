#include "grading/02_ieee754/oracle.h"

#include <cmath>
#include <cstdint>
#include <vector>

#include "gtest/gtest.h"

namespace ieee_lab::oracle {
namespace {

TEST(Oracle, ValuesOfKnownCodes) {
  EXPECT_EQ(Value({0x40490FDB, Format::kFloat32}), 0x1.921FB6p1);
  EXPECT_EQ(Value({0x4248, Format::kFloat16}), 3.140625);
  EXPECT_EQ(Value({0x8001, Format::kFloat16}), -0x1p-24);
  EXPECT_EQ(Value({0x4049, Format::kBfloat16}), 3.140625);
  EXPECT_TRUE(std::isnan(Value({0x7C01, Format::kFloat16})));
}

TEST(Oracle, ASubnormalKeepsTheLeastExponent) {
  const ieee_lab::Decoded d = Decoded({0x0200, Format::kFloat16});
  EXPECT_EQ(d.kind, Kind::kSubnormal);
  EXPECT_EQ(d.exponent, -14);
  EXPECT_EQ(d.significand, 0.5);
}

TEST(Oracle, GapsAtTheEnds) {
  EXPECT_EQ(Gap({0x7BFF, Format::kFloat16}), 32);
  EXPECT_EQ(Gap({0x8000, Format::kFloat16}), 0x1p-24);
  EXPECT_EQ(Gap({0x7F7FFFFF, Format::kFloat32}), 0x1p104);
  EXPECT_TRUE(std::isnan(Gap({0x7C00, Format::kFloat16})));
}

TEST(Oracle, AscendingHoldsEveryNumberOnce) {
  const std::vector<std::uint32_t> codes = Ascending(Format::kFloat16);
  ASSERT_EQ(codes.size(), 65536u - 2 * 1023);
  EXPECT_EQ(codes.front(), 0xFC00u);
  EXPECT_EQ(codes.back(), 0x7C00u);
  for (std::size_t i = 1; i < codes.size(); ++i) {
    ASSERT_LE(Value({codes[i - 1], Format::kFloat16}),
              Value({codes[i], Format::kFloat16}));
  }
}

TEST(Oracle, NearestTakesTiesToEven) {
  EXPECT_EQ(Nearest(1 + 0x1p-8, Format::kBfloat16), 0x3F80u);
  EXPECT_EQ(Nearest(1 + 0x1.8p-7, Format::kBfloat16), 0x3F82u);
  EXPECT_EQ(Nearest(65520, Format::kFloat16), 0x7C00u);
}

}  // namespace
}  // namespace ieee_lab::oracle
