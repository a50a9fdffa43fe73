#include "common/plot/text.h"

#include <cstdint>

namespace wbm::plot {
namespace {

bool IsContinuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

// Bytes of the code point that starts `text` (0: not valid UTF-8) and its
// value in `code`. Unicode 15, table 3-7.
std::size_t DecodeOne(std::string_view text, std::uint32_t& code) {
  const auto lead = static_cast<unsigned char>(text[0]);
  const std::size_t length = lead < 0x80   ? 1
                             : lead < 0xC2 ? 0
                             : lead < 0xE0 ? 2
                             : lead < 0xF0 ? 3
                             : lead < 0xF5 ? 4
                                           : 0;
  if (length == 0 || length > text.size()) return 0;
  code = length == 1 ? lead : lead & (0xFFu >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if (!IsContinuation(text[i])) return 0;
    code = code << 6 | (static_cast<unsigned char>(text[i]) & 0x3Fu);
  }
  const bool overlong =
      (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  return overlong || surrogate || code > 0x10FFFF ? 0 : length;
}

// Control characters, and the two non-characters that XML refuses.
bool IsShowable(std::uint32_t code) {
  if (code == '\n') return true;
  const bool control = code < 0x20 || (code >= 0x7F && code < 0xA0);
  return !control && code != 0xFFFE && code != 0xFFFF;
}

bool IsLetter(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

std::string Octal(char c) {
  const auto byte = static_cast<unsigned char>(c);
  const auto digit = [](int value) { return static_cast<char>('0' + value); };
  return {'\\', digit(byte >> 6), digit(byte >> 3 & 7), digit(byte & 7)};
}

std::string WrapLine(std::string_view line, std::size_t columns) {
  std::string result;
  std::size_t used = 0;
  for (const std::string_view word : Split(line, ' ')) {
    if (word.empty()) continue;
    const std::size_t width = CodePoints(word);
    const bool fits = used == 0 || used + 1 + width <= columns;
    if (used > 0) result += fits ? ' ' : '\n';
    result += word;
    used = (fits && used > 0 ? used + 1 : 0) + width;
  }
  return result;
}

}  // namespace

std::string GnuplotString(std::string_view text) {
  std::string literal = "\"";
  for (const char c : text) {
    if (IsLetter(c) || c == ' ') {
      literal += c;
    } else {
      literal += c == '\n' ? "\\n" : Octal(c);
    }
  }
  return literal + "\"";
}

std::string GnuplotTickLabel(std::string_view text) {
  std::string doubled;
  for (const char c : text) doubled.append(c == '%' ? 2 : 1, c);
  return GnuplotString(doubled);
}

std::vector<std::string_view> Split(std::string_view text, char separator) {
  std::vector<std::string_view> pieces;
  for (;;) {
    const std::size_t end = text.find(separator);
    pieces.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return pieces;
    text.remove_prefix(end + 1);
  }
}

std::string XmlEscape(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

bool IsPlainText(std::string_view text) {
  while (!text.empty()) {
    std::uint32_t code = 0;
    const std::size_t length = DecodeOne(text, code);
    if (length == 0 || !IsShowable(code)) return false;
    text.remove_prefix(length);
  }
  return true;
}

std::size_t CodePoints(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += IsContinuation(c) ? 0 : 1;
  return count;
}

std::string Wrap(std::string_view text, std::size_t columns) {
  std::string result;
  bool first = true;
  for (const std::string_view line : Split(text, '\n')) {
    if (!first) result += '\n';
    first = false;
    result += WrapLine(line, columns);
  }
  return result;
}

}  // namespace wbm::plot
