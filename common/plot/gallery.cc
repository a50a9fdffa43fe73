// Draws one figure of every kind, to look at.

#include <iostream>
#include <string>

#include "common/io/user_path.h"
#include "common/plot/gallery_figures.h"
#include "common/plot/write_figure.h"

namespace {

constexpr char kUse[] =
    "Draws one figure of every kind into a folder, to look at.\n\n"
    "Use: bazel run //common/plot:gallery -- --out=DIR\n\n"
    "Exit codes: 0 done, 1 not drawn, 2 wrong use.\n";

int DrawInto(const std::string& folder) {
  for (const auto& [name, figure] : wbm::plot::GalleryFigures()) {
    const std::string stem = folder + "/" + name;
    const absl::Status status = wbm::plot::WriteFigure(figure, stem);
    if (!status.ok()) {
      std::cerr << stem << ": " << status.message() << "\n";
      return 1;
    }
    std::cout << stem << ".png .svg .csv\n";
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string word = argc == 2 ? argv[1] : "";
  if (word == "--help" || word == "-h") {
    std::cout << kUse;
    return 0;
  }
  constexpr char kOut[] = "--out=";
  const std::string folder =
      word.rfind(kOut, 0) == 0
          ? wbm::io::UserPath(word.substr(sizeof(kOut) - 1))
          : "";
  if (folder.empty()) {
    std::cerr << kUse;
    return 2;
  }
  return DrawInto(folder);
}
