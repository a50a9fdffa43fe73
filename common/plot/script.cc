#include "common/plot/script.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "common/plot/data_block.h"
#include "common/plot/palette.h"
#include "common/plot/panel_script.h"
#include "common/plot/range.h"
#include "common/plot/text.h"

namespace wbm::plot {
namespace {

// A block of text over or under the panels. `glyph` is DejaVu Sans's mean
// width in em, a little more than measured, so that no line is cut.
struct TextBlock {
  std::string font;
  int size;
  int line_height;
  double glyph;
};
const TextBlock kTitle = {"DejaVu Sans:Bold", 19, 27, 0.63};
const TextBlock kTakeaway = {"DejaVu Sans", 15, 22, 0.57};
const TextBlock kNote = {"DejaVu Sans", 12, 18, 0.58};

constexpr int kMargin = 18;
constexpr int kPanelHeight = 420;

int PanelHeight(const Figure& figure) {
  return figure.panel_height > 0 ? figure.panel_height : kPanelHeight;
}

int Columns(const Figure& figure) {
  return std::min(figure.columns, static_cast<int>(figure.panels.size()));
}

int Rows(const Figure& figure) {
  const int columns = Columns(figure);
  return (static_cast<int>(figure.panels.size()) + columns - 1) / columns;
}

int Width(const Figure& figure) {
  if (figure.width > 0) return figure.width;
  return Columns(figure) == 1 ? 900 : 560 * Columns(figure);
}

std::string Wrapped(const TextBlock& block, int width, std::string_view text) {
  const double columns = (width - 2 * kMargin) / (block.size * block.glyph);
  return Wrap(text, static_cast<std::size_t>(columns));
}

int HeightOf(const TextBlock& block, const std::string& wrapped) {
  if (wrapped.empty()) return 0;
  const auto breaks = std::count(wrapped.begin(), wrapped.end(), '\n');
  return block.line_height * (1 + static_cast<int>(breaks));
}

// The vertical plan, from the top.
struct Plan {
  std::string title, takeaway, note;
  int header = 0;
  int footer = 0;
  Size size;
};

Plan PlanOf(const Figure& figure) {
  Plan plan;
  plan.size.width = Width(figure);
  plan.title = Wrapped(kTitle, plan.size.width, figure.title);
  plan.takeaway = Wrapped(kTakeaway, plan.size.width, figure.takeaway);
  plan.note = Wrapped(kNote, plan.size.width, GapNote(figure));
  plan.header = kMargin + HeightOf(kTitle, plan.title) +
                HeightOf(kTakeaway, plan.takeaway);
  plan.footer = HeightOf(kNote, plan.note) + kMargin / 2;
  plan.size.height =
      plan.header + Rows(figure) * PanelHeight(figure) + plan.footer;
  return plan;
}

// A label whose first line stands `top` px below the upper edge.
std::string ScreenLabel(const Plan& plan, const TextBlock& block, int top,
                        const std::string& text) {
  if (text.empty()) return "";
  const double x = static_cast<double>(kMargin) / plan.size.width;
  const double y = 1 - (top + 0.5 * block.line_height) / plan.size.height;
  return "set label " + GnuplotString(text) + " at screen " + GnuplotNumber(x) +
         ", screen " + GnuplotNumber(y) + " left noenhanced textcolor rgb \"" +
         std::string(kInk) + "\" font \"" + block.font + "," +
         std::to_string(block.size) + "\"\n";
}

std::string ScreenLabels(const Plan& plan) {
  const int under_title = kMargin / 2 + HeightOf(kTitle, plan.title);
  const int under_panels = plan.size.height - plan.footer;
  return ScreenLabel(plan, kTitle, kMargin / 2, plan.title) +
         ScreenLabel(plan, kTakeaway, under_title, plan.takeaway) +
         ScreenLabel(plan, kNote, under_panels, plan.note);
}

std::string TerminalLine(const Size& size, Terminal terminal) {
  const int scale = terminal == Terminal::kPng ? kPngScale : 1;
  const std::string pixels = std::to_string(size.width * scale) + "," +
                             std::to_string(size.height * scale);
  const std::string common = " size " + pixels +
                             " noenhanced font \"DejaVu Sans,15\" background "
                             "rgb \"#ffffff\"";
  if (terminal == Terminal::kSvg) {
    return "set terminal svg" + common +
           " dynamic linewidth 1 name \"figure\"\n";
  }
  // pngcairo counts fonts in points of 4/3 px, SVG in px.
  const std::string times = std::to_string(scale);
  const std::string font_times = GnuplotNumber(scale * 0.75);
  return "set terminal pngcairo" + common + " fontscale " + font_times +
         " linewidth " + times + " pointscale " + times + "\n";
}

}  // namespace

Size SizeOf(const Figure& figure) { return PlanOf(figure).size; }

std::string GapNote(const Figure& figure) {
  std::size_t count = 0;
  for (const Panel& panel : figure.panels) count += CountUndrawable(panel);
  if (count == 0) return "";
  return std::to_string(count) +
         (count == 1 ? " value is not drawn" : " values are not drawn") +
         " (NaN, infinite, or not positive on a logarithmic axis).";
}

std::string Script(const Figure& figure, Terminal terminal) {
  const Plan plan = PlanOf(figure);
  std::string script =
      "set encoding utf8\n" + TerminalLine(plan.size, terminal);
  script += CommonSettings();
  script += "set multiplot\n";
  const int columns = Columns(figure);
  for (std::size_t i = 0; i < figure.panels.size(); ++i) {
    const int row = static_cast<int>(i) / columns;
    const int column = static_cast<int>(i) % columns;
    PanelPlace place;
    place.canvas_width = plan.size.width;
    place.canvas_height = plan.size.height;
    place.width = plan.size.width / columns;
    place.height = PanelHeight(figure);
    place.left = column * place.width;
    place.top = plan.header + row * place.height;
    script += PanelScript(figure.panels[i], place, "p" + std::to_string(i),
                          i == 0 ? ScreenLabels(plan) : "");
  }
  return script + "unset multiplot\n";
}

}  // namespace wbm::plot
