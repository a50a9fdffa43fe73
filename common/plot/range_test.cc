// Ranges of axes, the ticks on them, and bins over them.

#include "common/plot/range.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "common/plot/bins.h"
#include "common/plot/ticks.h"

namespace wbm::plot {
namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

Panel PanelWith(Series series) {
  Panel panel;
  panel.series.push_back(std::move(series));
  return panel;
}

std::vector<std::string> Labels(const Axis& axis, Range range, int most) {
  std::vector<std::string> labels;
  for (const Tick& tick : Ticks(axis, range, most)) {
    if (!tick.minor) labels.push_back(tick.label);
  }
  return labels;
}

using Strings = std::vector<std::string>;

TEST(Range, LeavesOutWhatCannotBeDrawn) {
  const Panel panel =
      PanelWith(Line("", {0, 1, 2, 3, 4}, {kNan, 5, kInf, 7, -kInf}));
  const Range y = YRange(panel);
  EXPECT_GT(y.low, 4);  // 5 less 4 % of 2
  EXPECT_LT(y.high, 8);
  EXPECT_EQ(CountUndrawable(panel), 3u);
}

TEST(Range, ALogAxisLeavesOutZeroAndBelow) {
  Panel panel = PanelWith(Line("", {1, 2, 3, 4}, {0, -1, 10, 1000}));
  panel.y.scale = Scale::kLog10;
  EXPECT_GT(YRange(panel).low, 1);
  EXPECT_EQ(CountUndrawable(panel), 2u);
}

TEST(Range, AnEmptyBinOnALogAxisIsNoGap) {
  Panel panel = PanelWith(Histogram("", {0, 1, 2}, {0, 10}));
  panel.y.scale = Scale::kLog10;
  EXPECT_EQ(CountUndrawable(panel), 0u);
}

TEST(Range, BarsStandOnZero) {
  EXPECT_EQ(YRange(PanelWith(Bars("", {1, 2}, {100, 101}))).low, 0);
  EXPECT_EQ(YRange(PanelWith(Bars("", {1, 2}, {-5, -6}))).high, 0);
  EXPECT_GT(YRange(PanelWith(Line("", {1, 2}, {100, 101}))).low, 99);
}

TEST(Range, ASingleValueGetsRoom) {
  for (const double value : {0.0, 1.0, -3e-9, 1e-310, 1e300}) {
    const Range y = YRange(PanelWith(Line("", {1}, {value})));
    EXPECT_LT(y.low, value);
    EXPECT_GT(y.high, value);
  }
}

TEST(Range, GivenLimitsHoldEvenIfTheDataLieBeyond) {
  Panel panel = PanelWith(Line("", {1, 2}, {5, 6}));
  panel.y.max = 1;
  EXPECT_EQ(YRange(panel).high, 1);
  EXPECT_LT(YRange(panel).low, 1);
}

TEST(Range, ReferenceLinesAreInside) {
  Panel panel = PanelWith(Line("", {1, 2}, {5, 6}));
  panel.lines = {HorizontalLine(20, "h"), VerticalLine(-4, "v")};
  EXPECT_GT(YRange(panel).high, 20);
  EXPECT_LT(XRange(panel).low, -4);
}

TEST(BarEdges, GroupsShareTheRoomWithoutOverlap) {
  Panel panel = PanelWith(Bars("a", {0, 1}, {1, 1}));
  panel.series.push_back(Bars("b", {0, 1}, {1, 1}));
  const Range a = BarEdges(panel, 0)[0];
  const Range b = BarEdges(panel, 1)[0];
  EXPECT_DOUBLE_EQ(a.low, -0.4);
  EXPECT_DOUBLE_EQ(a.high, b.low);
  EXPECT_DOUBLE_EQ(b.high, 0.4);
}

TEST(Ticks, LinearLabelsHaveOneNumberOfDecimals) {
  EXPECT_EQ(Labels({}, {0, 1}, 5),
            (Strings{"0", "0.2", "0.4", "0.6", "0.8", "1.0"}));
  EXPECT_EQ(Labels({}, {-10, 10}, 4), (Strings{"−10", "−5", "0", "5", "10"}));
}

TEST(Ticks, TinyAndHugeNumbersGetPowersOfTen) {
  EXPECT_EQ(Labels({}, {0, 2e-9}, 4),
            (Strings{"0", "5×10⁻¹⁰", "1.0×10⁻⁹", "1.5×10⁻⁹", "2.0×10⁻⁹"}));
  EXPECT_EQ(Labels({}, {0, 3e8}, 3), (Strings{"0", "1×10⁸", "2×10⁸", "3×10⁸"}));
}

TEST(Ticks, DecadesArePlainOnlyWhenAllOfThemAreShort) {
  Axis axis;
  axis.scale = Scale::kLog10;
  EXPECT_EQ(Labels(axis, {0.01, 100}, 8),
            (Strings{"0.01", "0.1", "1", "10", "100"}));
  EXPECT_EQ(Labels(axis, {1e-8, 1e-5}, 8),
            (Strings{"10⁻⁸", "10⁻⁷", "10⁻⁶", "10⁻⁵"}));
}

TEST(Ticks, PowersOfTwoKeepZeroInAnyStride) {
  Axis axis;
  axis.scale = Scale::kLog2;
  EXPECT_EQ(Labels(axis, {std::exp2(-24), std::exp2(15)}, 6),
            (Strings{"2⁻²¹", "2⁻¹⁴", "2⁻⁷", "2⁰", "2⁷", "2¹⁴"}));
  EXPECT_EQ(Labels(axis, {1, 8}, 8), (Strings{"1", "2", "4", "8"}));
}

TEST(Ticks, AShortLogAxisStillHasSome) {
  Axis axis;
  axis.scale = Scale::kLog10;
  EXPECT_GE(Labels(axis, {3, 7}, 6).size(), 3u);
}

TEST(Ticks, ExtremeRangesEnd) {
  const double one_ulp = std::nextafter(1.0, 2.0);
  EXPECT_LE(Ticks({}, {1.0, one_ulp}, 8).size(), 10u);
  EXPECT_LE(Ticks({}, {-1e300, 1e300}, 8).size(), 10u);
  EXPECT_LE(Ticks({}, {0, 5e-324}, 8).size(), 10u);
}

TEST(Bins, LastOneIsClosed) {  // as numpy.histogram
  const std::vector<float> values = {0, 0.5, 1, 1.999f, 2, -1, 3};
  const BinCounts counts = CountInBins<float>(values, {0, 1, 2});
  EXPECT_EQ(counts.inside, (std::vector<double>{2, 3}));
  EXPECT_EQ(counts.below, 1u);
  EXPECT_EQ(counts.above, 1u);
}

TEST(Bins, NanIsNowhereAndInfinityIsOutside) {
  const std::vector<double> values = {kNan, kInf, -kInf, -0.0};
  const BinCounts counts = CountInBins<double>(values, {0, 1});
  EXPECT_EQ(counts.inside, (std::vector<double>{1}));
  EXPECT_EQ(counts.nan, 1u);
  EXPECT_EQ(counts.below, 1u);
  EXPECT_EQ(counts.above, 1u);
  EXPECT_TRUE(CountInBins<double>(values, {}).inside.empty());
}

TEST(Bins, EdgesEndExactly) {
  const std::vector<double> linear = LinearEdges(0, 0.3, 3);
  EXPECT_EQ(linear.size(), 4u);
  EXPECT_EQ(linear.front(), 0);
  EXPECT_EQ(linear.back(), 0.3);
  const std::vector<double> log = LogEdges(1e-8, 1e-4, 4);
  EXPECT_EQ(log.front(), 1e-8);
  EXPECT_NEAR(log[1], 1e-7, 1e-20);
  EXPECT_EQ(log.back(), 1e-4);
  EXPECT_TRUE(LinearEdges(1, 0, 3).empty());
  EXPECT_TRUE(LogEdges(0, 1, 3).empty());
  EXPECT_TRUE(LinearEdges(0, kNan, 3).empty());
}

TEST(ShortestDecimal, ReadsBackAndNamesSpecials) {
  EXPECT_EQ(ShortestDecimal(0.1), "0.1");
  EXPECT_EQ(ShortestDecimal(-0.0), "-0");
  EXPECT_EQ(ShortestDecimal(5e-324), "5e-324");
  EXPECT_EQ(ShortestDecimal(kNan), "nan");
  EXPECT_EQ(ShortestDecimal(-kInf), "-inf");
}

TEST(ThreeDigits, AreThree) {
  EXPECT_EQ(ThreeDigits(0), "0");
  EXPECT_EQ(ThreeDigits(-0.5), "−0.500");
  EXPECT_EQ(ThreeDigits(12.345), "12.3");
  EXPECT_EQ(ThreeDigits(1.23e-5), "1.23×10⁻⁵");
}

}  // namespace
}  // namespace wbm::plot
