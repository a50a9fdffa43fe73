// Which numbers has a format of eight bits? All of them, counted, and
// where they lie.

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
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

namespace wf = wbm::formats;
using formats_chapter::Together;
using wbm::theory::Holds;
using wbm::theory::Value;
using wf::Classify;
using wf::FloatClass;
using wf::Format;
using wf::ToDouble;

// [region census]
// How many codes are zeros, subnormal, normal, infinite, NaN?
std::array<int, 5> Census(const Format& format) {
  std::array<int, 5> count{};
  for (std::uint64_t code = 0; code <= format.CodeMask(); ++code) {
    const FloatClass kind = Classify(format, code);
    ++count[static_cast<std::size_t>(kind)];
  }
  return count;
}
// [/region]

void CensusTable() {
  std::printf(
      "format\tzeros\tsubnormal\tnormal\tinfinities\tNaNs\tgreatest\n");
  for (const Format* format :
       {&wf::kFloat8E5M2, &wf::kFloat8E4M3, &wf::kFloat8E4M3Fn}) {
    const auto [zeros, subnormals, normals, infinities, nans] =
        Census(*format);
    const std::string name(format->name);
    const double greatest = ToDouble(*format, format->MaxFiniteCode());
    std::printf("%s\t%d\t%d\t%d\t%d\t%d\t%g\n", name.c_str(), zeros,
                subnormals, normals, infinities, nans, greatest);
    Value("census." + name + ".positive_normals", normals / 2);
    Value("census." + name + ".positive", (normals + subnormals) / 2);
    Value("census." + name + ".max", greatest);
    Value("census." + name + ".specials", infinities + nans);
  }
  Value("census.codes",
        static_cast<double>(wf::kFloat8E4M3Fn.CodeMask() + 1));
}

// The last codes of E4M3, under both readings of the top exponent.
void TopOfE4m3() {
  std::printf("code\tbits\tby IEEE's rules\tfloat8_e4m3fn\n");
  for (std::uint64_t code = 0x77; code <= 0x7f; ++code) {
    const double by_ieee = ToDouble(wf::kFloat8E4M3, code);
    const double in_use = ToDouble(wf::kFloat8E4M3Fn, code);
    std::printf("%s\t%s\t%s\t%s\n",
                wf::HexCode(wf::kFloat8E4M3, code).c_str(),
                Together(wf::FieldBits(wf::kFloat8E4M3, code)).c_str(),
                formats_chapter::Decimal(by_ieee).c_str(),
                formats_chapter::Decimal(in_use).c_str());
  }
  Value("top.first", ToDouble(wf::kFloat8E4M3Fn, 0x77));
}

std::vector<double> NonNegative(const Format& format, double below) {
  std::vector<double> values;
  for (std::uint64_t code = 0; code <= format.MaxFiniteCode(); ++code) {
    const double value = ToDouble(format, code);
    if (value < below) values.push_back(value);
  }
  return values;
}

void BetweenOneAndTwo() {
  for (const Format* format : {&wf::kFloat8E4M3Fn, &wf::kFloat8E5M2}) {
    std::printf("%-13s", std::string(format->name).c_str());
    int count = 0;
    for (const double v : NonNegative(*format, 2)) {
      if (v < 1) continue;
      std::printf(" %g", v);
      ++count;
    }
    std::printf("\n");
    Value("one_to_two." + std::string(format->name), count);
  }
}

// A larger code is a larger number: what makes rounding an addition.
void CodesAreInOrder() {
  for (const Format* format : wf::kAllFormats) {
    if (format->Bits() > 16) continue;
    for (std::uint64_t code = 0; code < format->MaxFiniteCode();
         ++code) {
      Holds(ToDouble(*format, code) < ToDouble(*format, code + 1),
            "positive codes are in the order of their numbers");
    }
  }
}

void NumberLine() {
  namespace plot = wbm::plot;
  plot::Figure figure;
  figure.title = "Every number between 0 and 8, in five formats";
  figure.takeaway =
      "The gap doubles at every power of two, and stops halving near "
      "zero.";
  figure.alt_text =
      "Five number lines from 0 to 8 with a mark for each number. fp4 "
      "has "
      "0, 0.5, 1, 1.5, 2, 3, 4, 6. The two fp6 and two fp8 formats "
      "repeat one "
      "pattern: evenly spaced marks between powers of two, half as "
      "dense in "
      "each binade to the right. E4M3 has eight marks from 1 to 2, "
      "E5M2 four.";
  plot::Panel& panel = figure.panels.emplace_back();
  panel.x = {"value", plot::kUnitless, plot::Scale::kLinear, -0.15,
             8.15};
  panel.y = {"format", plot::kUnitless};
  panel.y.min = -0.6;
  panel.y.max = 4.6;
  panel.legend = plot::Legend::kNone;
  double row = 0;
  for (const Format* format :
       {&wf::kFloat4E2M1Fn, &wf::kFloat6E2M3Fn, &wf::kFloat6E3M2Fn,
        &wf::kFloat8E5M2, &wf::kFloat8E4M3Fn}) {
    const std::vector<double> x = NonNegative(*format, 8.01);
    const std::vector<double> y(x.size(), row++);
    panel.y.categories.emplace_back(format->name);
    panel.series.push_back(
        plot::Points(std::string(format->name), x, y));
  }
  figure.panel_height = 300;
  wbm::theory::DrawFigure(figure, "number_line");
}

}  // namespace

int main() {
  wbm::theory::Part("census");
  CensusTable();
  wbm::theory::Part("top");
  TopOfE4m3();
  wbm::theory::Part("one_to_two");
  BetweenOneAndTwo();
  CodesAreInOrder();
  NumberLine();
}
