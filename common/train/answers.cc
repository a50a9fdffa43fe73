#include "common/train/answers.h"

#include <algorithm>

#include "common/tensor/autograd.h"

namespace wbm::train {
namespace {

using data::Tokenizer;
using tensor::Tensor;

// The likeliest next token after the last position.
int64_t Next(const nn::MiniGpt& model, const std::vector<int64_t>& ids) {
  const auto t = static_cast<int64_t>(ids.size());
  const Tensor logits = model.Forward(Tensor::From<int64_t>({1, t}, ids));
  const int64_t vocabulary = logits.dim(-1);
  const float* last = logits.data<float>() + (t - 1) * vocabulary;
  return std::max_element(last, last + vocabulary) - last;
}

}  // namespace

std::vector<int64_t> Answer(const nn::MiniGpt& model,
                            std::vector<int64_t> prompt) {
  const tensor::NoGrad no_grad;
  std::vector<int64_t> answer;
  while (static_cast<int64_t>(prompt.size()) <= model.config().context) {
    const int64_t next = Next(model, prompt);
    if (next == Tokenizer::kEos) break;
    answer.push_back(next);
    prompt.push_back(next);
  }
  return answer;
}

Answers AnswerCorpus(const nn::MiniGpt& model, const Tokenizer& tokenizer,
                     kernels::ThreadPool& pool) {
  const std::vector<data::CorpusLine>& corpus = data::ConjugationCorpus();
  Answers answers;
  answers.given.resize(corpus.size());
  pool.Run(static_cast<int>(corpus.size()), [&](int line) {
    const auto i = static_cast<size_t>(line);
    answers.given[i] =
        *tokenizer.Decode(Answer(model, data::PromptIds(tokenizer, corpus[i])));
  });
  for (size_t i = 0; i < corpus.size(); ++i) {
    const std::vector<std::string> right = data::RightAnswers(corpus[i]);
    answers.right +=
        std::find(right.begin(), right.end(), answers.given[i]) != right.end();
  }
  return answers;
}

}  // namespace wbm::train
