#pragma once

// What a series wears: colour, marker, dash and hatching together.
//
// The colours start from Okabe and Ito's set for all kinds of colour vision
// (M. Okabe, K. Ito, "Color Universal Design", 2008), each darkened or moved
// a little so that a line on white has at least 3:1 contrast (WCAG 2.2,
// 1.4.11) and any two stay apart under simulated protanopia, deuteranopia and
// tritanopia. contrast_test.cc computes all of that.
//
// The order puts the most different first. Marker, dash and hatching differ as
// well, so that no reading rests on colour alone.

#include <array>
#include <string_view>

#include "common/plot/figure.h"

namespace wbm::plot {

struct Style {
  std::string_view color;  // "#rrggbb"
  int marker;              // gnuplot's pointtype
  std::string_view dash;   // gnuplot's dashtype
  std::string_view fill;   // gnuplot's fillstyle, for bars
};

inline constexpr std::array<Style, kMaxStyles> kStyles = {{
    {"#004989", 7, "1", "solid 0.85"},              // blue, disc
    {"#d17c00", 5, "(14,4)", "pattern 5"},          // orange, square
    {"#007852", 9, "(3,3)", "pattern 2"},           // green, triangle up
    {"#b96c9d", 11, "(14,4,3,4)", "pattern 4"},     // purple, triangle down
    {"#b13900", 13, "(7,3)", "solid 0.35"},         // vermillion, diamond
    {"#478eda", 6, "(22,5)", "pattern 1"},          // sky blue, ring
    {"#85904b", 4, "(14,4,3,4,3,4)", "pattern 6"},  // olive, empty square
    {"#000000", 8, "(1,3)", "empty"},               // black, empty triangle
}};

// Heat maps: samples of cividis (J. Nuñez, C. Anderton, R. Renslow, PLoS ONE
// 13(7), 2018): lightness rises steadily, and it looks nearly the same with
// and without red-green colour blindness. Dark is low.
inline constexpr std::array<std::string_view, 9> kHeatColors = {
    "#00224e", "#1a386f", "#434e6c", "#61656f", "#7d7c78",
    "#9b9476", "#bcae6c", "#dec958", "#fee838"};

// Below this share of the scale white text reads better than black.
inline constexpr double kDarkBelow = 0.46;

// Axes, text, grid.
inline constexpr std::string_view kInk = "#222222";
inline constexpr std::string_view kReference = "#555555";
inline constexpr std::string_view kGrid = "#dddddd";

}  // namespace wbm::plot
