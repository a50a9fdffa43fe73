#include "common/data/tokenizer.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"

namespace wbm::data {
namespace {

constexpr std::array<const char*, 4> kMarks = {"<pad>", "<bos>", "<sep>",
                                               "<eos>"};

absl::Status Bad(const std::string& message) {
  return absl::InvalidArgumentError(message);
}

// The bytes of the code point that begins here; 0 when this is not UTF-8
// (RFC 3629: no overlong forms, no surrogates, at most U+10FFFF).
size_t CodePointBytes(std::string_view text) {
  const auto byte = [&](size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
  };
  const auto follows = [&](size_t i, unsigned low = 0x80,
                           unsigned high = 0xbf) {
    return byte(i) >= low && byte(i) <= high;
  };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  if (first >= 0xc2 && first <= 0xdf) return follows(1) ? 2 : 0;
  if (first >= 0xe0 && first <= 0xef) {
    const unsigned low = first == 0xe0 ? 0xa0 : 0x80;
    const unsigned high = first == 0xed ? 0x9f : 0xbf;
    return follows(1, low, high) && follows(2) ? 3 : 0;
  }
  if (first >= 0xf0 && first <= 0xf4) {
    const unsigned low = first == 0xf0 ? 0x90 : 0x80;
    const unsigned high = first == 0xf4 ? 0x8f : 0xbf;
    return follows(1, low, high) && follows(2) && follows(3) ? 4 : 0;
  }
  return 0;
}

absl::StatusOr<std::vector<std::string>> CodePoints(std::string_view text) {
  std::vector<std::string> points;
  for (size_t at = 0; at < text.size();) {
    const size_t bytes = CodePointBytes(text.substr(at));
    if (bytes == 0) {
      return Bad(absl::StrCat("the text is not UTF-8 at byte ", at,
                              "; save it as UTF-8"));
    }
    points.emplace_back(text.substr(at, bytes));
    at += bytes;
  }
  return points;
}

absl::StatusOr<std::vector<std::string>> Pieces(TokenKind kind,
                                                std::string_view text) {
  absl::StatusOr<std::vector<std::string>> points = CodePoints(text);
  if (!points.ok() || kind == TokenKind::kCharacter) return points;
  std::vector<std::string> words;
  while (!text.empty()) {
    const size_t end = std::min(text.find(' '), text.size());
    if (end > 0) words.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

}  // namespace

Tokenizer::Tokenizer(TokenKind kind, std::vector<std::string> vocabulary)
    : kind_(kind), vocabulary_(std::move(vocabulary)) {
  for (size_t i = 0; i < vocabulary_.size(); ++i) {
    ids_.emplace(vocabulary_[i], static_cast<int64_t>(i));
  }
}

absl::StatusOr<Tokenizer> Tokenizer::Of(TokenKind kind,
                                        std::span<const std::string> texts) {
  std::set<std::string> tokens;
  for (const std::string& text : texts) {
    const absl::StatusOr<std::vector<std::string>> pieces = Pieces(kind, text);
    if (!pieces.ok()) return pieces.status();
    tokens.insert(pieces->begin(), pieces->end());
  }
  std::vector<std::string> vocabulary(kMarks.begin(), kMarks.end());
  for (const char* mark : kMarks) tokens.erase(mark);
  vocabulary.insert(vocabulary.end(), tokens.begin(), tokens.end());
  return Tokenizer(kind, std::move(vocabulary));
}

absl::StatusOr<Tokenizer> Tokenizer::FromVocabulary(
    TokenKind kind, std::vector<std::string> vocabulary) {
  const bool marked =
      vocabulary.size() >= kMarks.size() &&
      std::equal(kMarks.begin(), kMarks.end(), vocabulary.begin());
  if (!marked) {
    return Bad("the vocabulary does not begin with <pad>, <bos>, <sep>, <eos>");
  }
  Tokenizer tokenizer(kind, std::move(vocabulary));
  if (tokenizer.ids_.size() != tokenizer.vocabulary_.size()) {
    return Bad("the vocabulary has a token twice; keep one");
  }
  return tokenizer;
}

absl::StatusOr<std::vector<int64_t>> Tokenizer::Encode(
    const std::string& text) const {
  const absl::StatusOr<std::vector<std::string>> pieces = Pieces(kind_, text);
  if (!pieces.ok()) return pieces.status();
  std::vector<int64_t> ids;
  for (const std::string& piece : *pieces) {
    const auto found = ids_.find(piece);
    if (found == ids_.end()) {
      return Bad(absl::StrCat("'", piece, "' is not in the vocabulary of ",
                              size(), " tokens"));
    }
    ids.push_back(found->second);
  }
  return ids;
}

absl::StatusOr<std::string> Tokenizer::Decode(
    std::span<const int64_t> ids) const {
  std::string text;
  for (size_t i = 0; i < ids.size(); ++i) {
    if (ids[i] < 0 || ids[i] >= size()) {
      return Bad(absl::StrCat("id ", ids[i], " is not in the vocabulary of ",
                              size(), " tokens"));
    }
    if (i > 0 && kind_ == TokenKind::kWord) text += ' ';
    text += vocabulary_[static_cast<size_t>(ids[i])];
  }
  return text;
}

}  // namespace wbm::data
