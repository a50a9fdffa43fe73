// Trains MiniGPT on the conjugation corpus, step by step.
//
//   Trainer trainer({.steps = 400, .seed = 18});
//   while (!trainer.done()) trainer.Step(pool);
//   WriteCheckpoint("minigpt.safetensors", trainer.ToCheckpoint());
//
// A run is a function of its options: the same bytes for any number of threads
// and when it is saved and resumed at any step. (Another instruction set gives
// the same bytes too, as far as this project's kernels go.)
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/data/tokenizer.h"
#include "common/kernels/cpu/thread_pool.h"
#include "common/nn/minigpt.h"
#include "common/nn/optimizer.h"
#include "common/nn/weights.h"
#include "common/train/batches.h"

namespace wbm::train {

struct TrainerOptions {
  int64_t steps = 400;
  uint64_t seed = 18;
  int64_t batch = 64;  // sequences a step
  int64_t width = 128;
  int64_t layers = 2;
  int64_t heads = 4;
  data::TokenKind tokens = data::TokenKind::kWord;
  double peak_learning_rate = 2e-3;

  friend bool operator==(const TrainerOptions&,
                         const TrainerOptions&) = default;
};

class Trainer {
 public:
  explicit Trainer(const TrainerOptions& options);

  // One step; returns its loss, in nats a token.
  double Step(kernels::ThreadPool& pool);
  bool done() const { return step() >= options_.steps; }

  int64_t step() const { return static_cast<int64_t>(losses_.size()); }
  const std::vector<double>& losses() const { return losses_; }
  const TrainerOptions& options() const { return options_; }
  const nn::MiniGpt& model() const { return model_; }
  const data::Tokenizer& tokenizer() const { return tokenizer_; }

  // Linear warm-up over the first steps, then a cosine down to a tenth.
  double LearningRate(int64_t step) const;

  // Weights, with heads, tokenizer, vocabulary and options as metadata.
  nn::Checkpoint ToCheckpoint() const;

  // Writes FOLDER/state.safetensors (weights and moments) and
  // FOLDER/state.json (options, step, losses).
  absl::Status Save(const std::string& folder) const;
  // A trainer that goes on where that one was.
  static absl::StatusOr<Trainer> Resume(const std::string& folder);

 private:
  absl::Status Restore(const nn::Weights& state, std::vector<double> losses);

  TrainerOptions options_;
  data::Tokenizer tokenizer_;
  Sequences examples_;
  nn::MiniGpt model_;
  nn::AdamW optimizer_;
  std::vector<double> losses_;
};

// "step,learning_rate,loss" and a row a step: the training curve.
std::string CurveCsv(const Trainer& trainer);

}  // namespace wbm::train
