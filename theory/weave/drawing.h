#pragma once

// A drawing of a chapter that is no graph: lines, circles and words at places
// of their own, in the colours of the figures.
//
//   theory::Drawing wheel({640, 600, "A wheel", "Sixteen marks on a ..."});
//   wheel.Circle(320, 300, 200, theory::kInkColor);
//   wheel.Text(320, 80, "0000");
//   wheel.Write("wheel");                      // ![...](fig:demo/wheel)
//
// Places are in units of the drawing, from the upper left corner; texts are 15
// units high, small ones 13, and stand with their middle at the place. It is
// shown as DrawFigure's figures are, in both themes, and has a text
// alternative like them.

#include <string>

namespace wbm::theory {

// common/plot/palette.h, which the site turns into the theme's colours.
inline constexpr char kInkColor[] = "#222222";
inline constexpr char kGridColor[] = "#dddddd";
inline constexpr char kFirstColor[] = "#004989";
inline constexpr char kSecondColor[] = "#d17c00";
inline constexpr char kReferenceColor[] = "#555555";

class Drawing {
 public:
  struct Frame {
    int width, height;
    std::string title;
    std::string alt_text;
  };
  explicit Drawing(Frame frame);

  void Line(double x0, double y0, double x1, double y1,
            const std::string& color, double width = 1.5);
  // A line with a head at its end.
  void Arrow(double x0, double y0, double x1, double y1,
             const std::string& color);
  void Circle(double x, double y, double radius, const std::string& color);
  void Disc(double x, double y, double radius, const std::string& color);
  void Rectangle(double x, double y, double width, double height,
                 const std::string& color);
  void Text(double x, double y, const std::string& text,
            const std::string& color = kInkColor);
  void SmallText(double x, double y, const std::string& text,
                 const std::string& color = kInkColor);

  // `name`.svg, where the build looks for it; a failure ends the program.
  void Write(const std::string& name) const;

 private:
  void Words(double x, double y, const std::string& text,
             const std::string& color, int size);

  Frame frame_;
  std::string body_;
};

}  // namespace wbm::theory
