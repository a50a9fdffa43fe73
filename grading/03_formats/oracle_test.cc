// The oracle's two ways to a code agree, and its facts are the published ones.

#include "grading/03_formats/oracle.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <string>

#include "gtest/gtest.h"

namespace formats_lab {
namespace {

using oracle::Named;

TEST(Oracle, TheWalkAgreesWithTheLibrary) {
  for (const Named& named : oracle::EveryFormat()) {
    if (named.format.mantissa_bits > 16) continue;
    for (Overflow overflow : {Overflow::kInfinity, Overflow::kSaturate}) {
      oracle::Walk walk(named.format, overflow);
      for (std::uint64_t bits = 0; bits < std::uint64_t{1} << 32;
           bits += 250007) {
        const auto x = static_cast<std::uint32_t>(bits);
        ASSERT_EQ(walk.CodeOf(x),
                  oracle::Code(std::bit_cast<float>(x), named.format, overflow))
            << named.name << " " << std::bit_cast<float>(x);
      }
    }
  }
}

TEST(Oracle, MiddlesGoToTheEvenCode) {
  oracle::Walk walk(kFloat8E5M2, Overflow::kInfinity);
  EXPECT_EQ(walk.CodeOf(std::bit_cast<std::uint32_t>(1.125f)), 0x3cu);
  EXPECT_EQ(walk.CodeOf(std::bit_cast<std::uint32_t>(1.375f)), 0x3eu);
  oracle::Walk fn(kFloat8E4M3Fn, Overflow::kInfinity);
  EXPECT_EQ(fn.CodeOf(std::bit_cast<std::uint32_t>(464.0f)), 0x7eu);
  EXPECT_EQ(fn.CodeOf(std::bit_cast<std::uint32_t>(464.5f)), 0x7fu);
}

// OFP8 1.0, table 1; IEEE 754-2019, table 3.5.
TEST(Oracle, FactsArePublishedOnes) {
  EXPECT_EQ(oracle::FactsOf(kFloat8E4M3Fn).max_finite, 448);
  EXPECT_EQ(oracle::FactsOf(kFloat8E4M3).max_finite, 240);
  EXPECT_EQ(oracle::FactsOf(kFloat8E5M2).max_finite, 57344);
  EXPECT_EQ(oracle::FactsOf(kFloat16).max_finite, 65504);
  EXPECT_EQ(oracle::FactsOf(kFloat8E4M3Fn).overflow_above, 464);
  EXPECT_EQ(oracle::FactsOf(kFloat16).overflow_above, 65520);
  EXPECT_EQ(oracle::FactsOf(kFloat16).zero_up_to, 0x1p-25);
  EXPECT_EQ(oracle::FactsOf(kBFloat16).overflow_above, 0x1.ffp127);
  EXPECT_TRUE(std::isinf(oracle::FactsOf(kFloat64).overflow_above));
  EXPECT_EQ(oracle::FactsOf(kTf32).storage_bytes, 4);
}

TEST(Oracle, FiniteNumbersAscend) {
  for (const Named& named : oracle::NamedFormats()) {
    if (named.format.mantissa_bits > 10) continue;
    const std::vector<double> all = oracle::Finite(named.format);
    for (std::size_t i = 1; i < all.size(); ++i) {
      ASSERT_LT(all[i - 1], all[i]) << named.name;
    }
    const CodeCounts counts = oracle::Count(named.format);
    ASSERT_EQ(static_cast<std::int64_t>(all.size()),
              counts.normals + counts.subnormals + 1);
  }
}

}  // namespace
}  // namespace formats_lab
