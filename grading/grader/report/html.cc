#include "grading/grader/report/html.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

namespace wbm::grader {

std::string Html(const std::string& text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string Wrap(const std::string& open, const std::string& inner) {
  const std::string tag = open.substr(0, open.find(' '));
  return absl::StrCat("<", open, ">", inner, "</", tag, ">");
}

std::string Element(const std::string& open, const std::string& text) {
  return Wrap(open, Html(text));
}

std::string SvgImage(const std::string& svg, const std::string& text) {
  return absl::StrCat("<img src=\"data:image/svg+xml;base64,",
                      absl::Base64Escape(svg), "\" alt=\"", Html(text), "\">");
}

}  // namespace wbm::grader
