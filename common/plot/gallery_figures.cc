#include "common/plot/gallery_figures.h"

#include <cmath>
#include <cstddef>
#include <limits>

namespace wbm::plot {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

std::vector<double> Count(double first, double last, double step = 1) {
  std::vector<double> values;
  for (int i = 0; first + i * step <= last + step / 2; ++i) {
    values.push_back(first + i * step);
  }
  return values;
}

template <typename F>
std::vector<double> Map(const std::vector<double>& x, F f) {
  std::vector<double> y;
  for (const double value : x) y.push_back(f(value));
  return y;
}

Figure Titled(std::string title, std::string takeaway, std::string alt) {
  Figure figure;
  figure.title = std::move(title);
  figure.takeaway = std::move(takeaway);
  figure.alt_text = std::move(alt);
  return figure;
}

Figure OneHistogram() {
  Figure figure =
      Titled("Rounding error of 1024 hidden activations, int8 symmetric",
             "Errors spread evenly and none passes half a step.",
             "Histogram: about 34 values in each of 30 bins from 0 to the "
             "dashed line at 0.0133, none beyond.");
  Panel& panel = figure.panels.emplace_back();
  panel.x = {"absolute error |x − x̂|", kUnitless};
  panel.y = {"values per bin", "count"};
  const std::vector<double> edges = Count(0, 0.0133, 0.0133 / 30);
  std::vector<double> counts;
  for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
    counts.push_back(std::round(34 + 6 * std::sin(2.3 * double(i))));
  }
  panel.series.push_back(Histogram("", edges, counts));
  panel.lines.push_back(VerticalLine(0.0133, "bound s/2 = 0.0133"));
  return figure;
}

Figure Lines() {
  Figure figure = Titled("Signal to noise against bits, four quantizers",
                         "Every bit buys 6 dB until clipping takes over.",
                         "Four rising lines of SQNR over 2 to 12 bits; three "
                         "run parallel, one flattens at 40 dB.");
  Panel& panel = figure.panels.emplace_back();
  panel.x = {"bits", kUnitless};
  panel.y = {"SQNR", "dB"};
  const std::vector<double> bits = Count(2, 12);
  const auto line = [&](const char* name, double offset, double cap) {
    panel.series.push_back(Line(name, bits, Map(bits, [&](double b) {
                                  return std::min(6.02 * b + offset, cap);
                                })));
  };
  line("uniform input", 0.1, 99);
  line("Gaussian, clipped at 4σ", -4.3, 99);
  line("Laplace, maximum as range", -14.0, 99);
  line("Gaussian, clipped at 2σ", -2.0, 40);
  panel.lines.push_back(HorizontalLine(50, "CD player, in theory"));
  panel.annotations.push_back({8, 40, "clipping noise\ntakes over", true});
  return figure;
}

Figure EightLinesWithGaps() {
  Figure figure = Titled("Eight styles on logarithmic axes, with gaps",
                         "Each style differs in colour, marker and dash.",
                         "Eight parallel falling lines on log axes; two have "
                         "gaps where values are missing.");
  Panel& panel = figure.panels.emplace_back();
  panel.x = {"matrix size n", kUnitless, Scale::kLog2};
  panel.y = {"relative error", kUnitless, Scale::kLog10};
  const std::vector<double> n =
      Map(Count(4, 14, 0.25), [](double e) { return std::exp2(e); });
  const char* names[] = {"float32", "bfloat16", "float16", "tf32",
                         "e4m3fn",  "e5m2",     "int8",    "nf4"};
  for (int k = 0; k < 8; ++k) {
    panel.series.push_back(Line(names[k], n, Map(n, [&](double v) {
                                  if (k == 2 && v > 300 && v < 900) return kNan;
                                  if (k == 5 && v > 4000) return -1.0;
                                  return 1e-7 * std::pow(8.0, k) * std::sqrt(v);
                                })));
  }
  return figure;
}

Figure GroupedBars() {
  Figure figure = Titled("Time of one pass over 64 MiB, three kernels",
                         "Half the bytes, half the time: bandwidth is all.",
                         "Grouped bars for four formats and three kernels; "
                         "bars halve from float32 to bfloat16 to int8.");
  Panel& panel = figure.panels.emplace_back();
  panel.x = {"storage format",
             "",
             Scale::kLinear,
             {},
             {},
             {"float32", "bfloat16", "float8_e4m3fn", "int8 per channel"}};
  panel.y = {"median time (whiskers: fastest to slowest of 9)", "ms"};
  const std::vector<double> x = {0, 1, 2, 3};
  const auto bars = [&](const char* name, double scale) {
    std::vector<double> y, low, high;
    for (const double base : {8.0, 4.1, 2.3, 2.2}) {
      y.push_back(base * scale);
      low.push_back(base * scale * 0.93);
      high.push_back(base * scale * 1.12);
    }
    panel.series.push_back(WithSpread(Bars(name, x, y), low, high));
  };
  bars("scalar", 1.6);
  bars("AVX2", 1.1);
  bars("AVX-512", 1.0);
  return figure;
}

