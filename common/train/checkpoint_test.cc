// The checkpoint that //common/train:checkpoint makes.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "common/data/tokenizer.h"
#include "common/io/file.h"
#include "common/io/json.h"
#include "common/io/runfiles.h"
#include "common/train/answers.h"

namespace wbm::train {
namespace {

nn::Checkpoint Stored() {
  const auto path = io::Runfile("common/train/checkpoint/minigpt.safetensors");
  return *nn::ReadCheckpoint(*path);
}

TEST(Checkpoint, AnswersTheCorpusFromItsFileAlone) {
  const nn::Checkpoint stored = Stored();
  const absl::StatusOr<io::Json> vocabulary =
      io::ParseJson(stored.metadata.at("vocabulary"));
  const absl::StatusOr<data::Tokenizer> tokenizer =
      data::Tokenizer::FromVocabulary(
          data::TokenKind::kWord, vocabulary->get<std::vector<std::string>>());
  ASSERT_TRUE(tokenizer.ok()) << tokenizer.status();
  const absl::StatusOr<nn::MiniGpt> model =
      nn::MiniGpt::FromWeights(stored.weights, *nn::HeadsOf(stored));
  ASSERT_TRUE(model.ok()) << model.status();
  const Answers answers =
      AnswerCorpus(*model, *tokenizer, kernels::ThreadPool::Default());
  EXPECT_GE(answers.right, 570) << "95 % of 600";
}

TEST(Checkpoint, IsTheModelOfTheDriftLab) {
  const nn::Checkpoint stored = Stored();
  EXPECT_EQ(*nn::HeadsOf(stored), 4);
  EXPECT_EQ(stored.weights.count("blocks.1.ln1.weight"), 1u);
  EXPECT_EQ(stored.weights.count("blocks.2.ln1.weight"), 0u);
}

TEST(Checkpoint, ItsCurveFalls) {
  const auto path = io::Runfile("common/train/checkpoint/curve.csv");
  const absl::StatusOr<std::string> curve = io::ReadFile(*path);
  ASSERT_TRUE(curve.ok()) << curve.status();
  EXPECT_EQ(curve->rfind("step,learning_rate,loss\n0,", 0), 0u);
  const std::string last = curve->substr(curve->rfind(',', curve->size()) + 1);
  EXPECT_LT(std::stod(last), 1.0) << "nats a token; 6.5 at the start";
}

}  // namespace
}  // namespace wbm::train
