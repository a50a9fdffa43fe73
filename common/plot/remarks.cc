#include "common/plot/remarks.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <vector>

#include "common/plot/crowding.h"
#include "common/plot/data_block.h"
#include "common/plot/palette.h"
#include "common/plot/text.h"

namespace wbm::plot {
namespace {

constexpr int kFont = 13;
constexpr double kGlyph = 0.58 * kFont;  // px
constexpr double kLine = 1.45 * kFont;   // px
constexpr double kGap = 0.008;           // of the width, line to text

std::string Graph(double x, double y) {
  return "graph " + GnuplotNumber(x) + ", graph " + GnuplotNumber(y);
}

std::string Boxed(const std::string& text, double x, double y,
                  const char* justify) {
  return SmallLabel(text, Graph(x, y), justify) + " boxed textcolor " +
         Rgb(kInk) + "\n";
}

std::string Dashed(double x0, double y0, double x1, double y1) {
  return "set arrow from " + Graph(x0, y0) + " to " + Graph(x1, y1) +
         " nohead front lw 1.5 dt (8,4) lc " + Rgb(kReference) + "\n";
}

// Width and height of a text as fractions of the panel.
struct Extent {
  double width;
  double height;
};

Extent ExtentOf(const std::string& text, double width, double height) {
  std::size_t longest = 0;
  const std::vector<std::string_view> lines = Split(text, '\n');
  for (const std::string_view line : lines) {
    longest = std::max(longest, CodePoints(line));
  }
  return {static_cast<double>(longest) * kGlyph / width,
          static_cast<double>(lines.size()) * kLine / height};
}

struct Vertical {
  double at;
  bool text_on_right;
  const std::string* text;
};

// The text of each line has a row of its own at the top, and the line ends
// there. Texts that run to the right come first, from left to right, so that
// they pass over the shorter lines after them.
std::string VerticalCommands(const Panel& panel, const Range& x, double width,
                             double height) {
  std::vector<Vertical> lines;
  for (const ReferenceLine& line : panel.lines) {
    if (line.orientation != Orientation::kVertical) continue;
    const double at = Fraction(panel.x, x, line.at);
    const double text = ExtentOf(line.text, width, height).width;
    lines.push_back({at, at + text + 2 * kGap < 1, &line.text});
  }
  std::stable_sort(lines.begin(), lines.end(),
                   [](const Vertical& a, const Vertical& b) {
                     if (a.text_on_right != b.text_on_right) {
                       return a.text_on_right;
                     }
                     return a.text_on_right ? a.at < b.at : a.at > b.at;
                   });
  std::string commands;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto row = static_cast<double>(i % kMostRemarkRows);
    const double y = 0.97 - row * 0.9 * kRemarkRow;
    const double gap = lines[i].text_on_right ? kGap : -kGap;
    commands += Dashed(lines[i].at, 0, lines[i].at, y + 0.3 * kRemarkRow) +
                Boxed(*lines[i].text, lines[i].at + gap, y,
                      lines[i].text_on_right ? "left" : "right");
  }
  return commands;
}

// Above or below the line, at its left or right end: where least is covered.
std::string HorizontalCommand(const Panel& panel, const ReferenceLine& line,
                              const Range& x, const Range& y,
                              const Extent& text) {
  const double at = Fraction(panel.y, y, line.at);
  int least = std::numeric_limits<int>::max();
  double best_y = at;
  bool best_right = true;
  for (const bool above : {true, false}) {
    for (const bool right : {true, false}) {
      const double middle = at + (above ? 0.6 : -0.6) * text.height;
      const double left = right ? 0.99 - text.width : 0.01;
      const Area area = {left, middle - text.height / 2, left + text.width,
                         middle + text.height / 2};
      const bool outside = area.bottom < 0 || area.top > 1;
      const int crowding =
          Crowding(panel, x, y, area) + (outside ? 1'000'000 : 0);
      if (crowding >= least) continue;
      least = crowding;
      best_y = middle;
      best_right = right;
    }
  }
  return Dashed(0, at, 1, at) + Boxed(line.text, best_right ? 0.985 : 0.015,
                                      best_y, best_right ? "right" : "left");
}

// Around (x, y), near or (with an arrow) a little away.
struct Place {
  double x, y;  // of the text's nearer end, in fractions
  bool right;   // of the point
};

// Horizontal lines through an area: worse than a few data.
int LinesThrough(const Panel& panel, const Range& y, const Area& area) {
  constexpr int kWeight = 10;
  int count = 0;
  for (const ReferenceLine& line : panel.lines) {
    if (line.orientation != Orientation::kHorizontal) continue;
    const double at = Fraction(panel.y, y, line.at);
    const double air = 0.3 * (area.top - area.bottom);
    count += at > area.bottom - air && at < area.top + air;
  }
  return kWeight * count;
}

Place FreePlace(const Panel& panel, const Annotation& note, const Range& x,
                const Range& y, const Extent& text) {
  const double at_x = Fraction(panel.x, x, note.x);
  const double at_y = Fraction(panel.y, y, note.y);
  const double reach = note.arrow ? 1 : 0.2;
  int least = std::numeric_limits<int>::max();
  Place best{at_x, at_y, true};
  for (const double up : {0.10, -0.10, 0.22, -0.22}) {
    for (const bool right : {true, false}) {
      const double near = at_x + (right ? 0.06 : -0.06) * reach;
      const double middle =
          at_y + up * reach + (up > 0 ? 0.5 : -0.5) * text.height;
      const double left = right ? near : near - text.width;
      const Area area = {left, middle - text.height / 2, left + text.width,
                         middle + text.height / 2};
      const bool outside =
          area.left < 0 || area.right > 1 || area.bottom < 0 || area.top > 1;
      const int crowding = Crowding(panel, x, y, area) +
                           LinesThrough(panel, y, area) +
                           (outside ? 1'000'000 : 0);
      if (crowding >= least) continue;
      least = crowding;
      best = {near, middle, right};
    }
  }
  return best;
}

std::string AnnotationCommands(const Panel& panel, const Annotation& note,
                               const Range& x, const Range& y,
                               const Extent& text) {
  const Place place = FreePlace(panel, note, x, y, text);
  // gnuplot hangs several lines from the first one.
  const std::size_t lines = Split(note.text, '\n').size();
  const double line = text.height / static_cast<double>(lines);
  const double first = place.y + (text.height - line) / 2;
  std::string commands =
      Boxed(note.text, place.x, first, place.right ? "left" : "right");
  if (!note.arrow) return commands;
  const double at_x = Fraction(panel.x, x, note.x);
  const double at_y = Fraction(panel.y, y, note.y);
  const bool up = place.y > at_y;
  const double from_y = place.y + (up ? -0.5 : 0.5) * text.height;
  commands +=
      "set arrow from " + Graph(place.x, from_y) + " to " +
      Graph(at_x + 0.1 * (place.x - at_x), at_y + 0.12 * (from_y - at_y)) +
      " front filled size screen 0.012,20 lw 1.2 lc " + Rgb(kInk) + "\n";
  return commands;
}

}  // namespace

std::string RemarkCommands(const Panel& panel, const Range& x, const Range& y,
                           double width, double height) {
  std::string commands = VerticalCommands(panel, x, width, height);
  for (const ReferenceLine& line : panel.lines) {
    if (line.orientation == Orientation::kHorizontal) {
      commands += HorizontalCommand(panel, line, x, y,
                                    ExtentOf(line.text, width, height));
    }
  }
  for (const Annotation& note : panel.annotations) {
    commands += AnnotationCommands(panel, note, x, y,
                                   ExtentOf(note.text, width, height));
  }
  return commands;
}

std::string SmallLabel(const std::string& text, const std::string& where,
                       const std::string& look) {
  return "set label " + GnuplotString(text) + " at " + where + " " + look +
         " noenhanced front font \"DejaVu Sans," + std::to_string(kFont) + "\"";
}

std::string Rgb(std::string_view color) {
  return "rgb \"" + std::string(color) + "\"";
}

}  // namespace wbm::plot
