// The corpus as a task: complete "yo trabajo / I ___" with "work".
//
//   const CorpusLine& line = ConjugationCorpus()[0];
//   PromptText(line);   // "yo trabajo / I ___"
//   AnswerText(line);   // "work"
//   PromptIds(tokenizer, line);   // <bos> yo trabajo / I ___ <sep>: 7 tokens
//   ExampleIds(tokenizer, line);  // the same, then work <eos>
//
// An answer is exact when it is that of any line with the same Spanish (see
// Meanings): "yo fui / I ___" takes "was" and "went".
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "common/data/conjugation_corpus.h"
#include "common/data/tokenizer.h"

namespace wbm::data {

std::string PromptText(const CorpusLine& line);
std::string AnswerText(const CorpusLine& line);

// Every answer that is right for this line's prompt.
std::vector<std::string> RightAnswers(const CorpusLine& line);

// The tokens of the whole corpus.
Tokenizer ConjugationTokenizer(TokenKind kind);

// Of a tokenizer that knows the line's tokens, as ConjugationTokenizer does.
std::vector<int64_t> PromptIds(const Tokenizer& tokenizer,
                               const CorpusLine& line);
std::vector<int64_t> ExampleIds(const Tokenizer& tokenizer,
                                const CorpusLine& line);

// <bos> text <sep>, for a prompt that a person typed.
absl::StatusOr<std::vector<int64_t>> EncodePrompt(const Tokenizer& tokenizer,
                                                  const std::string& text);

}  // namespace wbm::data
