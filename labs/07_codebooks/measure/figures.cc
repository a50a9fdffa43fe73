#include "labs/07_codebooks/measure/figures.h"

#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include "common/plot/figure.h"
#include "common/plot/series.h"
#include "common/quant/lloyd_max.h"
#include "common/quant/normal_distribution.h"

namespace codebook_lab {
namespace {

using ::wbm::plot::Figure;
using ::wbm::plot::HorizontalLine;
using ::wbm::plot::kUnitless;
using ::wbm::plot::Panel;
using ::wbm::plot::Scale;

wbm::plot::Series Density(double unit) {
  std::vector<double> x, y;
  for (int i = -110; i <= 110; ++i) {
    x.push_back(i / 100.0);
    y.push_back(wbm::quant::NormalDensity(unit * i / 100.0));
  }
  return wbm::plot::Line("normal density", x, y);
}

// Each level a point on a line of its own, below the curve.
template <class T>
wbm::plot::Series Levels(const std::string& name, const std::vector<T>& levels,
                         double height) {
  return wbm::plot::Points(name,
                           std::vector<double>(levels.begin(), levels.end()),
                           std::vector<double>(levels.size(), height));
}

wbm::plot::Series RelativeErrors(const Measured& m, std::size_t trip,
                                 const std::string& name) {
  std::vector<double> x, y;
  for (std::size_t i = 0; i < m.verb_probs.size(); ++i) {
    const double p = m.verb_probs[i];
    x.push_back(p);
    y.push_back(std::abs(m.trips[trip].back[i] - p) / p);
  }
  return wbm::plot::Points(name, x, y);
}

}  // namespace

Figure LevelsFigure(const Measured& m) {
  std::vector<double> best = wbm::quant::LloydMaxNormal(16).codebook.levels;
  const double outermost = best.back();
  for (double& level : best) level /= outermost;
  Figure figure;
  figure.title = "Sixteen levels for a bell curve";
  figure.takeaway =
      "NF4 crowds the middle and spaces the tails widely; Lloyd-Max spreads "
      "more evenly.";
  figure.alt_text =
      "The normal density, and under it two rows of sixteen points between -1 "
      "and 1. Both rows are densest in the middle. NF4 has a level at exactly "
      "0, seven below and eight above it; Lloyd-Max is symmetric without a "
      "zero. In the outer third the levels of NF4 stand further in than those "
      "of Lloyd-Max, by up to 0.07.";
  Panel& panel = figure.panels.emplace_back();
  panel.x = {"value / outermost level of Lloyd-Max, of NF4", kUnitless};
  panel.y = {"density of N(0, 1)", kUnitless};
  panel.y.min = -0.1;
  panel.y.max = 0.42;
  panel.series.push_back(Density(outermost));
  panel.series.push_back(Levels("Lloyd-Max", best, -0.03));
  panel.series.push_back(Levels("NF4", m.nf4, -0.07));
  return figure;
}

Figure ErrorByBits(const Measured& m) {
  std::vector<double> bits, lloyd, best, largest;
  for (const BellCurve& curve : m.bell_curve) {
    bits.push_back(curve.bits);
    lloyd.push_back(curve.lloyd_max.mse);
    best.push_back(curve.best_uniform);
    largest.push_back(curve.to_the_largest);
  }
  Figure figure;
  figure.title = "Mean squared error against bits, 100000 normal samples";
  figure.takeaway =
      "Most of the gain is had by a better step; moving single levels adds "
      "little.";
  figure.alt_text =
      "Mean squared error on a logarithmic axis against 1 to 5 bits. Three "
      "falling lines. Uniform levels up to the largest sample lie far above "
      "the rest: at 4 bits 0.030 against 0.0114 for the best uniform levels "
      "and 0.0095 for Lloyd-Max. The latter two start together at 1 bit and "
      "part slowly.";
  Panel& panel = figure.panels.emplace_back();
  panel.x = {"bits", kUnitless};
  panel.x.min = 0.8;
  panel.x.max = 5.2;
  panel.y = {"mean squared error", kUnitless, Scale::kLog10};
  panel.series.push_back(
      wbm::plot::Line("uniform, to the largest sample", bits, largest));
  panel.series.push_back(wbm::plot::Line("best uniform", bits, best));
  panel.series.push_back(wbm::plot::Line("Lloyd-Max", bits, lloyd));
  return figure;
}

Figure VerbProbsFigure(const Measured& m) {
  Figure figure;
  figure.title = "600 probabilities in 8 bits: relative error of each";
  figure.takeaway =
      "On int8's ruler rare forms lose everything; in the logarithm every form "
      "loses under 2 %.";
  figure.alt_text =
      "Relative error against probability, both axes logarithmic. Int8: at 1 "
      "for all probabilities below 0.00018, since they become 0, then falling "
      "in arches in proportion to 1/p. Log codes: a flat cloud below a "
      "horizontal line near 0.02, at all probabilities alike.";
  Panel& panel = figure.panels.emplace_back();
  panel.x = {"probability", kUnitless, Scale::kLog10};
  panel.y = {"relative error", kUnitless, Scale::kLog10};
  panel.y.min = 1e-5;
  panel.y.max = 3;
  panel.series.push_back(RelativeErrors(m, 0, "int8, symmetric"));
  panel.series.push_back(RelativeErrors(m, 2, "log codes, 8 bits"));
  panel.lines.push_back(HorizontalLine(std::exp2(m.trips[2].step / 2) - 1,
                                       "half a step of the logarithm"));
  panel.lines.push_back(HorizontalLine(1, "lost: comes back as 0"));
  return figure;
}

}  // namespace codebook_lab
