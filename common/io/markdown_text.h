#pragma once

// Words of a student's, to stand in a Markdown table or sentence.
//
//   MarkdownText("a|b *c*")   // "a\|b \*c\*"

#include <string>
#include <string_view>

namespace wbm::io {

// `text` on one line that Markdown reads as nothing but text: no cell ends, no
// markup begins, no address becomes a link, and control characters are gone.
std::string MarkdownText(std::string_view text);

}  // namespace wbm::io
