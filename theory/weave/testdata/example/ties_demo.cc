// Which way does a number go that lies half-way between two integers?

#include <cstdio>

#include "common/plot/figure.h"
#include "theory/weave/draw.h"
#include "theory/weave/record.h"
#include "theory/weave/testdata/example/ties.h"

namespace {

using wbm::example::Away;
using wbm::example::ToEven;

void PrintTies() {
  wbm::theory::Part("ties");
  std::printf("x\tto even\taway\n");
  for (const double x : {0.5, 1.5, 2.5, 3.5}) {
    std::printf("%g\t%g\t%g\n", x, ToEven(x), Away(x));
  }
}

// The mean error over the ties 0.5, 1.5, …, 999.5.
void RecordDrift() {
  double even = 0;
  double away = 0;
  for (int i = 0; i < 1000; ++i) {
    even += ToEven(i + 0.5) - (i + 0.5);
    away += Away(i + 0.5) - (i + 0.5);
  }
  wbm::theory::Part("drift");
  std::printf("to even %g, away %g\n", even / 1000, away / 1000);
  wbm::theory::Value("drift.away", away / 1000);
  wbm::theory::Value("drift.count", 1000);
  wbm::theory::Value("drift.third", 1.0 / 3);
  wbm::theory::Holds(even == 0, "ties to even do not drift");
}

void DrawSpacing() {
  wbm::plot::Figure figure;
  figure.title = "Two ways out of a tie";
  figure.takeaway = "Away from zero is never below the line.";
  figure.alt_text = "Two staircases over x from 0 to 4; they part at the ties.";
  wbm::plot::Panel& panel = figure.panels.emplace_back();
  panel.x = {"x", wbm::plot::kUnitless};
  panel.y = {"rounded", wbm::plot::kUnitless};
  panel.series.push_back(
      wbm::plot::Line("to even", {0.5, 1.5, 2.5, 3.5}, {0, 2, 2, 4}));
  panel.series.push_back(
      wbm::plot::Line("away", {0.5, 1.5, 2.5, 3.5}, {1, 2, 3, 4}));
  wbm::theory::DrawFigure(figure, "spacing");
}

}  // namespace

int main() {
  PrintTies();
  RecordDrift();
  DrawSpacing();
}
