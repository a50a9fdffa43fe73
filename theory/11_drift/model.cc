#include "theory/11_drift/model.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/data/conjugation_corpus.h"
#include "common/data/conjugation_task.h"
#include "common/data/tokenizer.h"
#include "common/io/runfiles.h"
#include "common/nn/minigpt.h"

namespace drift_chapter {
namespace {

constexpr char kCheckpoint[] = "common/train/checkpoint/minigpt.safetensors";
constexpr std::uint64_t kSeed = 42;

template <typename T>
T OrEnd(absl::StatusOr<T> value) {
  if (value.ok()) return *std::move(value);
  std::fprintf(stderr, "%s\n", value.status().ToString().c_str());
  std::exit(1);
}

wbm::data::Tokenizer Words() {
  return wbm::data::ConjugationTokenizer(wbm::data::TokenKind::kWord);
}

std::vector<std::vector<std::int64_t>> PromptsOf(
    const std::vector<wbm::data::CorpusLine>& lines) {
  const wbm::data::Tokenizer words = Words();
  std::vector<std::vector<std::int64_t>> prompts;
  for (const wbm::data::CorpusLine& line : lines) {
    prompts.push_back(wbm::data::PromptIds(words, line));
  }
  return prompts;
}

// In the order in which they are computed.
std::vector<std::string> Names(std::size_t layers) {
  std::vector<std::string> names = {"embed_out"};
  for (std::size_t i = 0; i < layers - 3; ++i) {
    names.push_back("block_" + std::to_string(i) + "_out");
  }
  names.push_back("final_ln_out");
  names.push_back("logits");
  return names;
}

}  // namespace

Model ModelFrom(const std::string& path) {
  const auto file = OrEnd(wbm::nn::ReadCheckpoint(path));
  return {file.weights, OrEnd(wbm::nn::HeadsOf(file)),
          PromptsOf(wbm::data::RepresentativeLines())};
}

Model TrainedModel() { return ModelFrom(OrEnd(wbm::io::Runfile(kCheckpoint))); }

Model UntrainedModel() {
  Model model = TrainedModel();
  const auto trained =
      OrEnd(wbm::nn::MiniGpt::FromWeights(model.weights, model.heads));
  model.weights =
      wbm::nn::MiniGpt::Initialise(trained.config(), kSeed).ToWeights();
  return model;
}

std::vector<std::vector<std::int64_t>> CorpusPrompts() {
  return PromptsOf(wbm::data::ConjugationCorpus());
}

Layers Forward(const Model& model, const Weights& weights,
               const std::vector<std::int64_t>& ids) {
  auto captured = OrEnd(wbm::nn::CapturedForward(weights, model.heads, ids));
  Layers layers;
  for (const std::string& name : Names(captured.size())) {
    wbm::nn::NamedArray& array = captured.at(name);
    layers.push_back({name, array.shape, std::move(array.values)});
  }
  return layers;
}

double Drift::Mean(std::size_t layer) const {
  double sum = 0;
  for (const std::vector<double>& prompt : by_prompt) sum += prompt[layer];
  return sum / static_cast<double>(by_prompt.size());
}

Drift Measure(const Model& model, const Weights& stored) {
  Drift drift;
  for (const std::vector<std::int64_t>& ids : model.prompts) {
    const Layers a = Forward(model, model.weights, ids);
    const Layers b = Forward(model, stored, ids);
    std::vector<double> errors;
    drift.layers.clear();
    for (std::size_t i = 0; i < a.size(); ++i) {
      drift.layers.push_back(a[i].name);
      errors.push_back(RelativeError(a[i].values, b[i].values));
    }
    drift.by_prompt.push_back(std::move(errors));
  }
  return drift;
}

double SpreadOfHead(const Model& model) {
  const auto& head = model.weights.at("head.weight");
  const auto width = static_cast<std::size_t>(head.shape[1]);
  std::vector<double> columns(width);
  for (std::size_t i = 0; i < head.values.size(); ++i) {
    columns[i % width] += static_cast<double>(head.values[i]) * head.values[i];
  }
  double spread = 0;
  for (const auto& ids : model.prompts) {
    const Layers layers = Forward(model, model.weights, ids);
    const std::vector<float>& x = layers[layers.size() - 2].values;
    double products = 0, logits = 0;
    for (const float y : layers.back().values) {
      logits += static_cast<double>(y) * y;
    }
    for (std::size_t i = 0; i < x.size(); ++i) {
      products += columns[i % width] * x[i] * x[i];
    }
    spread += std::sqrt(products / logits) /
              static_cast<double>(model.prompts.size());
  }
  return spread;
}

}  // namespace drift_chapter
