#include "common/data/tokenizer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/data/conjugation_task.h"

namespace wbm::data {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

std::string ErrorOf(const absl::StatusOr<std::vector<int64_t>>& ids) {
  return ids.ok() ? "ok" : std::string(ids.status().message());
}

TEST(Tokenizer, TheDriftLabsPromptHasSevenTokens) {
  const Tokenizer words = ConjugationTokenizer(TokenKind::kWord);
  const std::vector<int64_t> ids = *EncodePrompt(words, "yo trabajo / I ___");
  EXPECT_EQ(ids.size(), 7u);
  EXPECT_EQ(*words.Decode(ids), "<bos> yo trabajo / I ___ <sep>");
  EXPECT_EQ(ids, PromptIds(words, ConjugationCorpus()[0]));
}

TEST(Tokenizer, EveryLineSurvivesTheRoundTrip) {
  for (TokenKind kind : {TokenKind::kWord, TokenKind::kCharacter}) {
    const Tokenizer tokenizer = ConjugationTokenizer(kind);
    for (const CorpusLine& line : ConjugationCorpus()) {
      const std::string text = PromptText(line) + " " + AnswerText(line);
      EXPECT_EQ(*tokenizer.Decode(*tokenizer.Encode(text)), text);
    }
  }
}

TEST(Tokenizer, MarksComeFirstThenTokensInOrder) {
  const std::vector<std::string> texts = {"b a", "a ñ"};
  EXPECT_THAT(Tokenizer::Of(TokenKind::kWord, texts)->vocabulary(),
              ElementsAre("<pad>", "<bos>", "<sep>", "<eos>", "a", "b", "ñ"));
  EXPECT_THAT(
      Tokenizer::Of(TokenKind::kCharacter, texts)->vocabulary(),
      ElementsAre("<pad>", "<bos>", "<sep>", "<eos>", " ", "a", "b", "ñ"));
}

TEST(Tokenizer, CharactersAreCodePointsNotBytes) {
  const Tokenizer tokenizer = ConjugationTokenizer(TokenKind::kCharacter);
  EXPECT_EQ(tokenizer.Encode("él tú")->size(), 5u);
}

TEST(Tokenizer, UnknownTokensAreNamed) {
  EXPECT_THAT(ErrorOf(ConjugationTokenizer(TokenKind::kWord).Encode("yo nado")),
              HasSubstr("'nado' is not in the vocabulary"));
  EXPECT_THAT(
      ErrorOf(ConjugationTokenizer(TokenKind::kCharacter).Encode("yo Ω")),
      HasSubstr("'Ω' is not"));
  const std::vector<int64_t> ids = {1, 100000};
  EXPECT_FALSE(ConjugationTokenizer(TokenKind::kWord).Decode(ids).ok());
}

TEST(Tokenizer, SpacesAndEmptyTexts) {
  const Tokenizer words = ConjugationTokenizer(TokenKind::kWord);
  EXPECT_EQ(words.Encode("")->size(), 0u);
  EXPECT_EQ(words.Encode("   ")->size(), 0u);
  EXPECT_EQ(*words.Decode(*words.Encode("  yo  fui ")), "yo fui");
  EXPECT_EQ(*words.Decode({}), "");
}

TEST(Tokenizer, WhatIsNotUtf8IsRefused) {
  const Tokenizer words = ConjugationTokenizer(TokenKind::kWord);
  // Alone, cut short, overlong, a surrogate, beyond U+10FFFF.
  for (const char* bad :
       {"yo \xff", "yo \xc3", "yo \xc0\xaf", "yo \xe0\x80\xaf",
        "yo \xed\xa0\x80", "yo \xf4\x90\x80\x80"}) {
    EXPECT_THAT(ErrorOf(words.Encode(bad)), HasSubstr("not UTF-8 at byte 3"));
  }
}

TEST(Tokenizer, AStoredVocabularyIsChecked) {
  const Tokenizer words = ConjugationTokenizer(TokenKind::kWord);
  const absl::StatusOr<Tokenizer> copy =
      Tokenizer::FromVocabulary(TokenKind::kWord, words.vocabulary());
  EXPECT_EQ(*copy->Encode("yo fui"), *words.Encode("yo fui"));
  std::vector<std::string> twice = words.vocabulary();
  twice.push_back(twice.back());
  EXPECT_FALSE(Tokenizer::FromVocabulary(TokenKind::kWord, twice).ok());
  EXPECT_FALSE(Tokenizer::FromVocabulary(TokenKind::kWord, {"yo"}).ok());
}

TEST(ConjugationTask, AmbiguousFormsHaveTwoRightAnswers) {
  for (const CorpusLine& line : ConjugationCorpus()) {
    EXPECT_THAT(RightAnswers(line), Contains(AnswerText(line)));
    if (line.spanish == "yo fui") {
      EXPECT_THAT(RightAnswers(line), UnorderedElementsAre("was", "went"));
    }
  }
}

TEST(ConjugationTask, AnExampleIsPromptAnswerAndEnd) {
  const Tokenizer words = ConjugationTokenizer(TokenKind::kWord);
  EXPECT_EQ(*words.Decode(ExampleIds(words, ConjugationCorpus()[0])),
            "<bos> yo trabajo / I ___ <sep> work <eos>");
}

}  // namespace
}  // namespace wbm::data
