// C++ source as tokens with their places: as much of the language as a mutator
// has to know. Comments, blanks and preprocessor lines are no tokens.
//
//   Tokens("a <= 1.5f;")   // name "a", mark "<=", number "1.5f", mark ";"
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace wbm::mutate {

enum class TokenKind { kName, kNumber, kText, kMark };

struct Token {
  TokenKind kind = TokenKind::kMark;
  std::size_t at = 0;     // of its first byte in the source
  std::string_view text;  // a part of the source, which has to stay

  std::size_t end() const { return at + text.size(); }
};

std::vector<Token> Tokens(std::string_view source);

}  // namespace wbm::mutate
