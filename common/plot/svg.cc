#include "common/plot/svg.h"

#include <cstddef>

#include "absl/status/status.h"
#include "common/plot/script.h"
#include "common/plot/text.h"

namespace wbm::plot {
namespace {

void ReplaceAll(std::string& text, std::string_view from,
                const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

// gnuplot quotes with ' or "; a "#" in an attribute is a reference or the
// start of a colour, and no colour begins with the letters of its ids.
std::string Retagged(std::string tag, std::string_view id) {
  const std::string prefix = std::string(id) + "-";
  ReplaceAll(tag, " id='", " id='" + prefix);
  ReplaceAll(tag, " id=\"", " id=\"" + prefix);
  for (const std::string_view name : {"gp", "textbox", "greybox"}) {
    ReplaceAll(tag, "#" + std::string(name), "#" + prefix + std::string(name));
  }
  const std::string fonts =
      "font-family=\"DejaVu Sans, Verdana, Arial, sans-serif\"";
  ReplaceAll(tag, "font-family=\"DejaVu Sans:Bold\"",
             fonts + " font-weight=\"bold\"");
  ReplaceAll(tag, "font-family=\"DejaVu Sans\"", fonts);
  return tag;
}

// gnuplot escapes "<" in text, so a "<" always opens a tag.
std::string RetagAll(std::string_view svg, std::string_view id) {
  std::string result;
  while (!svg.empty()) {
    const std::size_t open = svg.find('<');
    result += svg.substr(0, open);
    if (open == std::string_view::npos) break;
    const std::size_t close = svg.find('>', open);
    if (close == std::string_view::npos) break;
    result += Retagged(std::string(svg.substr(open, close + 1 - open)), id);
    svg.remove_prefix(close + 1);
  }
  return result;
}

std::string Description(const Figure& figure) {
  std::string text = figure.alt_text;
  for (const std::string& more : {figure.takeaway, GapNote(figure)}) {
    if (!more.empty()) text += "\n" + more;
  }
  return text;
}

std::string Opening(const Figure& figure, std::string_view id) {
  const Size size = SizeOf(figure);
  const std::string name(id);
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" "
         "xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 " +
         std::to_string(size.width) + " " + std::to_string(size.height) +
         "\" role=\"img\" aria-labelledby=\"" + name + "-title " + name +
         "-desc\">\n<title id=\"" + name + "-title\">" +
         XmlEscape(figure.title) + "</title>\n<desc id=\"" + name + "-desc\">" +
         XmlEscape(Description(figure)) + "</desc>\n";
}

}  // namespace

absl::StatusOr<std::string> AccessibleSvg(std::string_view svg,
                                          const Figure& figure,
                                          std::string_view id) {
  constexpr std::string_view kHeadEnd = "</desc>";
  const std::size_t head = svg.find(kHeadEnd);
  if (head == std::string_view::npos || svg.find("<svg") > head ||
      svg.find("</svg>", head) == std::string_view::npos) {
    return absl::InternalError("gnuplot: its SVG has an unknown form");
  }
  svg.remove_prefix(head + kHeadEnd.size());
  std::string body = RetagAll(svg, id);
  // gnuplot names each plot "figure_plot_1"; as a tooltip that is noise.
  for (std::size_t at = body.find("<title>"); at != std::string::npos;
       at = body.find("<title>", at)) {
    const std::size_t end = body.find("</title>", at);
    if (end == std::string::npos) break;
    body.erase(at, end + std::string_view("</title>").size() - at);
  }
  return Opening(figure, id) + body;
}

}  // namespace wbm::plot
