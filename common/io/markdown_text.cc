#include "common/io/markdown_text.h"

namespace wbm::io {
namespace {

constexpr std::string_view kMarkup = "\\`*_[]{}#!|~>$";

bool IsControl(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7F;
}

bool EndsWithWww(std::string_view text) {
  return text.ends_with("www") || text.ends_with("WWW");
}

// Inside words: what makes "https://…", "www.…" and "a@b" links.
std::string_view Entity(std::string_view text, std::size_t i) {
  switch (text[i]) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '@':
      return "&#64;";
    case ':':
      return text.substr(i, 3) == "://" ? "&#58;" : "";
    case '.':
      return EndsWithWww(text.substr(0, i)) ? "&#46;" : "";
    default:
      return "";
  }
}

}  // namespace

std::string MarkdownText(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (IsControl(c)) {
      out += ' ';
    } else if (const std::string_view entity = Entity(text, i);
               !entity.empty()) {
      out += entity;
    } else {
      if (kMarkup.find(c) != std::string_view::npos) out += '\\';
      out += c;
    }
  }
  return out;
}

}  // namespace wbm::io
