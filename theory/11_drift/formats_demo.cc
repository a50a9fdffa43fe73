// What does a fraction bit of the weights buy?

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include "common/formats/catalogue.h"
#include "common/formats/format.h"
#include "common/plot/figure.h"
#include "common/plot/series.h"
#include "theory/11_drift/model.h"
#include "theory/11_drift/typeset.h"
#include "theory/weave/draw.h"
#include "theory/weave/record.h"

namespace {

namespace wf = wbm::formats;
using drift_chapter::Drift;
using drift_chapter::Model;
using drift_chapter::Scientific;
using drift_chapter::Stored;
using wbm::theory::Holds;
using wbm::theory::Value;

// [region any]
// A format with the range of float32 and `bits` fraction bits:
// bfloat16 for seven, tf32 for ten, and many that nobody sells.
constexpr wf::Format WithFractionBits(int bits) {
  wf::Format format = wf::kFloat32;
  format.mantissa_bits = bits;
  return format;
}
// [/region]

// Expected of the rounding of an array whose logarithms are spread evenly, in
// units of u; casting_demo.cc measures it.
const double kExpected = std::sqrt(1 / (8 * std::log(2.0)));

Drift DriftIn(const Model& model, const wf::Format& format) {
  return Measure(model, Stored(model.weights, format));
}

double MeanOverLayers(const Drift& drift) {
  double sum = 0;
  for (std::size_t i = 0; i < drift.layers.size(); ++i) sum += drift.Mean(i);
  return sum / static_cast<double>(drift.layers.size());
}

void CheckRange(const Model& model) {
  for (const auto& [name, array] : model.weights) {
    for (const float w : array.values) {
      Holds(std::fabs(w) < 1000, "no weight is near float16's end");
    }
  }
}

void PrintFormats(const Model& model) {
  std::printf("weights in\tfraction bits\tembedding\tlogits\t0.425 u\n");
  double half = 0;
  for (const wf::Format* format :
       {&wf::kFloat16, &wf::kBFloat16, &wf::kFloat8E4M3Fn, &wf::kFloat8E5M2}) {
    const Drift drift = DriftIn(model, *format);
    const double u = std::exp2(-format->PrecisionBits());
    const std::string name(format->name);
    std::printf("%s\t%d\t%s\t%s\t%s\n", name.c_str(), format->mantissa_bits,
                Scientific(drift.Mean(0)).c_str(),
                Scientific(drift.MeanOfLogits()).c_str(),
                Scientific(kExpected * u).c_str());
    Value("formats." + name, drift.MeanOfLogits());
    Holds(drift.MeanOfLogits() > 0.5 * kExpected * u &&
              drift.MeanOfLogits() < 2 * kExpected * u,
          "0.425 u predicts the logits within a factor of two");
    if (format == &wf::kFloat16) half = MeanOverLayers(drift);
    Value("formats." + name + ".over_float16", MeanOverLayers(drift) / half);
  }
}

void PrintBits(const Model& model) {
  namespace plot = wbm::plot;
  std::vector<double> bits, logits, expected;
  for (int m = 1; m <= 12; ++m) {
    const Drift drift = DriftIn(model, WithFractionBits(m));
    bits.push_back(m);
    logits.push_back(drift.MeanOfLogits());
    expected.push_back(kExpected * std::exp2(-(m + 1)));
    std::printf("%2d fraction bits: logits %.2e\n", m, logits.back());
  }
  const double factor = std::pow(logits[2] / logits[11], 1.0 / 9);
  Value("bits.factor", factor);
  Holds(factor > 1.8 && factor < 2.2, "a fraction bit halves the drift");
  double least = INFINITY, most = 0;
  for (std::size_t i = 2; i < logits.size(); ++i) {
    least = std::min(least, logits[i] / expected[i]);
    most = std::max(most, logits[i] / expected[i]);
  }
  Holds(most < 2 * least, "from three bits on the points follow one line");
  plot::Figure figure;
  figure.title = "Drift of the logits, by fraction bits of the weights";
  figure.takeaway = "Every fraction bit halves the drift.";
  figure.alt_text =
      "Relative error of the logits on a logarithmic axis against one to "
      "twelve fraction bits of the weights. The points fall along a straight "
      "line, by half a bit, parallel to the expected rounding error of a "
      "tensor and near it.";
  plot::Panel& panel = figure.panels.emplace_back();
  panel.x = {"fraction bits of the weights", "bits"};
  panel.y = {"relative error", plot::kUnitless, plot::Scale::kLog2};
  panel.series.push_back(plot::Points("logits, measured", bits, logits));
  panel.series.push_back(
      plot::Line("own error of a tensor, 0.425 u", bits, expected));
  wbm::theory::DrawFigure(figure, "bits");
}

}  // namespace

int main() {
  const Model model = drift_chapter::TrainedModel();
  CheckRange(model);
  wbm::theory::Part("formats");
  PrintFormats(model);
  wbm::theory::Part("bits");
  PrintBits(model);
  const double ratio = MeanOverLayers(DriftIn(model, wf::kBFloat16)) /
                       MeanOverLayers(DriftIn(model, wf::kFloat16));
  Holds(ratio > 7 && ratio < 9, "bf16 drifts about eight times as far as fp16");
}
