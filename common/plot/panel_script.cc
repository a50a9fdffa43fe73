#include "common/plot/panel_script.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "common/plot/data_block.h"
#include "common/plot/marks.h"
#include "common/plot/palette.h"
#include "common/plot/range.h"
#include "common/plot/remarks.h"
#include "common/plot/text.h"
#include "common/plot/ticks.h"

namespace wbm::plot {
namespace {

constexpr double kGlyph = 0.6 * 15;     // px, DejaVu Sans 15
constexpr double kPixelsPerXTick = 85;  // room for "10⁻¹⁰" and air
constexpr double kPixelsPerYTick = 48;
constexpr double kShareOfPanel = 0.84;  // what the margins leave

std::string LabelWithUnit(const Axis& axis, double pixels) {
  std::string text = axis.label;
  if (!axis.unit.empty() && axis.unit != kUnitless) {
    text += " (" + axis.unit + ")";
  }
  return Wrap(text, static_cast<std::size_t>(std::max(8.0, pixels / kGlyph)));
}

// Side by side, tilted, or (too long to lean over the y axis) upright.
std::string Turn(const Axis& axis, double pixels) {
  std::size_t longest = 0;
  for (const std::string& name : axis.categories) {
    for (const std::string_view line : Split(name, '\n')) {
      longest = std::max(longest, CodePoints(line));
    }
  }
  const double room = pixels / static_cast<double>(axis.categories.size());
  if (static_cast<double>(longest + 1) * kGlyph <= room) {
    return "nomirror norotate autojustify";
  }
  return longest <= 16 ? "nomirror rotate by 35 right"
                       : "nomirror rotate by 90 right";
}

std::string TicksCommand(const std::string& name, const Axis& axis,
                         const Range& range, double pixels, double per_tick,
                         const std::string& options) {
  const int most = std::max(2, static_cast<int>(pixels / per_tick));
  std::string list;
  for (const Tick& tick : Ticks(axis, range, most)) {
    if (!list.empty()) list += ", ";
    list += GnuplotTickLabel(tick.label) + " " + GnuplotNumber(tick.at) +
            (tick.minor ? " 1" : "");
  }
  return "set " + name + "tics " + options + " (" + list + ")\n";
}

std::string ScaleCommand(const std::string& name, const Axis& axis,
                         const Range& range) {
  std::string command = "unset logscale " + name + "\n";
  if (axis.scale != Scale::kLinear) {
    command = "set logscale " + name +
              (axis.scale == Scale::kLog2 ? " 2\n" : " 10\n");
  }
  return command + "set " + name + "range [" + GnuplotNumber(range.low) + ":" +
         GnuplotNumber(range.high) + "]\n";
}

std::string LegendCommand(const Panel& panel) {
  const auto named =
      std::count_if(panel.series.begin(), panel.series.end(),
                    [](const Series& series) { return !series.name.empty(); });
  const char* place = "";
  switch (panel.legend) {
    case Legend::kAuto:
      if (named < 2) return "unset key\n";
      [[fallthrough]];
    case Legend::kBelow:
      place = "below center horizontal title \" \" font \"DejaVu Sans,8\"";
      break;
    case Legend::kNone:
      return "unset key\n";
    case Legend::kTopLeft:
      place = "inside top left vertical";
      break;
    case Legend::kTopRight:
      place = "inside top right vertical";
      break;
    case Legend::kBottomLeft:
      place = "inside bottom left vertical";
      break;
    case Legend::kBottomRight:
      place = "inside bottom right vertical";
      break;
  }
  return "set key " + std::string(place) +
         " Left reverse noenhanced samplen 3.5 spacing 1.15 textcolor " +
         Rgb(kInk) + "\n";
}

std::string CellValues(const Panel& panel, const Series& series) {
  std::string commands;
  const Range colors = ColorRange(panel);
  const std::size_t columns = series.edges.size() - 1;
  for (std::size_t i = 0; i < series.z.size(); ++i) {
    if (!IsDrawable(panel.color, series.z[i])) continue;
    const auto middle = [](const Axis& axis, double low, double high) {
      return FromAxisSpace(
          axis, (ToAxisSpace(axis, low) + ToAxisSpace(axis, high)) / 2);
    };
    const double x = middle(panel.x, series.edges[i % columns],
                            series.edges[i % columns + 1]);
    const double y = middle(panel.y, series.y_edges[i / columns],
                            series.y_edges[i / columns + 1]);
    const bool dark = Fraction(panel.color, colors, series.z[i]) < kDarkBelow;
    commands +=
        SmallLabel(ThreeDigits(series.z[i]),
                   "first " + GnuplotNumber(x) + ", first " + GnuplotNumber(y),
                   "center") +
        " textcolor " + Rgb(dark ? "#ffffff" : "#000000") + "\n";
  }
  return commands;
}

std::string ColorCommands(const Panel& panel, double pixels) {
  const bool heat = std::any_of(
      panel.series.begin(), panel.series.end(),
      [](const Series& series) { return series.kind == SeriesKind::kHeatMap; });
  if (!heat) {
    return "unset colorbox\nunset cblabel\nset grid xtics ytics lt 1 lw 0.75 "
           "lc " +
           Rgb(kGrid) + "\n";
  }
  const Range range = ColorRange(panel);
  return "unset grid\nset colorbox\n" + ScaleCommand("cb", panel.color, range) +
         "set cblabel " + GnuplotString(LabelWithUnit(panel.color, pixels)) +
         " textcolor " + Rgb(kInk) + " offset 0.8,0\n" +
         TicksCommand("cb", panel.color, range, pixels, kPixelsPerYTick,
                      "nomirror");
}

std::string PlaceCommands(const PanelPlace& place) {
  const auto share = [](int part, int whole) {
    return GnuplotNumber(static_cast<double>(part) / whole);
  };
  return "set size " + share(place.width, place.canvas_width) + "," +
         share(place.height, place.canvas_height) + "\nset origin " +
         share(place.left, place.canvas_width) + "," +
         share(place.canvas_height - place.top - place.height,
               place.canvas_height) +
         "\n";
}

std::string AxisCommands(const Panel& panel, const PanelPlace& place,
                         const Range& x, const Range& y) {
  const double wide = kShareOfPanel * place.width;
  const double tall = 0.7 * place.height;
  const std::string y_label = LabelWithUnit(panel.y, tall);
  const std::string turn = panel.x.categories.empty()
                               ? "nomirror norotate autojustify"
                               : Turn(panel.x, wide);
  return ScaleCommand("x", panel.x, x) + ScaleCommand("y", panel.y, y) +
         TicksCommand("x", panel.x, x, wide, kPixelsPerXTick, turn) +
         TicksCommand("y", panel.y, y, tall, kPixelsPerYTick, "nomirror") +
         "set xlabel " + GnuplotString(LabelWithUnit(panel.x, wide)) +
         " textcolor " + Rgb(kInk) + " offset 0,0.35\nset ylabel " +
         GnuplotString(y_label) + " textcolor " + Rgb(kInk) +
         (y_label.find('\n') == std::string::npos ? " offset 0,0\n"
                                                  : " offset -1.2,0\n");
}

std::string TitleCommand(const Panel& panel, double pixels) {
  if (panel.title.empty()) return "unset title\n";
  const auto columns = static_cast<std::size_t>(pixels / (0.66 * 15));
  return "set title " + GnuplotString(Wrap(panel.title, columns)) +
         " noenhanced font \"DejaVu Sans:Bold,15\" textcolor " + Rgb(kInk) +
         "\n";
}

}  // namespace

std::string CommonSettings() {
  std::string colors;
  for (std::size_t i = 0; i < kHeatColors.size(); ++i) {
    if (i > 0) colors += ", ";
    colors += std::to_string(i) + " \"" + std::string(kHeatColors[i]) + "\"";
  }
  return "set palette defined (" + colors + ")\n" +
         "set style textbox opaque margins 0.4,0.2 fillcolor rgb \"#ffffff\" "
         "noborder\n"
         "set border 3 lw 1 lc " +
         Rgb(kInk) + "\n" + "set tics out scale 0.7,0.4 textcolor " +
         Rgb(kInk) + "\n" + "set grid xtics ytics lt 1 lw 0.75 lc " +
         Rgb(kGrid) + "\n" + "set clip two\nset errorbars 0.8\n";
}

std::string PanelScript(const Panel& panel, const PanelPlace& place,
                        const std::string& prefix, const std::string& extra) {
  const Range x = XRange(panel);
  const Range y = YRange(panel);
  const Marks marks = MarksOf(panel, y, prefix);
  std::string script = marks.blocks + "unset label\nunset arrow\n" + extra;
  script += PlaceCommands(place) + TitleCommand(panel, 0.95 * place.width);
  script += AxisCommands(panel, place, x, y);
  script += ColorCommands(panel, 0.7 * place.height) + LegendCommand(panel);
  script += RemarkCommands(panel, x, y, kShareOfPanel * place.width,
                           0.7 * place.height);
  for (const Series& series : panel.series) {
    if (series.cell_values) script += CellValues(panel, series);
  }
  script += "plot ";
  for (const std::string& element : marks.elements) {
    script += element + ", \\\n  ";
  }
  return script + "NaN notitle\n";  // the axes, even if no mark is left
}

}  // namespace wbm::plot
