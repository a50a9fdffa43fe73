// What do the bits of a code say? Half the codes of a format of four
// bits, and then pi and 0.1 in four formats.

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <numbers>
#include <string>
#include <vector>

#include "common/formats/catalogue.h"
#include "common/formats/decode.h"
#include "common/formats/print.h"
#include "common/plot/figure.h"
#include "common/plot/series.h"
#include "theory/03_formats/typeset.h"
#include "theory/weave/draw.h"
#include "theory/weave/record.h"

namespace {

using formats_chapter::Decimal;
using formats_chapter::Power;
using formats_chapter::Together;
using wbm::formats::Decode;
using wbm::formats::Decoded;
using wbm::formats::Encode;
using wbm::formats::Exactly;
using wbm::formats::FieldBits;
using wbm::formats::FloatClass;
using wbm::formats::Format;
using wbm::formats::kFloat4E2M1Fn;

// [region read]
// One code: its fields, the hidden bit, the binade, the value.
void Row(const Format& format, std::uint64_t code) {
  const Decoded d = Decode(format, code);
  const std::string bits = Together(FieldBits(format, code));
  const std::string binade = Power(2, d.exponent);
  const auto fraction = static_cast<unsigned>(d.fraction);
  const int hidden = d.kind == FloatClass::kNormal ? 1 : 0;
  std::printf("%s\t%d\t%u\t%d\t%s\t%g\n", bits.c_str(), d.raw_exponent,
              fraction, hidden, binade.c_str(), d.value);
}

void PositiveCodesOfFp4() {
  std::printf("bits\tE\tF\thidden bit\tbinade\tvalue\n");
  for (std::uint64_t code = 0; code < 8; ++code) {
    Row(kFloat4E2M1Fn, code);
  }
}
// [/region]

std::string Significand(const Decoded& d, const Format& format) {
  char text[32];
  std::snprintf(text, sizeof text, "%.9g",
                std::ldexp(static_cast<double>(d.significand),
                           -format.mantissa_bits));
  return text;
}

void TakeApart(const char* name, double x) {
  namespace wf = wbm::formats;
  for (const Format* format :
       {&wf::kFloat16, &wf::kBFloat16, &wf::kFloat8E4M3Fn}) {
    const Decoded d = Decode(*format, Encode(*format, Exactly(x)));
    const std::string format_name(format->name);
    const std::string bits = Together(FieldBits(*format, d.bits));
    const std::string parts =
        Significand(d, *format) + " · " + Power(2, d.exponent);
    const double error = std::abs(d.value - x);
    std::printf("%s\t%s\t%s\t%s\t%s\t%s\n", name, format_name.c_str(),
                bits.c_str(), Together(parts).c_str(),
                Decimal(d.value, 10).c_str(), Decimal(error).c_str());
    const std::string key =
        std::string("fields.") + name + "." + format_name;
    wbm::theory::Value(key + ".value", d.value);
    wbm::theory::Value(key + ".error", error);
  }
}

// Every number of three formats close to 0.1, and which of them is
// nearest.
void AroundATenth() {
  namespace plot = wbm::plot;
  namespace wf = wbm::formats;
  plot::Figure figure;
  figure.title = "The numbers around 0.1 in three formats";
  figure.takeaway =
      "A format gives back the mark that is nearest to the line; more "
      "marks, "
      "smaller error.";
  figure.alt_text =
      "Three number lines from 0.09 to 0.112 with a vertical line at "
      "0.1. "
      "E5M2 has two marks, 0.09375 and 0.109375; E4M3 has a third "
      "between "
      "them, 0.1015625; bfloat16 has a mark every 0.0005, one of them "
      "almost "
      "on the line.";
  plot::Panel& panel = figure.panels.emplace_back();
  panel.x = {"value", plot::kUnitless, plot::Scale::kLinear, 0.09,
             0.112};
  panel.y = {"format", plot::kUnitless};
  panel.y.min = -0.6;
  panel.y.max = 2.6;
  panel.legend = plot::Legend::kNone;
  double row = 0;
  for (const Format* format :
       {&wf::kFloat8E5M2, &wf::kFloat8E4M3Fn, &wf::kBFloat16}) {
    std::vector<double> x;
    for (std::uint64_t c = 0; c <= format->MaxFiniteCode(); ++c) {
      const double v = wf::ToDouble(*format, c);
      if (v > 0.09 && v < 0.112) x.push_back(v);
    }
    const std::vector<double> y(x.size(), row++);
    panel.y.categories.emplace_back(format->name);
    panel.series.push_back(
        plot::Points(std::string(format->name), x, y));
  }
  panel.lines = {plot::VerticalLine(0.1, "0.1")};
  figure.panel_height = 220;
  wbm::theory::DrawFigure(figure, "tenth");
}

}  // namespace

int main() {
  wbm::theory::Part("fp4");
  PositiveCodesOfFp4();
  wbm::theory::Value(
      "fields.fp4.max",
      Decode(kFloat4E2M1Fn, kFloat4E2M1Fn.MaxFiniteCode()).value);

  wbm::theory::Part("apart");
  std::printf(
      "number\tformat\tbits\tsignificand · binade\tvalue\terror\n");
  TakeApart("pi", std::numbers::pi);
  TakeApart("tenth", 0.1);
  AroundATenth();
}
