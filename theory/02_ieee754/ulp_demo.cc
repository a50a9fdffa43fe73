// How far apart floats stand, and what follows from the layout alone.

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "common/formats/formats.h"
#include "common/plot/figure.h"
#include "theory/weave/draw.h"
#include "theory/weave/record.h"

namespace {

using wbm::formats::Decode;
using wbm::formats::Digits10;
using wbm::formats::Encode;
using wbm::formats::Exactly;
using wbm::formats::FactsOf;
using wbm::formats::FieldBits;
using wbm::formats::Format;
using wbm::formats::HexCode;
using wbm::formats::kBFloat16;
using wbm::formats::kFloat16;
using wbm::formats::kFloat32;
using wbm::formats::kFloat64;
using wbm::formats::kFloat8E4M3Fn;
using wbm::formats::ToDouble;
using wbm::theory::Holds;
using wbm::theory::Part;
using wbm::theory::Value;

double UlpAt(const Format& format, double x) {
  return Decode(format, Encode(format, Exactly(x))).ulp;
}

// Code + 1, across the borders where one might fear a jump.
void Walk() {
  Part("walk");
  std::printf("code\tfields\tvalue\tborder\n");
  const auto row = [](uint64_t code, const char* border) {
    std::printf("%s\t%s\t%.11g\t%s\n", HexCode(kFloat16, code).c_str(),
                FieldBits(kFloat16, code).c_str(), ToDouble(kFloat16, code),
                border);
  };
  row(0x03ff, "last subnormal");
  row(0x0400, "least normal number");
  row(0x3bff, "end of a binade");
  row(0x3c00, "one");
  row(0x7bff, "largest number");
  row(0x7c00, "one code further");
  bool ordered = true;
  for (uint64_t code = 0; code < kFloat16.InfinityCode(); ++code) {
    ordered &= ToDouble(kFloat16, code) < ToDouble(kFloat16, code + 1);
  }
  Holds(ordered, "from zero to infinity the codes are in order");
  Value("walk.codes", static_cast<double>(kFloat16.InfinityCode()));
}

void Spacing() {
  Part("spacing");
  std::printf("at\tfloat16\tbfloat16\tfloat32\n");
  for (const double x : {0.001, 1.0, 10.0, 1000.0, 60000.0}) {
    std::printf("%g\t%.3g\t%.3g\t%.3g\n", x, UlpAt(kFloat16, x),
                UlpAt(kBFloat16, x), UlpAt(kFloat32, x));
  }
  Value("spacing.float16.thousand", UlpAt(kFloat16, 1000));
  Value("spacing.bfloat16.thousand", UlpAt(kBFloat16, 1000));
}

void FactsTable() {
  const auto formats = {kFloat64, kFloat32, kFloat16, kBFloat16, kFloat8E4M3Fn};
  Part("precision");
  std::printf("format\tepsilon\tone part in\tdigits kept\n");
  for (const Format& f : formats) {
    const double epsilon = FactsOf(f).epsilon;
    std::printf("%s\t%.3g\t%.0f\t%d\n", std::string(f.name).c_str(), epsilon,
                1 / epsilon, Digits10(f));
  }
  Part("range");
  std::printf("format\tlargest\tleast normal\tleast positive\n");
  for (const Format& f : formats) {
    const auto facts = FactsOf(f);
    std::printf("%s\t%.5g\t%.3g\t%.3g\n", std::string(f.name).c_str(),
                facts.max_finite, facts.min_normal, *facts.min_subnormal);
  }
  const double digits_a_bit = std::log10(2.0);
  Value("facts.float32.bits_as_digits", kFloat32.mantissa_bits * digits_a_bit);
  Value("facts.float32.precision_as_digits",
        kFloat32.PrecisionBits() * digits_a_bit);
  Value("facts.float32.digits", Digits10(kFloat32));
  Value("facts.float16.epsilon", FactsOf(kFloat16).epsilon);
  Value("facts.float16.roundoff", FactsOf(kFloat16).unit_roundoff);
  double integer = 1;
  while (ToDouble(kFloat16, Encode(kFloat16, Exactly(integer))) == integer) {
    ++integer;
  }
  Value("integers.float16", integer);
}

void OnePlus() {
  Part("one_plus");
  std::printf("format\t1 + epsilon\t1 + epsilon/2\n");
  for (const Format& f : {kFloat64, kFloat32, kFloat16}) {
    const double epsilon = FactsOf(f).epsilon;
    const auto next = static_cast<uint64_t>(Encode(f, Exactly(1.0 + epsilon)));
    // 1 + epsilon/2 needs one bit more than the format has; a double has it
    // for all but float64, where the processor itself rounds.
    const uint64_t half = Encode(f, Exactly(1.0 + epsilon / 2));
    std::printf("%s\t%.17g\t%.17g\n", std::string(f.name).c_str(),
                ToDouble(f, next), ToDouble(f, half));
    Holds(ToDouble(f, next) == 1 + epsilon, "1 + epsilon is the next number");
    Holds(ToDouble(f, half) == 1, "1 + epsilon/2 ties to one");
  }
}

// [region digits]
// Whether a decimal of `digits` digits is still the same decimal
// after it has been a float32.
bool Survives(double decimal, int digits) {
  const float stored = static_cast<float>(decimal);
  char text[32];
  std::snprintf(text, sizeof text, "%.*e", digits - 1,
                static_cast<double>(stored));
  return std::strtod(text, nullptr) == decimal;
}
// [/region]

void Digits() {
  int six_tried = 0;
  int six_lost = 0;
  for (int k = 100000; k <= 999999; ++k, ++six_tried) {
    six_lost += !Survives(k * 1e4, 6);
  }
  constexpr double kSpacing = 1e3;  // of decimals of seven digits there
  int seven_tried = 0;
  int seven_lost = 0;
  double example = 0;
  for (int k = 8600000; k <= 8699999; ++k) {
    ++seven_tried;
    if (Survives(k * kSpacing, 7)) continue;
    if (seven_lost++ == 0) example = k * kSpacing;
  }
  Part("digits");
  std::printf("six digits,   1.00000e9  to 9.99999e9:   %d of %d lost\n",
              six_lost, six_tried);
  std::printf("seven digits, 8.600000e9 to 8.699999e9:  %d of %d lost\n",
              seven_lost, seven_tried);
  std::printf("%.6e comes back as %.6e\n", example,
              static_cast<double>(static_cast<float>(example)));
  Value("digits.seven_lost", seven_lost);
  Value("digits.seven_tried", seven_tried);
  Value("digits.spacing", UlpAt(kFloat32, 8.6e9));
  Value("digits.decimal_spacing", kSpacing);
  Holds(six_lost == 0, "six digits survive");
  Holds(seven_lost > 0, "seven digits do not always");
}

wbm::plot::Figure UlpFigure() {
  wbm::plot::Figure figure;
  figure.title = "The distance between neighbours, against magnitude";
  figure.takeaway =
      "One doubling of the number, one doubling of the step: parallel stairs.";
  figure.alt_text =
      "Three staircases on log axes, for bfloat16, float16 and float32, all "
      "rising one doubling for each doubling of the magnitude. float16's is "
      "flat below 2 to the -14, where its subnormals are, and ends at 65504.";
  wbm::plot::Panel& panel = figure.panels.emplace_back();
  panel.x = {"magnitude", wbm::plot::kUnitless, wbm::plot::Scale::kLog2};
  panel.y = {"one unit in the last place", wbm::plot::kUnitless,
             wbm::plot::Scale::kLog2};
  const auto add = [&](const Format& f, int first, int last) {
    std::vector<double> x, y;
    for (int e = first; e <= last; ++e) {
      x.push_back(std::ldexp(1, e));
      y.push_back(e == last ? y.back() : UlpAt(f, x.back()));
    }
    panel.series.push_back(wbm::plot::Steps(std::string(f.name), x, y));
  };
  add(kBFloat16, -24, 20);
  add(kFloat16, -24, 16);
  add(kFloat32, -24, 20);
  panel.lines.push_back(
      wbm::plot::VerticalLine(std::ldexp(1, -14), "least normal float16"));
  return figure;
}

}  // namespace

int main() {
  Walk();
  Spacing();
  FactsTable();
  OnePlus();
  Digits();
  wbm::theory::DrawFigure(UlpFigure(), "ulp");
  return 0;
}
