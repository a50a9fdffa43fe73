// When does an update vanish? Half a step to the neighbour decides.

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

#include "common/formats/formats.h"
#include "common/plot/figure.h"
#include "theory/weave/draw.h"
#include "theory/weave/record.h"

namespace {

using wbm::formats::Encode;
using wbm::formats::Exactly;
using wbm::formats::FactsOf;
using wbm::formats::Format;
using wbm::formats::kBFloat16;
using wbm::formats::kFloat16;
using wbm::formats::kFloat32;
using wbm::formats::ToDouble;
using wbm::theory::Holds;
using wbm::theory::Part;
using wbm::theory::Value;

constexpr Format kSix{
    .name = "six bits", .exponent_bits = 3, .mantissa_bits = 2, .bias = 3};

// [region round]
double Round(const Format& format, double x) {
  return ToDouble(format, Encode(format, Exactly(x)));
}
// [/region]

void SixBits() {
  Part("six");
  for (const double d : {0.25, 0.5, 0.75, 1.0}) {
    std::printf("4 + %-5g = %-5g  is stored as %g\n", d, 4 + d,
                Round(kSix, 4 + d));
  }
  for (const double d : {0.125, 0.25, 0.375, 0.5}) {
    std::printf("4 - %-5g = %-5g  is stored as %g\n", d, 4 - d,
                Round(kSix, 4 - d));
  }
  Holds(Round(kSix, 4.5) == 4 && Round(kSix, 3.75) == 4, "ties go to even");
  Holds(Round(kSix, 4.75) == 5 && Round(kSix, 3.625) == 3.5,
        "beyond half a step the number moves");
  const uint64_t four = Encode(kSix, Exactly(4.0));
  Value("six.step_up", ToDouble(kSix, four + 1) - 4);
  Value("six.step_down", 4 - ToDouble(kSix, four - 1));
}

// [region threshold]
// The largest update that leaves the weight w > 0 as it is, found by
// trying: `sign` is +1 for growing, -1 for shrinking.
double LargestLost(const Format& format, double w, int sign) {
  double lost = 0;
  double moved = w;
  for (int i = 0; i < 60; ++i) {
    const double middle = (lost + moved) / 2;
    const bool vanishes = Round(format, w + sign * middle) == w;
    (vanishes ? lost : moved) = middle;
  }
  return lost;
}
// [/region]

// The weights of float16 from 1 to 4, every stride-th, and their thresholds
// relative to the weight.
struct Sweep {
  std::vector<double> weight, up, down;
};

Sweep Float16Sweep(uint64_t stride) {
  Sweep sweep;
  for (uint64_t code = Encode(kFloat16, Exactly(1.0));
       code <= Encode(kFloat16, Exactly(4.0)); code += stride) {
    const double w = ToDouble(kFloat16, code);
    sweep.weight.push_back(w);
    sweep.up.push_back(LargestLost(kFloat16, w, +1) / w);
    sweep.down.push_back(LargestLost(kFloat16, w, -1) / w);
  }
  return sweep;
}

wbm::plot::Figure Saw() {
  const Sweep fine = Float16Sweep(8);
  const Sweep coarse = Float16Sweep(128);
  wbm::plot::Figure figure;
  figure.title = "The largest update that a float16 weight does not notice";
  figure.takeaway =
      "Relative to the weight, between a quarter and a half of epsilon.";
  figure.alt_text =
      "A saw of two teeth over weights from 1 to 4: at 1, 2 and 4 the lost "
      "update is 0.000488 of the weight and falls to half of that before the "
      "next power of two. Shrinking updates follow the same line, but at the "
      "powers of two themselves they need only half as much.";
  wbm::plot::Panel& panel = figure.panels.emplace_back();
  panel.x = {"weight", wbm::plot::kUnitless, wbm::plot::Scale::kLog2};
  panel.y = {"largest lost update / weight", "10⁻³"};
  panel.y.min = 0;
  const auto thousand = [](std::vector<double> v) {
    for (double& x : v) x *= 1000;
    return v;
  };
  panel.series.push_back(
      wbm::plot::Line("growing", fine.weight, thousand(fine.up)));
  panel.series.push_back(
      wbm::plot::Points("shrinking", coarse.weight, thousand(coarse.down)));
  panel.lines.push_back(wbm::plot::HorizontalLine(
      std::ldexp(1000, -10), "epsilon, the popular threshold"));
  return figure;
}

void Thresholds() {
  const Sweep sweep = Float16Sweep(1);
  double least = 1;
  double most = 0;
  for (std::size_t i = 0; i < sweep.weight.size(); ++i) {
    least = std::fmin(least, std::fmin(sweep.up[i], sweep.down[i]));
    most = std::fmax(most, std::fmax(sweep.up[i], sweep.down[i]));
  }
  Part("thresholds");
  std::printf("float16, largest lost update / weight, weights from 1 to 4\n");
  std::printf("  least  %.6f\n  most   %.6f\n", least, most);
  const double epsilon = FactsOf(kFloat16).epsilon;
  Holds(std::fabs(most / epsilon - 0.5) < 1e-6 &&
            std::fabs(least / epsilon - 0.25) < 1e-3,
        "the lost share lies between a quarter and a half of epsilon");
  wbm::theory::DrawFigure(Saw(), "saw");
}

// The popular threshold of bfloat16, 0.78 %, tried on the weight 1.
void Popular() {
  constexpr double kUpdate = 0.005;
  const double moved = Round(kBFloat16, 1 + kUpdate);
  Part("popular");
  std::printf("bfloat16: 1 + %.4f is stored as %.8g\n", kUpdate, moved);
  Value("popular.threshold", FactsOf(kBFloat16).epsilon);
  Value("popular.update", kUpdate);
  Holds(moved != 1, "an update of 0.5 % moves a bfloat16 weight of 1");
}

// [region steps]
constexpr int kSteps = 2000;
constexpr double kUpdate = 1e-5;

// Many small updates, rounded to the format after each.
double AfterSteps(const Format& format) {
  double w = 1;
  for (int step = 0; step < kSteps; ++step) {
    w = Round(format, w - Round(format, kUpdate));
  }
  return w;
}
// [/region]

void Stagnation() {
  Part("steps");
  const double exact = 1 - kSteps * kUpdate;
  std::printf("format\tweight after %d steps\toff by\n", kSteps);
  for (const Format& f : {kFloat16, kBFloat16, kFloat32}) {
    const double w = AfterSteps(f);
    std::printf("%s\t%.10g\t%.2g\n", std::string(f.name).c_str(), w,
                std::fabs(w - exact));
  }
  Value("steps.count", kSteps);
  Value("steps.update", kUpdate);
  Value("steps.true", exact);
  Value("steps.float32_off", std::fabs(AfterSteps(kFloat32) - exact));
  const double units = std::ldexp(Round(kFloat32, kUpdate), 24);
  Value("steps.in_units", units);
  Value("steps.in_units_rounded", std::nearbyint(units));
  Holds(AfterSteps(kFloat16) == 1 && AfterSteps(kBFloat16) == 1,
        "in sixteen bits the weight never moves");
  Holds(AfterSteps(kFloat32) < exact, "float32 moves, and always too far");
}

// Practice: 1 + 1e-8 in two formats.
void Practice() {
  Part("practice");
  const volatile float one = 1;
  const volatile double wide = 1;
  constexpr double kTiny = 1e-8;
  const bool lost32 = one + static_cast<float>(kTiny) == 1;
  const bool lost64 = wide + kTiny == 1;
  std::printf("float32: 1 + 1e-8 == 1 is %s\n", lost32 ? "true" : "false");
  std::printf("float64: 1 + 1e-8 == 1 is %s\n", lost64 ? "true" : "false");
  Value("practice.update", kTiny);
  Value("practice.float32", FactsOf(kFloat32).unit_roundoff);
  Value("practice.float64", FactsOf(wbm::formats::kFloat64).unit_roundoff);
  Holds(lost32 && !lost64, "lost in float32 only");
}

}  // namespace

int main() {
  SixBits();
  Thresholds();
  Popular();
  Stagnation();
  Practice();
  return 0;
}
