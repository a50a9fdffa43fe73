#include "common/io/plain_text.h"

#include <cstdint>
#include <optional>

namespace wbm::io {
namespace {

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
constexpr std::string_view kLittleEndianMark = "\xFF\xFE";
constexpr std::string_view kBigEndianMark = "\xFE\xFF";

void AppendUtf8(char32_t c, std::string* out) {
  const auto tail = [&](int shift) {
    *out += static_cast<char>(0x80u | ((c >> shift) & 0x3Fu));
  };
  if (c < 0x80) {
    *out += static_cast<char>(c);
  } else if (c < 0x800) {
    *out += static_cast<char>(0xC0u | (c >> 6));
    tail(0);
  } else if (c < 0x10000) {
    *out += static_cast<char>(0xE0u | (c >> 12));
    tail(6), tail(0);
  } else {
    *out += static_cast<char>(0xF0u | (c >> 18));
    tail(12), tail(6), tail(0);
  }
}

bool IsHigh(char32_t unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
bool IsLow(char32_t unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

// Nothing when `bytes` are no UTF-16 (a half unit, a lone surrogate).
std::optional<std::string> FromUtf16(std::string_view bytes, bool big_endian) {
  if (bytes.size() % 2 != 0) return std::nullopt;
  const auto unit = [&](std::size_t i) -> char32_t {
    const auto first = static_cast<unsigned char>(bytes[i]);
    const auto second = static_cast<unsigned char>(bytes[i + 1]);
    return big_endian ? static_cast<char32_t>(first << 8 | second)
                      : static_cast<char32_t>(second << 8 | first);
  };
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 2) {
    char32_t c = unit(i);
    if (IsHigh(c) && i + 2 < bytes.size() && IsLow(unit(i + 2))) {
      c = 0x10000 + ((c - 0xD800) << 10) + (unit(i += 2) - 0xDC00);
    } else if (IsHigh(c) || IsLow(c)) {
      return std::nullopt;
    }
    AppendUtf8(c, &out);
  }
  return out;
}

std::string WithoutMark(std::string_view bytes) {
  if (bytes.starts_with(kUtf8Mark)) {
    return std::string(bytes.substr(kUtf8Mark.size()));
  }
  const bool big_endian = bytes.starts_with(kBigEndianMark);
  if (big_endian || bytes.starts_with(kLittleEndianMark)) {
    const auto text = FromUtf16(bytes.substr(2), big_endian);
    if (text.has_value()) return *text;
  }
  return std::string(bytes);
}

// What stands for one character of two or three bytes, or nothing when it
// stands for itself.
std::optional<std::string_view> PlainFor(std::string_view rest) {
  const std::string_view two = rest.substr(0, 2), three = rest.substr(0, 3);
  if (two == "\xC2\xA0") return " ";
  if (two == "\xC2\xAD") return "";
  if (three == "\xE2\x88\x92" || three == "\xEF\xB9\xA3" ||
      three == "\xEF\xBC\x8D") {
    return "-";
  }
  if (three == "\xE2\x80\x98" || three == "\xE2\x80\x99") return "'";
  if (three >= "\xE2\x80\x90" && three <= "\xE2\x80\x93") return "-";
  if (three >= "\xE2\x80\x80" && three <= "\xE2\x80\x8A") return " ";
  if (three == "\xE2\x80\xAF" || three == "\xE2\x81\x9F" ||
      three == "\xE3\x80\x80") {
    return " ";
  }
  if (three == "\xE2\x80\x8B" || three == "\xE2\x81\xA0" ||
      three == kUtf8Mark) {
    return "";
  }
  return std::nullopt;
}

}  // namespace

std::string PlainText(std::string_view bytes) {
  const std::string text = WithoutMark(bytes);
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') {
      out += text[i];
      continue;
    }
    out += '\n';
    if (i + 1 < text.size() && text[i + 1] == '\n') ++i;
  }
  while (out.ends_with('\0')) out.pop_back();
  return out;
}

std::string PlainTypography(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::optional<std::string_view> plain = PlainFor(text);
    if (!plain.has_value()) {
      out += text.front();
      text.remove_prefix(1);
      continue;
    }
    out += *plain;
    text.remove_prefix(text.front() == '\xC2' ? 2 : 3);
  }
  return out;
}

}  // namespace wbm::io
