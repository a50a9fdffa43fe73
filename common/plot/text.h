#pragma once

// Text on its way into gnuplot and SVG.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace wbm::plot {

// A gnuplot string literal that shows exactly `text`. Everything but letters
// and spaces becomes an octal escape, so neither quotes, backslashes, backticks
// nor "$(...)" can reach gnuplot's parser. (Digits too: gnuplot would take one
// after an escape for part of it.)
std::string GnuplotString(std::string_view text);

// The same for a tick label, where gnuplot would read "%" as a format.
std::string GnuplotTickLabel(std::string_view text);

// The pieces between the occurrences of `separator`; "" has one, empty.
std::vector<std::string_view> Split(std::string_view text, char separator);

// & < > " ' as entities.
std::string XmlEscape(std::string_view text);

// True for valid UTF-8 (no overlong forms, no surrogates) whose only control
// character is the line feed.
bool IsPlainText(std::string_view text);

// Code points in valid UTF-8.
std::size_t CodePoints(std::string_view text);

// Breaks lines at spaces so that none exceeds `columns` code points, unless a
// single word does. Line feeds are kept.
std::string Wrap(std::string_view text, std::size_t columns);

}  // namespace wbm::plot
