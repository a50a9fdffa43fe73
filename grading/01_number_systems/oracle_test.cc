#include "grading/01_number_systems/oracle.h"

#include <cstdint>
#include <optional>
#include <vector>

#include "common/formats/exact.h"
#include "common/formats/fixed_point.h"
#include "common/formats/twos_complement.h"
#include "gtest/gtest.h"

namespace bits_lab::oracle {
namespace {

using Raws = std::vector<std::int32_t>;

TEST(Oracle, DigitsByHand) {
  EXPECT_EQ(Digits(42, 2), "101010");
  EXPECT_EQ(Digits(0, 16), "0");
  EXPECT_EQ(Digits(~std::uint64_t{0}, 16), "FFFFFFFFFFFFFFFF");
  EXPECT_EQ(Read("fF", 16), 255u);
  EXPECT_EQ(Read("18446744073709551615", 10), ~std::uint64_t{0});
  EXPECT_EQ(Read("18446744073709551616", 10), std::nullopt);
  EXPECT_EQ(Read("2", 2), std::nullopt);
  EXPECT_EQ(Read("", 2), std::nullopt);
}

// The two definitions of the number of a code, and the library's.
TEST(Oracle, WheelWeightsAndLibraryAgree) {
  for (std::int32_t bits = 1; bits <= 16; ++bits) {
    const std::vector<std::int64_t> wheel = Wheel(bits);
    ASSERT_EQ(wheel.size(), std::size_t{1} << bits);
    for (std::uint32_t code = 0; code < wheel.size(); ++code) {
      ASSERT_EQ(wheel[code], SumOfWeights({code, bits}));
      ASSERT_EQ(wheel[code], wbm::formats::FromTwosComplement(code, bits));
    }
  }
  EXPECT_EQ(SumOfWeights({0x80000000, 32}), -2147483648);
  EXPECT_EQ(SumOfWeights({0xFFFFFFFF, 32}), -1);
}

TEST(Oracle, NearestRawByHandAndByTheLibrary) {
  const QFormat q34 = {.integer_bits = 3, .fraction_bits = 4};
  EXPECT_EQ(NearestRaw(0.03125, q34), (Raws{0, 1}));
  EXPECT_EQ(NearestRaw(0.09375, q34), (Raws{1, 2}));
  EXPECT_EQ(NearestRaw(100, q34), (Raws{127}));
  EXPECT_EQ(NearestRaw(-100, q34), (Raws{-128}));
  for (std::int32_t i = -2600; i <= 2600; ++i) {
    const double x = i / 256.0;
    const std::int64_t library = wbm::formats::EncodeFixed(
        wbm::formats::Q(3, 4), wbm::formats::Exactly(x));
    const Raws nearest = NearestRaw(x, q34);
    ASSERT_TRUE(nearest.front() == library || nearest.back() == library) << x;
    if (nearest.size() == 2) {
      ASSERT_EQ(library % 2, 0) << x;
    }
  }
}

}  // namespace
}  // namespace bits_lab::oracle
