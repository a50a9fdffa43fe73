#include "common/io/utf8.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/str_format.h"

namespace wbm::io {
namespace {

struct Decoded {
  char32_t c = 0;
  std::size_t size = 0;  // 0: not UTF-8
};

bool IsContinuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0u) == 0x80u;
}

// How many bytes the character has that `lead` opens; 0 when none may.
std::size_t LengthOf(unsigned char lead) {
  if (lead < 0x80u) return 1;
  if (lead >= 0xC2u && lead <= 0xDFu) return 2;
  if (lead >= 0xE0u && lead <= 0xEFu) return 3;
  if (lead >= 0xF0u && lead <= 0xF4u) return 4;
  return 0;
}

Decoded DecodeFirst(std::string_view s) {
  const auto lead = static_cast<unsigned char>(s.front());
  const std::size_t size = LengthOf(lead);
  if (size == 0 || size > s.size()) return {};
  if (size == 1) return {lead, 1};
  char32_t c = lead & (0x7Fu >> size);
  for (std::size_t i = 1; i < size; ++i) {
    if (!IsContinuation(s[i])) return {};
    c = (c << 6) | (static_cast<unsigned char>(s[i]) & 0x3Fu);
  }
  const bool overlong = (size == 3 && c < 0x800) || (size == 4 && c < 0x10000);
  const bool surrogate = c >= 0xD800 && c <= 0xDFFF;
  if (overlong || surrogate || c > 0x10FFFF) return {};
  return {c, size};
}

struct Range {
  char32_t first, last;
};

// Unicode 15: Default_Ignorable_Code_Point, the bidirectional controls, line
// and paragraph separator, the interlinear marks.
constexpr Range kUnseen[] = {
    {0x00AD, 0x00AD},   {0x034F, 0x034F},   {0x061C, 0x061C},
    {0x115F, 0x1160},   {0x17B4, 0x17B5},   {0x180B, 0x180F},
    {0x200B, 0x200F},   {0x2028, 0x202E},   {0x2060, 0x206F},
    {0x3164, 0x3164},   {0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF},
    {0xFFA0, 0xFFA0},   {0xFFF0, 0xFFFB},   {0x1BCA0, 0x1BCA3},
    {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF},
};

void AppendEscaped(char32_t c, std::string* out) {
  absl::StrAppendFormat(out, "\\u{%x}", static_cast<unsigned>(c));
}

// RFC 8259, section 7: beyond U+FFFF as a pair of surrogates.
void AppendJsonEscape(char32_t c, std::string* out) {
  if (c > 0xFFFF) {
    const char32_t above = c - 0x10000;
    AppendJsonEscape(0xD800 + (above >> 10), out);
    c = 0xDC00 + (above & 0x3FF);
  }
  absl::StrAppendFormat(out, "\\u%04x", static_cast<unsigned>(c));
}

}  // namespace

std::size_t FirstNotUtf8(std::string_view bytes) {
  for (std::size_t i = 0; i < bytes.size();) {
    const Decoded d = DecodeFirst(bytes.substr(i));
    if (d.size == 0) return i;
    i += d.size;
  }
  return std::string_view::npos;
}

bool IsTreacherous(char32_t c) {
  if (c == U'\n' || c == U'\t') return false;
  if (c < 0x20 || (c >= 0x7F && c <= 0x9F)) return true;
  return std::any_of(
      std::begin(kUnseen), std::end(kUnseen),
      [c](const Range& r) { return r.first <= c && c <= r.last; });
}

std::string QuotableText(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  for (std::size_t i = 0; i < bytes.size();) {
    const Decoded d = DecodeFirst(bytes.substr(i));
    if (d.size == 0) {
      out += "\xEF\xBF\xBD";
      ++i;
      continue;
    }
    const bool line_end = d.c == U'\r' && bytes.substr(i, 2) == "\r\n";
    if (IsTreacherous(d.c)) {
      if (!line_end) AppendEscaped(d.c, &out);
    } else {
      out += bytes.substr(i, d.size);
    }
    i += d.size;
  }
  return out;
}

std::string QuotableJson(std::string_view json) {
  std::string out;
  out.reserve(json.size());
  for (std::size_t i = 0; i < json.size();) {
    const Decoded d = DecodeFirst(json.substr(i));
    if (d.size == 0) {
      out += "\xEF\xBF\xBD";
      ++i;
      continue;
    }
    if (IsTreacherous(d.c)) {
      AppendJsonEscape(d.c, &out);
    } else {
      out += json.substr(i, d.size);
    }
    i += d.size;
  }
  return out;
}

std::string QuotableName(std::string_view name, int most) {
  std::string out = "'";
  int characters = 0;
  for (std::size_t i = 0; i < name.size(); ++characters) {
    if (characters == most) return out + "…'";
    const Decoded d = DecodeFirst(name.substr(i));
    if (d.size == 0) {
      absl::StrAppendFormat(&out, "\\x%02x",
                            static_cast<unsigned char>(name[i]));
      ++i;
      continue;
    }
    if (IsTreacherous(d.c) || d.c == U'\n' || d.c == U'\t') {
      AppendEscaped(d.c, &out);
    } else {
      out += name.substr(i, d.size);
    }
    i += d.size;
  }
  return out + "'";
}

}  // namespace wbm::io
