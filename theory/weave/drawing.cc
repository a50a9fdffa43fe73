#include "theory/weave/drawing.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "theory/weave/record.h"

namespace wbm::theory {
namespace {

// To a tenth of a unit, which is less than a pixel.
std::string Number(double x) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f", x);
  return text;
}

std::string Escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else {
      out += c;
    }
  }
  return out;
}

std::string Attribute(const char* name, const std::string& value) {
  return std::string(" ") + name + "=\"" + value + "\"";
}

std::string At(const char* name, double x) {
  return Attribute(name, Number(x));
}

}  // namespace

Drawing::Drawing(Frame frame) : frame_(std::move(frame)) {}

void Drawing::Line(double x0, double y0, double x1, double y1,
                   const std::string& color, double width) {
  body_ += "<line" + At("x1", x0) + At("y1", y0) + At("x2", x1) + At("y2", y1) +
           Attribute("stroke", color) + At("stroke-width", width) + "/>\n";
}

void Drawing::Arrow(double x0, double y0, double x1, double y1,
                    const std::string& color) {
  constexpr double kHead = 11, kHalfAngle = 0.42;
  Line(x0, y0, x1, y1, color, 2.5);
  const double back = std::atan2(y0 - y1, x0 - x1);
  for (const double side : {-kHalfAngle, kHalfAngle}) {
    Line(x1, y1, x1 + kHead * std::cos(back + side),
         y1 + kHead * std::sin(back + side), color, 2.5);
  }
}

void Drawing::Circle(double x, double y, double radius,
                     const std::string& color) {
  body_ += "<circle" + At("cx", x) + At("cy", y) + At("r", radius) +
           Attribute("fill", "none") + Attribute("stroke", color) +
           Attribute("stroke-width", "1.5") + "/>\n";
}

void Drawing::Disc(double x, double y, double radius,
                   const std::string& color) {
  body_ += "<circle" + At("cx", x) + At("cy", y) + At("r", radius) +
           Attribute("fill", color) + "/>\n";
}

void Drawing::Rectangle(double x, double y, double width, double height,
                        const std::string& color) {
  body_ += "<rect" + At("x", x) + At("y", y) + At("width", width) +
           At("height", height) + Attribute("fill", "none") +
           Attribute("stroke", color) + Attribute("stroke-width", "1.5") +
           "/>\n";
}

void Drawing::Words(double x, double y, const std::string& text,
                    const std::string& color, int size) {
  // A third of its height below the middle is where a line of text stands.
  body_ += "<text" + At("x", x) + At("y", y + 0.35 * size) +
           Attribute("text-anchor", "middle") +
           Attribute("font-size", std::to_string(size)) +
           Attribute("fill", color) + ">" + Escaped(text) + "</text>\n";
}

void Drawing::Text(double x, double y, const std::string& text,
                   const std::string& color) {
  Words(x, y, text, color, 15);
}

void Drawing::SmallText(double x, double y, const std::string& text,
                        const std::string& color) {
  Words(x, y, text, color, 13);
}

void Drawing::Write(const std::string& name) const {
  const std::string path = FigureStem(name) + ".svg";
  const std::string size = "0 0 " + std::to_string(frame_.width) + " " +
                           std::to_string(frame_.height);
  const std::string svg =
      "<svg" + Attribute("xmlns", "http://www.w3.org/2000/svg") +
      Attribute("viewBox", size) + Attribute("role", "img") +
      Attribute("aria-labelledby", name + "-title " + name + "-desc") +
      ">\n<title" + Attribute("id", name + "-title") + ">" +
      Escaped(frame_.title) + "</title>\n<desc" +
      Attribute("id", name + "-desc") + ">" + Escaped(frame_.alt_text) +
      "</desc>\n" + body_ + "</svg>\n";
  std::FILE* file = std::fopen(path.c_str(), "wb");
  const bool written = file != nullptr && std::fwrite(svg.data(), 1, svg.size(),
                                                      file) == svg.size();
  if (file == nullptr || std::fclose(file) != 0 || !written) {
    std::fprintf(stderr, "drawing %s: cannot write %s\n", name.c_str(),
                 path.c_str());
    std::exit(1);
  }
}

}  // namespace wbm::theory
