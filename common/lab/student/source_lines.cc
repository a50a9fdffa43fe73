#include "common/lab/student/source_lines.h"

#include <cctype>
#include <cstddef>
#include <utility>

namespace wbm::lab {
namespace {

bool IsNameCharacter(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

class Splitter {
 public:
  explicit Splitter(const std::string& source) : source_(source) {}

  std::vector<SourceLine> Run() {
    current_.number = 1;
    while (at_ < source_.size()) Step();
    EndLine();
    return std::move(lines_);
  }

 private:
  char Here() const { return at_ < source_.size() ? source_[at_] : '\0'; }
  bool AtText(const char* text) const {
    return source_.compare(at_, std::char_traits<char>::length(text), text) ==
           0;
  }

  // Skips backslash-newlines in front of the next character.
  void SkipSplices() {
    while (Here() == '\\') {
      std::size_t end = at_ + 1;
      while (end < source_.size() &&
             (source_[end] == ' ' || source_[end] == '\t' ||
              source_[end] == '\r')) {
        ++end;
      }
      if (end >= source_.size() || source_[end] != '\n') return;
      at_ = end + 1;
      ++physical_;
    }
  }

  // Takes one character and the splices after it.
  char Take() {
    const char c = source_[at_++];
    if (c == '\n') ++physical_;
    SkipSplices();
    return c;
  }

  void Keep(char c, bool in_literal = false) {
    current_.code += c;
    if (in_literal) return;
    current_.without_literals += c;
    // Carried along, for looking back at each quote would take the square of
    // a number's length.
    const bool continues = IsNameCharacter(c) || c == '\'' || c == '.';
    if (continues && !in_word_) {
      word_is_number_ = std::isdigit(static_cast<unsigned char>(c)) != 0;
    }
    in_word_ = continues;
  }

  void EndLine() {
    lines_.push_back(std::move(current_));
    current_ = SourceLine();
    in_word_ = false;
    current_.number = physical_;
  }

  void Step() {
    SkipSplices();
    if (at_ >= source_.size()) return;
    const char c = Take();
    if (c == '\n') return EndLine();
    if (c == '/' && Here() == '/') return SkipLineComment();
    if (c == '/' && Here() == '*') return SkipBlockComment();
    if (c == '"' && StartsRawString()) return TakeRawString();
    if (c == '"' || (c == '\'' && !IsDigitSeparator())) return TakeLiteral(c);
    Keep(c);
  }

  void SkipLineComment() {
    while (at_ < source_.size() && Here() != '\n') Take();
    Keep(' ');
  }

  void SkipBlockComment() {
    Take();  // the star
    char before = '\0';
    while (at_ < source_.size()) {
      const char c = Take();
      if (before == '*' && c == '/') break;
      before = c;
    }
    Keep(' ');
  }

  // 1'000: a quote right after a digit or letter of a number.
  bool IsDigitSeparator() const { return in_word_ && word_is_number_; }

  // R"…, LR"…, u8R"…, uR"…, UR"…, but not the end of a longer name.
  bool StartsRawString() const {
    const std::string& code = current_.without_literals;
    std::size_t begin = code.size();
    while (begin > 0 && IsNameCharacter(code[begin - 1])) --begin;
    const std::string prefix = code.substr(begin);
    return prefix == "R" || prefix == "LR" || prefix == "uR" ||
           prefix == "UR" || prefix == "u8R";
  }

  // Raw strings undo splices, so this reads the source itself.
  void TakeRawString() {
    std::size_t open = at_;
    while (open < source_.size() && source_[open] != '(' &&
           source_[open] != '\n' && open - at_ <= 16) {
      ++open;
    }
    Keep('"');
    if (open >= source_.size() || source_[open] != '(') return;
    const std::string close = ")" + source_.substr(at_, open - at_) + "\"";
    std::size_t end = source_.find(close, open + 1);
    end = end == std::string::npos ? source_.size() : end + close.size();
    for (; at_ < end; ++at_) {
      if (source_[at_] == '\n') ++physical_;
      Keep(source_[at_] == '\n' ? ' ' : source_[at_], true);
    }
    current_.without_literals += '"';
    in_word_ = false;
  }

  void TakeLiteral(char quote) {
    Keep(quote);
    while (at_ < source_.size() && Here() != '\n') {
      const char c = Take();
      if (c == quote) return Keep(c);
      Keep(c, true);
      if (c == '\\' && at_ < source_.size() && Here() != '\n') {
        Keep(Take(), true);
      }
    }
  }

  const std::string& source_;
  std::size_t at_ = 0;
  int physical_ = 1;
  bool in_word_ = false;         // at the end of current_.without_literals
  bool word_is_number_ = false;  // that word begins with a digit
  SourceLine current_;
  std::vector<SourceLine> lines_;
};

}  // namespace

std::vector<SourceLine> SourceLines(const std::string& source) {
  return Splitter(source).Run();
}

}  // namespace wbm::lab
