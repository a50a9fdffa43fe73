// The signal-to-noise ratio of rulers of 2 to 16 bits, for three
// inputs: measured, and by the law.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <numbers>
#include <string>
#include <utility>
#include <vector>

#include "common/plot/figure.h"
#include "common/quant/distortion.h"
#include "common/quant/round_half_even.h"
#include "common/random/random_state.h"
#include "theory/weave/draw.h"
#include "theory/weave/record.h"

namespace {

namespace plot = wbm::plot;
using wbm::quant::RoundHalfEven;
using wbm::quant::SqnrDb;
using wbm::theory::Holds;
using wbm::theory::Part;
using wbm::theory::Value;

constexpr int kCount = 100000;

struct Inputs {
  std::vector<double> uniform, sine, gaussian;
};

Inputs MakeInputs() {
  wbm::random::RandomState rng(42);
  Inputs in{rng.Uniform(-1, 1, kCount), {}, rng.Randn(kCount)};
  // The golden ratio as frequency: no period that sampling could
  // repeat.
  for (int i = 0; i < kCount; ++i) {
    in.sine.push_back(
        std::sin(2 * std::numbers::pi * std::numbers::phi * i));
  }
  return in;
}

double MaxAbs(const std::vector<double>& x) {
  double most = 0;
  for (const double value : x) most = std::fmax(most, std::fabs(value));
  return most;
}

// [region ruler]
// Marks at (code + offset) * step: offset 0 has one at zero, 1/2 none.
struct Ruler {
  double step, offset;
  std::int64_t lowest, highest;
};

Ruler Symmetric(int bits, double limit) {
  const std::int64_t highest = (1 << (bits - 1)) - 1;
  const double cells = static_cast<double>(highest);
  return {limit / cells, 0.0, -highest, highest};
}

Ruler MidRise(int bits, double limit) {
  const std::int64_t half = 1 << (bits - 1);
  return {limit / static_cast<double>(half), 0.5, -half, half - 1};
}

double Nearest(const Ruler& r, double x) {
  auto code = RoundHalfEven(x / r.step - r.offset);
  code = std::clamp(code, r.lowest, r.highest);
  return (static_cast<double>(code) + r.offset) * r.step;
}
// [/region]

// [region measured]
double MeasuredDb(const std::vector<double>& x, const Ruler& ruler) {
  std::vector<double> back;
  for (const double value : x) back.push_back(Nearest(ruler, value));
  return SqnrDb(x, back);  // 10 log10 of signal power / noise power
}

double PredictedDb(double power, const Ruler& ruler) {
  return 10 * std::log10(power / (ruler.step * ruler.step / 12));
}
// [/region]

// Least squares slope of `y` over `from`, `from` + 1, ...
double Slope(const std::vector<double>& y, double from) {
  double sx = 0, sy = 0, sxx = 0, sxy = 0;
  const double n = static_cast<double>(y.size());
  for (size_t i = 0; i < y.size(); ++i) {
    const double x = from + static_cast<double>(i);
    sx += x, sy += y[i], sxx += x * x, sxy += x * y[i];
  }
  return (n * sxy - sx * sy) / (n * sxx - sx * sx);
}

using MakeRuler = std::function<Ruler(int, double)>;

double SlopeDb(const std::vector<double>& x, const MakeRuler& make,
               int from, int to) {
  std::vector<double> db;
  for (int bits = from; bits <= to; ++bits) {
    db.push_back(MeasuredDb(x, make(bits, 1.0)));
  }
  return Slope(db, from);
}

// One number by hand, before a hundred thousand.
void PrintSmall() {
  const std::vector<double> x = {0.10, -0.40, 0.75, -0.95};
  std::vector<double> back;
  double signal = 0, noise = 0;
  Part("small");
  for (const double value : x) {
    back.push_back(Nearest(MidRise(3, 1.0), value));
    const double error = back.back() - value;
    signal += value * value / 4;
    noise += error * error / 4;
    std::printf("%+.2f -> %+.3f, error %+.3f\n", value, back.back(),
                error);
  }
  std::printf("signal %.5f, noise %.5f: %.1f dB\n", signal, noise,
              SqnrDb(x, back));
}

void PrintTable(const Inputs& in) {
  const double peak = MaxAbs(in.gaussian);
  Part("sqnr");
  std::printf(
      "bits\t6.02 b\tuniform, mid-rise\tuniform, symmetric\tsine, "
      "mid-rise"
      "\tGaussian, symmetric to max\tits noise / signal\n");
  for (const int bits : {2, 3, 4, 6, 8, 12, 16}) {
    const double gaussian =
        MeasuredDb(in.gaussian, Symmetric(bits, peak));
    std::printf("%d\t%.1f\t%.1f\t%.1f\t%.1f\t%.1f\t%.2g\n", bits,
                20 * bits * std::log10(2.0),
                MeasuredDb(in.uniform, MidRise(bits, 1.0)),
                MeasuredDb(in.uniform, Symmetric(bits, 1.0)),
                MeasuredDb(in.sine, MidRise(bits, 1.0)), gaussian,
                std::pow(10.0, -gaussian / 10));
  }
}

void RecordTable(const Inputs& in) {
  const double peak = MaxAbs(in.gaussian);
  const double uniform8 = MeasuredDb(in.uniform, Symmetric(8, 1.0));
  const double gaussian8 = MeasuredDb(in.gaussian, Symmetric(8, peak));
  Value("law.peak", peak);
  Value("law.peak_squared", peak * peak);
  Value("law.gaussian8", gaussian8);
  Value("law.uniform8", uniform8);
  Value("law.gap8", uniform8 - gaussian8);
  Value("law.gap_predicted", 10 * std::log10(peak * peak / 3));
  Value("law.uniform3_mid_rise",
        MeasuredDb(in.uniform, MidRise(3, 1.0)));
  Value("law.uniform3_symmetric",
        MeasuredDb(in.uniform, Symmetric(3, 1.0)));
  Value("law.uniform2_symmetric",
        MeasuredDb(in.uniform, Symmetric(2, 1.0)));
  Value("law.sine3", PredictedDb(0.5, MidRise(3, 1.0)));
  Value("law.sine3_measured", MeasuredDb(in.sine, MidRise(3, 1.0)));
  Value("law.sine_extra", 10 * std::log10(1.5));
  Value("law.four_sigma", 10 * std::log10(3.0 / 16.0));
  Value("law.bit", 20 * std::log10(2.0));
  Holds(uniform8 - gaussian8 > 8, "a Gaussian is more than 8 dB worse");
}

void PrintSlopes(const Inputs& in) {
  const double early = SlopeDb(in.uniform, Symmetric, 2, 8);
  const double middle = SlopeDb(in.uniform, Symmetric, 6, 12);
  const double late = SlopeDb(in.uniform, Symmetric, 8, 16);
  const double mid_rise = SlopeDb(in.uniform, MidRise, 2, 16);
  Part("slopes");
  std::printf("ruler\tbits\tdB a bit\n");
  std::printf("symmetric\t2 to 8\t%.2f\n", early);
  std::printf("symmetric\t6 to 12\t%.2f\n", middle);
  std::printf("symmetric\t8 to 16\t%.2f\n", late);
  std::printf("mid-rise\t2 to 16\t%.2f\n", mid_rise);
  Value("law.slope_early", early);
  Value("law.slope_middle", middle);
  Value("law.slope_late", late);
  Holds(std::fabs(mid_rise - 20 * std::log10(2.0)) < 0.01,
        "on the mid-rise ruler a bit is worth 6.02 dB");
  Holds(early > 6.5 && late < 6.04,
        "the symmetric slope tends to 6.02");
}

// One bit that works: the sign, times the mean magnitude.
void PrintSign(const std::vector<double>& x) {
  double mean = 0;
  for (const double value : x) mean += std::fabs(value) / kCount;
  std::vector<double> back;
  for (const double value : x)
    back.push_back(std::copysign(mean, value));
  Part("sign");
  std::printf("E|x| = %.3f: %.1f dB\n", mean, SqnrDb(x, back));
  Value("law.sign_db", SqnrDb(x, back));
}

struct Curve {
  const char* name;
  const std::vector<double>* x;
  MakeRuler make;
  double limit;
};

// SQNR of 1 to 16 bits, less `per_bit` decibels a bit.
plot::Panel SqnrPanel(const std::vector<Curve>& curves,
                      double per_bit) {
  plot::Panel panel;
  panel.x = {"bits", plot::kUnitless};
  panel.y = {"SQNR", "dB"};
  for (const Curve& curve : curves) {
    std::vector<double> bits, db;
    for (int b = curve.make(2, 1.0).offset == 0 ? 2 : 1; b <= 16; ++b) {
      bits.push_back(b);
      db.push_back(MeasuredDb(*curve.x, curve.make(b, curve.limit)) -
                   per_bit * b);
    }
    panel.series.push_back(plot::Line(curve.name, bits, db));
  }
  return panel;
}

// The densities of the inputs over the ruler from -1 to 1.
plot::Panel InputsPanel(double peak) {
  std::vector<double> x, uniform, sine, gaussian;
  for (double at = -0.99; at <= 0.991; at += 0.01) {
    x.push_back(at);
    uniform.push_back(0.5);
    sine.push_back(1 / (std::numbers::pi * std::sqrt(1 - at * at)));
    gaussian.push_back(peak / std::sqrt(2 * std::numbers::pi) *
                       std::exp(-at * at * peak * peak / 2));
  }
  plot::Panel panel;
  panel.x = {"place on the ruler", plot::kUnitless};
  panel.y = {"density", plot::kUnitless};
  panel.series = {plot::Line("sine", x, sine),
                  plot::Line("uniform", x, uniform),
                  plot::Line("Gaussian", x, gaussian)};
  panel.series[2].style = 3;  // as in the panel below
  return panel;
}

void Draw(const Inputs& in) {
  const double peak = MaxAbs(in.gaussian);
  const std::vector<Curve> curves = {
      {"sine, mid-rise", &in.sine, MidRise, 1.0},
      {"uniform, mid-rise", &in.uniform, MidRise, 1.0},
      {"uniform, symmetric", &in.uniform, Symmetric, 1.0},
      {"Gaussian, mid-rise", &in.gaussian, MidRise, peak}};
  plot::Figure figure;
  figure.title = "SQNR of rulers of 1 to 16 bits";
  figure.takeaway =
      "The slope is the ruler's and the height is the input's.";
  figure.alt_text =
      "Two panels. Above: the densities of three inputs on a ruler from "
      "-1 to 1: the uniform one is level, the sine's rises steeply at "
      "both ends, the Gaussian is a narrow bell in the middle. Below: "
      "SQNR less 6.02 dB a bit, against 1 to 16 bits. Mid-rise rulers give level lines at 1.76 dB "
      "for "
      "the sine, 0 for the uniform input and -8.4 dB for the Gaussian; "
      "the "
      "symmetric ruler begins at -6 dB at two bits and comes up to 0 "
      "at "
      "eight.";
  figure.panels = {InputsPanel(peak),
                   SqnrPanel(curves, 20 * std::log10(2.0))};
  figure.panels[0].title = "What lies where on the ruler";
  figure.panels[1].title = "SQNR less 6.02 dB a bit";
  figure.panels[1].lines = {
      plot::HorizontalLine(10 * std::log10(1.5), "sine, by the law"),
      plot::HorizontalLine(0, ""),
      plot::HorizontalLine(10 * std::log10(3 / (peak * peak)),
                           "Gaussian, by the law")};
  figure.panel_height = 370;
  wbm::theory::DrawFigure(figure, "sqnr");
}

}  // namespace

int main() {
  const Inputs in = MakeInputs();
  PrintSmall();
  PrintTable(in);
  RecordTable(in);
  PrintSlopes(in);
  PrintSign(in.gaussian);
  Draw(in);
}
