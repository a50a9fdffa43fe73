// Where should a ruler end? The two noises of a clipped Gaussian,
// computed exactly from the normal distribution and measured on
// samples.

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
using wbm::quant::MakeCodebook;
using wbm::quant::NormalDensity;
using wbm::quant::NormalMse;
using wbm::quant::NormalProbability;
using wbm::quant::QuantizerDesign;
using wbm::quant::SampleMse;
using wbm::theory::Holds;
using wbm::theory::Part;
using wbm::theory::Value;

double Db(double noise) { return -10 * std::log10(noise); }

Codebook Symmetric(int bits, double limit) {
  const int highest = (1 << (bits - 1)) - 1;
  std::vector<double> marks;
  for (int q = -highest; q <= highest; ++q) {
    marks.push_back(q * limit / highest);
  }
  return MakeCodebook(marks);
}

// [region two_noises]
struct Noise {
  double granular, overload;
};

// A standard normal input. NormalMse integrates over the density: no
// samples here.
Noise ExactNoise(int bits, double clip) {
  const double tail = NormalProbability(-clip);  // P(X > clip)
  const double density = NormalDensity(clip);
  const double beyond = (1 + clip * clip) * tail - clip * density;
  const double all = NormalMse(Symmetric(bits, clip));
  return {all - 2 * beyond, 2 * beyond};
}
// [/region]

// The least noise among clips a hundredth apart.
double BestOf(int bits) {
  double best = 0.5, least = NormalMse(Symmetric(bits, best));
  for (double clip = 0.5; clip < 5; clip += 0.01) {
    const double noise = NormalMse(Symmetric(bits, clip));
    if (noise < least) best = clip, least = noise;
  }
  return best;
}

// A uniform input on [-1, 1]: of clips around the edge, half a step
// before it is the best.
void CheckUniform() {
  std::vector<double> x;
  for (int i = 0; i < 20000; ++i) x.push_back((i + 0.5) / 10000 - 1);
  const double half_step = 1.0 / 15;  // seven marks a side
  const double best = SampleMse(Symmetric(4, 1 - half_step), x);
  for (const double part : {0.0, 0.5, 0.9, 1.1, 1.5, 2.0}) {
    Holds(best < SampleMse(Symmetric(4, 1 - part * half_step), x),
          "a uniform input is best clipped by half a step");
  }
}

void PrintTrade() {
  Part("trade");
  std::printf(
      "clip / deviation\tgranular\toverload\ttogether\tSQNR, dB\n");
  for (const double clip : {1.5, 2.0, 2.5, 3.0, 4.0}) {
    const Noise n = ExactNoise(4, clip);
    const double all = n.granular + n.overload;
    std::printf("%.1f\t%.5f\t%.5f\t%.5f\t%.1f\n", clip, n.granular,
                n.overload, all, Db(all));
  }
}

void PrintBest(const std::vector<double>& x) {
  double peak = 0;
  for (const double value : x) peak = std::fmax(peak, std::fabs(value));
  Part("best");
  std::printf(
      "bits\tbest clip\tSQNR there, dB\tto the maximum, dB\tgain, "
      "dB\n");
  for (const int bits : {2, 3, 5, 6, 8}) {
    const double best = BestOf(bits);
    const double there = Db(SampleMse(Symmetric(bits, best), x));
    const double unclipped = Db(SampleMse(Symmetric(bits, peak), x));
    std::printf("%d\t%.2f\t%.1f\t%.1f\t%.1f\n", bits, best, there,
                unclipped, there - unclipped);
    const std::string key = "clip.b" + std::to_string(bits);
    Value(key + ".best", best);
    Value(key + ".gain", there - unclipped);
  }
  Value("clip.step78", Db(NormalMse(Symmetric(8, BestOf(8)))) -
                           Db(NormalMse(Symmetric(7, BestOf(7)))));
  Value("clip.peak", peak);
}

// The same optimum, found by another program: the best spacing of 2^b -
// 1 equally spaced levels.
void CheckAgainstUniform() {
  const QuantizerDesign even = BestUniformNormal(7);
  const double limit = even.codebook.levels.back();
  Part("check");
  std::printf("3 bits: scan %.2f, search %.4f\n", BestOf(3), limit);
  Holds(std::fabs(BestOf(3) - limit) < 0.01, "two searches agree");
}

void Draw(const std::vector<double>& x) {
  std::vector<double> clip, granular, overload, both, at, measured;
  for (double c = 1.0; c <= 5.001; c += 0.02) {
    const Noise n = ExactNoise(4, c);
    clip.push_back(c);
    granular.push_back(n.granular);
    overload.push_back(n.overload);
    both.push_back(n.granular + n.overload);
  }
  for (double c = 1.0; c <= 5.001; c += 0.25) {
    at.push_back(c);
    measured.push_back(SampleMse(Symmetric(4, c), x));
  }
  plot::Panel panel;
  panel.x = {"clip", "deviations"};
  panel.y = {"noise / signal", plot::kUnitless, plot::Scale::kLog10};
  panel.y.min = 1e-4;
  panel.y.max = 1;
  panel.series = {plot::Line("granular", clip, granular),
                  plot::Line("overload", clip, overload),
                  plot::Line("together", clip, both),
                  plot::Points("measured", at, measured)};
  panel.legend = plot::Legend::kBottomRight;
  plot::Figure figure;
  figure.title = "A Gaussian on the symmetric ruler of four bits";
  figure.takeaway =
      "Clip early and the tails cost; clip late and every step "
      "does. The best clip is in between.";
  figure.alt_text =
      "Noise over signal, logarithmic, against the clip from 1 to 5 "
      "deviations. The overload noise falls steeply from 0.15, the "
      "granular "
      "noise rises slowly from 0.001. Their sum is a valley with its "
      "floor "
      "near two and a half deviations; measured points lie on it.";
  figure.panels = {panel};
  wbm::theory::DrawFigure(figure, "clipping");
}

}  // namespace

int main() {
  CheckUniform();
  wbm::random::RandomState rng(42);
  rng.Uniform(-1, 1,
              100000);  // as in law_demo: the Gaussian comes second
  const std::vector<double> x = rng.Randn(100000);
  PrintTrade();
  PrintBest(x);
  CheckAgainstUniform();
  Draw(x);
}
