#include "common/plot/validate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace wbm::plot {
namespace {

using ::testing::HasSubstr;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

Figure Good() {
  Figure figure;
  figure.title = "A line";
  figure.alt_text = "A line that rises from one to two.";
  Panel& panel = figure.panels.emplace_back();
  panel.x = {"step", kUnitless};
  panel.y = {"loss", "nat"};
  panel.series.push_back(Line("", {1, 2}, {1, 2}));
  return figure;
}

std::string FaultAfter(const std::function<void(Figure&)>& spoil) {
  Figure figure = Good();
  spoil(figure);
  const absl::Status status = Validate(figure);
  EXPECT_EQ(status.ok() || absl::IsInvalidArgument(status), true);
  return std::string(status.message());
}

TEST(Validate, AcceptsAGoodFigure) { EXPECT_TRUE(Validate(Good()).ok()); }

TEST(Validate, NamesWhatIsMissing) {
  const std::vector<std::pair<std::function<void(Figure&)>, const char*>>
      cases = {
          {[](Figure& f) { f.title = " "; }, "title: missing"},
          {[](Figure& f) { f.alt_text = "too short"; }, "alt_text"},
          {[](Figure& f) { f.panels.clear(); }, "no panels"},
          {[](Figure& f) { f.panels[0].series.clear(); }, "no series"},
          {[](Figure& f) { f.panels[0].x.label = ""; }, "x axis: label"},
          {[](Figure& f) { f.panels[0].y.unit = ""; }, "y axis: no unit"},
          {[](Figure& f) { f.panels.push_back(f.panels[0]); },
           "panel 1: title: missing"},
          {[](Figure& f) { f.panels[0].series.push_back(Line("b", {1}, {1})); },
           "no name"},
          {[](Figure& f) { f.panels[0].series[0] = Line("v", {}, {}); },
           "series 1 'v': nothing to draw"},
          {[](Figure& f) {
             f.panels[0].series[0] = Line("", {1, 2}, {kNan, kNan});
           },
           "nothing to draw"},
      };
  for (const auto& [spoil, words] : cases) {
    EXPECT_THAT(FaultAfter(spoil), HasSubstr(words));
  }
}

TEST(Validate, ChecksEachKindsVectors) {
  const std::vector<std::pair<Series, const char*>> cases = {
      {Line("", {1, 2}, {1}), "y has 1 values where 2"},
      {Histogram("", {1}, {}), "edges needs two"},
      {Histogram("", {0, 1, 1}, {1, 2}), "must increase"},
      {Histogram("", {0, kNan, 1}, {1, 2}), "must increase"},
      {Histogram("", {0, 1, 2}, {1}), "y has 1 values where 2"},
      {WithSpread(Bars("", {1}, {1}), {1}, {}), "high has 0 values"},
      {Band("", {1, 2}, {1, 2}, {1}), "high has 1 values"},
      {Box("", {1}, {1}, {1}, {1}, {}, {1}), "box_high has 0"},
      {HeatMap({0, 1}, {0, 1}, {1}), "color axis"},
  };
  for (const auto& [series, words] : cases) {
    EXPECT_THAT(FaultAfter([&](Figure& f) { f.panels[0].series[0] = series; }),
                HasSubstr(words));
  }
}

TEST(Validate, RefusesTextThatIsNotText) {
  EXPECT_THAT(FaultAfter([](Figure& f) { f.title = "a\x1b[2J"; }),
              HasSubstr("control character"));
  EXPECT_THAT(FaultAfter([](Figure& f) { f.panels[0].y.label = "\xff"; }),
              HasSubstr("not valid UTF-8"));
  EXPECT_THAT(FaultAfter([](Figure& f) { f.title = std::string(401, 'x'); }),
              HasSubstr("longer than 400"));
}

TEST(Validate, RefusesPlacesThatAreNowhere) {
  EXPECT_THAT(FaultAfter([](Figure& f) {
                f.panels[0].lines = {HorizontalLine(kNan, "bound")};
              }),
              HasSubstr("reference line 'bound'"));
  EXPECT_THAT(FaultAfter([](Figure& f) {
                f.panels[0].y.scale = Scale::kLog10;
                f.panels[0].annotations = {{1, -1, "here"}};
              }),
              HasSubstr("annotation 'here'"));
  EXPECT_THAT(FaultAfter([](Figure& f) {
                f.panels[0].x.min = 2;
                f.panels[0].x.max = 1;
              }),
              HasSubstr("min is not below max"));
}

TEST(Validate, BoundsTheWork) {
  EXPECT_THAT(FaultAfter([](Figure& f) {
                std::vector<double> many(kMaxNumbers);
                f.panels[0].series[0] = Line("", many, many);
              }),
              HasSubstr("more than 200000 numbers"));
  EXPECT_THAT(FaultAfter([](Figure& f) {
                f.panels.resize(kMaxPanels + 1, f.panels[0]);
              }),
              HasSubstr("more than 12 panels"));
  EXPECT_THAT(FaultAfter([](Figure& f) {
                f.panels[0].series.resize(kMaxStyles + 1, Line("s", {1}, {1}));
              }),
              HasSubstr("more than 8 series"));
  EXPECT_THAT(FaultAfter([](Figure& f) { f.width = 1'000'000; }),
              HasSubstr("width"));
}

}  // namespace
}  // namespace wbm::plot
