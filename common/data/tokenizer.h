// Text to token ids and back, by words or by characters.
//
//   Tokenizer words = Tokenizer::Of(TokenKind::kWord, texts);
//   absl::StatusOr<std::vector<int64_t>> ids = words.Encode("yo trabajo");
//   absl::StatusOr<std::string> text = words.Decode(*ids);
//
// The first four ids of any vocabulary are the marks <pad>, <bos>, <sep> and
// <eos>. Words are what spaces separate (runs of spaces count as one);
// characters are Unicode code points, spaces among them. Text is UTF-8.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace wbm::data {

enum class TokenKind { kWord, kCharacter };

class Tokenizer {
 public:
  static constexpr int64_t kPad = 0;  // fills the ends of short sequences
  static constexpr int64_t kBos = 1;  // begins a sequence
  static constexpr int64_t kSep = 2;  // ends the prompt
  static constexpr int64_t kEos = 3;  // ends the answer

  // The marks, then every token of `texts` in the order of its bytes.
  // InvalidArgument when a text is not UTF-8.
  static absl::StatusOr<Tokenizer> Of(TokenKind kind,
                                      std::span<const std::string> texts);

  // A vocabulary that was stored; InvalidArgument when it does not begin with
  // the marks or has a token twice.
  static absl::StatusOr<Tokenizer> FromVocabulary(
      TokenKind kind, std::vector<std::string> vocabulary);

  TokenKind kind() const { return kind_; }
  const std::vector<std::string>& vocabulary() const { return vocabulary_; }
  int64_t size() const { return static_cast<int64_t>(vocabulary_.size()); }

  // InvalidArgument names the first unknown word or character. The words
  // "<bos>" and the like encode as the marks.
  absl::StatusOr<std::vector<int64_t>> Encode(const std::string& text) const;

  // Words with one space between; marks are written out.
  absl::StatusOr<std::string> Decode(std::span<const int64_t> ids) const;

 private:
  Tokenizer(TokenKind kind, std::vector<std::string> vocabulary);

  TokenKind kind_;
  std::vector<std::string> vocabulary_;
  std::map<std::string, int64_t, std::less<>> ids_;
};

}  // namespace wbm::data
