// What the model answers, and how much of it is right.
//
//   Answers answers = AnswerCorpus(model, tokenizer, pool);
//   answers.right;   // 594, of 600
//
// The likeliest token is taken at each position until <eos>; of equally likely
// ones the first. An answer counts as right when it is exactly one of
// data::RightAnswers: a form with two meanings ("yo fui") takes either.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "common/data/conjugation_task.h"
#include "common/data/tokenizer.h"
#include "common/kernels/cpu/thread_pool.h"
#include "common/nn/minigpt.h"

namespace wbm::train {

// The answer to a prompt, without <eos>; as far as the context allows.
std::vector<int64_t> Answer(const nn::MiniGpt& model,
                            std::vector<int64_t> prompt);

struct Answers {
  int64_t right = 0;
  std::vector<std::string> given;  // one a line of ConjugationCorpus()
};

Answers AnswerCorpus(const nn::MiniGpt& model, const data::Tokenizer& tokenizer,
                     kernels::ThreadPool& pool);

}  // namespace wbm::train
