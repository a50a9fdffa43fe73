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

plot::Panel MarksPanel(const std::vector<double>& x) {
  plot::Panel panel{.title = "What comes back"};
  panel.x = {"x", plot::kUnitless};
  panel.y = {"mark", plot::kUnitless};
  panel.legend = plot::Legend::kBottomRight;
  for (const auto& [name, ruler] :
       {std::pair{"symmetric", Symmetric(3, 1.0)},
        std::pair{"mid-rise", MidRise(3, 1.0)}}) {
    std::vector<double> y;
    for (const double value : x) y.push_back(Nearest(ruler, value));
    panel.series.push_back(plot::Steps(name, x, y));
  }
  return panel;
}

plot::Panel ErrorPanel(const std::vector<double>& x) {
  plot::Panel panel = MarksPanel(x);
  panel.title = "The error";
  panel.y.label = "mark - x";
  panel.legend = plot::Legend::kNone;  // as above
  for (plot::Series& series : panel.series) {
    for (size_t i = 0; i < x.size(); ++i) series.y[i] -= x[i];
  }
  const double bound = Step(Symmetric(3, 1.0)) / 2;
  panel.lines.push_back(
      plot::HorizontalLine(bound, "half a symmetric step"));
  panel.lines.push_back(plot::HorizontalLine(-bound, ""));
  return panel;
}

void Draw() {
  std::vector<double> x;
  for (int i = -210; i <= 210; ++i) x.push_back(i / 150.0);
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
  figure.panels = {MarksPanel(x), ErrorPanel(x)};
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
