#pragma once

// The gnuplot commands of one panel: its place, axes, legend, reference lines,
// remarks, and the plot command.

#include <string>

#include "common/plot/figure.h"

namespace wbm::plot {

// In px from the upper left corner of the canvas.
struct PanelPlace {
  int canvas_width = 0;
  int canvas_height = 0;
  int left = 0;
  int top = 0;
  int width = 0;
  int height = 0;
};

// Fonts, grid and palette: once, before the first panel.
std::string CommonSettings();

// `prefix` keeps data blocks apart; `extra` is added to the panel's labels.
std::string PanelScript(const Panel& panel, const PanelPlace& place,
                        const std::string& prefix, const std::string& extra);

}  // namespace wbm::plot
