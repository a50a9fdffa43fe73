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

double Round(const Format& format, double x) {
  return ToDouble(format, Encode(format, Exactly(x)));
}

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
  Value("six.number", 4);
  Value("six.step_up", 1);
  Value("six.step_down", 0.5);
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
  Value("float16.least", least);
  Value("float16.most", most);
  Value("float16.epsilon", std::ldexp(1, -10));
  Value("float16.one_up", LargestLost(kFloat16, 1, +1));
  Value("float16.one_down", LargestLost(kFloat16, 1, -1));
  wbm::theory::DrawFigure(Saw(), "saw");
}

// The popular threshold of bfloat16, 0.78 %, tried on the weight 1.
void Popular() {
  const double moved = Round(kBFloat16, 1 + 0.005);
  Part("popular");
  std::printf("bfloat16: 1 + 0.0050 is stored as %.8g\n", moved);
  Value("popular.threshold", std::ldexp(1, -7));
  Value("popular.update", 0.005);
  Value("popular.stored", moved);
  Holds(moved != 1, "an update of 0.5 % moves a bfloat16 weight of 1");
}

// [region steps]
// 2000 updates of -1e-5, rounded to the format after each.
double AfterSteps(const Format& format) {
  double w = 1;
  for (int step = 0; step < 2000; ++step) {
    w = Round(format, w - Round(format, 1e-5));
  }
  return w;
}
// [/region]

void Stagnation() {
  Part("steps");
  std::printf("format\tweight after 2000 steps\toff by\n");
  for (const Format& f : {kFloat16, kBFloat16, kFloat32}) {
    const double w = AfterSteps(f);
    std::printf("%s\t%.10g\t%.2g\n", std::string(f.name).c_str(), w,
                std::fabs(w - 0.98));
    Value("steps." + std::string(f.name), w);
  }
  Value("steps.count", 2000);
  Value("steps.update", 1e-5);
  Value("steps.true", 0.98);
  Value("steps.float32_off", std::fabs(AfterSteps(kFloat32) - 0.98));
  const double units = std::ldexp(static_cast<double>(1e-5f), 24);
  Value("steps.in_units", units);
  Value("steps.in_units_rounded", std::nearbyint(units));
  Holds(AfterSteps(kFloat16) == 1 && AfterSteps(kBFloat16) == 1,
        "in sixteen bits the weight never moves");
  Holds(AfterSteps(kFloat32) != 0.98, "float32 moves, with a bias");
}

// Practice: 1 + 1e-8 in two formats.
void Practice() {
  Part("practice");
  const volatile float one = 1;
  const volatile double wide = 1;
  std::printf("float32: 1 + 1e-8 == 1 is %s\n",
              one + 1e-8f == 1 ? "true" : "false");
  std::printf("float64: 1 + 1e-8 == 1 is %s\n",
              wide + 1e-8 == 1 ? "true" : "false");
  Value("practice.update", 1e-8);
  Value("practice.float32", std::ldexp(1, -24));
  Value("practice.float64", std::ldexp(1, -53));
  Holds(one + 1e-8f == 1 && wide + 1e-8 != 1, "lost in float32 only");
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
