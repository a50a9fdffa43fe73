#include "labs/02_ieee754/measure/figures.h"

#include <cmath>
#include <limits>
#include <optional>
#include <vector>

#include "common/plot/figure.h"
#include "common/plot/series.h"
#include "labs/02_ieee754/floats.h"
#include "labs/02_ieee754/measure/nearest_code.h"

namespace ieee_lab {
namespace {

using ::wbm::plot::Figure;
using ::wbm::plot::HorizontalLine;
using ::wbm::plot::kUnitless;
using ::wbm::plot::Panel;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr int kFirst = -30, kLast = 20;

// float16 has no 2^k below 2^-24 nor above 2^15: its line begins and ends
// there.
wbm::plot::Series UlpLine(Format format) {
  const bool half = format == Format::kFloat16;
  std::vector<double> x, y;
  for (int k = half ? -24 : kFirst; k <= (half ? 15 : kLast); ++k) {
    x.push_back(k);
    y.push_back(std::log2(Ulp(NearestCode(std::ldexp(1.0, k), format))));
  }
  return wbm::plot::Line(Name(format), x, y);
}

wbm::plot::Series ThresholdLine(bool growing) {
  std::vector<double> x, y;
  for (int i = 0; i < 256; ++i) {
    const double weight =
        i < 128 ? 1 + i * 0x1p-7 : 2 * (1 + (i - 128) * 0x1p-7);
    const std::optional<Absorption> found =
        AbsorptionOf(NearestCode(weight, Format::kBfloat16), growing);
    x.push_back(weight);
    y.push_back(found.has_value() ? 100 * found->threshold / weight : kNan);
  }
  return wbm::plot::Line(growing ? "away from zero" : "towards zero", x, y);
}

}  // namespace

Figure UlpFigure() {
  Figure figure;
  figure.title = "One unit in the last place, against magnitude";
  figure.takeaway =
      "Each doubling of x doubles the ulp, until the subnormals: there it "
      "stays.";
  figure.alt_text =
      "log2 of the ulp against log2 of x from -30 to 20, for powers of two. "
      "Three parallel lines of slope 1: bfloat16 on top, 7 below the diagonal; "
      "float16, 10 below; float32, 23 below. float16's line is flat at -24 "
      "for x below 2^-14, where its subnormals are, begins at 2^-24 and ends "
      "at 2^15.";
  Panel& panel = figure.panels.emplace_back();
  panel.x = {"log₂ |x|", kUnitless};
  panel.y = {"log₂ ulp(x)", kUnitless};
  for (Format format : kFormats) panel.series.push_back(UlpLine(format));
  panel.annotations.push_back(
      {-22, -24, "float16 subnormals: always 2⁻²⁴", true});
  return figure;
}

Figure AbsorptionFigure() {
  Figure figure;
  figure.title = "How large must an update be to move a bfloat16 weight?";
  figure.takeaway =
      "Larger than 0.195 to 0.39 % of the weight, by where in its binade the "
      "weight is; 0.78 % is the distance, not half of it.";
  figure.alt_text =
      "The absorption threshold as a percentage of the weight, for bfloat16 "
      "weights from 1 to 4 and updates away from and towards zero. A saw: at 1 "
      "and at 2 it starts at 0.39 percent and falls to 0.195 percent just "
      "below the next power of two. The two directions agree but at 1 and at "
      "2, where the threshold towards zero is 0.195 percent.";
  Panel& panel = figure.panels.emplace_back();
  panel.x = {"weight", kUnitless};
  panel.y = {"threshold / weight", "%"};
  panel.y.min = 0;
  panel.y.max = 0.9;
  panel.series.push_back(ThresholdLine(true));
  panel.series.push_back(ThresholdLine(false));
  panel.lines.push_back(HorizontalLine(100 * 0x1p-7, "epsilon: 0.78 %"));
  panel.lines.push_back(HorizontalLine(100 * 0x1p-8, "0.39 %"));
  panel.lines.push_back(HorizontalLine(100 * 0x1p-9, "0.195 %"));
  return figure;
}

}  // namespace ieee_lab
