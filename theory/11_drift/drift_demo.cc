// How far does every layer of the trained model move when its weights are
// stored in float16, and does it grow with depth?

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include "common/formats/catalogue.h"
#include "common/plot/figure.h"
#include "common/plot/series.h"
#include "theory/11_drift/model.h"
#include "theory/11_drift/typeset.h"
#include "theory/weave/draw.h"
#include "theory/weave/record.h"

namespace {

using drift_chapter::Drift;
using drift_chapter::Layers;
using drift_chapter::Model;
using drift_chapter::RelativeError;
using drift_chapter::Scientific;
using drift_chapter::Stored;
using drift_chapter::Weights;
using wbm::formats::kFloat16;
using wbm::theory::Holds;
using wbm::theory::Value;

constexpr double kRoundoff = 0x1p-11;
// sqrt(1 / (8 ln 2)) u; casting_demo.cc measures it.
const double kExpected = std::sqrt(1 / (8 * std::log(2.0))) * kRoundoff;

void PrintLayer(const drift_chapter::Layer& layer, double error) {
  const auto rows = static_cast<long long>(layer.shape[0]);
  const auto columns = static_cast<long long>(layer.shape[1]);
  std::printf("%s\t%lld × %lld\t%s\n", layer.name.c_str(), rows, columns,
              Scientific(error).c_str());
}

// [region capture]
// The same prompt through both models, and the error of every layer.
void ShowOnePrompt(const Model& model, const Weights& stored) {
  const Layers a = Forward(model, model.weights, model.prompts[0]);
  const Layers b = Forward(model, stored, model.prompts[0]);
  for (std::size_t i = 0; i < a.size(); ++i) {
    PrintLayer(a[i], RelativeError(a[i].values, b[i].values));
  }
}
// [/region]

double Norm(const std::vector<float>& x) {
  double sum = 0;
  for (const float v : x) sum += static_cast<double>(v) * v;
  return std::sqrt(sum);
}

// What the model is: counts, and what the cast meets in it.
void RecordModel(const Model& model) {
  const std::vector<float>& embedding =
      model.weights.at("tok_emb.weight").values;
  const auto subnormal =
      std::count_if(embedding.begin(), embedding.end(),
                    [](float w) { return std::fabs(w) < 0x1p-14f; });
  Value("model.subnormal_share",
        static_cast<double>(subnormal) / static_cast<double>(embedding.size()));
  Value("model.prompts", static_cast<double>(model.prompts.size()));
  Value("model.vocabulary",
        static_cast<double>(model.weights.at("head.weight").shape[0]));
}

// Every array of a LayerNorm, and how many numbers it holds.
void PrintNorms(const Model& model) {
  for (const auto& [name, array] : model.weights) {
    if (name.find("ln") == std::string::npos) continue;
    std::printf("%-20s %zu\n", name.c_str(), array.values.size());
  }
}

// The norms of the residual stream, in the first prompt.
void RecordNorms(const Model& model) {
  const Layers layers = Forward(model, model.weights, model.prompts[0]);
  for (const auto& layer : layers) {
    Value("norm." + layer.name, Norm(layer.values));
  }
  Holds(Norm(layers[1].values) > 3 * Norm(layers[0].values),
        "the first block writes most of what the stream holds");
}

int GrowingPrompts(const Drift& drift) {
  return static_cast<int>(std::count_if(
      drift.by_prompt.begin(), drift.by_prompt.end(), [](const auto& errors) {
        return std::is_sorted(errors.begin(), errors.end());
      }));
}

void PrintDrift(const Drift& trained, const Drift& untrained) {
  std::printf(
      "layer\ttrained\tleast prompt\tgreatest prompt\tin u\tuntrained\n");
  for (std::size_t i = 0; i < trained.layers.size(); ++i) {
    std::vector<double> errors;
    for (const auto& prompt : trained.by_prompt) errors.push_back(prompt[i]);
    const auto [least, greatest] =
        std::minmax_element(errors.begin(), errors.end());
    std::printf("%s\t%s\t%s\t%s\t%.2f\t%s\n", trained.layers[i].c_str(),
                Scientific(trained.Mean(i)).c_str(), Scientific(*least).c_str(),
                Scientific(*greatest).c_str(), trained.Mean(i) / kRoundoff,
                Scientific(untrained.Mean(i)).c_str());
    Value("drift." + trained.layers[i], trained.Mean(i));
    Value("untrained." + untrained.layers[i], untrained.Mean(i));
  }
  Value("drift.growth", trained.MeanOfLogits() / trained.Mean(0));
  Value("untrained.growth", untrained.MeanOfLogits() / untrained.Mean(0));
  Value("drift.growing_prompts", GrowingPrompts(trained));
  Value("drift.embed_over_u", trained.Mean(0) / kRoundoff);
}

std::vector<double> Means(const Drift& drift) {
  std::vector<double> means;
  for (std::size_t i = 0; i < drift.layers.size(); ++i) {
    means.push_back(1e4 * drift.Mean(i));
  }
  return means;
}

void CheckDrift(const Drift& trained, const Drift& untrained) {
  const std::vector<double> means = Means(trained);
  for (std::size_t i = 0; i < trained.layers.size(); ++i) {
    Holds(
        trained.Mean(i) > 0.2 * kRoundoff && trained.Mean(i) < 0.8 * kRoundoff,
        "every layer moves by 0.4 u, within a factor of two");
  }
  // An embedding is the sum of two rows, each rounded: 0.425 u unless they
  // agree (then less, by up to the root of two).
  Holds(trained.Mean(0) > 0.28 * kRoundoff && trained.Mean(0) < 0.5 * kRoundoff,
        "the embedding moves by what rounding alone explains");
  Holds(
      2 * GrowingPrompts(trained) < static_cast<int>(trained.by_prompt.size()),
      "in most prompts the error does not grow from layer to layer");
  Holds(trained.MeanOfLogits() < 1.6 * trained.Mean(0),
        "the trained logits move hardly more than the embedding");
  Holds(*std::max_element(means.begin(), means.end()) == means[3] &&
            means[3] > 1.2 * means[2],
        "the error jumps at the last LayerNorm");
  Holds(untrained.MeanOfLogits() > 1.5 * untrained.Mean(0),
        "in the untrained model the error does grow");
}

void DrawLayers(const Drift& trained, const Drift& untrained) {
  namespace plot = wbm::plot;
  std::vector<double> x;
  for (std::size_t i = 0; i < trained.layers.size(); ++i) {
    x.push_back(static_cast<double>(i));
  }
  plot::Figure figure;
  figure.title = "Relative error of every layer, weights in float16";
  figure.takeaway =
      "The trained model's error does not climb with depth; the untrained "
      "model's does.";
  figure.alt_text =
      "Relative error, in units of one ten-thousandth, of five layers from the "
      "embedding to the logits. The trained model stays near the expected "
      "2.07, with its highest point after the last LayerNorm and its logits "
      "near or below the embedding. The untrained model climbs from about two "
      "past the bound of 4.88 or close to it.";
  plot::Panel& panel = figure.panels.emplace_back();
  panel.x.label = "layer";
  panel.x.categories = trained.layers;
  panel.y = {"relative error", "10⁻⁴"};
  panel.y.min = 0;
  panel.series.push_back(plot::Points("trained", x, Means(trained)));
  panel.series.push_back(plot::Points("untrained", x, Means(untrained)));
  panel.lines.push_back(
      plot::HorizontalLine(1e4 * kRoundoff, "u = 2⁻¹¹, bound of one element"));
  panel.lines.push_back(
      plot::HorizontalLine(1e4 * kExpected, "0.425 u, expected of a tensor"));
  wbm::theory::DrawFigure(figure, "layers");
}

}  // namespace

int main() {
  const Model model = drift_chapter::TrainedModel();
  const Model fresh = drift_chapter::UntrainedModel();
  const Weights stored = Stored(model.weights, kFloat16);
  wbm::theory::Part("one_prompt");
  std::printf("layer\tshape\trelative error\n");
  ShowOnePrompt(model, stored);
  wbm::theory::Part("norms");
  PrintNorms(model);
  RecordModel(model);
  RecordNorms(model);
  const Drift trained = Measure(model, stored);
  const Drift untrained = Measure(fresh, Stored(fresh.weights, kFloat16));
  wbm::theory::Part("layers");
  PrintDrift(trained, untrained);
  CheckDrift(trained, untrained);
  DrawLayers(trained, untrained);
  Holds(Stored(stored, kFloat16) == stored, "a second cast changes nothing");
}
