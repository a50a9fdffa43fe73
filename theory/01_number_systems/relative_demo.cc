// Eight bits twice: fixed point and a float, by their relative errors.

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

#include "common/formats/fixed_point.h"
#include "common/formats/formats.h"
#include "common/plot/figure.h"
#include "theory/weave/draw.h"
#include "theory/weave/record.h"

namespace {

using wbm::formats::Encode;
using wbm::formats::EncodeFixed;
using wbm::formats::Exactly;
using wbm::formats::FixedToDouble;
using wbm::formats::kFloat8E4M3Fn;
using wbm::formats::Q;
using wbm::formats::SaturateFinite;
using wbm::formats::ToDouble;
using wbm::theory::Holds;
using wbm::theory::Part;
using wbm::theory::Value;

double ThroughFixed(double x) {
  return FixedToDouble(Q(3, 4), EncodeFixed(Q(3, 4), Exactly(x)));
}
double ThroughFloat(double x) {
  return ToDouble(kFloat8E4M3Fn,
                  Encode(kFloat8E4M3Fn, Exactly(x), SaturateFinite()));
}

// [region worst]
// The worst relative error between 2^e and 2^(e+1): 4096 numbers are
// tried there, at the middles of equal parts.
template <typename Through>
double WorstIn(int e, Through through) {
  double worst = 0;
  for (int i = 0; i < 4096; ++i) {
    const double x = std::ldexp(1 + (i + 0.5) / 4096, e);
    worst = std::fmax(worst, std::fabs(through(x) - x) / x);
  }
  return worst;
}
// [/region]

void Table() {
  Part("examples");
  std::printf("x\tQ3.4\trelative error\tfloat8_e4m3fn\trelative error\n");
  for (const double x : {0.01, 0.1, 1.1, 5.3, 50.0, 300.0}) {
    const double a = ThroughFixed(x);
    const double b = ThroughFloat(x);
    std::printf("%g\t%g\t%.1f %%\t%g\t%.1f %%\n", x, a,
                100 * std::fabs(a - x) / x, b, 100 * std::fabs(b - x) / x);
  }
}

wbm::plot::Figure RelativeError() {
  std::vector<double> edges, fixed, tiny;
  double flat = 0;
  for (int e = -10; e <= 7; ++e) {
    edges.push_back(std::ldexp(1, e));
    fixed.push_back(WorstIn(e, ThroughFixed));
    tiny.push_back(WorstIn(e, ThroughFloat));
    if (e >= -6) flat = std::fmax(flat, tiny.back());
  }
  // Where the last stair ends.
  edges.push_back(std::ldexp(1, 8));
  fixed.push_back(fixed.back());
  tiny.push_back(tiny.back());
  Value("relative.float", flat);
  Value("relative.fixed_at_4", WorstIn(2, ThroughFixed));
  Holds(flat < 1.0 / 16, "a float's relative error stays below 1/16");

  wbm::plot::Figure figure;
  figure.title = "Eight bits, spent in two ways: worst relative error";
  figure.takeaway =
      "Each halving of x doubles fixed point's error; the float's stays level.";
  figure.alt_text =
      "Two lines over magnitudes from 0.001 to 256 on logarithmic axes. The "
      "fixed-point line falls from 100 per cent to about 1 per cent near 4 "
      "and leaps up beyond 8; the float's line is flat at about 6 per cent "
      "from 0.016 to 256 and rises only below.";
  wbm::plot::Panel& panel = figure.panels.emplace_back();
  panel.x = {"magnitude of x", wbm::plot::kUnitless, wbm::plot::Scale::kLog2};
  panel.y = {"worst relative error", wbm::plot::kUnitless,
             wbm::plot::Scale::kLog10};
  panel.series.push_back(wbm::plot::Steps("fixed point Q3.4", edges, fixed));
  panel.series.push_back(wbm::plot::Steps("float8_e4m3fn", edges, tiny));
  panel.lines.push_back(wbm::plot::VerticalLine(8, "end of Q3.4"));
  return figure;
}

}  // namespace

int main() {
  Table();
  wbm::theory::DrawFigure(RelativeError(), "relative");
  return 0;
}
