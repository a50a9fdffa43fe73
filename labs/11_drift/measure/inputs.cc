#include "labs/11_drift/measure/inputs.h"

#include <cmath>
#include <cstddef>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "common/data/conjugation_corpus.h"
#include "common/data/conjugation_task.h"
#include "common/data/tokenizer.h"
#include "common/io/json.h"
#include "common/io/npy.h"
#include "common/nn/minigpt.h"
#include "common/nn/weights.h"

namespace drift_lab {
namespace {

using ::wbm::nn::Checkpoint;
using ::wbm::nn::MiniGpt;
using ::wbm::tensor::Tensor;
using Prompts = std::vector<std::vector<std::int64_t>>;

absl::Status In(const std::string& name, const absl::Status& status) {
  return absl::InvalidArgumentError(
      absl::StrCat(name, ": ", std::string(status.message())));
}

// Magnitudes from here on round to infinity in float16.
constexpr float kFloat16Overflow = 65520;

absl::Status CheckValues(const Checkpoint& checkpoint) {
  for (const auto& [name, array] : checkpoint.weights) {
    for (float value : array.values) {
      if (std::abs(value) < kFloat16Overflow) continue;
      return absl::InvalidArgumentError(
          absl::StrCat("'", name, "' holds ", value,
                       ", which float16 does not; give weights below 65520"));
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<std::string>> VocabularyOf(
    const Checkpoint& checkpoint) {
  const auto found = checkpoint.metadata.find("vocabulary");
  if (found == checkpoint.metadata.end()) return std::vector<std::string>();
  const absl::StatusOr<wbm::io::Json> json = wbm::io::ParseJson(found->second);
  if (!json.ok()) return json.status();
  std::vector<std::string> words;
  for (const wbm::io::Json& word : *json) {
    if (!json->is_array() || !word.is_string()) {
      return absl::InvalidArgumentError(
          "the metadata's vocabulary is no list of strings; leave it out");
    }
    words.push_back(word.get<std::string>());
  }
  return words;
}

absl::StatusOr<Prompts> RepresentativePrompts(
    const std::vector<std::string>& vocabulary) {
  using ::wbm::data::Tokenizer;
  if (vocabulary.empty()) {
    return absl::InvalidArgumentError(
        "the metadata name no vocabulary, so the usual prompts have no ids; "
        "give token ids with --ids=FILE.npy");
  }
  const absl::StatusOr<Tokenizer> tokenizer =
      Tokenizer::FromVocabulary(wbm::data::TokenKind::kWord, vocabulary);
  if (!tokenizer.ok()) return tokenizer.status();
  Prompts prompts;
  for (const auto& line : wbm::data::RepresentativeLines()) {
    absl::StatusOr<std::vector<std::int64_t>> ids =
        wbm::data::EncodePrompt(*tokenizer, wbm::data::PromptText(line));
    if (!ids.ok()) return ids.status();
    prompts.push_back(*std::move(ids));
  }
  return prompts;
}

absl::StatusOr<Prompts> ParseIds(const std::string& bytes,
                                 const std::string& name) {
  const absl::StatusOr<wbm::io::NpyArray> array =
      wbm::io::ParseNpy(bytes, name);
  if (!array.ok()) return array.status();
  const absl::StatusOr<std::vector<std::int64_t>> ids =
      array->Values<std::int64_t>();
  if (!ids.ok()) {
    return absl::InvalidArgumentError(absl::StrCat(
        name, ": the ids are ", std::string(wbm::io::DtypeName(array->dtype)),
        "; save them as int64, np.save(f, ids.astype(np.int64))"));
  }
  if (array->shape.size() != 2 || ids->empty()) {
    return absl::InvalidArgumentError(absl::StrCat(
        name, ": ", array->shape.size(), " dimensions and ", ids->size(),
        " ids; expected [prompts, positions], at least one of each"));
  }
  const auto t = static_cast<std::ptrdiff_t>(array->shape[1]);
  Prompts prompts;
  for (auto at = ids->begin(); at != ids->end(); at += t) {
    prompts.emplace_back(at, at + t);
  }
  return prompts;
}

absl::Status CheckPrompts(const MiniGpt& model, const Prompts& prompts) {
  for (std::size_t p = 0; p < prompts.size(); ++p) {
    const auto t = static_cast<std::int64_t>(prompts[p].size());
    const absl::Status good =
        model.CheckIds(Tensor::From<std::int64_t>({1, t}, prompts[p]));
    if (good.ok()) continue;
    return absl::InvalidArgumentError(
        absl::StrCat("row ", p, ": ", std::string(good.message())));
  }
  return absl::OkStatus();
}

Weights ToContract(const Checkpoint& checkpoint, std::int64_t heads) {
  Weights weights;
  weights.heads = heads;
  for (const auto& [name, array] : checkpoint.weights) {
    weights.arrays[name] = {array.shape, array.values, array.integers};
  }
  return weights;
}

}  // namespace

std::string Inputs::Token(std::int64_t id) const {
  const auto i = static_cast<std::size_t>(id);
  return i < vocabulary.size() ? vocabulary[i] : absl::StrCat("#", id);
}

std::string Inputs::Text(const std::vector<std::int64_t>& ids) const {
  std::string text;
  for (std::int64_t id : ids) {
    absl::StrAppend(&text, text.empty() ? "" : " ", Token(id));
  }
  return text;
}

absl::StatusOr<Inputs> ParseInputs(const std::string& checkpoint,
                                   const std::string& checkpoint_name,
                                   const std::string& ids,
                                   const std::string& ids_name,
                                   std::int64_t heads) {
  const absl::StatusOr<Checkpoint> file =
      wbm::nn::ParseCheckpoint(checkpoint, checkpoint_name);
  if (!file.ok()) return file.status();
  const absl::StatusOr<std::int64_t> said =
      heads > 0 ? heads : wbm::nn::HeadsOf(*file);
  if (!said.ok()) return In(checkpoint_name, said.status());
  const absl::StatusOr<MiniGpt> model =
      MiniGpt::FromWeights(file->weights, *said);
  if (!model.ok()) return In(checkpoint_name, model.status());
  const absl::Status representable = CheckValues(*file);
  if (!representable.ok()) return In(checkpoint_name, representable);
  Inputs inputs;
  inputs.weights = ToContract(*file, *said);
  inputs.blocks = model->config().layers;
  const absl::StatusOr<std::vector<std::string>> vocabulary =
      VocabularyOf(*file);
  if (!vocabulary.ok()) return In(checkpoint_name, vocabulary.status());
  inputs.vocabulary = *vocabulary;
  const absl::StatusOr<Prompts> prompts =
      ids_name.empty() ? RepresentativePrompts(inputs.vocabulary)
                       : ParseIds(ids, ids_name);
  if (!prompts.ok()) {
    return ids_name.empty() ? In(checkpoint_name, prompts.status())
                            : prompts.status();
  }
  const absl::Status fit = CheckPrompts(*model, *prompts);
  if (!fit.ok()) return In(ids_name.empty() ? checkpoint_name : ids_name, fit);
  inputs.prompts = *prompts;
  return inputs;
}

}  // namespace drift_lab
