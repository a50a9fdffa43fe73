#include "labs/03_formats/measure/figures.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/formats/catalogue.h"
#include "common/formats/facts.h"
#include "common/plot/figure.h"
#include "common/plot/series.h"
#include "labs/03_formats/measure/tables.h"
#include "labs/03_formats/minifloat.h"

namespace formats_lab {
namespace {

using ::wbm::plot::Figure;
using ::wbm::plot::Panel;
using ::wbm::plot::Scale;
using ::wbm::plot::Series;

struct Cloud {
  std::vector<double> x;
  std::vector<double> y;
};

// Adds a point and writes its name above it.
void AddPoint(Cloud& cloud, Panel& panel, const std::string& name, double p,
              double binades) {
  cloud.x.push_back(p);
  cloud.y.push_back(binades);
  panel.annotations.push_back({p, binades * 1.12, name});
}

// From the least positive number to the greatest. A difference of logarithms:
// no double holds float64's quotient.
double Binades(double greatest, double least) {
  return std::log2(greatest) - std::log2(least);
}

double Binades(const Facts& facts) {
  return Binades(facts.max_finite, facts.min_subnormal);
}

void AddLabFormats(Cloud& cloud, Panel& panel) {
  for (const FormatRow& row : FormatTable()) {
    if (row.name == "float8_e4m3") continue;  // a point beside e4m3fn
    AddPoint(cloud, panel, row.name, row.facts.precision_bits,
             Binades(row.facts));
  }
}

void AddNarrowFormats(Cloud& cloud, Panel& panel) {
  namespace wf = ::wbm::formats;
  for (const wf::Format* format :
       {&wf::kFloat6E3M2Fn, &wf::kFloat6E2M3Fn, &wf::kFloat4E2M1Fn}) {
    const wf::Facts facts = wf::FactsOf(*format);
    AddPoint(cloud, panel, std::string(facts.name), facts.precision_bits,
             Binades(facts.max_finite,
                     facts.min_subnormal.value_or(facts.min_normal)));
  }
}

// The formats of one number line, lowest first.
std::vector<std::pair<std::string, Format>> Fp8Formats() {
  return {{"E4M3, IEEE", kFloat8E4M3},
          {"E4M3FN", kFloat8E4M3Fn},
          {"E5M2", kFloat8E5M2}};
}

Panel NumberLine(const std::string& title, Scale scale, double low,
                 double high) {
  Panel panel;
  panel.title = title;
  panel.x = {"value", wbm::plot::kUnitless, scale, low, high};
  panel.y = {"format", wbm::plot::kUnitless};
  panel.y.min = -0.6;
  panel.y.max = 2.6;
  panel.legend = wbm::plot::Legend::kNone;
  double row = 0;
  for (const auto& [name, format] : Fp8Formats()) {
    panel.y.categories.push_back(name);
    Cloud cloud;
    for (double v : NonNegative(format)) {
      if (v < low || v > high) continue;
      cloud.x.push_back(v);
      cloud.y.push_back(row);
    }
    panel.series.push_back(wbm::plot::Points(name, cloud.x, cloud.y));
    ++row;
  }
  return panel;
}

std::size_t CountBetween(Format format, double low, double high) {
  return FiniteValues(format, low, high).size();
}

}  // namespace

Figure RangeAgainstPrecision() {
  Figure figure;
  figure.title = "Range against precision";
  figure.takeaway = absl::StrFormat(
      "bfloat16 pays three bits of precision for %.1f times the binades of "
      "float16.",
      Binades(FactsOf(kBFloat16)) / Binades(FactsOf(kFloat16)));
  Panel& panel = figure.panels.emplace_back();
  panel.x = {"precision p, with the hidden bit", "bits", Scale::kLog2, 1.4, 90};
  panel.y = {"range, from least to greatest", "binades", Scale::kLog2, 2.5,
             4500};
  Cloud lab;
  AddLabFormats(lab, panel);
  Cloud narrow;
  AddNarrowFormats(narrow, panel);
  panel.series.push_back(
      wbm::plot::Points("formats of this lab", lab.x, lab.y));
  panel.series.push_back(
      wbm::plot::Points("fp6 and fp4, of later labs", narrow.x, narrow.y));
  figure.alt_text =
      "Scatter plot of ten formats, precision in bits across and range in "
      "binades up, both logarithmic.";
  for (const FormatRow& row : FormatTable()) {
    if (row.name == "float8_e4m3") continue;
    absl::StrAppend(&figure.alt_text, " ", row.name, ": ",
                    row.facts.precision_bits, " bits, ",
                    absl::StrFormat("%.0f", Binades(row.facts)), " binades.");
  }
  return figure;
}

Figure Fp8NumberLine() {
  Figure figure;
  figure.title = "Where the numbers of fp8 lie";
  figure.takeaway =
      "E4M3 has twice as many numbers in a binade, E5M2 has almost twice as "
      "many binades.";
  figure.alt_text = absl::StrFormat(
      "Two number lines for three fp8 formats. From 0 to 0.0625: E5M2's "
      "numbers are densest near zero, E4M3's subnormal and smallest normal "
      "numbers are evenly spaced by 2^-9 up to 2^-5. Over all magnitudes, "
      "logarithmic: E5M2 has %d numbers in [1, 2) and ends at 57344, E4M3FN "
      "has %d and ends at 448, E4M3 by IEEE's rules ends at 240.",
      CountBetween(kFloat8E5M2, 1, 2), CountBetween(kFloat8E4M3Fn, 1, 2));
  figure.panels.push_back(
      NumberLine("Near zero: subnormal numbers are evenly spaced",
                 Scale::kLinear, 0, 0.0625));
  figure.panels.push_back(NumberLine("All positive numbers", Scale::kLog2,
                                     std::ldexp(1.0, -17),
                                     std::ldexp(1.0, 17)));
  figure.panels.back().lines = {
      wbm::plot::VerticalLine(240, "240"),
      wbm::plot::VerticalLine(448, "448"),
  };
  figure.panel_height = 260;
  return figure;
}

Figure UlpAgainstMagnitude() {
  Figure figure;
  figure.title = "The gap to the next number, against magnitude";
  figure.takeaway =
      "Parallel stairs: precision sets the height, range sets where they end.";
  figure.alt_text =
      "Stairs of slope one on logarithmic axes, from 2^-40 to 2^20. The gap of "
      "float32 is 2^-23 of the magnitude, of float16 2^-10, of bfloat16 2^-7. "
      "float16's stair is level at 2^-24 below 2^-14, where its numbers are "
      "subnormal, and ends at 65504; the other two go on at both ends.";
  Panel& panel = figure.panels.emplace_back();
  panel.x = {"magnitude", wbm::plot::kUnitless, Scale::kLog2};
  panel.y = {"gap to the next number", wbm::plot::kUnitless, Scale::kLog2};
  for (const auto& [name, format] :
       std::vector<std::pair<std::string, Format>>{{"bfloat16", kBFloat16},
                                                   {"float16", kFloat16},
                                                   {"float32", kFloat32}}) {
    Cloud cloud;
    for (const GapRow& row : Gaps(format)) {
      cloud.x.push_back(std::ldexp(1.0, row.k));
      cloud.y.push_back(row.gap);
    }
    if (!cloud.x.empty()) {  // the last step is as wide as its binade
      cloud.x.push_back(2 * cloud.x.back());
      cloud.y.push_back(cloud.y.back());
    }
    panel.series.push_back(wbm::plot::Steps(name, cloud.x, cloud.y));
  }
  panel.lines.push_back(
      wbm::plot::VerticalLine(std::ldexp(1.0, -14), "float16: min normal"));
  panel.lines.push_back(wbm::plot::VerticalLine(65504, "float16: max"));
  return figure;
}

}  // namespace formats_lab
