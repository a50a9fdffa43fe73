// What does a code stand for? A ruler by hand, and two rulers laid
// along the same five numbers.

#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

#include "common/plot/figure.h"
#include "common/plot/series.h"
#include "common/quant/affine.h"
#include "theory/04_int8/tensors.h"
#include "theory/weave/draw.h"
#include "theory/weave/record.h"

namespace {

namespace wq = wbm::quant;
using wbm::theory::Value;

// [region marks]
// A mark every quarter; the mark 10 stands for zero.
constexpr wq::AffineParams kRuler = {
    .scale = 0.25f, .zero_point = 10, .lowest = -128, .highest = 127};

void Marks() {
  std::printf("code\tvalue\n");
  for (const std::int32_t code : {-128, 9, 10, 11, 127}) {
    const float value = wq::DequantizeValue(code, kRuler);
    std::printf("%d\t%g\n", code, double{value});
  }
}
// [/region]

void Reading() {
  std::printf("number\tsteps from zero\tcode\tvalue\terror\n");
  for (const float x : {1.6f, -0.9f, 0.0f, 40.0f}) {
    const std::int32_t code = wq::QuantizeValue(x, kRuler);
    const float back = wq::DequantizeValue(code, kRuler);
    std::printf("%g\t%g\t%d\t%g\t%g\n", double{x},
                double{x / kRuler.scale}, code, double{back},
                double{x} - double{back});
  }
  Value("ruler.zero_point", kRuler.zero_point);
}

// The codes of a byte, all of them and those of the symmetric ruler.
void Codes() {
  const std::int32_t least = LowestCode(wq::kAsymmetricInt8);
  const std::int32_t most = HighestCode(wq::kAsymmetricInt8);
  Value("int8.least", least);
  Value("int8.most", most);
  Value("int8.half", -least);
  Value("int8.steps", most - least);
  Value("int8.codes", most - least + 1);
  Value("int8.symmetric_codes", HighestCode(wq::kSymmetricInt8) -
                                    LowestCode(wq::kSymmetricInt8) + 1);
}

wbm::plot::Series AllMarks(const wq::AffineParams& ruler, double row,
                           const char* name) {
  std::vector<double> x;
  for (std::int32_t code = ruler.lowest; code <= ruler.highest;
       ++code) {
    x.push_back(double{wq::DequantizeValue(code, ruler)});
  }
  return wbm::plot::Points(name, x, std::vector<double>(x.size(), row));
}

void TwoRulers() {
  namespace plot = wbm::plot;
  const std::vector<float> logits = int8_chapter::TenseLogits();
  plot::Figure figure;
  figure.title = "Two rulers of four bits along five positive numbers";
  figure.takeaway =
      "The symmetric ruler spends its left half on numbers that do not "
      "occur.";
  figure.alt_text =
      "Three rows from -5 to 5. Bottom: fifteen marks of the symmetric "
      "ruler, "
      "evenly spaced from -4.7 to 4.7. Middle: sixteen marks of the "
      "asymmetric ruler from 0 to 4.7, about twice as dense. Top: the "
      "five "
      "numbers 0.5, 1.2, 2.9, 3.1 and 4.7, all right of zero.";
  plot::Panel& panel = figure.panels.emplace_back();
  panel.x = {"value", plot::kUnitless, plot::Scale::kLinear, -5.2, 5.2};
  panel.y = {"", plot::kUnitless};
  panel.y.label = "row";
  panel.y.min = -0.6;
  panel.y.max = 2.6;
  panel.y.categories = {"symmetric", "asymmetric", "numbers"};
  panel.legend = plot::Legend::kNone;
  const wq::AffineParams symmetric =
      wq::ChooseAffine(logits, wq::kSymmetricInt4);
  const wq::AffineParams asymmetric =
      wq::ChooseAffine(logits, wq::kAsymmetricInt4);
  panel.series = {
      AllMarks(symmetric, 0, "symmetric"),
      AllMarks(asymmetric, 1, "asymmetric"),
      plot::Points("numbers", {logits.begin(), logits.end()},
                   std::vector<double>(logits.size(), 2)),
  };
  panel.lines = {plot::VerticalLine(0, "0")};
  figure.panel_height = 240;
  wbm::theory::DrawFigure(figure, "rulers");
}

}  // namespace

int main() {
  wbm::theory::Part("marks");
  Marks();
  wbm::theory::Part("reading");
  Reading();
  Codes();
  TwoRulers();
}
