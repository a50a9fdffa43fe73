#include "common/train/trainer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "common/data/conjugation_task.h"
#include "common/io/file.h"
#include "common/tensor/autograd.h"
#include "common/tensor/ops.h"
#include "common/train/gradients.h"

namespace wbm::train {
namespace {

using kernels::ThreadPool;
using tensor::Dtype;
using tensor::Tensor;
using ::testing::HasSubstr;

// Small, but with several micro-batches a step and two epochs' borders.
constexpr TrainerOptions kSmall = {
    .steps = 8, .seed = 3, .batch = 160, .width = 16};

std::string BytesAfter(Trainer trainer, int threads) {
  ThreadPool pool(threads);
  while (!trainer.done()) trainer.Step(pool);
  return *nn::FormatCheckpoint(trainer.ToCheckpoint()) + CurveCsv(trainer);
}

std::string Folder(const std::string& name) {
  return ::testing::TempDir() + "/" + name;
}

TEST(Trainer, AnyNumberOfThreadsGivesTheSameBytes) {
  const std::string one = BytesAfter(Trainer(kSmall), 1);
  for (int threads : {2, 3}) {
    EXPECT_EQ(BytesAfter(Trainer(kSmall), threads), one) << threads;
  }
}

TEST(Trainer, ResumedAtAnyStepGivesTheSameBytes) {
  const std::string whole = BytesAfter(Trainer(kSmall), 2);
  for (int64_t stop : {0, 1, 4, 7, 8}) {
    ThreadPool pool(2);
    Trainer first(kSmall);
    while (first.step() < stop) first.Step(pool);
    ASSERT_TRUE(first.Save(Folder("resume")).ok());
    absl::StatusOr<Trainer> second = Trainer::Resume(Folder("resume"));
    ASSERT_TRUE(second.ok()) << second.status();
    EXPECT_EQ(second->step(), stop);
    EXPECT_EQ(second->options(), kSmall);
    EXPECT_EQ(BytesAfter(*std::move(second), 1), whole) << stop;
  }
}

TEST(Trainer, SeedsMatter) {
  TrainerOptions other = kSmall;
  other.seed = 4;
  EXPECT_NE(BytesAfter(Trainer(other), 1), BytesAfter(Trainer(kSmall), 1));
}

TEST(Trainer, TheLossFalls) {
  ThreadPool pool(2);
  Trainer trainer({.steps = 60, .seed = 5, .batch = 60, .width = 32});
  while (!trainer.done()) trainer.Step(pool);
  // At first about ln(vocabulary), 6.5 nats.
  EXPECT_NEAR(trainer.losses().front(),
              std::log(static_cast<double>(trainer.tokenizer().size())), 0.1);
  EXPECT_LT(trainer.losses().back(), trainer.losses().front() - 1.5);
}

std::string ResumeError(const std::string& state_json) {
  const std::string folder = Folder("broken");
  EXPECT_TRUE(Trainer(kSmall).Save(folder).ok());
  EXPECT_TRUE(io::WriteFile(folder + "/state.json", state_json).ok());
  const absl::StatusOr<Trainer> trainer = Trainer::Resume(folder);
  return trainer.ok() ? "ok" : std::string(trainer.status().message());
}

TEST(Trainer, AStateThatDoesNotFitIsRefused) {
  const auto json = [](const std::string& options, const std::string& losses) {
    return R"({"options": {"steps": 8, "seed": "3", "batch": 160, "layers": 2,)"
           R"( "heads": 4, "tokens": "word", "peak_learning_rate": 0.002, )" +
           options + R"(}, "losses": )" + losses + "}";
  };
  EXPECT_EQ(ResumeError(json(R"("width": 16)", "[1.0]")), "ok");
  EXPECT_THAT(ResumeError("{"), HasSubstr("state.json"));
  EXPECT_THAT(ResumeError(json(R"("width": 32)", "[]")),
              HasSubstr("'weight/tok_emb.weight' is missing or not"));
  EXPECT_THAT(ResumeError(json(R"("width": 17)", "[]")),
              HasSubstr("no multiple of heads"));
  EXPECT_THAT(ResumeError(json(R"("width": 0)", "[]")),
              HasSubstr("expected 1 to"));
  EXPECT_THAT(ResumeError(json(R"("width": 16)", "[1,1,1,1,1,1,1,1,1]")),
              HasSubstr("more losses than the run has steps"));
  EXPECT_FALSE(Trainer::Resume(Folder("nowhere")).ok());
}

TEST(BatchAt, AnEpochShowsEverySequenceOnce) {
  Sequences sequences;
  for (int64_t i = 0; i < 10; ++i) sequences.push_back({i, i});
  std::multiset<int64_t> seen;
  for (int64_t step = 0; step < 5; ++step) {
    const Batch batch = BatchAt(sequences, 0, 1, step, 4);
    for (int64_t id : batch.ids.ToVector<int64_t>()) seen.insert(id);
  }
  for (int64_t i = 0; i < 10; ++i) EXPECT_EQ(seen.count(i), 2u) << i;
}

TEST(NextTokenBatch, TargetsAreTheNextTokensAndPaddingIsIgnored) {
  const Batch batch = NextTokenBatch({{1, 5, 6, 3}, {1, 7}}, 0);
  EXPECT_EQ(batch.ids.ToVector<int64_t>(),
            (std::vector<int64_t>{1, 5, 6, 1, 0, 0}));
  EXPECT_EQ(batch.targets.ToVector<int64_t>(),
            (std::vector<int64_t>{5, 6, 3, 7, -1, -1}));
}

TEST(BatchGradients, AreThoseOfTheWholeBatchAtOnce) {
  const data::Tokenizer words =
      data::ConjugationTokenizer(data::TokenKind::kWord);
  Sequences examples;
  for (const data::CorpusLine& line : data::ConjugationCorpus()) {
    examples.push_back(data::ExampleIds(words, line));
  }
  examples.resize(70);
  const Batch batch = NextTokenBatch(examples, data::Tokenizer::kPad);
  const nn::MiniGpt model = nn::MiniGpt::Initialise(
      {.vocabulary = words.size(), .context = 16, .width = 8, .hidden = 8}, 1,
      Dtype::kFloat64);
  ThreadPool pool(2);
  const LossAndGradients parts = BatchGradients(model, batch, pool);
  const Tensor loss =
      tensor::CrossEntropy(model.Forward(batch.ids), batch.targets);
  EXPECT_NEAR(parts.loss, loss.Item(), 1e-12);
  const tensor::Gradients whole = tensor::Backward(loss);
  for (size_t i = 0; i < parts.gradients.size(); ++i) {
    const auto a = parts.gradients[i].ToVector<double>();
    const auto b = whole.Of(model.parameters()[i].value).ToVector<double>();
    for (size_t e = 0; e < a.size(); ++e) {
      // Sums of under a thousand terms below 1, in another order.
      ASSERT_NEAR(a[e], b[e], 1e-13) << model.parameters()[i].name;
    }
  }
}

}  // namespace
}  // namespace wbm::train
