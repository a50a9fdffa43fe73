// Every type of a contract, through the pipe and back.

#include <bit>
#include <cmath>
#include <limits>
#include <numeric>

#include "common/lab/each.h"
#include "grading/boundary/session.h"
#include "grading/boundary/testing/sample.h"
#include "gtest/gtest.h"

namespace boundary_sample {
namespace {

using ::wbm::boundary::Session;
using ::wbm::lab::Each;

class CallTest : public ::testing::Test {
 protected:
  void SetUp() override { Session::Current().StartCheck(); }
};

Numbers Extremes() {
  return {.i8 = std::numeric_limits<std::int8_t>::min(),
          .u8 = std::numeric_limits<std::uint8_t>::max(),
          .i16 = std::numeric_limits<std::int16_t>::min(),
          .u16 = std::numeric_limits<std::uint16_t>::max(),
          .i32 = std::numeric_limits<std::int32_t>::min(),
          .u32 = std::numeric_limits<std::uint32_t>::max(),
          .i64 = std::numeric_limits<std::int64_t>::min(),
          .u64 = std::numeric_limits<std::uint64_t>::max(),
          .letter = '\xff',
          .f64 = std::numeric_limits<double>::denorm_min(),
          .f32 = -0.0f,
          .plain = kPlainOne};
}

Everything Full() {
  Everything e;
  e.flag = true;
  e.rounding = Rounding::kUpward;
  e.name = std::string("with a \0 byte", 13);
  e.affine = {0.5f, -7};
  e.values = {1, 2, 3};
  e.flags = {true, false, true};
  e.halves = {{0x3c00}, {0xffff}};
  e.words = {{"", {}}, {"verb", {"go", "went"}}};
  e.maybe = Affine{2, 2};
  e.three = {-1, 0, 1};
  e.names = {std::nullopt, "one", ""};
  e.pair = {3, 0.25};
  return e;
}

TEST_F(CallTest, AFunctionWithoutParameters) { EXPECT_EQ(Seven(), 7); }

TEST_F(CallTest, NumbersKeepTheirExtremes) {
  const Numbers extremes = Extremes();
  const Numbers back = EchoNumbers(extremes);
  EXPECT_EQ(back, extremes);
  EXPECT_TRUE(std::signbit(back.f32));
}

TEST_F(CallTest, NansKeepTheirPayloads) {
  for (const std::uint32_t bits : {0x7fc00000u, 0x7f800001u, 0xffffffffu}) {
    EXPECT_EQ(
        std::bit_cast<std::uint32_t>(EchoFloat(std::bit_cast<float>(bits))),
        bits);
  }
  const std::uint64_t signalling = 0x7ff0000000000123u;
  EXPECT_EQ(std::bit_cast<std::uint64_t>(
                EchoDouble(std::bit_cast<double>(signalling))),
            signalling);
}

TEST_F(CallTest, AStructOfTwelveFieldsOfEveryKind) {
  EXPECT_EQ(EchoEverything(Full()), Full());
}

TEST_F(CallTest, AnEmptyStructStaysEmpty) {
  EXPECT_EQ(EchoEverything({}), Everything());
}

// The longest text that comes back: a message, a name, 64 digits are all that
// any contract asks for, and results hold the texts of a hundred checks.
TEST_F(CallTest, NestedVectorsAndEmptyOnes) {
  const std::vector<std::vector<std::string>> nested = {
      {}, {"a", ""}, {std::string(4'096, 'x')}};
  EXPECT_EQ(EchoNested(nested), nested);
  EXPECT_TRUE(EchoNested({}).empty());
}

TEST_F(CallTest, EveryStatusCodeAndItsMessage) {
  EXPECT_TRUE(MakeStatus(0, "dropped").ok());
  for (int code = 1; code <= 16; ++code) {
    const absl::Status status = MakeStatus(code, "because");
    EXPECT_EQ(static_cast<int>(status.code()), code);
    EXPECT_EQ(status.message(), "because");
  }
}

TEST_F(CallTest, AValueOrAStatus) {
  const std::vector<float> x = {2, 4};
  const auto good = Reciprocals(x);
  ASSERT_TRUE(good.ok());
  EXPECT_EQ(*good, (std::vector<float>{0.5f, 0.25f}));
  const auto bad = Reciprocals(std::vector<float>{1, 0});
  EXPECT_EQ(bad.status(), absl::InvalidArgumentError("zero has no reciprocal"));
  EXPECT_TRUE(Reciprocals({})->empty());
}

TEST_F(CallTest, SpansOfStringsAndViews) {
  const std::vector<std::string> words = {"to", "be"};
  EXPECT_EQ(TotalLength(words, "or not"), 10u);
}

TEST_F(CallTest, ASpanTravelsBothWays) {
  std::vector<float> x(100'000);
  std::iota(x.begin(), x.end(), 0.0f);
  Negate(x);
  for (std::size_t i = 0; i < x.size(); ++i) {
    ASSERT_EQ(x[i], -static_cast<float>(i));
  }
  Negate({});
}

TEST_F(CallTest, AResultAndAChangedSpanTogether) {
  std::vector<double> sums = {1, 2};
  EXPECT_EQ(AddTo(sums, std::vector<float>{0.5f, 0.25f}), 0.25f);
  EXPECT_EQ(sums, (std::vector<double>{1.5, 2.25}));
}

TEST_F(CallTest, EightParametersKeepTheirOrder) {
  EXPECT_EQ(Weigh(1, 10, 100, 1000, 10000, 100000, 1000000, 10000000),
            87654321);
}

TEST_F(CallTest, AMillionFloatsThereAndBack) {
  std::vector<float> x(1 << 20);
  std::iota(x.begin(), x.end(), -1000.0f);
  EXPECT_EQ(Quantize(x, {.scale = 1, .zero_point = 0}), x);
}

TEST_F(CallTest, EachServesAllCodesOfAStrongType) {
  std::vector<Half> codes(1 << 16);
  for (std::size_t i = 0; i < codes.size(); ++i) {
    codes[i].bits = static_cast<std::uint16_t>(i);
  }
  const std::vector<Half> next = Each<&NextHalf>(codes);
  ASSERT_EQ(next.size(), codes.size());
  for (std::size_t i = 0; i < codes.size(); ++i) {
    ASSERT_EQ(next[i].bits, static_cast<std::uint16_t>(i + 1));
  }
  EXPECT_EQ(Session::Current().calls(), 1);
}

TEST_F(CallTest, EachServesMoreThanOneMessageOfFloats) {
  std::vector<float> x((1 << 19) + 3);
  std::iota(x.begin(), x.end(), 0.0f);
  EXPECT_EQ(Each<&EchoFloat>(x), x);
  EXPECT_EQ(Session::Current().calls(), 3);
}

TEST_F(CallTest, EachServesBooleansAndStatuses) {
  EXPECT_EQ(Each<&IsOdd>(std::vector<std::int32_t>{1, 2, -3}),
            (std::vector<bool>{true, false, true}));
  const auto reciprocals = Each<&Reciprocal>(std::vector<float>{2, 0});
  ASSERT_EQ(reciprocals.size(), 2u);
  EXPECT_EQ(*reciprocals[0], 0.5f);
  EXPECT_FALSE(reciprocals[1].ok());
  EXPECT_TRUE(Each<&IsOdd>({}).empty());
}

TEST_F(CallTest, AFunctionServedElementwiseCanBeCalledSingly) {
  EXPECT_TRUE(IsOdd(3));
}

TEST_F(CallTest, StateLastsForACheckAndNoLonger) {
  EXPECT_EQ(CallsSoFar(), 1);
  EXPECT_EQ(CallsSoFar(), 2);
  ::wbm::lab::FreshWorker();
  EXPECT_EQ(CallsSoFar(), 1);
  Session::Current().StartCheck();
  EXPECT_EQ(CallsSoFar(), 1);
}

}  // namespace
}  // namespace boundary_sample
