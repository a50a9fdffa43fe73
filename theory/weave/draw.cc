#include "theory/weave/draw.h"

#include <cstdio>
#include <cstdlib>
#include <string>

#include "absl/status/statusor.h"
#include "common/plot/figure.h"
#include "common/plot/write_figure.h"
#include "theory/weave/record.h"

namespace wbm::theory {
namespace {

[[noreturn]] void Fail(const std::string& name, const std::string& why) {
  std::fflush(stdout);
  std::fprintf(stderr, "figure %s: %s\n", name.c_str(), why.c_str());
  std::exit(1);
}

}  // namespace

void DrawFigure(const plot::Figure& figure, const std::string& name) {
  // Ids inside begin with the figure's name: several figures share a page.
  const absl::StatusOr<std::string> svg = plot::SvgText(figure, name);
  if (!svg.ok()) Fail(name, svg.status().ToString());
  std::FILE* file = std::fopen((FigureStem(name) + ".svg").c_str(), "wb");
  if (file == nullptr) Fail(name, "cannot write " + FigureStem(name) + ".svg");
  const bool written =
      std::fwrite(svg->data(), 1, svg->size(), file) == svg->size();
  if (std::fclose(file) != 0 || !written) Fail(name, "the disk is full");
}

}  // namespace wbm::theory
