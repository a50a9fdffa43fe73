// The chapter's model and its measurements: the MiniGPT that the build trains,
// its prompts, its weights in another format, and how far a layer moved.
//
//   const Model model = TrainedModel();
//   const Weights stored = Stored(model.weights, formats::kFloat16);
//   const Layers a = Forward(model, model.weights, model.prompts[0]);
//   const Layers b = Forward(model, stored, model.prompts[0]);
//   RelativeError(a.back().values, b.back().values);     // of the logits
//
// Only weights are rounded; both models compute in float32.
#pragma once

#include <cmath>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "common/formats/encode.h"
#include "common/formats/format.h"
#include "common/nn/weights.h"

namespace drift_chapter {

using wbm::formats::Format;
using wbm::nn::Weights;

struct Model {
  Weights weights;
  std::int64_t heads = 0;
  // One a tense: "<bos> yo trabajo / I ___ <sep>" and four more.
  std::vector<std::vector<std::int64_t>> prompts;
};

// The checkpoint of //common/train; a problem ends the program with a message.
Model TrainedModel();

// Another checkpoint of the same kind, a file that //common/train wrote.
Model ModelFrom(const std::string& path);

// The same architecture as the random generator left it.
Model UntrainedModel();

// The prompts of all 600 lines of the corpus.
std::vector<std::vector<std::int64_t>> CorpusPrompts();

struct Layer {
  std::string name;
  std::vector<std::int64_t> shape;  // [tokens, width] or [tokens, vocabulary]
  std::vector<float> values;
};
// embed_out, block_0_out, block_1_out, final_ln_out, logits.
using Layers = std::vector<Layer>;

Layers Forward(const Model& model, const Weights& weights,
               const std::vector<std::int64_t>& ids);

// [region stored]
// Every float of every array, rounded to `format` and widened again.
// Integers are not weights: they stay.
inline Weights Stored(Weights weights, const Format& format) {
  for (auto& [name, array] : weights) {
    for (float& w : array.values) {
      const auto code = Encode(format, wbm::formats::Exactly(w));
      w = static_cast<float>(ToDouble(format, code));
    }
  }
  return weights;
}
// [/region]

// [region error]
// ||a - b|| / ||a||. Squares of float32 overflow from 1.8e19 on, and
// their sum would add errors of its own: so all in double.
inline double RelativeError(std::span<const float> a,
                            std::span<const float> b) {
  double difference = 0;
  double size = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double x = a[i];
    difference += (x - b[i]) * (x - b[i]);
    size += x * x;
  }
  return std::sqrt(difference / size);
}
// [/region]

// What the weights of one format do to every layer: the relative error, layer
// by layer, in each prompt.
struct Drift {
  std::vector<std::string> layers;
  std::vector<std::vector<double>> by_prompt;  // [prompt][layer]

  double Mean(std::size_t layer) const;
  double MeanOfLogits() const { return Mean(layers.size() - 1); }
};
Drift Measure(const Model& model, const Weights& stored);

// kappa of the head: the root of the sum of squares of its products over the
// length of the logits. A mean over the prompts.
double SpreadOfHead(const Model& model);

}  // namespace drift_chapter
