#pragma once

// A figure as JSON and back, so that another program can draw it anew, beside
// something else.
//
//   std::string text = FigureJson(figure);
//   absl::StatusOr<Figure> same = ParseFigureJson(text);
//
// Nothing is lost: doubles come back bit for bit; NaN and the infinities are
// written as "nan", "inf" and "-inf".

#include <string>

#include "absl/status/statusor.h"
#include "common/plot/figure.h"

namespace wbm::plot {

std::string FigureJson(const Figure& figure);

// InvalidArgument when `json` is not what FigureJson() writes. Whether the
// figure can be drawn is for Validate().
absl::StatusOr<Figure> ParseFigureJson(const std::string& json);

}  // namespace wbm::plot
