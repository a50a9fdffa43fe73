// Trains the course's small model.
//
//   bazel run //common/train:train -- --out=DIR [--steps=400] [--seed=18]
//   bazel run //common/train:train -- --out=DIR --stop_at=100
//   bazel run //common/train:train -- --out=DIR2 --resume=DIR
//
// Writes into DIR: minigpt.safetensors (the weights), curve.csv (the loss of
// each step), answers.json (which prompts the model answers right) and
// state.safetensors with state.json, from which --resume goes on bit by bit.
//
// Exit codes: 0 done; 1 a file could not be written; 2 wrong use.
#include <algorithm>
#include <cstdio>
#include <iostream>
#include <string>

#include "absl/flags/flag.h"
#include "absl/strings/str_cat.h"
#include "common/io/file.h"
#include "common/io/json.h"
#include "common/io/user_path.h"
#include "common/os/command_line.h"
#include "common/train/answers.h"
#include "common/train/trainer.h"

ABSL_FLAG(std::string, out, "", "folder to fill; made if absent");
ABSL_FLAG(int64_t, steps, 400, "steps of the whole run");
ABSL_FLAG(uint64_t, seed, 18, "of the weights and the order of the examples");
ABSL_FLAG(int64_t, width, 128, "of the residual stream; a multiple of 4");
ABSL_FLAG(int64_t, layers, 2, "blocks");
ABSL_FLAG(bool, characters, false, "tokens are characters, not words");
ABSL_FLAG(std::string, resume, "",
          "folder of an earlier run to go on with; its options hold");
ABSL_FLAG(int64_t, stop_at, 0, "save and stop after this step; 0: go on");
ABSL_FLAG(int, threads, 0, "0: one a core; the result does not depend on it");

namespace {

using wbm::io::Json;
using wbm::io::UserPath;
using wbm::kernels::ThreadPool;
using wbm::train::Trainer;
using wbm::train::TrainerOptions;

constexpr int kFailed = 1;
constexpr int kWrongUse = 2;
constexpr int64_t kReportEvery = 50;

absl::StatusOr<Trainer> MakeTrainer() {
  const std::string resume = absl::GetFlag(FLAGS_resume);
  if (!resume.empty()) return Trainer::Resume(UserPath(resume));
  TrainerOptions options;
  options.steps = absl::GetFlag(FLAGS_steps);
  options.seed = absl::GetFlag(FLAGS_seed);
  options.width = absl::GetFlag(FLAGS_width);
  options.layers = absl::GetFlag(FLAGS_layers);
  if (absl::GetFlag(FLAGS_characters)) {
    options.tokens = wbm::data::TokenKind::kCharacter;
  }
  if (options.steps < 1 || options.layers < 1 || options.width < 1 ||
      options.width % options.heads != 0) {
    return absl::InvalidArgumentError(
        "--steps and --layers are at least 1, --width a multiple of 4");
  }
  return Trainer(options);
}

void Train(Trainer& trainer, ThreadPool& pool) {
  const int64_t stop = absl::GetFlag(FLAGS_stop_at);
  while (!trainer.done() && (stop == 0 || trainer.step() < stop)) {
    const double loss = trainer.Step(pool);
    if (trainer.step() % kReportEvery == 0 || trainer.done()) {
      std::fprintf(stderr, "step %lld of %lld, loss %.4f\n",
                   static_cast<long long>(trainer.step()),
                   static_cast<long long>(trainer.options().steps), loss);
    }
  }
}

Json AnswersJson(const wbm::train::Answers& answers) {
  const auto& corpus = wbm::data::ConjugationCorpus();
  Json json;
  json["prompts"] = corpus.size();
  json["right"] = answers.right;
  json["wrong"] = Json::array();
  for (size_t i = 0; i < corpus.size(); ++i) {
    const auto right = wbm::data::RightAnswers(corpus[i]);
    if (std::find(right.begin(), right.end(), answers.given[i]) !=
        right.end()) {
      continue;
    }
    json["wrong"].push_back({{"prompt", wbm::data::PromptText(corpus[i])},
                             {"given", answers.given[i]},
                             {"right", right}});
  }
  return json;
}

absl::Status WriteAll(const Trainer& trainer, ThreadPool& pool,
                      const std::string& out) {
  absl::Status status = trainer.Save(out);
  if (status.ok()) {
    status = wbm::nn::WriteCheckpoint(out + "/minigpt.safetensors",
                                      trainer.ToCheckpoint());
  }
  if (status.ok()) {
    status = wbm::io::WriteFile(out + "/curve.csv", CurveCsv(trainer));
  }
  if (!status.ok()) return status;
  const auto answers =
      wbm::train::AnswerCorpus(trainer.model(), trainer.tokenizer(), pool);
  std::fprintf(stderr, "%lld of %zu prompts answered right\n",
               static_cast<long long>(answers.right), answers.given.size());
  return wbm::io::WriteJson(out + "/answers.json", AnswersJson(answers));
}

int Fail(const absl::Status& status, int code) {
  std::cerr << std::string(status.message()) << "\n";
  return code;
}

}  // namespace

int main(int argc, char** argv) {
  const auto line = wbm::os::ParseCommandLine(argc, argv);
  if (!line.ok()) return Fail(line.status(), kWrongUse);
  if (line->help) {
    std::cout << "Trains MiniGPT on the conjugation corpus.\n\n"
              << wbm::os::FlagsHelp();
    return 0;
  }
  const std::string out = absl::GetFlag(FLAGS_out);
  if (out.empty()) {
    return Fail(absl::InvalidArgumentError("give the folder: --out=DIR"),
                kWrongUse);
  }
  absl::StatusOr<Trainer> trainer = MakeTrainer();
  if (!trainer.ok()) return Fail(trainer.status(), kWrongUse);
  const int threads = absl::GetFlag(FLAGS_threads);
  ThreadPool own(std::max(1, threads));
  ThreadPool& pool = threads > 0 ? own : ThreadPool::Default();
  Train(*trainer, pool);
  const absl::Status written = WriteAll(*trainer, pool, UserPath(out));
  return written.ok() ? 0 : Fail(written, kFailed);
}
