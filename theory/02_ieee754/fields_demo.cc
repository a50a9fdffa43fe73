// Three fields: how formats spend their bits, and a whole float of six bits.

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
using wbm::formats::Classify;
using wbm::formats::ClassName;
using wbm::formats::Decode;
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
using wbm::formats::ToDouble;
using wbm::theory::Holds;
using wbm::theory::Part;
using wbm::theory::Value;

// The smallest float that has everything: 1 + 3 + 2 bits.
constexpr Format kSix{
    .name = "six bits", .exponent_bits = 3, .mantissa_bits = 2, .bias = 3};

void Layouts() {
  Part("layouts");
  std::printf("format\tbits\tsign\texponent\tfraction\tbias\n");
  for (const Format& f : {kFloat64, kFloat32, kFloat16, kBFloat16, kSix}) {
    std::printf("%s\t%d\t1\t%d\t%d\t%d\n", std::string(f.name).c_str(),
                f.Bits(), f.exponent_bits, f.mantissa_bits, f.bias);
  }
  Value("bias.float32", kFloat32.bias);
  Value("bias.float32.minus", 0 - kFloat32.bias);
  Value("bias.float32.least_exponent", 1 - kFloat32.bias);
}

// The bits, the value and the error of x in three formats.
void InThree(const char* part, double x, const char* key) {
  Part(part);
  for (const Format& f : {kFloat32, kFloat16, kBFloat16}) {
    const uint64_t code = Encode(f, Exactly(x));
    const double value = ToDouble(f, code);
    const double error = std::fabs(value - x);
    std::printf("%-9s %-34s  %-11.8g off %.1e\n", std::string(f.name).c_str(),
                FieldBits(f, code).c_str(), value, error);
    Value(std::string(key) + "." + std::string(f.name), value);
    Value(std::string(key) + ".error." + std::string(f.name), error);
  }
}

// [region value_of]
// What E and F mean in the float of six bits. The two rows of E that
// are not ordinary come first and last.
double ValueOf(int e, int f) {
  if (e == 0) return std::ldexp(f / 4.0, 1 - 3);
  if (e == 7) return f == 0 ? INFINITY : NAN;
  return std::ldexp(1 + f / 4.0, e - 3);
}
// [/region]

void SixBits() {
  Part("six");
  std::printf("E\tF = 00\tF = 01\tF = 10\tF = 11\tkind\n");
  for (int e = 0; e < 8; ++e) {
    std::printf("%s", BinaryDigits(static_cast<uint64_t>(e), 3).c_str());
    for (int f = 0; f < 4; ++f) {
      const double value = ValueOf(e, f);
      const auto code = static_cast<uint64_t>(4 * e + f);
      if (std::isnan(value)) {
        std::printf("\tNaN");
        Holds(kSix.IsNan(code), "the last row holds NaNs");
      } else {
        std::printf("\t%g", value);
        Holds(ToDouble(kSix, code) == value, "ValueOf agrees with Decode");
      }
    }
    std::printf("\t%s\n", e == 0   ? "zero, subnormals"
                          : e == 7 ? "infinity, NaNs"
                                   : "normal");
  }
  Value("six.patterns", static_cast<double>(kSix.CodeMask() + 1));
  Value("six.min_normal", FactsOf(kSix).min_normal);
  Value("six.min_subnormal", *FactsOf(kSix).min_subnormal);
}

const double kTen[] = {5, -6.25, 0.1,      1,         0x1p-127,
                       0, -0.0,  INFINITY, -INFINITY, std::nan("")};

void Bits() {
  Part("bits");
  for (const double x : kTen) {
    const uint64_t code = Encode(kFloat32, Exactly(x));
    std::printf("%-11.5g %s  %s\n", x, HexCode(kFloat32, code).c_str(),
                FieldBits(kFloat32, code).c_str());
  }
}

void Kinds() {
  Part("kinds");
  std::printf("number\tkind\texponent\tsignificand\n");
  for (const double x : kTen) {
    const auto d = Decode(kFloat32, Encode(kFloat32, Exactly(x)));
    std::printf("%.5g\t%s", x, std::string(ClassName(d.kind)).c_str());
    const bool has_digits = std::isfinite(x) && x != 0;
    if (has_digits) {
      std::printf("\t%d\t%.9g\n", d.exponent,
                  std::ldexp(static_cast<double>(d.significand), -23));
    } else {
      std::printf("\t\t\n");
    }
  }
}

void NanCodes() {
  Part("nans");
  std::printf("format\tcodes\tfinite\tinfinities\tNaNs\n");
  for (const Format& f : {kSix, kFloat16, kBFloat16, kFloat32}) {
    const auto facts = FactsOf(f);
    std::printf("%s\t%llu\t%llu\t%llu\t%llu\n", std::string(f.name).c_str(),
                static_cast<unsigned long long>(f.CodeMask() + 1),
                static_cast<unsigned long long>(facts.finite_codes),
                static_cast<unsigned long long>(facts.infinity_codes),
                static_cast<unsigned long long>(facts.nan_codes));
  }
  Value("nans.float16", static_cast<double>(FactsOf(kFloat16).nan_codes));
  Value("nans.six", static_cast<double>(FactsOf(kSix).nan_codes));
}

// Every finite number of six bits in [-1, 1].
wbm::plot::Figure Marks() {
  std::vector<double> with, one, without, zero;
  for (const uint64_t code : wbm::formats::FiniteInOrder(kSix)) {
    const double value = ToDouble(kSix, code);
    if (std::fabs(value) > 1) continue;
    with.push_back(value);
    one.push_back(1);
    if (Classify(kSix, code) == wbm::formats::FloatClass::kSubnormal) continue;
    without.push_back(value);
    zero.push_back(0);
  }
  wbm::plot::Figure figure;
  figure.title = "The numbers of a float of six bits, from -1 to 1";
  figure.takeaway =
      "Steps halve towards zero; without subnormals a hole would be left "
      "there.";
  figure.alt_text =
      "Two rows of marks on the number line. They stand closer and closer "
      "towards zero. In the upper row evenly spaced subnormals fill the space "
      "between -0.25 and 0.25; in the lower row only zero itself is there.";
  figure.panel_height = 220;
  wbm::plot::Panel& panel = figure.panels.emplace_back();
  panel.x = {"value", wbm::plot::kUnitless};
  panel.y = {"numbers", "",  wbm::plot::Scale::kLinear,
             -0.6,      1.6, {"normal only", "with subnormals"}};
  panel.series.push_back(wbm::plot::Points("normal only", without, zero));
  panel.series.push_back(wbm::plot::Points("with subnormals", with, one));
  panel.lines.push_back(wbm::plot::VerticalLine(0.25, "least normal 0.25"));
  panel.legend = wbm::plot::Legend::kNone;
  return figure;
}

}  // namespace

int main() {
  Layouts();
  InThree("pi", 3.141592653589793, "pi");
  InThree("third", 1.0 / 3, "third");
  const auto pi =
      Decode(kFloat32, Encode(kFloat32, Exactly(3.141592653589793)));
  Value("pi.exponent_field", pi.raw_exponent);
  Value("pi.exponent", pi.exponent);
  SixBits();
  Bits();
  Kinds();
  NanCodes();
  wbm::theory::DrawFigure(Marks(), "marks");
  Holds(ToDouble(kFloat16, Encode(kFloat16, Exactly(3.141592653589793))) ==
            ToDouble(kBFloat16, Encode(kBFloat16, Exactly(3.141592653589793))),
        "pi is the same number in float16 and bfloat16");
  return 0;
}
