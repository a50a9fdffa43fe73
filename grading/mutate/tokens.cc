#include "grading/mutate/tokens.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace wbm::mutate {
namespace {

// Longest first.
constexpr std::array<std::string_view, 25> kLongMarks = {
    "<<=", ">>=", "...", "<=>", "->*", "::", "->", "++", "--",
    "<<",  ">>",  "<=",  ">=",  "==",  "!=", "&&", "||", "+=",
    "-=",  "*=",  "/=",  "%=",  "&=",  "|=", "^="};

bool IsNamePart(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

class Lexer {
 public:
  explicit Lexer(std::string_view source) : source_(source) {}

  std::vector<Token> Read() {
    while (at_ < source_.size()) Next();
    return std::move(tokens_);
  }

 private:
  char Peek(std::size_t ahead = 0) const {
    return at_ + ahead < source_.size() ? source_[at_ + ahead] : '\0';
  }

  void Next() {
    const char c = Peek();
    if (std::isspace(static_cast<unsigned char>(c)) != 0) {
      ++at_;
    } else if (c == '#' || (c == '/' && Peek(1) == '/')) {
      at_ = std::min(source_.find('\n', at_), source_.size());
    } else if (c == '/' && Peek(1) == '*') {
      const std::size_t end = source_.find("*/", at_ + 2);
      at_ = end == source_.npos ? source_.size() : end + 2;
    } else if (c == '"' || c == '\'') {
      Add(TokenKind::kText, TextEnd(c));
    } else if (IsDigit(c) || (c == '.' && IsDigit(Peek(1)))) {
      Add(TokenKind::kNumber, NumberEnd());
    } else if (IsNamePart(c)) {
      Add(TokenKind::kName, NameEnd());
    } else {
      Add(TokenKind::kMark, MarkEnd());
    }
  }

  void Add(TokenKind kind, std::size_t end) {
    tokens_.push_back({kind, at_, source_.substr(at_, end - at_)});
    at_ = end;
  }

  std::size_t TextEnd(char quote) const {
    std::size_t end = at_ + 1;
    while (end < source_.size() && source_[end] != quote) {
      end += source_[end] == '\\' ? 2 : 1;
    }
    return std::min(end + 1, source_.size());
  }

  // A sign belongs to the number after an exponent's letter.
  std::size_t NumberEnd() const {
    const bool hex = Peek() == '0' && (Peek(1) == 'x' || Peek(1) == 'X');
    std::size_t end = at_;
    while (end < source_.size()) {
      const char c = source_[end];
      const char before = end > at_ ? source_[end - 1] : '\0';
      const bool sign =
          (c == '+' || c == '-') && (before == 'p' || (before == 'e' && !hex));
      if (!IsNamePart(c) && c != '.' && c != '\'' && !sign) break;
      ++end;
    }
    return end;
  }

  std::size_t NameEnd() const {
    std::size_t end = at_;
    while (end < source_.size() && IsNamePart(source_[end])) ++end;
    return end;
  }

  std::size_t MarkEnd() const {
    const std::string_view rest = source_.substr(at_);
    for (const std::string_view mark : kLongMarks) {
      if (rest.starts_with(mark)) return at_ + mark.size();
    }
    return at_ + 1;
  }

  std::string_view source_;
  std::size_t at_ = 0;
  std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> Tokens(std::string_view source) {
  return Lexer(source).Read();
}

}  // namespace wbm::mutate
