// The sixteen levels of NF4 beside those of least squared error.

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <vector>

#include "common/plot/figure.h"
#include "common/quant/codebook.h"
#include "common/quant/lloyd_max.h"
#include "common/quant/normal_distribution.h"
#include "common/quant/normal_float.h"
#include "theory/weave/draw.h"
#include "theory/weave/record.h"

namespace {

namespace plot = wbm::plot;
using wbm::quant::kNf4Levels;
using wbm::quant::LloydMaxNormal;
using wbm::quant::MakeCodebook;
using wbm::quant::NormalDensity;
using wbm::quant::NormalMse;
using wbm::quant::NormalQuantile;
using wbm::theory::Holds;
using wbm::theory::Part;
using wbm::theory::Value;

std::vector<double> Nf4() {
  return {kNf4Levels.begin(), kNf4Levels.end()};
}

// Lloyd-Max for the normal distribution, the outermost level at 1.
std::vector<double> LloydMaxToOne() {
  std::vector<double> levels = LloydMaxNormal(16).codebook.levels;
  const double last = levels.back();
  for (double& level : levels) level /= last;
  return levels;
}

// A popular shortcut: sixteen evenly spaced probabilities. No zero.
std::vector<double> Shortcut() {
  std::vector<double> levels;
  for (int i = 0; i < 16; ++i) {
    levels.push_back(NormalQuantile((i + 0.5) / 16));
  }
  const double last = levels.back();
  for (double& level : levels) level /= last;
  return levels;
}

// [region best_scale]
// The error under N(0, 1) when the levels have their best scale.
double BestScaled(const std::vector<double>& levels) {
  double least = 1;
  for (double scale = 1.5; scale < 4; scale += 0.001) {
    std::vector<double> scaled = levels;
    for (double& level : scaled) level *= scale;
    least = std::min(least, NormalMse(MakeCodebook(scaled)));
  }
  return least;
}
// [/region]

void PrintLevels() {
  const std::vector<double> nf4 = Nf4();
  const std::vector<double> best = LloydMaxToOne();
  double most = 0;
  size_t at = 0;
  Part("levels");
  std::printf("code\tNF4\tLloyd-Max\tdifference\n");
  for (size_t i = 0; i < nf4.size(); ++i) {
    std::printf("%zu\t%+.4f\t%+.4f\t%+.4f\n", i, nf4[i], best[i],
                nf4[i] - best[i]);
    if (std::fabs(nf4[i] - best[i]) > most) {
      most = std::fabs(nf4[i] - best[i]);
      at = i;
    }
  }
  Value("nf4.difference", most);
  Value("nf4.step_there", nf4[at + 1] - nf4[at]);
  Holds(nf4[7] == 0.0, "zero is a level");
  Holds(std::count_if(nf4.begin(), nf4.end(),
                      [](double v) { return v < 0; }) == 7,
        "seven levels below zero, eight above");
}

void PrintErrors() {
  const double nf4 = BestScaled(Nf4());
  const double best = LloydMaxNormal(16).mse;
  const double shortcut = BestScaled(Shortcut());
  Part("errors");
  std::printf("levels\tmean squared error\n");
  std::printf("Lloyd-Max\t%.6f\n", best);
  std::printf("evenly spaced probabilities, no zero\t%.6f\n", shortcut);
  std::printf("NF4\t%.6f\n", nf4);
  Value("nf4.mse", nf4);
  Value("nf4.best", best);
  Value("nf4.more", nf4 / best - 1);
  Holds(best < shortcut && shortcut < nf4, "NF4 is not of least error");
}

void Draw() {
  plot::Panel panel;
  panel.x = {"level, outermost at 1", plot::kUnitless};
  panel.y = {"codebook", plot::kUnitless};
  panel.y.categories = {"Lloyd-Max", "NF4", "int4"};
  std::vector<double> int4;
  for (int q = -7; q <= 7; ++q) int4.push_back(q / 7.0);
  const std::vector<std::vector<double>> rows = {LloydMaxToOne(), Nf4(),
                                                 int4};
  for (size_t row = 0; row < rows.size(); ++row) {
    panel.series.push_back(
        plot::Points(panel.y.categories[row], rows[row],
                     std::vector<double>(rows[row].size(),
                                         static_cast<double>(row))));
  }
  panel.legend = plot::Legend::kNone;
  panel.lines = {plot::VerticalLine(0, "zero")};
  plot::Figure figure;
  figure.title = "Where sixteen levels stand";
  figure.takeaway =
      "Lloyd-Max and NF4 crowd the middle; NF4 and int4 have a "
      "level at zero, Lloyd-Max has none.";
  figure.alt_text =
      "Three rows of dots from -1 to 1. Lloyd-Max: sixteen, symmetric, "
      "closer "
      "in the middle, none at zero. NF4: sixteen, closer still in the "
      "middle, "
      "one at zero, seven on its left and eight on its right. int4: "
      "fifteen, "
      "equally spaced, one at zero.";
  figure.panels = {panel};
  figure.panel_height = 260;
  wbm::theory::DrawFigure(figure, "levels");
}

}  // namespace

int main() {
  PrintLevels();
  PrintErrors();
  Draw();
}
