#include "common/plot/figure_json.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace wbm::plot {
namespace {

Figure Everything() {
  Figure figure;
  figure.title = "Title, \"quoted\" — µ";
  figure.takeaway = "See this.";
  figure.alt_text = "A text alternative of some length.";
  figure.columns = 2;
  figure.panel_height = 333;
  Panel& panel = figure.panels.emplace_back();
  panel.title = "left";
  panel.x = {"x", "dB", Scale::kLog2, 1.0, std::nullopt, {"a", "b"}};
  panel.y = {"y", kUnitless, Scale::kLog10, std::nullopt, 0.1, {}};
  panel.legend = Legend::kBottomRight;
  panel.lines = {VerticalLine(0.1, "bound"), HorizontalLine(-2, "floor")};
  panel.annotations = {{1, 2, "here", true}};
  constexpr double kInf = std::numeric_limits<double>::infinity();
  panel.series = {
      Line("one", {0.1, 1.0 / 3, 5e-324}, {std::nan(""), kInf, -kInf}),
      Histogram("two", {0, 1, 2}, {3, -0.0}),
      WithSpread(Bars("three", {1}, {2}), {1.5}, {2.5}),
      HeatMap({0, 1}, {0, 1}, {7})};
  panel.series[0].style = 3;
  panel.series[2].width = 0.25;
  panel.series[3].cell_values = true;
  return figure;
}

TEST(FigureJson, NothingIsLostOnTheWay) {
  const std::string text = FigureJson(Everything());
  const absl::StatusOr<Figure> again = ParseFigureJson(text);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(FigureJson(*again), text);
  const Series& line = again->panels[0].series[0];
  EXPECT_EQ(line.x, Everything().panels[0].series[0].x);
  EXPECT_TRUE(std::isnan(line.y[0]));
  EXPECT_EQ(line.y[1], HUGE_VAL);
  EXPECT_EQ(line.y[2], -HUGE_VAL);
  EXPECT_TRUE(std::signbit(again->panels[0].series[1].y[1]));
  EXPECT_EQ(line.style, 3);
  EXPECT_EQ(again->panels[0].series[2].width, 0.25);
  EXPECT_EQ(again->panels[0].x.min, 1.0);
  EXPECT_FALSE(again->panels[0].x.max.has_value());
  EXPECT_EQ(again->panels[0].lines[1].text, "floor");
  EXPECT_TRUE(again->panels[0].annotations[0].arrow);
  EXPECT_EQ(again->panels[0].legend, Legend::kBottomRight);
}

TEST(FigureJson, WhatIsNoFigureIsAnError) {
  for (const char* text :
       {"", "[]", "{}", "{\"title\": 3}", "null", "{\"title\": \"t\"}"}) {
    EXPECT_TRUE(absl::IsInvalidArgument(ParseFigureJson(text).status()))
        << text;
  }
  std::string odd = FigureJson(Everything());
  odd.replace(odd.find("\"kind\":0"), 8, "\"kind\":99");
  EXPECT_TRUE(absl::IsInvalidArgument(ParseFigureJson(odd).status()));
}

}  // namespace
}  // namespace wbm::plot
