// Six hundred probabilities, most of them small: equal steps, floats,
// and levels in geometric progression.

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <functional>
#include <string>
#include <vector>

#include "common/formats/float.h"
#include "common/plot/figure.h"
#include "common/quant/affine.h"
#include "common/quant/information.h"
#include "common/quant/log_codes.h"
#include "common/random/generator.h"
#include "theory/weave/draw.h"
#include "theory/weave/record.h"

namespace {

namespace plot = wbm::plot;
using wbm::formats::float8_e4m3fn;
using wbm::quant::ChooseAffine;
using wbm::quant::ChooseLogGrid;
using wbm::quant::DivergenceBits;
using wbm::quant::IntegerGrid;
using wbm::quant::LogDecode;
using wbm::quant::LogEncode;
using wbm::quant::LogGrid;
using wbm::quant::LogGridRelativeError;
using wbm::theory::Holds;
using wbm::theory::Part;
using wbm::theory::Value;

using Tensor = std::vector<float>;

// Verb forms: exp(1.5 z) over their sum, as in chapter 04.
Tensor Probabilities() {
  wbm::random::Generator rng = wbm::random::DefaultRng(42);
  std::vector<double> p;
  double sum = 0;
  for (const double z : rng.Normal(0.0, 1.5, 600)) {
    p.push_back(std::exp(z));
    sum += p.back();
  }
  Tensor normalised;
  for (const double v : p)
    normalised.push_back(static_cast<float>(v / sum));
  return normalised;
}

void PrintSmall() {
  Part("small");
  // [region small]
  const std::vector<float> p = {0.5f, 0.02f, 0.001f, 0.0f};
  const LogGrid grid = ChooseLogGrid(p, /*bits=*/3);
  for (const float value : p) {
    const int code = LogEncode(value, grid);
    std::printf("%5.3f -> code %d -> %.4f\n", value, code,
                LogDecode(code, grid));
  }
  // [/region]
  Holds(LogEncode(1e-9f, grid) == 1,
        "what is positive never becomes zero");
}

Tensor Affine(const Tensor& p, IntegerGrid grid) {
  const auto params = ChooseAffine(p, grid);
  Tensor back;
  for (const float v : p) {
    back.push_back(DequantizeValue(QuantizeValue(v, params), params));
  }
  return back;
}

// The largest probability at the format's largest number.
Tensor E4m3(const Tensor& p) {
  const float scale = *std::max_element(p.begin(), p.end()) / 448.0f;
  Tensor back;
  for (const float v : p) {
    const auto code = wbm::formats::Encode<float8_e4m3fn>(v / scale);
    back.push_back(wbm::formats::ToFloat(code) * scale);
  }
  return back;
}

Tensor Log(const Tensor& p, int bits) {
  const LogGrid grid = ChooseLogGrid(p, bits);
  Tensor back;
  for (const float v : p)
    back.push_back(LogDecode(LogEncode(v, grid), grid));
  return back;
}

double Relative(float exact, float back) {
  const double e = static_cast<double>(exact);
  return std::fabs(static_cast<double>(back) - e) / e;
}

struct Loss {
  double zeros = 0, most_relative = 0, absolute = 0, divergence = 0;
};

Loss LossOf(const Tensor& p, const Tensor& back) {
  Loss loss;
  for (size_t i = 0; i < p.size(); ++i) {
    loss.zeros += back[i] == 0 ? 1 : 0;
    loss.most_relative =
        std::max(loss.most_relative, Relative(p[i], back[i]));
    loss.absolute += Relative(p[i], back[i]) *
                     static_cast<double>(p[i]) /
                     static_cast<double>(p.size());
  }
  const std::vector<double> a(p.begin(), p.end());
  const std::vector<double> b(back.begin(), back.end());
  loss.divergence = DivergenceBits(a, b);
  return loss;
}

void PrintTable(const Tensor& p) {
  struct Row {
    const char* name;
    const char* key;
    Tensor back;
  };
  const std::vector<Row> rows = {
      {"int8, symmetric", "int8",
       Affine(p, wbm::quant::kSymmetricInt8)},
      {"int8, asymmetric", "uint8",
       Affine(p, wbm::quant::kAsymmetricInt8)},
      {"float8_e4m3fn, scaled", "e4m3", E4m3(p)},
      {"log, 4 bits", "log4", Log(p, 4)},
      {"log, 5 bits", "log5", Log(p, 5)},
      {"log, 6 bits", "log6", Log(p, 6)},
      {"log, 7 bits", "log7", Log(p, 7)}};
  Part("codes");
  std::printf(
      "code\tzeros\tlargest relative error, %%"
      "\tmean absolute error\tD(p ‖ q), bits\n");
  for (const Row& row : rows) {
    const Loss loss = LossOf(p, row.back);
    std::printf("%s\t%.0f\t%.1f\t%.1e\t", row.name, loss.zeros,
                100 * loss.most_relative, loss.absolute);
    if (std::isinf(loss.divergence)) std::printf("infinite\n");
    if (!std::isinf(loss.divergence))
      std::printf("%.1e\n", loss.divergence);
    const std::string key = std::string("log.") + row.key;
    Value(key + "_zeros", loss.zeros);
    Value(key + "_relative", loss.most_relative);
    Value(key + "_absolute", loss.absolute);
  }
}

void RecordGrid(const Tensor& p) {
  const auto [least, most] = std::minmax_element(p.begin(), p.end());
  const LogGrid six = ChooseLogGrid(p, 6);
  Value("log.span",
        static_cast<double>(*most) / static_cast<double>(*least));
  Value("log.bound6", LogGridRelativeError(six));
  const double seven = LogGridRelativeError(ChooseLogGrid(p, 7));
  Value("log.bound7", seven);
  const Loss loss = LossOf(p, Log(p, 6));
  Holds(loss.most_relative <= LogGridRelativeError(six) + 0x1p-23,
        "no log code is off by more than half a step");
  const double e4m3 = LossOf(p, E4m3(p)).most_relative;
  Holds(seven < e4m3 && e4m3 < LogGridRelativeError(six),
        "E4M3 lies between log codes of six and of seven bits");
  Holds(loss.zeros == 0, "no form becomes impossible");
}

plot::Series ErrorSeries(const char* name, const Tensor& p,
                         const Tensor& back) {
  std::vector<double> x, y;
  for (size_t i = 0; i < p.size(); ++i) {
    x.push_back(static_cast<double>(p[i]));
    y.push_back(std::max(1e-4, Relative(p[i], back[i])));
  }
  return plot::Points(name, x, y);
}

void Draw(const Tensor& p) {
  // Every fourth form: the picture is the same, and smaller.
  Tensor some;
  for (size_t i = 0; i < p.size(); i += 4) some.push_back(p[i]);
  const Tensor int8 = Affine(p, wbm::quant::kSymmetricInt8);
  const Tensor log6 = Log(p, 6);
  Tensor a, b;
  for (size_t i = 0; i < p.size(); i += 4) {
    a.push_back(int8[i]);
    b.push_back(log6[i]);
  }
  plot::Panel panel;
  panel.x = {"probability", plot::kUnitless, plot::Scale::kLog10};
  panel.y = {"relative error", plot::kUnitless, plot::Scale::kLog10};
  panel.y.min = 1e-4;
  panel.y.max = 10;
  panel.series = {ErrorSeries("int8, eight bits", some, a),
                  ErrorSeries("log codes, six bits", some, b)};
  panel.lines = {
      plot::HorizontalLine(LogGridRelativeError(ChooseLogGrid(p, 6)),
                           "half a step of the logarithm"),
      plot::HorizontalLine(1, "lost")};
  plot::Figure figure;
  figure.title = "Verb forms in eight bits and in six";
  figure.takeaway =
      "Equal steps lose the rare; equal ratios treat everyone "
      "alike.";
  figure.alt_text =
      "Relative error against probability, both logarithmic. The "
      "errors of "
      "int8 grow from a thousandth at the right to one at the left, "
      "where "
      "all rarer forms line up at one: lost. The errors of six-bit log "
      "codes "
      "lie below a dashed line near 0.06 across the whole range.";
  figure.panels = {panel};
  wbm::theory::DrawFigure(figure, "verb_forms");
}

}  // namespace

int main() {
  const Tensor p = Probabilities();
  PrintSmall();
  PrintTable(p);
  RecordGrid(p);
  Draw(p);
}
