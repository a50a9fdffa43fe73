// Lloyd's iteration by hand, and what it gains on a bell curve against
// two baselines.

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include "common/plot/figure.h"
#include "common/quant/codebook.h"
#include "common/quant/lloyd_max.h"
#include "common/quant/normal_distribution.h"
#include "common/random/random_state.h"
#include "theory/weave/draw.h"
#include "theory/weave/record.h"

namespace {

namespace plot = wbm::plot;
using wbm::quant::BestUniformNormal;
using wbm::quant::Codebook;
using wbm::quant::LloydMax;
using wbm::quant::LloydMaxNormal;
using wbm::quant::MakeCodebook;
using wbm::quant::NearestLevel;
using wbm::quant::NormalDensity;
using wbm::quant::NormalMse;
using wbm::quant::NormalProbability;
using wbm::quant::NormalQuantile;
using wbm::quant::QuantizerDesign;
using wbm::quant::SampleMse;
using wbm::theory::Holds;
using wbm::theory::Part;
using wbm::theory::Value;

void PrintNearest() {
  Part("nearest");
  // [region nearest]
  const Codebook book = MakeCodebook({-1.0, 0.0, 2.0});
  for (const double x : {-0.6, -0.5, 0.9, 1.0, 1.1, 7.0}) {
    const size_t code = NearestLevel(book, x);
    std::printf("%4.1f -> code %zu, level %g\n", x, code,
                book.levels[code]);
  }
  // [/region]
  Holds(NearestLevel(book, 1.0) == 1, "a tie takes the lower code");
}

// One round of Lloyd's iteration, for the page: levels to the means of
// cells.
std::vector<double> Moved(const std::vector<double>& samples,
                          const std::vector<double>& levels) {
  const Codebook book = MakeCodebook(levels);
  std::vector<double> sum(levels.size()), count(levels.size());
  for (const double x : samples) {
    const size_t code = NearestLevel(book, x);
    sum[code] += x;
    count[code] += 1;
  }
  std::vector<double> moved = levels;
  for (size_t i = 0; i < moved.size(); ++i) {
    if (count[i] > 0) moved[i] = sum[i] / count[i];
  }
  return moved;
}

// Three samples, two levels, two starts.
void PrintTrace() {
  const std::vector<double> samples = {0, 4, 9};
  Part("trace");
  std::vector<double> mse;
  for (std::vector<double> levels :
       {std::vector<double>{0, 4}, {4, 9}}) {
    for (int round = 0; round < 3; ++round) {
      const Codebook book = MakeCodebook(levels);
      std::printf("levels %.1f %.1f, threshold %.2f, error %.2f\n",
                  levels[0], levels[1], book.thresholds[0],
                  SampleMse(book, samples));
      levels = Moved(samples, levels);
    }
    mse.push_back(SampleMse(MakeCodebook(levels), samples));
    std::printf("\n");
  }
  Value("lloyd.fixed_a", mse[0]);
  Value("lloyd.fixed_b", mse[1]);
  Holds(mse[0] > mse[1] * 1.4, "the fixed points differ");
}

std::vector<double> Samples() {
  wbm::random::RandomState rng(42);
  return rng.Randn(100000);
}

double MaxAbs(const std::vector<double>& x) {
  double most = 0;
  for (const double v : x) most = std::fmax(most, std::fabs(v));
  return most;
}

// Equally spaced levels from -limit to limit.
Codebook Spread(size_t count, double limit) {
  std::vector<double> levels;
  for (size_t i = 0; i < count; ++i) {
    const double at =
        static_cast<double>(i) / static_cast<double>(count - 1);
    levels.push_back(limit * (2 * at - 1));
  }
  return MakeCodebook(levels);
}

void PrintBaselines(const std::vector<double>& samples) {
  const double peak = MaxAbs(samples);
  Part("baselines");
  std::printf(
      "bits\tLloyd-Max\tbest equal spaces\ttimes\tequal spaces to the "
      "largest "
      "sample\ttimes\n");
  for (const int bits : {2, 3, 5}) {
    const size_t n = size_t{1} << bits;
    // [region baselines]
    const double best = LloydMaxNormal(n).mse;
    const double even = BestUniformNormal(n).mse;
    const double wide = NormalMse(Spread(n, peak));
    // [/region]
    std::printf("%d\t%.6f\t%.6f\t%.2f\t%.6f\t%.1f\n", bits, best, even,
                even / best, wide, wide / best);
    const std::string key = "lloyd.b" + std::to_string(bits);
    Value(key + ".fair", even / best);
    Value(key + ".wide", wide / best);
  }
  Value("lloyd.peak", peak);
}

// Sixteen levels on samples: what a budget of 100 rounds gives.
void PrintBudget(const std::vector<double>& samples) {
  std::vector<double> levels = Spread(16, MaxAbs(samples)).levels;
  double hundred = 0;
  int rounds = 0;
  for (;; ++rounds) {
    if (rounds == 100)
      hundred = SampleMse(MakeCodebook(levels), samples);
    const std::vector<double> moved = Moved(samples, levels);
    if (moved == levels) break;
    levels = moved;
  }
  const double last = SampleMse(MakeCodebook(levels), samples);
  const QuantizerDesign quantiles = LloydMax(samples, 16);
  Part("budget");
  std::printf("equal spaces, 100 rounds: %.6f\n", hundred);
  std::printf("equal spaces, until nothing moves (%d rounds): %.6f\n",
              rounds, last);
  std::printf("from quantiles (%d rounds): %.6f\n",
              quantiles.iterations, quantiles.mse);
  Value("lloyd.rounds", rounds);
  Holds(hundred > last, "a hundred rounds are not convergence");
}

// [region stretched]
// Levels at equally spaced probabilities, stretched by `factor`.
Codebook Stretched(int count, double factor) {
  std::vector<double> levels;
  for (int i = 0; i < count; ++i) {
    levels.push_back(factor * NormalQuantile((i + 0.5) / count));
  }
  return MakeCodebook(levels);
}
// [/region]

void PrintStretched() {
  Part("stretched");
  std::printf(
      "levels\tequal probability\tstretched by √3\tLloyd-Max\n");
  for (const int n : {16, 64, 256}) {
    const double best = LloydMaxNormal(static_cast<size_t>(n)).mse;
    const double equal = NormalMse(Stretched(n, 1.0));
    const double root = NormalMse(Stretched(n, std::sqrt(3.0)));
    std::printf("%d\t%.2e\t%.2e\t%.2e\n", n, equal, root, best);
    const std::string key = "lloyd.n" + std::to_string(n);
    Value(key + ".equal", equal / best);
    Value(key + ".root_more", root / best - 1);
    if (n == 256) Value("lloyd.most", n);
  }
}

void Draw() {
  plot::Panel panel;
  panel.x = {"stretch", plot::kUnitless};
  panel.y = {"error / Lloyd-Max's", plot::kUnitless};
  panel.y.min = 0.8;
  panel.y.max = 7;
  panel.legend = plot::Legend::kTopRight;
  for (const int n : {16, 64}) {
    const double best = LloydMaxNormal(static_cast<size_t>(n)).mse;
    std::vector<double> at, ratio;
    for (double factor = 0.8; factor <= 2.61; factor += 0.05) {
      at.push_back(factor);
      ratio.push_back(NormalMse(Stretched(n, factor)) / best);
    }
    panel.series.push_back(
        plot::Line(std::to_string(n) + " levels", at, ratio));
  }
  panel.lines = {plot::VerticalLine(1, "equal probability"),
                 plot::VerticalLine(std::sqrt(3.0), "root of three"),
                 plot::HorizontalLine(1, "Lloyd-Max")};
  plot::Figure figure;
  figure.title = "Quantiles of the normal distribution, stretched";
  figure.takeaway =
      "Equally probable levels crowd the middle; pulled apart by "
      "the root of three they are nearly the best.";
  figure.alt_text =
      "Mean squared error over that of Lloyd-Max against the stretch "
      "of "
      "levels at equally spaced probabilities, for 16 and 64 levels. "
      "Both "
      "curves are valleys. Unstretched, at 1, they stand at 2.4 and "
      "6.4; "
      "near the root of three the floor of each valley almost touches "
      "the "
      "line of Lloyd-Max at 1.";
  figure.panels = {panel};
  wbm::theory::DrawFigure(figure, "stretched");
}

// Lloyd's iteration on the bell itself: each level moves to the mean of
// its cell, (density here - density there) / probability between.
std::vector<double> OnTheBell(std::vector<double> levels) {
  const size_t n = levels.size();
  for (int round = 0; round < 20000; ++round) {
    std::vector<double> moved = levels;
    for (size_t i = 0; i < n; ++i) {
      const double from =
          i == 0 ? -40 : (levels[i - 1] + levels[i]) / 2;
      const double to =
          i + 1 == n ? 40 : (levels[i] + levels[i + 1]) / 2;
      moved[i] = (NormalDensity(from) - NormalDensity(to)) /
                 (NormalProbability(to) - NormalProbability(from));
    }
    levels = moved;
  }
  return levels;
}

void OneRestingPlace() {
  std::vector<double> narrow, wide;
  for (int i = 0; i < 16; ++i) {
    narrow.push_back((i - 7.5) / 16);
    wide.push_back((i - 7.5) / 2);
  }
  const std::vector<double> a = OnTheBell(narrow), b = OnTheBell(wide);
  double most = 0;
  for (size_t i = 0; i < a.size(); ++i) {
    most = std::fmax(most, std::fabs(a[i] - b[i]));
  }
  Holds(most < 1e-9, "on the bell itself both starts end alike");
}

}  // namespace

int main() {
  OneRestingPlace();
  PrintNearest();
  PrintTrace();
  const std::vector<double> samples = Samples();
  PrintBaselines(samples);
  PrintBudget(samples);
  PrintStretched();
  Draw();
}
