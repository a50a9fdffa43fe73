#include "common/data/conjugation_task.h"

namespace wbm::data {
namespace {

// "I work" without "I ".
std::string WithoutPronoun(const std::string& english, Person person) {
  return english.substr(EnglishPronoun(person).size() + 1);
}

}  // namespace

std::string PromptText(const CorpusLine& line) {
  return line.spanish + " / " + std::string(EnglishPronoun(line.person)) +
         " ___";
}

std::string AnswerText(const CorpusLine& line) {
  return WithoutPronoun(line.english, line.person);
}

std::vector<std::string> RightAnswers(const CorpusLine& line) {
  std::vector<std::string> answers;
  for (const std::string& meaning : Meanings(line.spanish)) {
    answers.push_back(WithoutPronoun(meaning, line.person));
  }
  return answers;
}

Tokenizer ConjugationTokenizer(TokenKind kind) {
  std::vector<std::string> texts;
  for (const CorpusLine& line : ConjugationCorpus()) {
    texts.push_back(PromptText(line));
    texts.push_back(AnswerText(line));
  }
  return *Tokenizer::Of(kind, texts);
}

absl::StatusOr<std::vector<int64_t>> EncodePrompt(const Tokenizer& tokenizer,
                                                  const std::string& text) {
  absl::StatusOr<std::vector<int64_t>> ids = tokenizer.Encode(text);
  if (!ids.ok()) return ids;
  ids->insert(ids->begin(), Tokenizer::kBos);
  ids->push_back(Tokenizer::kSep);
  return ids;
}

std::vector<int64_t> PromptIds(const Tokenizer& tokenizer,
                               const CorpusLine& line) {
  return *EncodePrompt(tokenizer, PromptText(line));
}

std::vector<int64_t> ExampleIds(const Tokenizer& tokenizer,
                                const CorpusLine& line) {
  std::vector<int64_t> ids = PromptIds(tokenizer, line);
  const std::vector<int64_t> answer = *tokenizer.Encode(AnswerText(line));
  ids.insert(ids.end(), answer.begin(), answer.end());
  ids.push_back(Tokenizer::kEos);
  return ids;
}

}  // namespace wbm::data
