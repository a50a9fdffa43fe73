// The smallest numbers: gradual underflow, and processors that skip it.

#include <xmmintrin.h>

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

using wbm::formats::Classify;
using wbm::formats::ClassName;
using wbm::formats::Encode;
using wbm::formats::Exactly;
using wbm::formats::kFloat16;
using wbm::formats::ToDouble;
using wbm::theory::Holds;
using wbm::theory::Part;
using wbm::theory::Value;

// Bits of MXCSR: subnormal results, and subnormal operands, are zero.
constexpr unsigned kFlushToZero = 0x8000;
constexpr unsigned kDenormalsAreZero = 0x0040;

// [region guard]
// Looks safe: the divisor is not zero, is it?
float Slope(float x, float y) {
  const volatile float a = x, b = y;  // no computing ahead
  if (a == b) return 0;
  return 1 / (a - b);
}
// [/region]

// Runs f under the switches `on`, and puts the mode back.
template <typename F>
auto Under(unsigned on, F f) {
  const unsigned before = _mm_getcsr();
  _mm_setcsr((before & ~(kFlushToZero | kDenormalsAreZero)) | on);
  // volatile: so that nothing is computed after the mode was put back.
  const volatile auto result = f();
  _mm_setcsr(before);
  return result;
}

template <typename F>
auto Flushing(bool on, F f) {
  return Under(on ? kFlushToZero : 0, f);
}

void Guard() {
  const volatile float x = 0x1.8p-126f, y = 0x1p-126f;
  const auto difference = [&] { return x - y; };
  const auto slope = [&] { return Slope(x, y); };
  Part("guard");
  std::printf("x = 1.5 · 2^-126,  y = 2^-126\n");
  for (const bool on : {false, true}) {
    std::printf("%s:   x - y = %-12g  1 / (x - y) = %g\n",
                on ? "flushed to zero" : "with subnormals",
                static_cast<double>(Flushing(on, difference)),
                static_cast<double>(Flushing(on, slope)));
  }
  Holds(Flushing(false, slope) == 0x1p127f && std::isinf(Flushing(true, slope)),
        "the guard needs them");
}

// [region probes]
// Does the least subnormal survive? One way to ask, and another.
bool ByComparing() {
  const volatile float least = std::bit_cast<float>(1u);  // 2^-149
  return least != 0;
}
bool ByComputing() {
  const volatile float least_normal = 0x1p-126f;
  return least_normal / 2 != 0;
}
// [/region]

void Probes() {
  Part("probes");
  std::printf("switches\tbuild it and compare\tcompute one\n");
  const auto row = [](const char* name, unsigned on) {
    const bool compared = Under(on, ByComparing);
    const bool computed = Under(on, ByComputing);
    std::printf("%s\t%s\t%s\n", name, compared ? "not zero" : "zero",
                computed ? "not zero" : "zero");
    Holds(compared == ((on & kDenormalsAreZero) == 0),
          "comparing sees DAZ, and nothing else");
    Holds(computed == (on == 0), "computing sees either");
  };
  row("none", 0);
  row("FTZ", kFlushToZero);
  row("FTZ and DAZ", kFlushToZero | kDenormalsAreZero);
}

double Float16(double x) {
  return ToDouble(kFloat16, Encode(kFloat16, Exactly(x)));
}

// [region worst]
// The worst relative error of float16 between 2^e and 2^(e+1). 99991 is
// prime, so that the numbers tried fall anywhere between the marks.
double WorstIn(int e) {
  double worst = 0;
  for (int i = 0; i < 99991; ++i) {
    const double x = std::ldexp(1 + i / 99991.0, e);
    worst = std::fmax(worst, std::fabs(Float16(x) - x) / x);
  }
  return worst;
}
// [/region]

void Gradients() {
  Part("gradients");
  std::printf("gradient\tin float16\tkind\trelative error\n");
  for (const double g : {1e-4, 1e-5, 1e-6, 1e-7, 3e-8, 2.9e-8}) {
    const uint64_t code = Encode(kFloat16, Exactly(g));
    const double value = ToDouble(kFloat16, code);
    std::printf("%g\t%.5g\t%s\t%.3g %%\n", g, value,
                std::string(ClassName(Classify(kFloat16, code))).c_str(),
                100 * std::fabs(value - g) / g);
  }
  const auto facts = wbm::formats::FactsOf(kFloat16);
  Value("gradients.least_normal", facts.min_normal);
  Value("gradients.zero", *facts.min_subnormal / 2);
  Value("float16.worst", WorstIn(0));
  Value("gradients.millionth_worst", *facts.min_subnormal / 2 / 1e-6);
  constexpr double kExample = 1e-5;
  Value("gradients.example", kExample);
  Value("gradients.example_error",
        std::fabs(Float16(kExample) - kExample) / kExample);
  Holds(Float16(6e-5) != 0 && Float16(1e-5) != 0 && Float16(1e-6) != 0,
        "what is below 6e-5 is not zero");
  Holds(
      Float16(std::ldexp(1, -25)) == 0 && Float16(std::ldexp(1.001, -25)) != 0,
      "2^-25 is the last to become zero");
}

wbm::plot::Figure Gradual() {
  std::vector<double> x, gradual, flushed;
  for (int e = -30; e <= -8; ++e) {
    x.push_back(std::ldexp(1, e));
    gradual.push_back(WorstIn(e));
    flushed.push_back(e < -14 ? 1 : WorstIn(e));
  }
  x.push_back(std::ldexp(1, -7));
  gradual.push_back(gradual.back());
  flushed.push_back(flushed.back());
  wbm::plot::Figure figure;
  figure.title = "How float16 loses small numbers: worst relative error";
  figure.takeaway =
      "Below the least normal number each halving costs one bit, not all.";
  figure.alt_text =
      "Two staircases over magnitudes from 2 to the -30 to 2 to the -7. Both "
      "are level at 0.0005 down to 2 to the -14. From there the one with "
      "subnormals doubles with each halving and reaches 1 at 2 to the -25; "
      "the flushed one jumps to 1 at once.";
  wbm::plot::Panel& panel = figure.panels.emplace_back();
  panel.x = {"magnitude", wbm::plot::kUnitless, wbm::plot::Scale::kLog2};
  panel.y = {"worst relative error", wbm::plot::kUnitless,
             wbm::plot::Scale::kLog10};
  panel.series.push_back(wbm::plot::Steps("flushed to zero", x, flushed));
  panel.series.push_back(wbm::plot::Steps("with subnormals", x, gradual));
  panel.lines.push_back(
      wbm::plot::VerticalLine(std::ldexp(1, -14), "least normal 2⁻¹⁴"));
  panel.lines.push_back(
      wbm::plot::VerticalLine(std::ldexp(1, -25), "zero below 2⁻²⁵"));
  return figure;
}

}  // namespace

int main() {
  Guard();
  Probes();
  Gradients();
  wbm::theory::DrawFigure(Gradual(), "gradual");
  return 0;
}
