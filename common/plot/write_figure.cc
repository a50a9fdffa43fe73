#include "common/plot/write_figure.h"

#include <algorithm>
#include <utility>

#include "common/io/file.h"
#include "common/plot/csv.h"
#include "common/plot/run_gnuplot.h"
#include "common/plot/script.h"
#include "common/plot/svg.h"
#include "common/plot/validate.h"

namespace wbm::plot {
namespace {

bool IsId(std::string_view id) {
  const auto letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  };
  return !id.empty() && letter(id.front()) &&
         std::all_of(id.begin(), id.end(), [&](char c) {
           return letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-';
         });
}

// For a valid figure.
absl::StatusOr<std::string> DrawSvg(const Figure& figure, std::string_view id) {
  absl::StatusOr<std::string> svg = RunGnuplot(Script(figure, Terminal::kSvg));
  if (!svg.ok()) return svg.status();
  return AccessibleSvg(*svg, figure, id);
}

}  // namespace

absl::StatusOr<Drawing> Draw(const Figure& figure) {
  if (absl::Status status = Validate(figure); !status.ok()) return status;
  absl::StatusOr<std::string> png = RunGnuplot(Script(figure, Terminal::kPng));
  if (!png.ok()) return png.status();
  absl::StatusOr<std::string> svg = DrawSvg(figure, "figure");
  if (!svg.ok()) return svg.status();
  return Drawing{std::move(*png), std::move(*svg), CsvText(figure)};
}

absl::Status WriteFigure(const Figure& figure, std::string_view stem) {
  absl::StatusOr<Drawing> drawing = Draw(figure);
  if (!drawing.ok()) return drawing.status();
  const std::string path(stem);
  absl::Status status = io::WriteFile(path + ".png", drawing->png);
  if (status.ok()) status = io::WriteFile(path + ".svg", drawing->svg);
  if (status.ok()) status = io::WriteFile(path + ".csv", drawing->csv);
  return status;
}

absl::StatusOr<std::string> SvgText(const Figure& figure, std::string_view id) {
  if (!IsId(id)) {
    return absl::InvalidArgumentError("figure: id '" + std::string(id) +
                                      "' is not [A-Za-z][A-Za-z0-9_-]*");
  }
  if (absl::Status status = Validate(figure); !status.ok()) return status;
  return DrawSvg(figure, id);
}

}  // namespace wbm::plot
