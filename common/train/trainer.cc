#include "common/train/trainer.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <tuple>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/data/conjugation_task.h"
#include "common/io/file.h"
#include "common/io/json.h"
#include "common/train/gradients.h"

namespace wbm::train {
namespace {

using data::Tokenizer;
using data::TokenKind;
using io::Json;
using io::JsonRef;

constexpr double kWarmUpSteps = 20;
constexpr double kLeastRate = 0.1;  // of the peak
constexpr nn::AdamWOptions kAdamW = {.beta2 = 0.99, .weight_decay = 0.1};
constexpr int64_t kMaxSteps = 1'000'000;

Sequences AllExamples(const Tokenizer& tokenizer) {
  Sequences examples;
  for (const data::CorpusLine& line : data::ConjugationCorpus()) {
    examples.push_back(data::ExampleIds(tokenizer, line));
  }
  return examples;
}

int64_t Longest(const Sequences& sequences) {
  size_t longest = 0;
  for (const auto& s : sequences) longest = std::max(longest, s.size());
  return static_cast<int64_t>(longest);
}

nn::MiniGptConfig ConfigOf(const TrainerOptions& options,
                           const Tokenizer& tokenizer,
                           const Sequences& examples) {
  return {.vocabulary = tokenizer.size(),
          .context = Longest(examples),
          .width = options.width,
          .layers = options.layers,
          .heads = options.heads,
          .hidden = 4 * options.width};
}

std::string KindName(TokenKind kind) {
  return kind == TokenKind::kWord ? "word" : "character";
}

Json ToJson(const TrainerOptions& o) {
  Json json;
  json["steps"] = o.steps;
  json["seed"] = absl::StrCat(o.seed);  // may pass 2^63
  json["batch"] = o.batch;
  json["width"] = o.width;
  json["layers"] = o.layers;
  json["heads"] = o.heads;
  json["tokens"] = KindName(o.tokens);
  json["peak_learning_rate"] = o.peak_learning_rate;
  return json;
}

absl::Status ReadPositive(const JsonRef& json, const char* key, int64_t most,
                          int64_t& value) {
  const absl::StatusOr<int64_t> number = json.Integer(key);
  if (!number.ok()) return number.status();
  if (*number < 1 || *number > most) {
    return json.Error(
        absl::StrCat(key, " is ", *number, "; expected 1 to ", most));
  }
  value = *number;
  return absl::OkStatus();
}

absl::StatusOr<TrainerOptions> OptionsFrom(const JsonRef& json) {
  TrainerOptions o;
  for (const auto& [key, most, value] :
       {std::tuple{"steps", kMaxSteps, &o.steps},
        std::tuple{"batch", int64_t{4096}, &o.batch},
        std::tuple{"width", int64_t{4096}, &o.width},
        std::tuple{"layers", int64_t{64}, &o.layers},
        std::tuple{"heads", int64_t{64}, &o.heads}}) {
    const absl::Status read = ReadPositive(json, key, most, *value);
    if (!read.ok()) return read;
  }
  const absl::StatusOr<std::string> seed = json.String("seed");
  if (!seed.ok()) return seed.status();
  if (!absl::SimpleAtoi(*seed, &o.seed)) return json.Error("seed is no number");
  const absl::StatusOr<std::string> tokens = json.String("tokens");
  if (!tokens.ok()) return tokens.status();
  o.tokens = *tokens == "word" ? TokenKind::kWord : TokenKind::kCharacter;
  const absl::StatusOr<double> rate = json.Double("peak_learning_rate");
  if (!rate.ok()) return rate.status();
  o.peak_learning_rate = *rate;
  if (o.width % o.heads != 0) {
    return json.Error("width is no multiple of heads");
  }
  return o;
}

absl::StatusOr<std::vector<double>> LossesFrom(const JsonRef& root,
                                               int64_t steps) {
  const absl::StatusOr<JsonRef> array = root.Array("losses");
  if (!array.ok()) return array.status();
  if (static_cast<int64_t>(array->size()) > steps) {
    return array->Error("has more losses than the run has steps");
  }
  std::vector<double> losses;
  for (size_t i = 0; i < array->size(); ++i) {
    const absl::StatusOr<JsonRef> element = array->At(i);
    if (!element.ok()) return element.status();
    const absl::StatusOr<double> loss = element->AsDouble();
    if (!loss.ok()) return loss.status();
    losses.push_back(*loss);
  }
  return losses;
}

}  // namespace

Trainer::Trainer(const TrainerOptions& options)
    : options_(options),
      tokenizer_(data::ConjugationTokenizer(options.tokens)),
      examples_(AllExamples(tokenizer_)),
      model_(nn::MiniGpt::Initialise(ConfigOf(options, tokenizer_, examples_),
                                     options.seed)),
      optimizer_(model_.parameters(), kAdamW) {}

double Trainer::LearningRate(int64_t step) const {
  const double warm_up =
      std::min(1.0, static_cast<double>(step + 1) / kWarmUpSteps);
  const double progress =
      static_cast<double>(step) / static_cast<double>(options_.steps);
  const double cosine = 0.5 * (1 + std::cos(std::numbers::pi * progress));
  return options_.peak_learning_rate * warm_up *
         (kLeastRate + (1 - kLeastRate) * cosine);
}

double Trainer::Step(kernels::ThreadPool& pool) {
  const Batch batch = BatchAt(examples_, Tokenizer::kPad, options_.seed, step(),
                              options_.batch);
  const LossAndGradients result = BatchGradients(model_, batch, pool);
  optimizer_.Step(result.gradients, LearningRate(step()));
  losses_.push_back(result.loss);
  return result.loss;
}

nn::Checkpoint Trainer::ToCheckpoint() const {
  nn::Checkpoint checkpoint = {model_.ToWeights(), {}};
  checkpoint.metadata = {{"format", "pt"},  // weights are laid out as PyTorch's
                         {"heads", absl::StrCat(options_.heads)},
                         {"tokenizer", KindName(options_.tokens)},
                         {"vocabulary", Json(tokenizer_.vocabulary()).dump()},
                         {"training", ToJson(options_).dump()},
                         {"step", absl::StrCat(step())}};
  return checkpoint;
}

absl::Status Trainer::Save(const std::string& folder) const {
  nn::Checkpoint state = {optimizer_.State(), {}};
  for (auto& [name, array] : model_.ToWeights()) {
    state.weights["weight/" + name] = array;
  }
  Json json;
  json["options"] = ToJson(options_);
  json["losses"] = losses_;
  const absl::Status written =
      nn::WriteCheckpoint(folder + "/state.safetensors", state);
  if (!written.ok()) return written;
  return io::WriteJson(folder + "/state.json", json);
}

absl::StatusOr<Trainer> Trainer::Resume(const std::string& folder) {
  const std::string path = folder + "/state.json";
  const absl::StatusOr<Json> json = io::ReadJson(path);
  if (!json.ok()) return json.status();
  const JsonRef root(*json, path);
  const absl::StatusOr<JsonRef> member = root.Object("options");
  if (!member.ok()) return member.status();
  const absl::StatusOr<TrainerOptions> options = OptionsFrom(*member);
  if (!options.ok()) return options.status();
  absl::StatusOr<std::vector<double>> losses = LossesFrom(root, options->steps);
  if (!losses.ok()) return losses.status();
  const absl::StatusOr<nn::Checkpoint> state =
      nn::ReadCheckpoint(folder + "/state.safetensors");
  if (!state.ok()) return state.status();
  Trainer trainer(*options);
  const absl::Status restored =
      trainer.Restore(state->weights, *std::move(losses));
  if (!restored.ok()) return restored;
  return trainer;
}

absl::Status Trainer::Restore(const nn::Weights& state,
                              std::vector<double> losses) {
  for (const nn::Parameter& p : model_.parameters()) {
    const auto found = state.find("weight/" + p.name);
    if (found == state.end() || found->second.shape != p.value.shape()) {
      return absl::InvalidArgumentError(
          absl::StrCat("state.safetensors: 'weight/", p.name,
                       "' is missing or not ", p.value.Describe(),
                       "; resume from a folder that this program wrote"));
    }
    std::copy(found->second.values.begin(), found->second.values.end(),
              p.value.mutable_data<float>());
  }
  losses_ = std::move(losses);
  return optimizer_.SetState(state, step());
}

std::string CurveCsv(const Trainer& trainer) {
  std::string csv = "step,learning_rate,loss\n";
  for (int64_t step = 0; step < trainer.step(); ++step) {
    absl::StrAppendFormat(&csv, "%d,%.6g,%.6f\n", step,
                          trainer.LearningRate(step),
                          trainer.losses()[static_cast<size_t>(step)]);
  }
  return csv;
}

}  // namespace wbm::train
