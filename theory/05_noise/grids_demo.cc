// Two rulers of the same number of bits: one has a mark at zero, one
// has not.

#include <cmath>
#include <cstdio>
#include <utility>
#include <vector>

#include "common/plot/figure.h"
#include "common/quant/codebook.h"
#include "theory/weave/draw.h"
#include "theory/weave/record.h"

namespace {

namespace plot = wbm::plot;
using wbm::quant::Codebook;
using wbm::quant::MakeCodebook;
using wbm::quant::NearestLevel;
using wbm::theory::Holds;
using wbm::theory::Part;
using wbm::theory::Value;

// [region rulers]
// 2^bits - 1 marks: one at zero, one at each end.
Codebook Symmetric(int bits, double limit) {
  const int highest = (1 << (bits - 1)) - 1;
  std::vector<double> marks;
  for (int q = -highest; q <= highest; ++q) {
    marks.push_back(q * limit / highest);
  }
  return MakeCodebook(marks);
}

// 2^bits cells that fill [-limit, limit], a mark in the middle of each.
Codebook MidRise(int bits, double limit) {
  const int half = 1 << (bits - 1);
  std::vector<double> marks;
  for (int q = -half; q < half; ++q) {
    marks.push_back((q + 0.5) * limit / half);
  }
  return MakeCodebook(marks);
}
// [/region]

// [region nearest]
double Nearest(const Codebook& ruler, double x) {
  return ruler.levels[NearestLevel(ruler, x)];
}
// [/region]

constexpr double kEnd =
    1.4;  // of the picture, beyond those of the rulers

double Step(const Codebook& ruler) {
  return ruler.levels[1] - ruler.levels[0];
}

void PrintFacts() {
  Part("facts");
  std::printf("bits\tmarks, symmetric\tstep\tmarks, mid-rise\tstep\n");
  for (const int bits : {2, 3, 4, 8}) {
    const Codebook even = MidRise(bits, 1.0);
    const Codebook odd = Symmetric(bits, 1.0);
    std::printf("%d\t%zu\t%.4f\t%zu\t%.4f\n", bits, odd.levels.size(),
                Step(odd), even.levels.size(), Step(even));
  }
}

void PrintNumbers() {
  const Codebook symmetric = Symmetric(3, 1.0);
  const Codebook mid_rise = MidRise(3, 1.0);
  const std::vector<double> numbers = {0.0, 0.1, 0.3, 0.5, 1.0, 1.2};
  Part("numbers");
  std::printf("x\tsymmetric\terror\tmid-rise\terror\n");
  for (const double x : numbers) {
    const double a = Nearest(symmetric, x);
    const double b = Nearest(mid_rise, x);
    std::printf("%.1f\t%.3f\t%+.3f\t%.3f\t%+.3f\n", x, a, a - x, b,
                b - x);
  }
  Value("grids.zero_error", std::fabs(Nearest(mid_rise, 0.0)));
  const double last = numbers.back();
  const double miss = std::fabs(Nearest(symmetric, last) - last);
  Value("grids.outside", last);
  Value("grids.outside_error", miss);
  Holds(last > symmetric.levels.back() && miss > Step(symmetric) / 2,
        "outside, the error exceeds half a step");
  Holds(Nearest(symmetric, 0.0) == 0.0,
        "the symmetric ruler has a zero");
  Holds(Nearest(mid_rise, 0.0) != 0.0, "the mid-rise ruler has none");
}

// What a program prints that does not refuse one bit.
void PrintOneBit() {
  // [region one_bit]
  const int bits = 1;
  const double highest = std::ldexp(1.0, bits - 1) - 1;  // 0
  const double step = 1.0 / highest;
  const double code = std::nearbyint(0.4 / step);
  const double back = code * step;  // 0 * infinity
  std::printf("step %g, code %g, a number comes back: %s\n", step, code,
              std::isnan(back) ? "no" : "yes");
  // [/region]
  Holds(std::isinf(step) && std::isnan(back), "0 x infinity is NaN");
}

// Where the nearest mark changes, and the ends of the picture. At a
// border the lower mark is the nearest; the upper one comes right after
// it.
struct Corners {
  std::vector<double> x, mark;
};

Corners CornersOf(const Codebook& ruler) {
  Corners c;
  const auto add = [&](double x, double mark) {
    c.x.push_back(x);
    c.mark.push_back(mark);
  };
  add(-kEnd, ruler.levels.front());
  for (std::size_t i = 0; i < ruler.thresholds.size(); ++i) {
    add(ruler.thresholds[i], ruler.levels[i]);
    add(ruler.thresholds[i], ruler.levels[i + 1]);
  }
  add(kEnd, ruler.levels.back());
  return c;
}

plot::Panel MarksPanel() {
  plot::Panel panel{.title = "What comes back"};
  panel.x = {"x", plot::kUnitless};
  panel.y = {"mark", plot::kUnitless};
  panel.legend = plot::Legend::kBottomRight;
  for (const auto& [name, ruler] :
       {std::pair{"symmetric", Symmetric(3, 1.0)},
        std::pair{"mid-rise", MidRise(3, 1.0)}}) {
    const Corners c = CornersOf(ruler);
    panel.series.push_back(plot::Line(name, c.x, c.mark));
  }
  return panel;
}

plot::Panel ErrorPanel() {
  plot::Panel panel = MarksPanel();
  panel.title = "The error";
  panel.y.label = "mark - x";
  panel.legend = plot::Legend::kNone;  // as above
  for (plot::Series& series : panel.series) {
    for (std::size_t i = 0; i < series.x.size(); ++i) {
      series.y[i] -= series.x[i];
    }
  }
  const double bound = Step(Symmetric(3, 1.0)) / 2;
  panel.lines.push_back(
      plot::HorizontalLine(bound, "half a symmetric step"));
  panel.lines.push_back(plot::HorizontalLine(-bound, ""));
  return panel;
}

void Draw() {
  plot::Figure figure;
  figure.title = "Two rulers of three bits on [-1, 1]";
  figure.takeaway =
      "Inside the ruler no error exceeds half a step; outside "
      "it grows without bound.";
  figure.alt_text =
      "Two panels over x from -1.4 to 1.4. Above: two staircases; the "
      "symmetric "
      "one has seven treads with one at zero, the mid-rise one eight "
      "treads "
      "and a riser at zero. Below: the errors are sawteeth between "
      "minus and "
      "plus half a step, and straight lines that grow beyond -1 and 1.";
  figure.panels = {MarksPanel(), ErrorPanel()};
  figure.panel_height = 330;
  wbm::theory::DrawFigure(figure, "staircase");
}

}  // namespace

int main() {
  PrintFacts();
  PrintNumbers();
  Part("one_bit");
  PrintOneBit();
  Draw();
}
