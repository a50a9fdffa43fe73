// Text as people and their programs save it, made plain: what looks the same
// to its writer should read the same to us.
//
//   std::string source = PlainText(bytes);                  // any text
//   std::string report = PlainTypography(PlainText(bytes)); // Markdown, JSON
//
// Applied once, where a file comes in, so that no reader behind it has to
// know of byte order marks.
#pragma once

#include <string>
#include <string_view>

namespace wbm::io {

// Without a byte order mark, with "\n" for every "\r\n" and "\r", without NUL
// bytes at the end; UTF-16 that begins with a byte order mark, as Windows
// PowerShell writes it, becomes UTF-8 (bytes that are no UTF-16 stay as they
// are). Everything else is kept, byte by byte.
std::string PlainText(std::string_view bytes);

// What word processors put in place of a hyphen or a space: MINUS SIGN
// (U+2212), hyphens, FIGURE DASH and EN DASH (U+2010 to U+2013), and the small
// and wide hyphen (U+FE63, U+FF0D) become '-'; single quotes (U+2018, U+2019)
// become an apostrophe; no-break, figure, thin, narrow and ideographic spaces
// (U+00A0, U+2000 to U+200A, U+202F, U+205F, U+3000) become ' '; soft hyphens,
// zero-width spaces, joiners and byte order marks (U+00AD, U+200B, U+2060,
// U+FEFF) go. EM DASH (U+2014) stays: it stands between words alone.
std::string PlainTypography(std::string_view text);

}  // namespace wbm::io
