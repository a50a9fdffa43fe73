// The frontier: bits against decibels, for weights in symmetric and
// asymmetric groups, and for activations with scales for tokens.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <string>
#include <vector>

#include "common/plot/figure.h"
#include "common/quant/distortion.h"
#include "common/quant/granularity.h"
#include "common/random/random_state.h"
#include "theory/weave/draw.h"
#include "theory/weave/record.h"

namespace {

namespace plot = wbm::plot;
using wbm::quant::DequantizeMatrix;
using wbm::quant::Grouping;
using wbm::quant::IntegerGrid;
using wbm::quant::kSymmetricInt8;
using wbm::quant::MatrixShape;
using wbm::quant::QuantizedMatrix;
using wbm::quant::QuantizeMatrix;
using wbm::quant::SqnrDb;
using wbm::quant::Symmetry;
using wbm::theory::Holds;
using wbm::theory::Part;
using wbm::theory::Value;

using Tensor = std::vector<float>;

Tensor Gaussian(unsigned seed, int count) {
  wbm::random::RandomState rng(seed);
  Tensor w;
  for (const double v : rng.Randn(count)) {
    w.push_back(static_cast<float>(v));
  }
  return w;
}

struct Point {
  double bits, db;
};

// [region point]
// 256 x 512 Gaussian weights, a float16 scale for each group.
Point Measure(const Tensor& w, std::size_t group, IntegerGrid grid) {
  const QuantizedMatrix q =
      QuantizeMatrix(w, {256, 512}, Grouping::PerGroup(group), grid);
  return {q.BitsPerWeight(/*scale_bits=*/16),
          SqnrDb(w, DequantizeMatrix(q))};
}
// [/region]

// From large groups to small ones.
struct Curve {
  std::vector<double> bits, db;

  // Between two points: on the line that joins them.
  double DbAt(double at) const {
    for (std::size_t i = 1; i < bits.size(); ++i) {
      if (at > bits[i]) continue;
      const double part = (at - bits[i - 1]) / (bits[i] - bits[i - 1]);
      return db[i - 1] + part * (db[i] - db[i - 1]);
    }
    return db.back();
  }
};

Curve Frontier(const Tensor& w, Symmetry symmetry, int bits) {
  Curve curve;
  for (const std::size_t group : {512u, 256u, 64u, 32u, 16u, 8u}) {
    const Point p = Measure(w, group, IntegerGrid{symmetry, bits});
    curve.bits.push_back(p.bits);
    curve.db.push_back(p.db);
  }
  return curve;
}

void PrintFrontier(const Tensor& w) {
  Part("frontier");
  std::printf(
      "group\tbits a weight\tSQNR, dB\tdB a bit, from the row above\n");
  Point last{0, 0};
  for (const int group : {512, 256, 64, 32, 16, 8}) {
    const Point p = Measure(w, static_cast<std::size_t>(group),
                            wbm::quant::kSymmetricInt4);
    const double rate = (p.db - last.db) / (p.bits - last.bits);
    std::printf("%d\t%.3f\t%.1f\t", group, p.bits, p.db);
    if (group != 512) std::printf("%.1f", rate);
    std::printf("\n");
    if (group == 16) Value("cost.rate16", rate);
    if (group == 64) Value("cost.rate64", rate);
    if (group == 512) Value("cost.widest", group);
    if (group == 32) {
      Value("cost.db32", p.db);
      Holds(rate < 6, "groups of 32 do not earn their bits");
    }
    if (group == 64) Holds(rate > 6.02, "groups of 64 do");
    last = p;
  }
}

// What a zero point costs and brings in groups of 64.
void RecordZeroPoint(const Tensor& w) {
  const Point s = Measure(w, 64, wbm::quant::kSymmetricInt4);
  const Point a = Measure(w, 64, wbm::quant::kAsymmetricInt4);
  Value("zero.gain", a.db - s.db);
  const double level = 20 * std::log10(15.0 / 14);  // gaps on one range
  Value("zero.level", level);
  Holds(a.db - s.db > level, "the range brings something, too");
  Holds(a.bits - s.bits == 4 / 64.0, "a zero point takes four bits");
}

// At no number of bits are symmetric groups the better choice.
double LeastLead(const Curve& symmetric, const Curve& asymmetric) {
  double least = asymmetric.db.back() - symmetric.db.back();
  for (std::size_t i = 0; i < asymmetric.bits.size(); ++i) {
    const double at = asymmetric.bits[i];
    if (at > symmetric.bits.back()) break;
    least = std::min(least, asymmetric.db[i] - symmetric.DbAt(at));
  }
  return least;
}

// Prints a curve's ends, and makes a line of it.
plot::Series Show(const std::string& name, const Curve& c) {
  std::printf("%s\t%.3f\t%.3f\t%.1f\t%.1f\n", name.c_str(),
              c.bits.front(), c.bits.back(), c.db.front(), c.db.back());
  return plot::Line(name, c.bits, c.db);
}

void DrawFrontier(const Tensor& w) {
  plot::Panel panel;
  panel.x = {"bits a weight, scales and zero points included", "bit"};
  panel.y = {"SQNR", "dB"};
  Part("curves");
  std::printf("codes\tbits, from\tto\tdB, from\tto\n");
  for (const int bits : {3, 4, 5}) {
    const Curve s = Frontier(w, Symmetry::kSymmetric, bits);
    const Curve a = Frontier(w, Symmetry::kAsymmetric, bits);
    const std::string name = "int" + std::to_string(bits);
    panel.series.push_back(Show(name + ", symmetric", s));
    panel.series.push_back(Show(name + ", asymmetric", a));
    Holds(LeastLead(s, a) > 0,
          "the asymmetric curve lies above the symmetric one");
  }
  plot::Figure figure;
  figure.title = "What a scale earns: Gaussian weights";
  figure.takeaway =
      "Each curve rises steeply and then bends: past the bend "
      "another bit a code is the better buy.";
  figure.alt_text =
      "SQNR against bits a weight for codes of 3, 4 and 5 bits, in "
      "symmetric and asymmetric groups. Each curve starts at groups of "
      "512, rises steeply to groups of 32 and flattens towards groups "
      "of 8, one to two bits further right, where the next width "
      "stands "
      "well above it. Each asymmetric curve lies above the symmetric "
      "one of its width.";
  figure.panels = {panel};
  wbm::theory::DrawFigure(figure, "frontier");
}

constexpr std::size_t kTokens = 128, kFeatures = 256;
constexpr std::array<std::size_t, 4> kTokenGroups = {128, 64, 32, 16};

// [region tokens]
// Activations of 128 tokens by 256 features: a few tokens are loud.
Tensor Activations(float loud_tokens, float loud_feature) {
  Tensor x = Gaussian(3, 128 * 256);
  for (std::size_t t = 0; t < 128; ++t) {
    for (std::size_t f = 0; f < 256; ++f) {
      if (t % 32 == 0) x[256 * t + f] *= loud_tokens;
      if (f == 7) x[256 * t + f] *= loud_feature;
    }
  }
  return x;
}
// [/region]

// int8; the SQNR of what is neither a loud token nor a loud feature.
Point MeasureOrdinary(const Tensor& x, Grouping grouping) {
  const QuantizedMatrix q =
      QuantizeMatrix(x, {kTokens, kFeatures}, grouping, kSymmetricInt8);
  const Tensor back = DequantizeMatrix(q);
  Tensor was, is;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if ((i / kFeatures) % 32 == 0 || i % kFeatures == 7) continue;
    was.push_back(x[i]);
    is.push_back(back[i]);
  }
  return {q.BitsPerWeight(/*scale_bits=*/16), SqnrDb(was, is)};
}

