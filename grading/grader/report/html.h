// HTML from text that is not to be trusted.
#pragma once

#include <string>

namespace wbm::grader {

// `text` as the content of an element or of a quoted attribute.
std::string Html(const std::string& text);

// <tag>text</tag>, the text escaped. `open` is "p" or "td class=\"points\"".
std::string Element(const std::string& open, const std::string& text);

// <tag>inner</tag>, `inner` being HTML already.
std::string Wrap(const std::string& open, const std::string& inner);

// A picture in the page itself: no request.
std::string SvgImage(const std::string& svg, const std::string& text);

}  // namespace wbm::grader
