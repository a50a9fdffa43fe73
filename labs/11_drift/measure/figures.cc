#include "labs/11_drift/measure/figures.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/plot/series.h"
#include "labs/11_drift/measure/formats.h"
#include "labs/11_drift/measure/rounding.h"

namespace drift_lab {
namespace {

using ::wbm::plot::Figure;
using ::wbm::plot::HorizontalLine;
using ::wbm::plot::kUnitless;
using ::wbm::plot::Panel;
using ::wbm::plot::Scale;

constexpr std::size_t kShownArrays = 14;

std::string Number(double x) { return absl::StrFormat("%.2g", x); }

std::vector<double> Positions(std::size_t count) {
  std::vector<double> x;
  for (std::size_t i = 0; i < count; ++i) x.push_back(static_cast<double>(i));
  return x;
}

std::vector<std::string> LayerNames(const Measured& m) {
  std::vector<std::string> names;
  for (const Capture& capture : m.reference[0].captures) {
    names.push_back(capture.name);
  }
  return names;
}

std::vector<double> Means(const Drift& drift) {
  std::vector<double> means;
  for (const LayerDrift& layer : drift.layers) means.push_back(layer.mean);
  return means;
}

// The power of ten below x.
double DecadeBelow(double x) {
  return x > 0 ? std::pow(10, std::floor(std::log10(x))) : 1e-5;
}

std::string Listed(const Measured& m, const Drift& drift) {
  std::string text;
  for (std::size_t i = 0; i < drift.layers.size(); ++i) {
    absl::StrAppend(&text, i == 0 ? "" : ", ", m.reference[0].captures[i].name,
                    " ", Number(drift.layers[i].mean));
  }
  return text;
}

wbm::plot::Series WithWhiskers(const Drift& drift) {
  std::vector<double> least, greatest;
  for (const LayerDrift& layer : drift.layers) {
    const auto [lo, hi] =
        std::minmax_element(layer.per_prompt.begin(), layer.per_prompt.end());
    least.push_back(*lo);
    greatest.push_back(*hi);
  }
  return wbm::plot::WithSpread(
      wbm::plot::Bars("mean over prompts, least and greatest",
                      Positions(drift.layers.size()), Means(drift)),
      least, greatest);
}

std::string PowerOfTwo(int exponent) {
  const std::vector<std::string> digits = {"⁰", "¹", "²", "³", "⁴",
                                           "⁵", "⁶", "⁷", "⁸", "⁹"};
  std::string text = "2⁻";
  for (char digit : absl::StrCat(exponent)) {
    text += digits[static_cast<std::size_t>(digit - '0')];
  }
  return text;
}

// What is known of the rounding of one number of a floating-point format.
void AddBounds(const WeightFormat& format, Figure& figure) {
  if (format.precision == 0) return;
  const int p = format.precision;
  const double unit = std::ldexp(1.0, -p);
  const double expected = ExpectedRelativeRms() * unit;
  std::vector<wbm::plot::ReferenceLine>& lines = figure.panels[0].lines;
  lines.push_back(HorizontalLine(
      unit, absl::StrCat(PowerOfTwo(p), ": unit roundoff of ", format.name,
                         ", the bound on one weight")));
  lines.push_back(HorizontalLine(
      expected, absl::StrCat("0.425 · ", PowerOfTwo(p),
                             ": expected of a weight array itself")));
  lines.push_back(HorizontalLine(
      2 * unit, absl::StrCat(PowerOfTwo(p - 1), ": spacing of ", format.name,
                             " at 1, popularly taken for the bound")));
  absl::StrAppend(&figure.alt_text, " Three dashed lines: ", Number(unit),
                  ", the unit roundoff; ", Number(expected),
                  ", the expected error of a rounded weight array; ",
                  Number(2 * unit), ", the spacing at 1.");
}

// The greatest of the means over the least.
double Spread(const std::vector<double>& means) {
  const auto [lo, hi] = std::minmax_element(means.begin(), means.end());
  return *lo > 0 ? *hi / *lo : 1;
}

std::string WithoutWeight(std::string name) {
  const std::string end = ".weight";
  if (name.ends_with(end)) name.resize(name.size() - end.size());
  return name;
}

}  // namespace

Figure DriftPerLayer(const Measured& m) {
  const Drift& drift = m.Of(m.format).drift;
  const bool grows = drift.monotonic_growth_with_depth;
  Figure figure;
  figure.title = absl::StrCat("Relative error of activations, weights in ",
                              m.format, ", arithmetic in float32");
  figure.takeaway =
      grows ? "The mean error grows from each layer to the next; whiskers span "
              "the prompts."
            : "The mean error does not grow from each layer to the next; "
              "whiskers span the prompts.";
  figure.alt_text = absl::StrCat(
      "Bars on a logarithmic axis, one a layer, with whiskers from the prompt "
      "of least error to that of greatest. Means: ",
      Listed(m, drift), ".");
  Panel& panel = figure.panels.emplace_back();
  panel.x.label = "layer";
  panel.x.categories = LayerNames(m);
  panel.y = {"‖fp32 − rounded‖ / ‖fp32‖", kUnitless, Scale::kLog10};
  panel.series.push_back(WithWhiskers(drift));
  AddBounds(FormatNamed(m.format), figure);
  double least = 1, greatest = 0;
  for (const LayerDrift& layer : drift.layers) {
    for (double error : layer.per_prompt) {
      if (error > 0) least = std::min(least, error);
      greatest = std::max(greatest, error);
    }
  }
  for (const auto& line : panel.lines) {
    least = std::min(least, line.at);
    greatest = std::max(greatest, line.at);
  }
  panel.y.min = DecadeBelow(least);
  panel.y.max = greatest * 2;
  return figure;
}

Figure DriftByFormat(const Measured& m) {
  Figure figure;
  figure.title = "Relative error of activations, weights in six formats";
  double along = 1;
  std::vector<double> first;
  for (const FormatDrift& f : m.formats) {
    along = std::max(along, Spread(Means(f.drift)));
    first.push_back(f.drift.layers.front().mean);
  }
  figure.takeaway = absl::StrCat(
      "Along the layers of one format the error changes by a factor of ",
      absl::StrFormat("%.1f at most, between formats by up to %.0f.", along,
                      Spread(first)));
  figure.alt_text =
      "Mean relative error on a logarithmic axis against the layer, one line "
      "a format.";
  Panel& panel = figure.panels.emplace_back();
  panel.x.label = "layer";
  panel.x.categories = LayerNames(m);
  panel.y = {"mean ‖fp32 − rounded‖ / ‖fp32‖", kUnitless, Scale::kLog10};
  for (std::size_t i = 0; i < m.formats.size(); ++i) {
    const Drift& drift = m.formats[i].drift;
    const std::string& label = WeightFormats()[i].label;
    panel.series.push_back(
        wbm::plot::Line(label, Positions(drift.layers.size()), Means(drift)));
    absl::StrAppend(&figure.alt_text, " ", label, ": ", Listed(m, drift), ".");
  }
  return figure;
}

Figure Attribution(const Measured& m) {
  const std::size_t shown = std::min(kShownArrays, m.contributions.size());
  Figure figure;
  figure.title = absl::StrCat("What rounding one array to ", m.format,
                              " does to the logits: the ", shown,
                              " largest of ", m.contributions.size());
  figure.takeaway =
      absl::StrCat("Most comes from ", m.contributions[0].name, ".");
  figure.alt_text =
      "Bars with whiskers over prompts, one an array, in falling order:";
  figure.panel_height = 560;
  Panel& panel = figure.panels.emplace_back();
  panel.x.label = "array that is rounded (“.weight” left out)";
  panel.y = {"relative error of the logits", kUnitless};
  std::vector<double> mean, least, greatest;
  for (std::size_t i = 0; i < shown; ++i) {
    const Contribution& c = m.contributions[i];
    const auto [lo, hi] =
        std::minmax_element(c.per_prompt.begin(), c.per_prompt.end());
    panel.x.categories.push_back(WithoutWeight(c.name));
    mean.push_back(c.mean);
    least.push_back(*lo);
    greatest.push_back(*hi);
    absl::StrAppend(&figure.alt_text, " ", c.name, " ", Number(c.mean),
                    i + 1 == shown ? "." : ",");
  }
  panel.series.push_back(wbm::plot::WithSpread(
      wbm::plot::Bars("mean over prompts, least and greatest", Positions(shown),
                      mean),
      least, greatest));
  return figure;
}

}  // namespace drift_lab
