// Does the model say something else when its weights are stored in fewer bits?

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "common/formats/catalogue.h"
#include "common/formats/format.h"
#include "common/plot/figure.h"
#include "common/plot/series.h"
#include "theory/11_drift/model.h"
#include "theory/weave/draw.h"
#include "theory/weave/record.h"

namespace {

namespace wf = wbm::formats;
using drift_chapter::Layers;
using drift_chapter::Model;
using drift_chapter::Stored;
using wbm::theory::Holds;
using wbm::theory::Value;

// One row of logits in two models. A position is what the model has seen so
// far: prompts that begin alike share their first ones, which count once.
struct Position {
  bool last = false;  // of its prompt, where the answer is due
  double margin = 0;  // of the trained model: best less second best
  double change = 0;  // greatest change of a logit
  bool flipped = false;
};

// [region position]
Position Compare(const float* a, const float* b, std::size_t words) {
  Position p;
  const float* best = std::max_element(a, a + words);
  double second = -INFINITY;
  for (std::size_t v = 0; v < words; ++v) {
    if (a + v != best) second = std::max<double>(second, a[v]);
    const double change = std::fabs(double{a[v]} - double{b[v]});
    p.change = std::max(p.change, change);
  }
  p.margin = *best - second;
  p.flipped = std::max_element(b, b + words) - b != best - a;
  return p;
}
// [/region]

std::vector<Position> Positions(
    const Model& model, const drift_chapter::Weights& stored,
    const std::vector<std::vector<std::int64_t>>& prompts) {
  std::vector<Position> positions;
  std::set<std::vector<std::int64_t>> seen;
  for (const auto& ids : prompts) {
    const Layers a = Forward(model, model.weights, ids);
    const Layers b = Forward(model, stored, ids);
    const auto vocabulary = static_cast<std::size_t>(a.back().shape[1]);
    for (std::size_t i = 0; i < ids.size(); ++i) {
      const auto end = ids.begin() + static_cast<std::ptrdiff_t>(i) + 1;
      if (!seen.insert({ids.begin(), end}).second) continue;
      positions.push_back(Compare(&a.back().values[i * vocabulary],
                                  &b.back().values[i * vocabulary],
                                  vocabulary));
      positions.back().last = i + 1 == ids.size();
    }
  }
  return positions;
}

double Flips(const std::vector<Position>& positions) {
  return static_cast<double>(
      std::count_if(positions.begin(), positions.end(),
                    [](const Position& p) { return p.flipped; }));
}

// The probability of at most k flips among n positions, each with p.
double AtMost(double k, double n, double p) {
  double sum = 0, term = std::pow(1 - p, n);
  for (double i = 0; i <= k; ++i) {
    sum += term;
    term *= (n - i) / (i + 1) * p / (1 - p);
  }
  return sum;
}

// Where `at` crosses `level` between 0 and 1; `at` falls with p.
template <typename F>
double Crossing(F at, double level) {
  double low = 0, high = 1;
  for (int i = 0; i < 60; ++i) {
    const double middle = (low + high) / 2;
    (at(middle) > level ? low : high) = middle;
  }
  return low;
}

struct Interval {
  double low, high;
};

// Clopper and Pearson's interval of 95 %: the shares of flips that are not
// refuted by k of n. It is exact if positions are independent.
Interval ShareOfFlips(double k, double n) {
  const double high =
      Crossing([&](double p) { return AtMost(k, n, p); }, 0.025);
  if (k == 0) return {0, high};
  return {Crossing([&](double p) { return AtMost(k - 1, n, p); }, 0.975), high};
}

double GreatestChange(const std::vector<Position>& positions) {
  double greatest = 0;
  for (const Position& p : positions) greatest = std::max(greatest, p.change);
  return greatest;
}

double LeastMargin(const std::vector<Position>& positions) {
  double least = INFINITY;
  for (const Position& p : positions) least = std::min(least, p.margin);
  return least;
}

// The margins where the answer is due, and all others, by size.
std::vector<double> Margins(const std::vector<Position>& positions, bool last) {
  std::vector<double> margins;
  for (const Position& p : positions) {
    if (p.last == last) margins.push_back(p.margin);
  }
  std::sort(margins.begin(), margins.end());
  return margins;
}

// The part of margins below one logit: the second word has more than a third
// of the first one's probability.
double NarrowPart(const std::vector<double>& margins) {
  const auto end = std::lower_bound(margins.begin(), margins.end(), 1.0);
  return static_cast<double>(end - margins.begin()) /
         static_cast<double>(margins.size());
}

void PrintFlips(const Model& model) {
  std::printf(
      "weights in\tflips\tpositions\tshare, 95 %% interval\t"
      "greatest change\tleast margin\n");
  for (const wf::Format* format :
       {&wf::kFloat16, &wf::kBFloat16, &wf::kFloat8E4M3Fn, &wf::kFloat8E5M2}) {
    const std::vector<Position> all =
        Positions(model, Stored(model.weights, *format), model.prompts);
    const std::string name(format->name);
    const Interval share =
        ShareOfFlips(Flips(all), static_cast<double>(all.size()));
    std::printf("%s\t%.0f\t%zu\t%.0f … %.0f %%\t%.2g\t%.2g\n", name.c_str(),
                Flips(all), all.size(), 100 * share.low, 100 * share.high,
                GreatestChange(all), LeastMargin(all));
    if (format == &wf::kFloat16) Value("flips.high", share.high);
    Value("flips." + name, Flips(all));
    Value("flips." + name + ".change", GreatestChange(all));
    for (const Position& p : all) {
      Holds(!p.flipped || p.margin <= 2 * p.change,
            "a flip needs a margin of at most twice the greatest change");
    }
    if (format != &wf::kFloat16) continue;
    Value("flips.positions", static_cast<double>(all.size()));
  }
}

void RecordCorpus(const Model& model,
                  const std::vector<std::vector<std::int64_t>>& corpus) {
  const std::vector<Position> all =
      Positions(model, Stored(model.weights, wf::kFloat16), corpus);
  const std::vector<double> last = Margins(all, true);
  const std::vector<double> others = Margins(all, false);
  Value("corpus.prompts", static_cast<double>(corpus.size()));
  Value("corpus.positions", static_cast<double>(all.size()));
  Value("corpus.flips", Flips(all));
  Value("corpus.high",
        ShareOfFlips(Flips(all), static_cast<double>(all.size())).high);
  Value("corpus.change", GreatestChange(all));
  Value("corpus.last_median", last[last.size() / 2]);
  Value("corpus.other_least", others.front());
  Holds(Flips(all) < 0.01 * static_cast<double>(all.size()),
        "under fp16 fewer than one position in a hundred flips");
  Holds(last[last.size() / 2] > 10 * GreatestChange(all),
        "where the answer is due the margin dwarfs the drift");
  Value("corpus.last_narrow", NarrowPart(last));
  Value("corpus.other_narrow", NarrowPart(others));
  Value("corpus.last_positions", static_cast<double>(last.size()));
  Holds(NarrowPart(last) < 0.1 && NarrowPart(others) < 0.1,
        "few margins are narrow, at the last position or before it");
}

// What the figure shows of float16 and of E5M2, position by position.
void CheckMargins(const std::vector<Position>& fp16,
                  const std::vector<Position>& e5m2) {
  const auto below =
      std::count_if(fp16.begin(), fp16.end(),
                    [](const Position& p) { return p.change < p.margin / 2; });
  Holds(static_cast<double>(below) > 0.9 * static_cast<double>(fp16.size()),
        "nearly all positions are below the line in float16");
  double decades = 0;
  for (std::size_t i = 0; i < fp16.size(); ++i) {
    decades += std::log10(e5m2[i].change / fp16[i].change) /
               static_cast<double>(fp16.size());
  }
  // Eight fraction bits: 2^8, which is 2.4 decades.
  Holds(decades > 2 && decades < 3, "E5M2 lifts the points by two decades");
  Holds(Flips(e5m2) > 0, "some positions flip in E5M2");
}

struct Points {
  std::vector<double> margin, change;
};

void DrawMargins(const Model& model,
                 const std::vector<std::vector<std::int64_t>>& prompts) {
  namespace plot = wbm::plot;
  plot::Figure figure;
  figure.title = "Margin and change, position by position";
  figure.takeaway =
      "Only above the line can an argmax flip, and not all do that could.";
  figure.alt_text =
      "Each point is a position of a prompt: across, the margin of the "
      "trained model between its best and its second logit; up, the greatest "
      "change of a logit; both logarithmic. A line marks half the margin. "
      "Nearly all points of float16 lie below it. With E5M2 weights the "
      "changes are some hundred times greater, points lie above the line too, "
      "and the flipped ones are all among these.";
  plot::Panel& panel = figure.panels.emplace_back();
  panel.x = {"margin of the trained model", "logits", plot::Scale::kLog10};
  panel.y = {"greatest change of a logit", "logits", plot::Scale::kLog10};
  const auto draw = [&](const char* name, const wf::Format& format,
                        bool flips) {
    Points p;
    std::set<std::pair<double, double>> drawn;
    for (const Position& q :
         Positions(model, Stored(model.weights, format), prompts)) {
      if (q.flipped != flips || q.margin == 0) continue;
      // Prompts that begin alike have their first positions in common.
      if (!drawn.insert({q.margin, q.change}).second) continue;
      p.margin.push_back(q.margin);
      p.change.push_back(q.change);
    }
    if (!p.margin.empty()) {
      panel.series.push_back(plot::Points(name, p.margin, p.change));
    }
  };
  draw("float16, same token", wf::kFloat16, false);
  draw("E5M2, same token", wf::kFloat8E5M2, false);
  draw("E5M2, flipped", wf::kFloat8E5M2, true);
  panel.series.push_back(plot::Line("half the margin", {1e-3, 20}, {5e-4, 10}));
  wbm::theory::DrawFigure(figure, "margins");
}

}  // namespace

int main() {
  const Model model = drift_chapter::TrainedModel();
  wbm::theory::Part("flips");
  PrintFlips(model);
  const auto corpus = drift_chapter::CorpusPrompts();
  RecordCorpus(model, corpus);
  // Some of the prompts, of every verb, tense and person: the same picture in
  // a smaller file.
  std::vector<std::vector<std::int64_t>> some;
  for (std::size_t i = 0; i < corpus.size(); i += 29) {
    some.push_back(corpus[i]);
  }
  CheckMargins(Positions(model, Stored(model.weights, wf::kFloat16), some),
               Positions(model, Stored(model.weights, wf::kFloat8E5M2), some));
  DrawMargins(model, some);
}
