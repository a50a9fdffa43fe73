#pragma once

// Draws a figure of a chapter.
//
//   plot::Figure figure;
//   ...
//   theory::DrawFigure(figure, "spacing");     // ![...](fig:ties_demo/spacing)
//
// writes spacing.svg into the folder of figures that the build asks for, or,
// run by hand, into the current one. A figure that cannot be drawn (no title,
// no unit, no alt text, ...) ends the program with the reason.

#include <string>

#include "common/plot/figure.h"

namespace wbm::theory {

void DrawFigure(const plot::Figure& figure, const std::string& name);

}  // namespace wbm::theory
