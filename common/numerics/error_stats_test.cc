#include "common/numerics/error_stats.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace wbm::numerics {
namespace {

using Floats = std::vector<float>;
using Doubles = std::vector<double>;

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr float kInfF = std::numeric_limits<float>::infinity();

// A few roundings of double arithmetic.
constexpr double kRounding = 8 * 0x1p-52;

TEST(AbsoluteError, MeanAndMaxOfHandComputedErrors) {
  const Doubles x = {1, -2, 3, 0}, y = {1.5, -2, 2, 0.25};
  EXPECT_EQ(MeanAbsoluteError(x, y), (0.5 + 0 + 1 + 0.25) / 4);
  EXPECT_EQ(MaxAbsoluteError(x, y), 1);
}

// 2^24 + 1 is no float32; the difference is taken in double.
TEST(AbsoluteError, FloatsAreSubtractedInDouble) {
  const Floats x = {16777216.0f, 1.0f}, y = {-1.0f, 1.0f};
  EXPECT_EQ(MaxAbsoluteError(x, y), 16777217.0);
  EXPECT_EQ(MeanAbsoluteError(x, y), 16777217.0 / 2);
}

TEST(AbsoluteError, EqualInfinitiesHaveNoError) {
  const Floats x = {kInfF, -kInfF, 1}, y = {kInfF, -kInfF, 2};
  EXPECT_EQ(MaxAbsoluteError(x, y), 1);
  EXPECT_EQ(MeanAbsoluteError(x, y), 1.0 / 3);
}

TEST(AbsoluteError, AnInfiniteErrorIsInfinite) {
  EXPECT_EQ(MaxAbsoluteError(Doubles{1, kInf}, Doubles{1, 5}), kInf);
  EXPECT_EQ(MeanAbsoluteError(Doubles{1, 5}, Doubles{1, -kInf}), kInf);
  EXPECT_EQ(MaxAbsoluteError(Doubles{-kInf}, Doubles{kInf}), kInf);
}

TEST(EveryMeasure, NanGivesNanWhereverItIs) {
  for (size_t place : {0, 1, 2}) {
    Doubles x = {1, 2, 3}, y = {1, 2, 4};
    x[place] = kNan;
    for (int swapped = 0; swapped < 2; ++swapped, std::swap(x, y)) {
      EXPECT_TRUE(std::isnan(MeanAbsoluteError(x, y)));
      EXPECT_TRUE(std::isnan(MaxAbsoluteError(x, y)));
      EXPECT_TRUE(std::isnan(CosineSimilarity(x, y)));
      EXPECT_TRUE(std::isnan(SqnrDb(x, y)));
      EXPECT_TRUE(std::isnan(NormwiseRelativeError(x, y)));
      const MaskedRelativeError relative = RelativeErrorWhere(x, y, 0);
      EXPECT_TRUE(std::isnan(relative.mean));
      EXPECT_TRUE(std::isnan(relative.median));
      EXPECT_TRUE(std::isnan(relative.max));
      EXPECT_EQ(relative.counted, 3);
    }
  }
}

TEST(EveryMeasure, DifferentLengthsGiveNan) {
  const Doubles x = {1, 2}, y = {1};
  EXPECT_TRUE(std::isnan(MeanAbsoluteError(x, y)));
  EXPECT_TRUE(std::isnan(MaxAbsoluteError(x, y)));
  EXPECT_TRUE(std::isnan(CosineSimilarity(x, y)));
  EXPECT_TRUE(std::isnan(SqnrDb(x, y)));
  EXPECT_TRUE(std::isnan(NormwiseRelativeError(x, y)));
  EXPECT_TRUE(std::isnan(RelativeErrorWhere(x, y, 0).mean));
  EXPECT_EQ(RelativeErrorWhere(x, y, 0).counted, 0);
}

TEST(EveryMeasure, EmptySpansHaveNoError) {
  const Doubles none;
  EXPECT_EQ(MeanAbsoluteError(none, none), 0);
  EXPECT_EQ(MaxAbsoluteError(none, none), 0);
  EXPECT_EQ(CosineSimilarity(none, none), 1);
  EXPECT_EQ(SqnrDb(none, none), kInf);
  EXPECT_EQ(NormwiseRelativeError(none, none), 0);
  EXPECT_EQ(RelativeErrorWhere(none, none, 0).counted, 0);
  EXPECT_EQ(RelativeErrorWhere(none, none, 0).mean, 0);
}

TEST(RelativeError, ElementsUpToTheThresholdAreMasked) {
  const Doubles x = {0, 0.001, -0.002, 4, 8}, y = {9, 9, -0.003, 5, 8};
  const MaskedRelativeError relative = RelativeErrorWhere(x, y, 0.001);
  EXPECT_EQ(relative.counted, 3);
  EXPECT_EQ(relative.masked, 2);
  EXPECT_NEAR(relative.mean, (0.5 + 0.25 + 0) / 3, kRounding);
  EXPECT_EQ(relative.median, 0.25);
  EXPECT_NEAR(relative.max, 0.5, kRounding);
}

TEST(RelativeError, MedianOfAnEvenCountIsTheMiddleOfTwo) {
  const Doubles x = {1, 1, 1, 1}, y = {1.5, 1, 1.25, 5};
  EXPECT_EQ(RelativeErrorWhere(x, y, 0).median, 0.375);
}

TEST(RelativeError, NothingLeftIsZeroAndSaysSo) {
  const MaskedRelativeError relative =
      RelativeErrorWhere(Doubles{0, -0.0}, Doubles{1, 1}, 0);
  EXPECT_EQ(relative.mean, 0);
  EXPECT_EQ(relative.median, 0);
  EXPECT_EQ(relative.counted, 0);
  EXPECT_EQ(relative.masked, 2);
}

TEST(RelativeError, InfinitiesAreExactOrInfinitelyWrong) {
  EXPECT_EQ(RelativeErrorWhere(Doubles{kInf}, Doubles{kInf}, 0).mean, 0);
  EXPECT_EQ(RelativeErrorWhere(Doubles{kInf}, Doubles{1}, 0).mean, kInf);
  EXPECT_EQ(RelativeErrorWhere(Doubles{1}, Doubles{kInf}, 0).max, kInf);
}

TEST(CosineSimilarity, AnglesThatAreKnown) {
  EXPECT_EQ(CosineSimilarity(Doubles{1, 0}, Doubles{0, 1}), 0);
  EXPECT_EQ(CosineSimilarity(Doubles{3, 4}, Doubles{-3, -4}), -1);
  EXPECT_NEAR(CosineSimilarity(Doubles{1, 0}, Doubles{1, 1}), std::sqrt(0.5),
              kRounding);
  EXPECT_NEAR(CosineSimilarity(Floats{3, 4}, Floats{4, 3}), 24.0 / 25,
              kRounding);
}

TEST(CosineSimilarity, NeverLeavesItsRange) {
  for (int i = 1; i < 1000; ++i) {
    const Doubles x = {0.1 * i, 1.0 / i, std::sqrt(i)};
    const Doubles y = {-x[0], -x[1], -x[2]};
    EXPECT_LE(CosineSimilarity(x, x), 1);
    EXPECT_GE(CosineSimilarity(x, y), -1);
  }
}

TEST(CosineSimilarity, ZeroVectorsAreDefined) {
  EXPECT_EQ(CosineSimilarity(Doubles{0, 0}, Doubles{0, -0.0}), 1);
  EXPECT_EQ(CosineSimilarity(Doubles{0, 0}, Doubles{1, 0}), 0);
  EXPECT_EQ(CosineSimilarity(Doubles{1, 0}, Doubles{0, 0}), 0);
}

TEST(CosineSimilarity, HugeAndTinyVectorsKeepTheirAngle) {
  const double tiny = std::numeric_limits<double>::denorm_min();
  EXPECT_NEAR(CosineSimilarity(Doubles{1e300, 0}, Doubles{1e300, 1e300}),
              std::sqrt(0.5), kRounding);
  EXPECT_NEAR(CosineSimilarity(Doubles{tiny, 0}, Doubles{tiny, tiny}),
              std::sqrt(0.5), kRounding);
  EXPECT_TRUE(std::isnan(CosineSimilarity(Doubles{kInf}, Doubles{1})));
}

TEST(SqnrDb, AFactorOfTenInAmplitudeIsTwentyDecibels) {
  EXPECT_NEAR(SqnrDb(Doubles{10, 0}, Doubles{10, 1}), 20, 20 * kRounding);
  EXPECT_NEAR(SqnrDb(Floats{1, 1}, Floats{1.5f, 0.5f}), 20 * std::log10(2.0),
              20 * kRounding);
  EXPECT_NEAR(SqnrDb(Doubles{1e-300}, Doubles{1.5e-300}), 20 * std::log10(2.0),
              1e-9);
}

TEST(SqnrDb, ItsEndsAreInfinite) {
  EXPECT_EQ(SqnrDb(Doubles{1, 2}, Doubles{1, 2}), kInf);
  EXPECT_EQ(SqnrDb(Doubles{0, 0}, Doubles{0, 0}), kInf);
  EXPECT_EQ(SqnrDb(Doubles{0}, Doubles{1}), -kInf);
  EXPECT_EQ(SqnrDb(Doubles{1}, Doubles{kInf}), -kInf);
  EXPECT_TRUE(std::isnan(SqnrDb(Doubles{kInf}, Doubles{1})));
}

TEST(NormwiseRelativeError, IsARatioOfLengths) {
  EXPECT_NEAR(NormwiseRelativeError(Doubles{3, 4}, Doubles{3, 5}), 0.2,
              kRounding);
  EXPECT_NEAR(NormwiseRelativeError(Floats{3e38f, 0}, Floats{0, 0}), 1,
              kRounding);
  EXPECT_EQ(NormwiseRelativeError(Doubles{0}, Doubles{0}), 0);
  EXPECT_EQ(NormwiseRelativeError(Doubles{0}, Doubles{1}), kInf);
}

TEST(UniqueCodes, CountsEachCodeOnce) {
  EXPECT_EQ(UniqueCodes(std::vector<int8_t>{-128, 127, -1, -1, 127}), 3);
  EXPECT_EQ(UniqueCodes(std::vector<uint8_t>{0, 255, 255}), 2);
  EXPECT_EQ(UniqueCodes(std::vector<int32_t>{-158, 7, -158, 1 << 30}), 3);
  EXPECT_EQ(UniqueCodes(std::span<const int8_t>()), 0);
}

}  // namespace
}  // namespace wbm::numerics
