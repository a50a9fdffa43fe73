// From a number to its bits, by hand; and what happens when it has none.

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

using wbm::formats::BinaryDigits;
using wbm::formats::Encode;
using wbm::formats::Exactly;
using wbm::formats::FieldBits;
using wbm::formats::Format;
using wbm::formats::HexCode;
using wbm::formats::kBFloat16;
using wbm::formats::kFloat16;
using wbm::formats::kFloat32;
using wbm::formats::kFloat64;
using wbm::formats::ToDouble;
using wbm::theory::Holds;
using wbm::theory::Part;
using wbm::theory::Value;

// "101.11": binary digits of x, which has at most `places` after the point.
std::string Binary(double x, int places) {
  const auto whole = static_cast<uint64_t>(x);
  int bits = 1;
  while ((whole >> bits) != 0) ++bits;
  std::string text = BinaryDigits(whole, bits) + ".";
  double rest = x - static_cast<double>(whole);
  for (int i = 0; i < places; ++i) {
    rest *= 2;
    text += rest >= 1 ? '1' : '0';
    rest -= rest >= 1 ? 1 : 0;
  }
  return text;
}

// The three steps, for a number whose digits end after `places`.
void ByHand(double x, int places) {
  const double size = std::fabs(x);
  const int exponent = std::ilogb(size);
  const double significand = std::ldexp(size, -exponent);
  const int raw = exponent + kFloat32.bias;
  const uint64_t code = Encode(kFloat32, Exactly(x));
  std::printf("1  %g = %s%s\n", x, x < 0 ? "-" : "",
              Binary(size, places).c_str());
  std::printf("2  = %s%s · 2^%d\n", x < 0 ? "-" : "",
              Binary(significand, places + exponent).c_str(), exponent);
  std::printf("3  s = %d,  E = %d + %d = %d\n", x < 0 ? 1 : 0, exponent,
              kFloat32.bias, raw);
  std::printf("   %s\n", FieldBits(kFloat32, code).c_str());
  std::printf("   %s\n", HexCode(kFloat32, code).c_str());
  Holds(ToDouble(kFloat32, code) == x, "the number has a code");
}

// [region neighbours]
// The two numbers of `format` around x, and the nearer one.
struct Around {
  double below, above, nearest;
};

Around NumbersAround(const Format& format, double x) {
  using wbm::formats::Mode;
  using wbm::formats::RoundingMode;
  const auto exact = Exactly(x);
  const auto value = [&](RoundingMode mode) {
    return ToDouble(format, Encode(format, exact, Mode(mode)));
  };
  return {value(RoundingMode::kDown), value(RoundingMode::kUp),
          value(RoundingMode::kNearestEven)};
}
// [/region]

void Tenth() {
  constexpr double kTenth = 0.1;
  const Around a = NumbersAround(kFloat16, kTenth);
  Part("tenth");
  std::printf("below   %-18.16g off by %.3g\n", a.below, kTenth - a.below);
  std::printf("above   %-18.16g off by %.3g\n", a.above, a.above - kTenth);
  std::printf("chosen  %.16g\n", a.nearest);
  Value("tenth.input", kTenth);
  Holds(a.nearest == a.below, "0.1 is rounded down in float16");
}

// The marks of two formats around 0.1.
wbm::plot::Figure TenthFigure() {
  wbm::plot::Figure figure;
  figure.title = "One tenth, and the numbers that are there";
  figure.takeaway = "No mark stands on 0.1; the nearer neighbour is taken.";
  figure.alt_text =
      "Two rows of evenly spaced marks near 0.1: float16 has eight times as "
      "many as bfloat16. The dashed line at 0.1 passes between marks in both.";
  figure.panel_height = 220;
  wbm::plot::Panel& panel = figure.panels.emplace_back();
  panel.x = {"value", wbm::plot::kUnitless};
  panel.y = {"format", "",  wbm::plot::Scale::kLinear,
             -0.6,     1.6, {"bfloat16", "float16"}};
  double row = 0;
  for (const Format& format : {kBFloat16, kFloat16}) {
    std::vector<double> x, y;
    for (uint64_t code = Encode(format, Exactly(0.0992));
         ToDouble(format, code) < 0.1008; ++code) {
      x.push_back(ToDouble(format, code));
      y.push_back(row);
    }
    panel.series.push_back(wbm::plot::Points(std::string(format.name), x, y));
    ++row;
  }
  panel.lines.push_back(wbm::plot::VerticalLine(0.1, "0.1"));
  panel.legend = wbm::plot::Legend::kNone;
  return figure;
}

// [region sum]
// x + y in `format`: operands rounded, sum exact, sum rounded.
double SumIn(const Format& format, double x, double y) {
  const auto round = [&](double v) {
    return ToDouble(format, Encode(format, Exactly(v)));
  };
  return round(round(x) + round(y));
}
// [/region]

void Sums() {
  constexpr double kA = 0.1, kB = 0.2, kC = 0.3;
  Part("sums");
  std::printf("format\t0.1 + 0.2\t0.3\tequal\n");
  for (const Format& f : {kFloat16, kFloat32}) {
    const double sum = SumIn(f, kA, kB);
    const double direct = ToDouble(f, Encode(f, Exactly(kC)));
    std::printf("%s\t%.17g\t%.17g\t%s\n", std::string(f.name).c_str(), sum,
                direct, sum == direct ? "yes" : "no");
  }
  const double sum = kA + kB;
  std::printf("float64\t%.17g\t%.17g\t%s\n", sum, kC, sum == kC ? "yes" : "no");
  Holds(SumIn(kFloat32, kA, kB) ==
            ToDouble(kFloat32, Encode(kFloat32, Exactly(kC))),
        "in float32 the two are equal");
  Holds(sum != kC, "in float64 they are not");
  Value("sums.a", kA);
  Value("sums.b", kB);
  Value("sums.c", kC);
}

}  // namespace

int main() {
  Part("by_hand");
  constexpr double kExample = 5.75;
  ByHand(kExample, 2);
  Part("exercise");
  constexpr double kExercise = -13.625;
  ByHand(kExercise, 3);
  Tenth();
  wbm::theory::DrawFigure(TenthFigure(), "tenth");
  Sums();
  Value("by_hand.number", kExample);
  Value("exercise.number", kExercise);
  const double last = wbm::formats::FactsOf(kFloat16).max_finite;
  const double first = last + std::ldexp(1, 15 - 11);  // half an ulp beyond
  const auto float16 = [](double x) {
    return ToDouble(kFloat16, Encode(kFloat16, Exactly(x)));
  };
  Holds(float16(std::nextafter(first, 0)) == last && std::isinf(float16(first)),
        "a result overflows from half an ulp beyond the last float on");
  Value("overflow.last", last);
  Value("overflow.first", first);
  const uint64_t code = Encode(kFloat32, Exactly(kExercise));
  Value("exercise.exponent_field",
        wbm::formats::Decode(kFloat32, code).raw_exponent);
  return 0;
}