// One scale for all, one a token, then groups within each token.
Curve TokenFrontier(const Tensor& x) {
  Curve curve;
  const auto add = [&](Grouping grouping) {
    const Point p = MeasureOrdinary(x, grouping);
    curve.bits.push_back(p.bits);
    curve.db.push_back(p.db);
  };
  add(Grouping::PerTensor());
  add(Grouping::PerChannel());
  for (const std::size_t group : kTokenGroups) {
    add(Grouping::PerGroup(group));
  }
  return curve;
}

void RecordTokens(const Curve& alike, const Curve& loud,
                  const Curve& feature) {
  Value("tokens.widest", kTokenGroups.front());
  Value("tokens.narrowest", kTokenGroups.back());
  Value("tokens.loud.one", loud.db[0]);
  Value("tokens.loud.each", loud.db[1]);
  Value("tokens.feature.one", feature.db[0]);
  Value("tokens.feature.each", feature.db[1]);
  Value("tokens.bits_each", alike.bits[1] - 8);
  const double halvings =
      static_cast<double>(feature.db.size()) - 2;  // from a token on
  Value("tokens.feature.halving",
        (feature.db.back() - feature.db[1]) / halvings);
  Holds(alike.db[1] - loud.db[1] < 0.1,
        "beside loud tokens, a scale a token loses nothing");
  Holds(alike.db[1] - feature.db[1] > 20,
        "beside a loud feature, it loses most");
  Holds(std::is_sorted(feature.db.begin(), feature.db.end()),
        "smaller groups shut the loud feature in");
  Holds(alike.db.back() - feature.db.back() > 3,
        "but even groups of 16 do not undo it");
}

void DrawTokens() {
  const Curve alike = TokenFrontier(Activations(1, 1));
  const Curve loud = TokenFrontier(Activations(50, 1));
  const Curve feature = TokenFrontier(Activations(1, 50));
  RecordTokens(alike, loud, feature);
  Part("activations");
  std::printf("bits\tall alike\tfour loud tokens\ta loud feature\n");
  for (std::size_t i = 0; i < alike.bits.size(); ++i) {
    std::printf("%.4f\t%.1f\t%.1f\t%.1f\n", alike.bits[i], alike.db[i],
                loud.db[i], feature.db[i]);
  }
  plot::Panel panel;
  panel.x = {"bits an activation, scales included", "bit"};
  panel.x.min = 7.9;
  panel.x.max = 9.1;
  panel.y = {"SQNR of the ordinary ones", "dB"};
  panel.y.min = 0;
  panel.series = {
      plot::Line("all alike", alike.bits, alike.db),
      plot::Line("four loud tokens", loud.bits, loud.db),
      plot::Line("a loud feature", feature.bits, feature.db)};
  panel.lines = {plot::VerticalLine(alike.bits[1], "a scale a token")};
  plot::Figure figure;
  figure.title = "What a scale earns: int8 activations";
  figure.takeaway =
      "A scale for each token undoes loud tokens, not a loud feature.";
  figure.alt_text =
      "SQNR of ordinary activations against bits an activation. Each "
      "curve begins with one scale for all; then come a scale a token "
      "and groups of 128 to 16 features. All alike: near 40 dB "
      "throughout. Four loud tokens: from below 10 dB at once to the "
      "curve of those that are alike, with a scale a token. A loud "
      "feature: a little up with a scale a token, and then slowly up "
      "with smaller groups, without reaching the others.";
  figure.panels = {panel};
  wbm::theory::DrawFigure(figure, "activations");
}

}  // namespace

int main() {
  const Tensor w = Gaussian(42, 256 * 512);
  PrintFrontier(w);
  RecordZeroPoint(w);
  DrawFrontier(w);
  DrawTokens();
}
