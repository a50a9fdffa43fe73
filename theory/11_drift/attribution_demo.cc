// Which array is to blame for the drift of the logits?

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "common/formats/catalogue.h"
#include "common/plot/figure.h"
#include "common/plot/series.h"
#include "theory/11_drift/model.h"
#include "theory/11_drift/typeset.h"
#include "theory/weave/draw.h"
#include "theory/weave/record.h"

namespace {

using drift_chapter::Drift;
using drift_chapter::Layers;
using drift_chapter::Model;
using drift_chapter::Scientific;
using drift_chapter::Stored;
using drift_chapter::Weights;
using wbm::theory::Holds;
using wbm::theory::Value;

constexpr double kRoundoff = 0x1p-11;
// Of an array whose logarithms are spread evenly; casting_demo.cc measures it.
const double kExpected = std::sqrt(1 / (8 * std::log(2.0))) * kRoundoff;

// The page says "1.46 · 10⁻⁴".
void ValueE4(const std::string& key, double x) { Value(key, 1e4 * x); }

// [region one]
// All weights as trained but one array, which is as stored.
Weights OnlyOneStored(const Weights& trained, const Weights& stored,
                      const std::string& name) {
  Weights weights = trained;
  weights.at(name) = stored.at(name);
  return weights;
}
// [/region]

struct Contribution {
  std::string name;
  double logits = 0;  // mean over prompts
  double own = 0;     // relative error of the array itself
};

std::vector<Contribution> Contributions(const Model& model,
                                        const Weights& stored) {
  std::vector<Contribution> all;
  for (const auto& [name, array] : model.weights) {
    const Weights one = OnlyOneStored(model.weights, stored, name);
    all.push_back(
        {name, Measure(model, one).MeanOfLogits(),
         drift_chapter::RelativeError(array.values, stored.at(name).values)});
  }
  std::sort(all.begin(), all.end(),
            [](const auto& a, const auto& b) { return a.logits > b.logits; });
  return all;
}

double SumOfSquares(const std::vector<Contribution>& all) {
  double sum = 0;
  for (const Contribution& c : all) sum += c.logits * c.logits;
  return sum;
}

double Of(const std::vector<Contribution>& all, const std::string& name) {
  const auto found =
      std::find_if(all.begin(), all.end(),
                   [&](const Contribution& c) { return c.name == name; });
  return found->logits;
}

constexpr std::size_t kShown = 8;

void PrintContributions(const std::vector<Contribution>& all, double total) {
  std::printf("array\tlogits, it alone\tshare of the squares\tits own error\n");
  const double squares = SumOfSquares(all);
  double shown = 0;
  for (std::size_t i = 0; i < kShown; ++i) {
    const Contribution& c = all[i];
    std::printf("%s\t%s\t%.0f %%\t%s\n", c.name.c_str(),
                Scientific(c.logits).c_str(),
                100 * c.logits * c.logits / squares, Scientific(c.own).c_str());
    shown += c.logits * c.logits / squares;
  }
  Value("attribution.shown", static_cast<double>(kShown));
  Value("attribution.shown_share", shown);
  Holds(shown > 0.75, "eight arrays make most of the sum of squares");
  const double gains = Of(all, "ln_f.weight");
  const double matrix = Of(all, "blocks.0.mlp.fc1.weight");
  Value("attribution.gains_over_matrix", gains / matrix);
  Holds(gains > 1.5 * matrix, "a few gains outweigh a large matrix");
  const auto is_gain = [](const Contribution& c) {
    return c.name.find("ln") != std::string::npos;
  };
  const auto gains_shown =
      std::count_if(all.begin(), all.begin() + std::ptrdiff_t{kShown}, is_gain);
  Holds(gains_shown >= 2 && gains_shown < std::ptrdiff_t{kShown},
        "gains stand beside matrices");
  Value("attribution.arrays", static_cast<double>(all.size()));
  ValueE4("attribution.root_sum_square", std::sqrt(squares));
  ValueE4("attribution.total", total);
  Value("attribution.ratio", std::sqrt(squares) / total);
  Value("attribution.cross", std::fabs(1 - squares / (total * total)));
  Holds(std::sqrt(squares) / total > 0.7 && std::sqrt(squares) / total < 1.3,
        "the contributions add like the legs of a right triangle");
}

// The last LayerNorm's gains: what they do to its output, and why.
void RecordGains(const Model& model, const Weights& stored) {
  const std::vector<float>& gains = model.weights.at("ln_f.weight").values;
  const auto [least, greatest] =
      std::minmax_element(gains.begin(), gains.end());
  Value("gains.count", static_cast<double>(gains.size()));
  std::size_t of_all = 0, kept = 0, norms = 0;
  for (const auto& [name, array] : model.weights) {
    of_all += array.values.size();
    if (name.find("ln") == std::string::npos) continue;
    if (name.find(".weight") == std::string::npos) continue;
    kept += array.values.size();
    ++norms;
  }
  Value("gains.norms", static_cast<double>(norms));
  Value("gains.of_all_norms", static_cast<double>(kept));
  Value("gains.weights", static_cast<double>(of_all));
  Value("gains.share", static_cast<double>(kept) / static_cast<double>(of_all));
  Value("gains.least", *least);
  Value("gains.greatest", *greatest);
  Holds(*least >= 1 && *greatest < 1.5, "the gains lie low in their binade");
  const double own =
      drift_chapter::RelativeError(gains, stored.at("ln_f.weight").values);
  Value("gains.own_over_u", own / kRoundoff);
  Holds(own > 1.05 * kExpected,
        "the gains lose more than an array is expected to");
  const Drift all = Measure(model, stored);
  const std::size_t at = all.layers.size() - 2;  // final_ln_out
  const Drift only =
      Measure(model, OnlyOneStored(model.weights, stored, "ln_f.weight"));
  const Drift without =
      Measure(model, OnlyOneStored(stored, model.weights, "ln_f.weight"));
  ValueE4("gains.all", all.Mean(at));
  ValueE4("gains.only", only.Mean(at));
  ValueE4("gains.without", without.Mean(at));
  const double root =
      std::hypot(only.Mean(at), without.Mean(at)) / all.Mean(at);
  Value("gains.quadrature", root);
  Holds(root > 0.9 && root < 1.1, "with and without its gains, in quadrature");
  Holds(only.Mean(at) > 0.6 * all.Mean(at),
        "most of the last LayerNorm's drift is its own gains'");
}

// What the head's rounding does to the logits, from its own error and from how
// far the products in each logit agree.
void RecordHead(const Model& model, const Weights& stored) {
  const auto& head = model.weights.at("head.weight");
  const double agree = drift_chapter::SpreadOfHead(model);
  const double random =
      drift_chapter::SpreadOfHead(drift_chapter::UntrainedModel());
  const double own = drift_chapter::RelativeError(
      head.values, stored.at("head.weight").values);
  const double alone =
      Measure(model, OnlyOneStored(model.weights, stored, "head.weight"))
          .MeanOfLogits();
  const auto& matrix = model.weights.at("blocks.0.mlp.fc1.weight");
  Value("matrix.count", static_cast<double>(matrix.values.size()));
  ValueE4("head.own", own);
  Value("head.spread", agree);
  ValueE4("head.predicted", own * agree);
  ValueE4("head.alone", alone);
  Value("head.terms", static_cast<double>(head.shape[1]));
  Value("head.spread_untrained", random);
  Holds(random > 0.8 && random < 1.2,
        "random products neither agree nor cancel");
  Holds(std::fabs(alone / (own * agree) - 1) < 0.25,
        "the formula of the sum predicts what the head's rounding does");
  Holds(agree < 0.9, "the products of the head agree more than they cancel");
}

void DrawContributions(const std::vector<Contribution>& all, double total) {
  namespace plot = wbm::plot;
  std::vector<double> x, y;
  std::vector<std::string> names;
  for (std::size_t i = kShown; i-- > 0;) {
    y.push_back(static_cast<double>(names.size()));
    x.push_back(1e4 * all[i].logits);
    names.push_back(all[i].name);
  }
  plot::Figure figure;
  figure.title = "Drift of the logits when one array alone is stored";
  figure.takeaway =
      "Eight of the arrays, gains among them, make most of the drift.";
  figure.alt_text =
      "The eight arrays that contribute most, one point each, in units of one "
      "ten-thousandth; a line marks the drift when all are stored.";
  for (std::size_t i = 0; i < kShown; ++i) {
    char words[96];
    std::snprintf(words, sizeof words, " %s: %.2f.", all[i].name.c_str(),
                  1e4 * all[i].logits);
    figure.alt_text += words;
  }
  plot::Panel& panel = figure.panels.emplace_back();
  panel.x = {"relative error of the logits", "10⁻⁴"};
  panel.x.min = 0;
  panel.y.label = "array";
  panel.y.categories = names;
  panel.series.push_back(plot::Points("one array alone", x, y));
  panel.lines.push_back(plot::VerticalLine(1e4 * total, "all arrays"));
  wbm::theory::DrawFigure(figure, "contributions");
}

}  // namespace

int main() {
  const Model model = drift_chapter::TrainedModel();
  const Weights stored = Stored(model.weights, wbm::formats::kFloat16);
  const std::vector<Contribution> all = Contributions(model, stored);
  const double total = Measure(model, stored).MeanOfLogits();
  wbm::theory::Part("contributions");
  PrintContributions(all, total);
  RecordGains(model, stored);
  RecordHead(model, stored);
  DrawContributions(all, total);
}