Figure Boxes() {
  Figure figure = Titled("Error of one layer over 200 seeds",
                         "The deeper the layer, the wider the spread.",
                         "Box plots for six layers; medians rise from 1e-4 to "
                         "3e-3 and boxes grow with depth.");
  Panel& panel = figure.panels.emplace_back();
  panel.x = {"layer", kUnitless};
  panel.y = {"relative error", kUnitless, Scale::kLog10};
  const std::vector<double> x = Count(1, 6);
  const auto at = [&](double factor) {
    return Map(x, [&](double k) {
      return 1e-4 * std::pow(1.9, k) * std::pow(factor, 0.4 + 0.15 * k);
    });
  };
  panel.series.push_back(
      Box("float16", x, at(0.2), at(0.6), at(1), at(1.5), at(4)));
  return figure;
}

Figure BandAndPoints() {
  Figure figure = Titled(
      "Training loss in float32 and bfloat16, five seeds each",
      "The bands overlap: at this size the format does not show.",
      "Two falling curves with overlapping bands from 4 to 1.3 in 400 steps.");
  Panel& panel = figure.panels.emplace_back();
  panel.x = {"step", kUnitless};
  panel.y = {"loss", "nat per token"};
  const std::vector<double> x = Count(0, 400, 2);
  const auto curve = [&](double shift) {
    return Map(x, [&](double s) {
      return 1.3 + 2.7 * std::exp(-s / 90) + shift +
             0.03 * std::sin(s / (5 + shift));
    });
  };
  panel.series.push_back(Band("float32, all seeds", x, curve(-.1), curve(.1)));
  panel.series.push_back(Line("float32, median", x, curve(0)));
  panel.series.push_back(
      Band("bfloat16, all seeds", x, curve(-.02), curve(.22)));
  panel.series.push_back(Line("bfloat16, median", x, curve(.09)));
  panel.series[1].style = 0;
  panel.series[2].style = panel.series[3].style = 1;
  panel.legend = Legend::kTopRight;
  return figure;
}

Figure Heat() {
  Figure figure = Titled("Which operation survives which format",
                         "Sums fail first; matrix products hold.",
                         "Heat map of log10 error, five operations by six "
                         "formats; one cell is empty because it overflowed.");
  Panel& panel = figure.panels.emplace_back();
  panel.x = {"format",
             "",
             Scale::kLinear,
             {},
             {},
             {"float32", "tf32", "float16", "bfloat16", "e4m3fn", "e5m2"}};
  panel.y = {
      "operation", "", Scale::kLinear,
      {},          {}, {"softmax", "layer norm", "sum", "matmul", "GELU"}};
  panel.color = {"relative error", kUnitless, Scale::kLog10};
  std::vector<double> z;
  for (int row = 0; row < 5; ++row) {
    for (int column = 0; column < 6; ++column) {
      z.push_back(row == 2 && column == 4
                      ? kNan
                      : 1e-7 * std::pow(10, column * 1.05 + 0.2 * row));
    }
  }
  panel.series.push_back(
      HeatMap(Count(-0.5, 5.5), Count(-0.5, 4.5), std::move(z)));
  panel.series[0].cell_values = true;
  return figure;
}

Panel FineHeat() {
  Panel panel;
  panel.title = "A smooth heat map";
  panel.x = {"column", kUnitless};
  panel.y = {"row", kUnitless};
  panel.color = {"value", "mV"};
  std::vector<double> z;
  for (int i = 0; i < 48 * 48; ++i) {
    z.push_back(std::sin(i / 48 / 7.0) * std::cos(i % 48 / 9.0));
  }
  panel.series.push_back(HeatMap(Count(0, 48), Count(0, 48), z));
  return panel;
}

Panel Stems() {
  Panel panel;
  panel.title = "NF4 levels: dense where weights are";
  panel.x = {"code", kUnitless};
  panel.y = {"level", kUnitless};
  const std::vector<double> x = Count(0, 15);
  panel.series.push_back(Impulses("", x, Map(x, [](double k) {
                                    const double t = (k - 7.5) / 7.5;
                                    return 0.45 * t + 0.55 * t * t * t;
                                  })));
  return panel;
}

Panel Stairs() {
  Panel panel;
  panel.title = "Spacing of neighbours";
  panel.x = {"x", kUnitless, Scale::kLog2};
  panel.y = {"ULP(x)", kUnitless, Scale::kLog2};
  const std::vector<double> x =
      Map(Count(-10, 10), [](double e) { return std::exp2(e); });
  panel.series.push_back(
      Steps("float16", x, Map(x, [](double v) { return v / 1024; })));
  panel.series.push_back(
      Steps("bfloat16", x, Map(x, [](double v) { return v / 128; })));
  panel.series.push_back(
      Line("fixed point Q5.10", x, Map(x, [](double) { return 0.001; })));
  return panel;
}

