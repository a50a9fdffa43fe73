#include "labs/05_noise/measure/figures.h"

#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "common/io/json.h"
#include "common/plot/figure.h"
#include "common/plot/series.h"
#include "labs/05_noise/measure/inputs.h"
#include "labs/05_noise/measure/measure_sqnr.h"
#include "labs/05_noise/noise.h"

namespace noise_lab {
namespace {

using ::wbm::io::Json;
using ::wbm::plot::Figure;
using ::wbm::plot::kUnitless;
using ::wbm::plot::Panel;
using ::wbm::plot::Points;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

struct Curve {
  std::vector<double> x, y;
};

// `field` of each row, against its bits; less `slope` dB a bit.
Curve Column(const Json& rows, const std::string& field, double slope) {
  Curve curve;
  for (const auto& row : rows.items()) {
    const double bits = std::stod(row.key());
    const Json& value = row.value()[field];
    curve.x.push_back(bits);
    curve.y.push_back(value.is_number() ? value.get<double>() - slope * bits
                                        : kNan);
  }
  return curve;
}

void AddInput(Panel& panel, const Json& rows, const std::string& name,
              int style) {
  const Curve predicted = Column(rows, "predicted", 0);
  panel.series.push_back(
      wbm::plot::Line(name + ", predicted", predicted.x, predicted.y));
  panel.series.back().style = style;
  const Curve measured = Column(rows, "measured", 0);
  panel.series.push_back(Points(name + ", measured", measured.x, measured.y));
  panel.series.back().style = style + 3;  // another marker than the line's
}

Panel SqnrPanel(const Json& grid, const std::string& title) {
  Panel panel;
  panel.title = title;
  panel.x = {"bits", kUnitless};
  panel.y = {"SQNR", "dB"};
  AddInput(panel, grid["sine"], "sine", 0);
  AddInput(panel, grid["uniform"], "uniform", 1);
  AddInput(panel, grid["gaussian"], "Gaussian", 2);
  return panel;
}

double TotalNoise(int bits, double clip) {
  const std::optional<ClipNoise> noise = GaussianClipNoise(bits, clip);
  return noise.has_value() ? noise->granular + noise->overload : kNan;
}

// Of a deviation-1 input the SQNR is the noise, upside down. The sample's own
// power is within a hundredth of 1.
double MeasuredNoise(const std::vector<double>& x, int bits, double clip) {
  return std::pow(10,
                  -MeasuredSqnrDb(x, {GridKind::kSymmetric, bits, clip}) / 10);
}

}  // namespace

Figure SqnrFigure(const Json& results) {
  Figure figure;
  figure.title = "SQNR against bits";
  figure.takeaway =
      "One law, 6.02 dB a bit, and three constants: it is the input that "
      "decides how far below the sine one starts.";
  figure.alt_text =
      "Two panels, symmetric and mid-rise grid, SQNR in dB against 2 to 16 "
      "bits. Three parallel straight lines, predicted, with measured points on "
      "them: sine on top, uniform 1.76 dB below, Gaussian with a grid up to "
      "its largest magnitude 8.4 dB below the uniform one. The mid-rise lines "
      "are straight from 2 bits on; the symmetric ones bend down at few bits, "
      "by 6 dB at 2 bits. At 2 bits the symmetric Gaussian lies 2.7 dB above "
      "its line, and a sine 1.1 dB above or below its own.";
  figure.columns = 2;
  figure.panels.push_back(
      SqnrPanel(results["sqnr"]["symmetric"], "symmetric, 2^b - 1 marks"));
  figure.panels.push_back(
      SqnrPanel(results["sqnr"]["mid_rise"], "mid-rise, 2^b marks"));
  return figure;
}

Figure DeviationFigure(const Json& results) {
  Figure figure;
  figure.title = "Uniform input: what is missing to 6.02 dB a bit";
  figure.takeaway =
      "Two cells fewer cost 6 dB at 2 bits, 0.07 dB at 8, and nothing that "
      "shows at 16.";
  figure.alt_text =
      "SQNR less 6.02 dB times bits, against bits from 2 to 16, for a uniform "
      "input. The mid-rise grid stays at 0. The symmetric grid follows 20 "
      "log10(1 - 2^(1-b)): -6.0 dB at 2 bits, -2.5 at 3, -1.2 at 4, -0.07 at "
      "8, and then 0.";
  Panel& panel = figure.panels.emplace_back();
  panel.x = {"bits", kUnitless};
  panel.y = {"SQNR − 6.02 b", "dB"};
  const double slope = 20 * std::log10(2.0);
  const Json& sqnr = results["sqnr"];
  for (const char* grid : {"symmetric", "mid_rise"}) {
    const std::string name =
        std::string(grid) == "symmetric" ? "symmetric" : "mid-rise";
    for (const char* field : {"predicted", "measured"}) {
      const Curve curve = Column(sqnr[grid]["uniform"], field, slope);
      const bool line = std::string(field) == "predicted";
      const std::string label = name + ", " + field;
      panel.series.push_back(line ? wbm::plot::Line(label, curve.x, curve.y)
                                  : Points(label, curve.x, curve.y));
      panel.series.back().style =
          (name == "symmetric" ? 0 : 1) + (line ? 0 : 2);
    }
  }
  return figure;
}

Figure ClippingFigure(const Inputs& inputs) {
  Figure figure;
  figure.title = "Where to clip a Gaussian";
  figure.takeaway =
      "Every number of bits has its valley: too near cuts, too far coarsens, "
      "and more bits move it out.";
  figure.alt_text =
      "Noise power against the clip from 0.5 to 6 deviations, logarithmic, for "
      "2, 4, 6 and 8 bits on the symmetric grid: lines from the model, points "
      "measured on 100000 values. All lines fall together at small clips, "
      "where overload rules, and rise apart at large ones. The valleys are at "
      "1.24, 2.47, 3.27 and 3.92 deviations. Points lie on the lines, but for "
      "2 bits at clips of 3 and more, where noise is not uniform over a cell, "
      "and for 8 bits around 3, where a few hundred values are all that lies "
      "beyond the clip.";
  Panel& panel = figure.panels.emplace_back();
  panel.x = {"clip", "deviations"};
  panel.y = {"noise power", "variance of the input"};
  panel.y.scale = wbm::plot::Scale::kLog10;
  int style = 0;
  for (int bits : {2, 4, 6, 8}) {
    Curve model, measured;
    for (double clip = 0.5; clip <= 6; clip += 0.0625) {
      model.x.push_back(clip);
      model.y.push_back(TotalNoise(bits, clip));
    }
    for (double clip = 0.5; clip <= 6; clip += 0.5) {
      measured.x.push_back(clip);
      measured.y.push_back(MeasuredNoise(inputs.gaussian, bits, clip));
    }
    const std::string name = std::to_string(bits) + " bits";
    panel.series.push_back(wbm::plot::Line(name + ", model", model.x, model.y));
    panel.series.back().style = style;
    panel.series.push_back(Points(name + ", measured", measured.x, measured.y));
    panel.series.back().style = 4 + style++;
  }
  return figure;
}

}  // namespace noise_lab
