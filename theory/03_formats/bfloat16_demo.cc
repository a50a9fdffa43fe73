// What does half a float32 keep? Cutting against rounding, where 1 +
// 2^-k is lost, what 16 bits make of large numbers, and the gaps of
// three formats.

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
#include "common/plot/figure.h"
#include "common/plot/series.h"
#include "theory/03_formats/typeset.h"
#include "theory/weave/draw.h"
#include "theory/weave/record.h"

namespace {

namespace wf = wbm::formats;
using formats_chapter::Decimal;
using wbm::theory::Holds;
using wbm::theory::Value;
using wf::Encode;
using wf::Exactly;
using wf::Format;
using wf::kBFloat16;
using wf::kFloat16;
using wf::ToDouble;

double Nearest(const Format& format, double x) {
  return ToDouble(format, Encode(format, Exactly(x)));
}

// [region cut]
// The upper half of a float32, the rest thrown away.
double CutInHalf(float x) {
  const auto bits = std::bit_cast<std::uint32_t>(x);
  return ToDouble(kBFloat16, bits >> 16);
}
// [/region]

void Halves() {
  std::printf("number\tupper half\tlower half\tcut\trounded\n");
  for (const float x : {0.1f, 1.0f / 3, 3.1415927f, 1.005f}) {
    const auto bits = std::bit_cast<std::uint32_t>(x);
    std::printf("%.8g\t0x%04x\t0x%04x\t%.8g\t%.8g\n", double{x},
                bits >> 16, bits & 0xffff, CutInHalf(x),
                Nearest(kBFloat16, double{x}));
  }
  Value("halves.tenth.cut", CutInHalf(0.1f));
  Value("halves.tenth.lost", double{0.1f} - CutInHalf(0.1f));
  Value("halves.tenth.nearest", Nearest(kBFloat16, double{0.1f}));
}

// All 65536 lower halves behind two upper halves, an even one (that of
// 1) and the odd one after it; errors in steps of 2^-7.
void CutAgainstRound() {
  constexpr std::uint32_t kFloats = 2 * 65536;
  double cut = 0;
  double nearest = 0;
  double worst_cut = 0;
  double worst_nearest = 0;
  for (std::uint32_t i = 0; i < kFloats; ++i) {
    const float x = std::bit_cast<float>(0x3f800000u + i);
    const double by_cut = 128 * (CutInHalf(x) - double{x});
    const double by_rounding =
        128 * (Nearest(kBFloat16, double{x}) - double{x});
    cut += by_cut / kFloats;
    nearest += by_rounding / kFloats;
    worst_cut = std::max(worst_cut, std::abs(by_cut));
    worst_nearest = std::max(worst_nearest, std::abs(by_rounding));
  }
  std::printf("way\tmean error, steps\tlargest error, steps\n");
  std::printf("cut\t%+.5f\t%.5f\n", cut, worst_cut);
  std::printf("nearest\t%+.5f\t%.5f\n", nearest, worst_nearest);
  Value("cut.mean", cut);
  Value("cut.worst", worst_cut);
  Value("nearest.mean", nearest);
  Value("nearest.worst", worst_nearest);
  Value("cut.floats", kFloats);
}

const char* Kept(const Format& format, double x) {
  return Nearest(format, x) == 1 ? "lost" : "kept";
}

void NearOne() {
  std::printf("k\tfloat16: 1 + 2⁻ᵏ\t1 − 2⁻ᵏ");
  std::printf("\tbfloat16: 1 + 2⁻ᵏ\t1 − 2⁻ᵏ\n");
  for (int k = 6; k <= 13; ++k) {
    const double tiny = std::exp2(-k);
    std::printf("%d\t%s\t%s\t%s\t%s\n", k, Kept(kFloat16, 1 + tiny),
                Kept(kFloat16, 1 - tiny), Kept(kBFloat16, 1 + tiny),
                Kept(kBFloat16, 1 - tiny));
  }
  int first_bf16 = 1;
  while (Nearest(kBFloat16, 1 + std::exp2(-first_bf16)) != 1)
    ++first_bf16;
  int first_fp16 = 1;
  while (Nearest(kFloat16, 1 + std::exp2(-first_fp16)) != 1)
    ++first_fp16;
  Value("lost.bfloat16", first_bf16);
  Value("lost.float16", first_fp16);
}

void LargeNumbers() {
  std::printf("number\tfloat16\tbfloat16\n");
  for (const double x :
       {100.0, 1000.0, 10000.0, 65504.0, 65505.0, 100000.0}) {
    std::printf("%g\t%s\t%s\n", x,
                Decimal(Nearest(kFloat16, x)).c_str(),
                Decimal(Nearest(kBFloat16, x)).c_str());
  }
  Value("large.thousand.bfloat16", Nearest(kBFloat16, 1000));
  Value("large.hundred_thousand.bfloat16", Nearest(kBFloat16, 100000));
  Value("large.seventy_thousand.bfloat16", Nearest(kBFloat16, 70000));
  Holds(std::isinf(Nearest(kFloat16, 70000)),
        "float16 cannot hold 70000");
}

// Finite float32 numbers that bfloat16 has no room for.
void Overflow() {
  const double greatest = double{std::numeric_limits<float>::max()};
  auto bits =
      std::bit_cast<std::uint32_t>(std::numeric_limits<float>::max());
  int overflown = 0;
  while (std::isinf(
      Nearest(kBFloat16, double{std::bit_cast<float>(bits)}))) {
    ++overflown;
    --bits;
  }
  std::printf("greatest float32            %s\n",
              Decimal(greatest, 6).c_str());
  std::printf("the same in bfloat16        %s\n",
              Decimal(Nearest(kBFloat16, greatest)).c_str());
  std::printf("greatest bfloat16           %s\n",
              Decimal(ToDouble(kBFloat16, kBFloat16.MaxFiniteCode()), 6)
                  .c_str());
  std::printf("float32 that overflow       %d of each sign\n",
              overflown);
  Value("overflow.float32.max", greatest);
  Value("overflow.bfloat16.max",
        ToDouble(kBFloat16, kBFloat16.MaxFiniteCode()));
  Value("overflow.count", overflown);
}

wbm::plot::Series Gaps(const Format& format) {
  std::vector<double> x;
  std::vector<double> y;
  for (int k = -34; k < 20; ++k) {
    const double at = std::exp2(k);
    if (at > ToDouble(format, format.MaxFiniteCode())) break;
    const wf::Decoded d = Decode(format, Encode(format, Exactly(at)));
    if (d.kind == wf::FloatClass::kZero) continue;
    x.push_back(at);
    y.push_back(d.ulp);
  }
  x.push_back(2 * x.back());
  y.push_back(y.back());
  return wbm::plot::Steps(std::string(format.name), x, y);
}

void GapsAgainstMagnitude() {
  namespace plot = wbm::plot;
  plot::Figure figure;
  figure.title = "The gap to the next number, against magnitude";
  figure.takeaway =
      "float16 is the finer of the two 16-bit formats only between the "
      "two "
      "marks.";
  figure.alt_text =
      "Three flights of stairs on logarithmic axes, from 2^-34 to "
      "2^20. The "
      "gap of float32 is 2^-23 of the magnitude throughout, that of "
      "bfloat16 "
      "2^-7. float16's is 2^-10 of the magnitude from 2^-14 to 65504, "
      "where "
      "it ends; below 2^-14 it is level at 2^-24, and crosses "
      "bfloat16's "
      "stairs at 2^-17.";
  plot::Panel& panel = figure.panels.emplace_back();
  panel.x = {"magnitude", plot::kUnitless, plot::Scale::kLog2};
  panel.y = {"gap to the next number", plot::kUnitless,
             plot::Scale::kLog2};
  for (const Format* format : {&kBFloat16, &kFloat16, &wf::kFloat32}) {
    panel.series.push_back(Gaps(*format));
  }
  panel.lines = {plot::VerticalLine(0x1p-17, "stairs cross"),
                 plot::VerticalLine(65504, "float16 ends")};
  Holds(Decode(kFloat16, Encode(kFloat16, Exactly(0x1p-17))).ulp ==
            Decode(kBFloat16, Encode(kBFloat16, Exactly(0x1p-17))).ulp,
        "at 2^-17 both 16-bit formats have the same gap");
  wbm::theory::DrawFigure(figure, "gaps");
}

}  // namespace

int main() {
  wbm::theory::Part("halves");
  Halves();
  wbm::theory::Part("cut");
  CutAgainstRound();
  wbm::theory::Part("near_one");
  NearOne();
  wbm::theory::Part("large");
  LargeNumbers();
  wbm::theory::Part("overflow");
  Overflow();
  GapsAgainstMagnitude();
}
