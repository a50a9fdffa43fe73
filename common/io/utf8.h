// Text that came from a student, made safe to quote.
//
//   IsUtf8(bytes)          // may a strict reader take it?
//   QuotableText(bytes)    // valid UTF-8, no control characters
//   QuotableName(name)     // one short line, for an error message
//
// Every byte of a submission passes through one of these before it stands in
// a report or on a terminal, so that no escape sequence and no bidirectional
// override can rearrange what a reader sees.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace wbm::io {

// The offset of the first byte that is not UTF-8 (Unicode 15, table 3-7:
// shortest form, no surrogates, at most U+10FFFF), or npos when all is well.
std::size_t FirstNotUtf8(std::string_view bytes);

inline bool IsUtf8(std::string_view bytes) {
  return FirstNotUtf8(bytes) == std::string_view::npos;
}

// True for characters that move or hide what stands around them, or that are
// there and cannot be seen: C0 (but for tab and newline), DEL, C1, the
// bidirectional controls, what has no width, fillers, variation selectors,
// tags.
bool IsTreacherous(char32_t c);

// `bytes` with every byte that is not UTF-8 replaced by U+FFFD and every
// treacherous character written as "\u{202e}". "\r\n" becomes "\n".
std::string QuotableText(std::string_view bytes);

// JSON with every treacherous character in its strings as JSON writes it
// ("\\u202e"): another text of the same value.
std::string QuotableJson(std::string_view json);

// The same on one line (a newline or tab is written as an escape), in single
// quotes, cut after `most` characters.
std::string QuotableName(std::string_view name, int most = 120);

}  // namespace wbm::io
