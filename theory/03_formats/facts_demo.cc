// What follows from the four numbers of a format? The table to know by
// heart, the digits, the memory, and where each format stands.

#include <cmath>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "common/formats/catalogue.h"
#include "common/formats/facts.h"
#include "common/plot/figure.h"
#include "common/plot/series.h"
#include "theory/03_formats/typeset.h"
#include "theory/weave/draw.h"
#include "theory/weave/record.h"

namespace {

namespace wf = wbm::formats;
using formats_chapter::Decimal;
using formats_chapter::Power;
using wbm::theory::Value;
using wf::FactsOf;
using wf::Format;
using wf::kFloat16;

constexpr const Format* kTable[] = {
    &wf::kFloat64,      &wf::kFloat32,      &wf::kTf32,
    &wf::kBFloat16,     &wf::kFloat16,      &wf::kFloat8E5M2,
    &wf::kFloat8E4M3Fn, &wf::kFloat6E3M2Fn, &wf::kFloat6E2M3Fn,
    &wf::kFloat4E2M1Fn};

// [region formulas]
// float16: five exponent bits, m = 10, bias = 15. The top field, 31, is
// taken by infinities and NaNs, so the last exponent is 30 - 15.
constexpr double kGreatest = (2 - 0x1p-10) * 0x1p15;
constexpr double kLeastNormal = 0x1p-14;     // 2^(1 - bias)
constexpr double kLeastSubnormal = 0x1p-24;  // 2^(1 - bias - m)
constexpr double kEpsilon = 0x1p-10;         // 2^-m

static_assert(kGreatest == FactsOf(kFloat16).max_finite);
static_assert(kLeastNormal == FactsOf(kFloat16).min_normal);
static_assert(kLeastSubnormal == FactsOf(kFloat16).min_subnormal);
static_assert(kEpsilon == FactsOf(kFloat16).epsilon);
// [/region]

void FactsTable() {
  std::printf(
      "format\texponent bits\tfraction bits\tgreatest\tleast normal\t"
      "least subnormal\tepsilon\n");
  for (const Format* format : kTable) {
    const wf::Facts f = FactsOf(*format);
    const std::string name(f.name);
    std::printf("%s\t%d\t%d\t%s\t%s\t%s\t%s\n", name.c_str(),
                f.exponent_bits, f.mantissa_bits,
                Decimal(f.max_finite, 4).c_str(),
                Power(2, f.min_exponent).c_str(),
                Power(2, f.min_exponent - f.mantissa_bits).c_str(),
                Power(2, -f.mantissa_bits).c_str());
    Value("facts." + name + ".max", f.max_finite);
    Value("facts." + name + ".min_normal", f.min_normal);
    Value("facts." + name + ".min_subnormal",
          f.min_subnormal.value_or(0));
    Value("facts." + name + ".epsilon", f.epsilon);
    Value("facts." + name + ".roundoff", f.unit_roundoff);
    Value("facts." + name + ".bits", f.bits);
    Value("facts." + name + ".p", f.precision_bits);
  }
}

void DigitsTable() {
  std::printf("format\tp\tdigits that always survive\t");
  std::printf("p · log₁₀ 2\t−log₁₀ ε\n");
  for (const Format* format : kTable) {
    const wf::Facts f = FactsOf(*format);
    const std::string name(f.name);
    const double from_epsilon = -std::log10(f.epsilon);
    std::printf("%s\t%d\t%d\t%.2f\t%.2f\n", name.c_str(),
                f.precision_bits, wf::Digits10(*format),
                f.decimal_digits, from_epsilon);
    Value("digits." + name, f.decimal_digits);
    Value("digits." + name + ".survive", wf::Digits10(*format));
    Value("digits." + name + ".from_epsilon", from_epsilon);
  }
}

// [region bytes]
// Memory is handed out in whole bytes, and what is read with one
// instruction has 1, 2, 4 or 8 of them.
int StorageBytes(int bits) {
  int bytes = 1;
  while (8 * bytes < bits) bytes *= 2;
  return bytes;
}
// [/region]

void MemoryTable() {
  constexpr double kWeights = 70e9;
  std::printf("format\tbits of a code\tbytes in memory\t");
  std::printf("70·10⁹ weights, GB\n");
  for (const Format* format : kTable) {
    if (format->Bits() < 8) continue;
    const int bytes = StorageBytes(format->Bits());
    const std::string name(format->name);
    std::printf("%s\t%d\t%d\t%.0f\n", name.c_str(), format->Bits(),
                bytes, kWeights * bytes / 1e9);
    Value("memory." + name, kWeights * bytes / 1e9);
    Value("memory." + name + ".bytes", bytes);
  }
  Value("memory.naive_tf32", kWeights * wf::kTf32.Bits() / 8 / 1e9);
  Value("memory.naive_tf32.bytes", wf::kTf32.Bits() / 8.0);
  Value("memory.weights", kWeights / 1e9);
}

// From the least positive number to the greatest.
double Binades(const Format& format) {
  const wf::Facts f = FactsOf(format);
  return std::log2(f.max_finite) -
         std::log2(f.min_subnormal.value_or(f.min_normal));
}

void RangeAgainstPrecision() {
  namespace plot = wbm::plot;
  std::vector<double> p;
  std::vector<double> binades;
  plot::Figure figure;
  figure.title = "What the bits of each format were spent on";
  figure.takeaway =
      "At equal width, more range is less precision: bfloat16 lies "
      "above and "
      "to the left of float16.";
  figure.alt_text =
      "Scatter plot, precision in bits across, range in binades up, "
      "both "
      "logarithmic.";
  plot::Panel& panel = figure.panels.emplace_back();
  panel.x = {"precision p, with the hidden bit", "bits",
             plot::Scale::kLog2, 1.4, 100};
  panel.y = {"range, subnormal numbers included", "binades",
             plot::Scale::kLog2, 2.5, 4500};
  for (const Format* format : kTable) {
    const std::string name(format->name);
    p.push_back(format->PrecisionBits());
    binades.push_back(Binades(*format));
    // bfloat16's name goes below its point, tf32's stands above its
    // own.
    const double above = format == &wf::kBFloat16 ? 0.72 : 1.13;
    panel.annotations.push_back(
        {p.back(), binades.back() * above, name});
    Value("binades." + name, binades.back());
    const wf::Facts f = FactsOf(*format);
    // The greatest number lies in the last binade, 2^e to 2^(e+1).
    const int normal = std::ilogb(f.max_finite) - f.min_exponent + 1;
    Value("binades.normal." + name, normal);
    wbm::theory::Holds(
        !format->infinities ||
            normal == (1 << format->exponent_bits) - 2,
        "all but two exponent fields are normal binades");
    char words[96];
    std::snprintf(words, sizeof words, " %s: %.0f bits, %.0f binades.",
                  name.c_str(), p.back(), binades.back());
    figure.alt_text += words;
  }
  panel.series.push_back(plot::Points("formats", p, binades));
  wbm::theory::DrawFigure(figure, "range_precision");
}

}  // namespace

int main() {
  wbm::theory::Part("facts");
  FactsTable();
  wbm::theory::Part("digits");
  DigitsTable();
  wbm::theory::Part("memory");
  MemoryTable();
  RangeAgainstPrecision();
  wbm::theory::Holds(
      Binades(wf::kBFloat16) > 6 * Binades(kFloat16),
      "bfloat16 has more than six times float16's binades");
}
