// What becomes of a number on its way into a small format? The nearest
// one by search, both ends of the range, and what a detour through
// float16 spoils.

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <string>
#include <vector>

#include "common/formats/catalogue.h"
#include "common/formats/decode.h"
#include "common/formats/encode.h"
#include "common/formats/print.h"
#include "common/plot/figure.h"
#include "common/plot/series.h"
#include "theory/03_formats/typeset.h"
#include "theory/weave/draw.h"
#include "theory/weave/record.h"

namespace {

namespace wf = wbm::formats;
using formats_chapter::Decimal;
using formats_chapter::Together;
using wbm::theory::Holds;
using wbm::theory::Value;
using wf::Encode;
using wf::Exactly;
using wf::Format;
using wf::kFloat16;
using wf::kFloat8E4M3Fn;
using wf::kFloat8E5M2;
using wf::RoundingMode;
using wf::SaturateFinite;
using wf::ToDouble;

double Saturated(const Format& format, double x) {
  return ToDouble(format, Encode(format, Exactly(x), SaturateFinite()));
}
double Unsaturated(const Format& format, double x) {
  return ToDouble(format, Encode(format, Exactly(x)));
}

// [region definition]
// The definition, as code: of all numbers the nearest; of two that are
// as near, the one whose code is even. For x >= 0.
std::uint64_t NearestBySearch(const Format& format, double x) {
  std::uint64_t best = 0;
  double least = std::abs(x);
  for (std::uint64_t c = 1; c <= format.MaxFiniteCode(); ++c) {
    const double distance = std::abs(ToDouble(format, c) - x);
    if (distance < least || (distance == least && c % 2 == 0)) {
      best = c;
      least = distance;
    }
  }
  return best;
}
// [/region]

// On every number, and at quarters of every gap, of five formats.
int SearchAgreesWithEncode() {
  int compared = 0;
  for (const Format* format :
       {&kFloat8E4M3Fn, &kFloat8E5M2, &wf::kFloat6E2M3Fn,
        &wf::kFloat6E3M2Fn, &wf::kFloat4E2M1Fn}) {
    for (std::uint64_t c = 0; c < format->MaxFiniteCode(); ++c) {
      const double low = ToDouble(*format, c);
      const double gap = ToDouble(*format, c + 1) - low;
      for (const double part : {0.0, 0.25, 0.5, 0.75}) {
        const double x = low + part * gap;
        const std::uint64_t code = Encode(*format, Exactly(x));
        Holds(NearestBySearch(*format, x) == code,
              "Encode gives what the search finds");
        ++compared;
      }
    }
  }
  return compared;
}

void Tenth() {
  const std::uint64_t code = NearestBySearch(kFloat8E4M3Fn, 0.1);
  std::printf("code\tbits\tnumber\tdistance from 0.1\n");
  for (std::uint64_t c = code - 1; c <= code + 1; ++c) {
    const double v = ToDouble(kFloat8E4M3Fn, c);
    std::printf("%s\t%s\t%.7f\t%.7f\n",
                wf::HexCode(kFloat8E4M3Fn, c).c_str(),
                Together(wf::FieldBits(kFloat8E4M3Fn, c)).c_str(), v,
                std::abs(v - 0.1));
  }
  Value("tenth.e4m3", ToDouble(kFloat8E4M3Fn, code));
  Value("tenth.e4m3.relative",
        std::abs(ToDouble(kFloat8E4M3Fn, code) - 0.1) / 0.1);
}

// The number that would follow the greatest, and the middle before it.
struct Beyond {
  double greatest, middle, next;
};

Beyond BeyondTheEnd(const Format& format) {
  const wf::Decoded d = Decode(format, format.MaxFiniteCode());
  return {d.value, d.value + d.ulp / 2, d.value + d.ulp};
}

void UpperEnd() {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  std::printf("format\tnumber\tsaturating\tnot saturating\n");
  for (const double x : {448.0, 463.0, 464.0, 465.0, 1e6, kInfinity}) {
    std::printf("float8_e4m3fn\t%s\t%s\t%s\n", Decimal(x).c_str(),
                Decimal(Saturated(kFloat8E4M3Fn, x)).c_str(),
                Decimal(Unsaturated(kFloat8E4M3Fn, x)).c_str());
  }
  for (const double x : {57344.0, 61439.0, 61440.0, 1e6, kInfinity}) {
    std::printf("float8_e5m2\t%s\t%s\t%s\n", Decimal(x).c_str(),
                Decimal(Saturated(kFloat8E5M2, x)).c_str(),
                Decimal(Unsaturated(kFloat8E5M2, x)).c_str());
  }
  const Beyond e4m3 = BeyondTheEnd(kFloat8E4M3Fn);
  const Beyond e5m2 = BeyondTheEnd(kFloat8E5M2);
  Value("ends.e4m3.middle", e4m3.middle);
  Value("ends.e4m3.next", e4m3.next);
  Value("ends.e5m2.middle", e5m2.middle);
  Value("ends.e5m2.next", e5m2.next);
  Holds(Unsaturated(kFloat8E4M3Fn, e4m3.middle) == e4m3.greatest,
        "the middle is a tie and stays in E4M3");
  Holds(std::isinf(Unsaturated(kFloat8E5M2, e5m2.middle)),
        "the middle is a tie and goes in E5M2");
}

void LowerEnd() {
  std::printf("gradient\tfloat16\tbits\trelative error\n");
  for (const double x : {1e-4, 1e-5, 1e-6, 1e-7, 5e-8, 2e-8}) {
    const std::uint64_t code = Encode(kFloat16, Exactly(x));
    const double y = ToDouble(kFloat16, code);
    char error[32];
    std::snprintf(error, sizeof error, "%.3g\u00a0%%",
                  100 * std::abs(y - x) / x);
    std::printf("%s\t%s\t%s\t%s\n", Decimal(x, 1).c_str(),
                Decimal(y, 5).c_str(),
                Together(wf::FieldBits(kFloat16, code)).c_str(), error);
  }
  Value("under.1e6", Unsaturated(kFloat16, 1e-6));
  Value("under.1e6.relative",
        std::abs(Unsaturated(kFloat16, 1e-6) / 1e-6 - 1));
  Value("under.1e7.relative",
        std::abs(Unsaturated(kFloat16, 1e-7) / 1e-7 - 1));
  Value("under.5e8", Unsaturated(kFloat16, 5e-8));
  Holds(Unsaturated(kFloat16, 5e-8) > 0, "5e-8 survives in float16");
  Holds(Unsaturated(kFloat16, 2e-8) == 0, "2e-8 does not");
}

// [region twice]
// To E4M3 by way of float16, which rounds in `mode`.
double InTwoSteps(double x, RoundingMode mode) {
  const double y =
      ToDouble(kFloat16, Encode(kFloat16, Exactly(x), wf::Mode(mode)));
  return Unsaturated(kFloat8E4M3Fn, y);
}
// [/region]

// Over every float32 from 16 to 18.
int SpoiltByTwoSteps(RoundingMode mode, int& total) {
  int spoilt = 0;
  total = 0;
  const auto first = std::bit_cast<std::uint32_t>(16.0f);
  const auto last = std::bit_cast<std::uint32_t>(18.0f);
  for (std::uint32_t bits = first; bits < last; ++bits, ++total) {
    const double x = double{std::bit_cast<float>(bits)};
    if (InTwoSteps(x, mode) != Unsaturated(kFloat8E4M3Fn, x)) ++spoilt;
  }
  return spoilt;
}

void Twice() {
  const double x = 17.001;
  const double direct = Unsaturated(kFloat8E4M3Fn, x);
  const double detour = InTwoSteps(x, RoundingMode::kNearestEven);
  std::printf("17.001 at once             %g\n", direct);
  std::printf("17.001 through float16     %g\n", detour);
  int total = 0;
  const int spoilt =
      SpoiltByTwoSteps(RoundingMode::kNearestEven, total);
  const int cured = SpoiltByTwoSteps(RoundingMode::kToOdd, total);
  std::printf("float32 from 16 to 18      %d\n", total);
  std::printf("wrong after the detour     %d\n", spoilt);
  std::printf("wrong after one to odd     %d\n", cured);
  Value("twice.x", x);
  Value("twice.direct", direct);
  Value("twice.detour", detour);
  Value("twice.spoilt", spoilt);
  Value("twice.total", total);
  Value("twice.one_in", static_cast<double>(total) / spoilt);
  Holds(cured == 0,
        "rounding to odd first makes the second rounding safe");
}

// The worst relative error of rounding in each binade.
wbm::plot::Series WorstError(const Format& format, const char* name) {
  constexpr int kSamples = 1024;
  std::vector<double> x;
  std::vector<double> y;
  for (int binade = -20; binade < 20; ++binade) {
    double worst = 0;
    for (int i = 0; i < kSamples; ++i) {
      const double at = std::exp2(binade) * (1 + (i + 0.5) / kSamples);
      worst = std::max(worst, std::abs(Saturated(format, at) / at - 1));
    }
    x.push_back(std::exp2(binade));
    y.push_back(worst);
  }
  x.push_back(std::exp2(20));
  y.push_back(y.back());
  return wbm::plot::Steps(name, x, y);
}

void Valley() {
  namespace plot = wbm::plot;
  plot::Figure figure;
  figure.title = "How wrong rounding can be, over forty binades";
  figure.takeaway =
      "A valley: its floor is the precision, its width the range. E4M3 "
      "digs "
      "deeper, E5M2 wider.";
  figure.alt_text =
      "Worst relative error of rounding in each binade, both axes "
      "logarithmic, from 2^-20 to 2^20. Each format's curve is a "
      "valley: 1 "
      "at the left where numbers become zero, falling through the "
      "subnormal "
      "numbers to a flat floor, and rising to 1 beyond the greatest "
      "number. "
      "The floor of E4M3 is near 2^-4 between 2^-6 and 448, that of "
      "E5M2 near "
      "2^-3 between 2^-14 and 57344.";
  plot::Panel& panel = figure.panels.emplace_back();
  panel.x = {"magnitude", plot::kUnitless, plot::Scale::kLog2};
  panel.y = {"worst relative error in a binade", plot::kUnitless,
             plot::Scale::kLog2};
  panel.y.min = std::exp2(-5);
  panel.y.max = 2;
  panel.series.push_back(WorstError(kFloat8E4M3Fn, "E4M3"));
  panel.series.push_back(WorstError(kFloat8E5M2, "E5M2"));
  panel.lines = {plot::HorizontalLine(0x1p-4, "unit roundoff of E4M3"),
                 plot::HorizontalLine(0x1p-3, "unit roundoff of E5M2")};
  wbm::theory::DrawFigure(figure, "valley");
}

}  // namespace

int main() {
  wbm::theory::Part("tenth");
  Tenth();
  wbm::theory::Value("search.compared", SearchAgreesWithEncode());
  wbm::theory::Part("upper");
  UpperEnd();
  wbm::theory::Part("lower");
  LowerEnd();
  wbm::theory::Part("twice");
  Twice();
  Valley();
}