Panel Scatter() {
  Panel panel;
  panel.title = "Speed against accuracy";
  panel.x = {"time per token", "ms"};
  panel.y = {"perplexity", kUnitless};
  panel.series.push_back(
      WithSpread(Points("measured", {1.2, 2.1, 4.0, 7.7}, {9.4, 8.1, 7.7, 7.6}),
                 {9.0, 7.9, 7.6, 7.55}, {10.1, 8.4, 7.9, 7.7}));
  panel.series.push_back(
      Line("frontier", {1.2, 2.1, 4.0, 7.7}, {9.4, 8.1, 7.7, 7.6}));
  panel.annotations.push_back({1.2, 9.4, "nf4", false});
  panel.annotations.push_back({7.7, 7.6, "float32", false});
  return panel;
}

Figure FourPanels() {
  Figure figure = Titled("Four panels share one figure",
                         "Each panel keeps its own axes, legend and title.",
                         "Two by two panels: a heat map, stems, stairs and a "
                         "scatter plot with error bars.");
  figure.columns = 2;
  figure.panels = {FineHeat(), Stems(), Stairs(), Scatter()};
  return figure;
}

Figure GradientHistogram() {
  Figure figure = Titled("Gradients of one step on a logarithmic axis",
                         "A third of them are lost below float16's range.",
                         "Bell-shaped histogram over powers of ten from 1e-12 "
                         "to 1 with four vertical limits.");
  Panel& panel = figure.panels.emplace_back();
  panel.x = {"|gradient|", kUnitless, Scale::kLog10};
  panel.y = {"gradients per bin", "count", Scale::kLog10};
  const std::vector<double> exponents = Count(-12, 0, 0.06);
  std::vector<double> counts;
  for (std::size_t i = 0; i + 1 < exponents.size(); ++i) {
    const double t = (exponents[i] + 6.5) / 1.6;
    counts.push_back(std::floor(40000 * std::exp(-t * t)));
  }
  panel.series.push_back(Histogram(
      "", Map(exponents, [](double e) { return std::pow(10, e); }), counts));
  panel.lines = {VerticalLine(6.10e-5, "float16 smallest normal 6.10×10⁻⁵"),
                 VerticalLine(5.96e-8, "float16 smallest subnormal 5.96×10⁻⁸"),
                 VerticalLine(2.98e-8, "rounds to zero below 2.98×10⁻⁸")};
  return figure;
}

Figure ManyPoints() {
  Figure figure = Titled("A dense scatter plot in a tiny range",
                         "Points get smaller as they get many.",
                         "Three thousand points around a sine wave with an "
                         "amplitude of two billionths.");
  Panel& panel = figure.panels.emplace_back();
  panel.x = {"phase", "rad"};
  panel.y = {"drift", "V"};
  const std::vector<double> x = Count(0, 6.283, 6.283 / 3000);
  panel.series.push_back(Points("", x, Map(x, [](double t) {
                                  return 2e-9 * (std::sin(t) +
                                                 .2 * std::sin(997 * t * t));
                                })));
  return figure;
}

Figure Layers() {
  Figure figure = Titled(
      "Drift per layer of a small transformer, measured in float16 against "
      "float32 on the same weights, a title so long that it has to be wrapped",
      "A takeaway may also be a long sentence, and then it runs on under the "
      "title over two lines without touching the panel below it at all.",
      "Bars for 14 layers with tilted names; the last layers drift most.");
  Panel& panel = figure.panels.emplace_back();
  panel.x = {"layer", ""};
  panel.y = {"relative L2 error", kUnitless, Scale::kLog10};
  std::vector<double> x, y;
  for (int i = 0; i < 14; ++i) {
    panel.x.categories.push_back("block" + std::to_string(i / 2) +
                                 (i % 2 == 0 ? ".attention" : ".mlp"));
    x.push_back(i);
    y.push_back(1e-4 * std::pow(1.35, i));
  }
  panel.series.push_back(Bars("", x, y));
  panel.lines.push_back(HorizontalLine(9.77e-4, "float16 epsilon 2⁻¹⁰"));
  return figure;
}

}  // namespace

std::vector<std::pair<std::string, Figure>> GalleryFigures() {
  return {{"histogram", OneHistogram()},
          {"lines", Lines()},
          {"eight_lines", EightLinesWithGaps()},
          {"grouped_bars", GroupedBars()},
          {"boxes", Boxes()},
          {"bands", BandAndPoints()},
          {"heat_map", Heat()},
          {"four_panels", FourPanels()},
          {"gradients", GradientHistogram()},
          {"points", ManyPoints()},
          {"layers", Layers()}};
}

}  // namespace wbm::plot
