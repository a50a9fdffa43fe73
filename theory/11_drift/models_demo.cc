// Is it this model only? Trained models, measured one by one.
//
//   bazel run //theory/11_drift:models_demo -- NAME CHECKPOINT
//
// prints the row of one model, a line of models.tsv. Without arguments, as
// the book runs it, the program prints the table of all rows and measures the
// model of the build again, to see that its row is still true.

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "common/formats/catalogue.h"
#include "common/io/runfiles.h"
#include "theory/11_drift/model.h"
#include "theory/weave/record.h"

namespace {

using drift_chapter::Drift;
using drift_chapter::Layers;
using drift_chapter::Model;
using drift_chapter::Stored;
using drift_chapter::Weights;
using wbm::theory::Holds;
using wbm::theory::Value;

constexpr double kRoundoff = 0x1p-11;
constexpr std::size_t kLayers = 5;

struct Row {
  std::string name;
  int width = 0;
  double drift[kLayers] = {};  // in units of u
  int growing = 0;             // prompts in which every layer is worse
  double kappa = 0;            // of the head
  double quadrature = 0;       // root of the sum of squares over the drift
  int flips = 0, positions = 0;
};

double ArgMax(const float* row, std::size_t words) {
  return static_cast<double>(std::max_element(row, row + words) - row);
}

// Flips over the corpus. A position is what the model has seen so far; the
// many prompts that begin alike share their first ones.
void CountFlips(const Model& model, const Weights& stored, Row& row) {
  std::set<std::vector<std::int64_t>> seen;
  for (const auto& ids : drift_chapter::CorpusPrompts()) {
    const Layers a = Forward(model, model.weights, ids);
    const Layers b = Forward(model, stored, ids);
    const auto words = static_cast<std::size_t>(a.back().shape[1]);
    for (std::size_t i = 0; i < ids.size(); ++i) {
      const auto end = ids.begin() + static_cast<std::ptrdiff_t>(i) + 1;
      if (!seen.insert({ids.begin(), end}).second) continue;
      ++row.positions;
      row.flips += ArgMax(&a.back().values[i * words], words) !=
                   ArgMax(&b.back().values[i * words], words);
    }
  }
}

double Quadrature(const Model& model, const Weights& stored, double total) {
  double squares = 0;
  for (const auto& [name, array] : stored) {
    Weights one = model.weights;
    one.at(name) = array;
    const double alone = Measure(model, one).MeanOfLogits();
    squares += alone * alone;
  }
  return std::sqrt(squares) / total;
}

Row Measured(const std::string& name, const Model& model) {
  const Weights stored = Stored(model.weights, wbm::formats::kFloat16);
  const Drift drift = Measure(model, stored);
  Row row;
  row.name = name;
  row.width = static_cast<int>(model.weights.at("head.weight").shape[1]);
  for (std::size_t i = 0; i < kLayers; ++i) {
    row.drift[i] = drift.Mean(i) / kRoundoff;
  }
  for (const auto& prompt : drift.by_prompt) {
    row.growing += std::is_sorted(prompt.begin(), prompt.end());
  }
  row.kappa = drift_chapter::SpreadOfHead(model);
  row.quadrature = Quadrature(model, stored, drift.MeanOfLogits());
  CountFlips(model, stored, row);
  return row;
}

void Print(const Row& row) {
  std::printf("%s\t%d", row.name.c_str(), row.width);
  for (const double d : row.drift) std::printf("\t%.3f", d);
  std::printf("\t%d\t%.3f\t%.3f\t%d\t%d\n", row.growing, row.kappa,
              row.quadrature, row.flips, row.positions);
}

std::vector<Row> ReadRows() {
  const auto path = wbm::io::Runfile("theory/11_drift/models.tsv");
  std::ifstream file(path.ok() ? *path : "");
  std::vector<Row> rows;
  std::string line;
  std::getline(file, line);  // the header
  while (std::getline(file, line)) {
    std::istringstream fields(line);
    Row row;
    std::getline(fields, row.name, '\t');
    fields >> row.width;
    for (double& d : row.drift) fields >> d;
    fields >> row.growing >> row.kappa >> row.quadrature >> row.flips >>
        row.positions;
    Holds(!fields.fail(), "every line of models.tsv has all its fields");
    rows.push_back(row);
  }
  return rows;
}

bool Near(double a, double b, double part) {
  return std::fabs(a / b - 1) < part;
}

// The rows were measured on one machine. On another the training ends in
// other last digits, which after 400 steps is another model of the same kind.
void CheckAgain(const Row& row) {
  const Row now = Measured(row.name, drift_chapter::TrainedModel());
  Holds(now.width == row.width && now.positions == row.positions,
        "models.tsv tells of the model that the build trains");
  for (std::size_t i = 0; i < kLayers; ++i) {
    Holds(Near(now.drift[i], row.drift[i], 0.35),
          "the build's model drifts as models.tsv says");
  }
  Holds(Near(now.kappa, row.kappa, 0.35) &&
            Near(now.quadrature, row.quadrature, 0.35),
        "and its sums agree as models.tsv says");
}

struct Range {
  double least = INFINITY, most = -INFINITY;
  void Add(double x) {
    least = std::min(least, x);
    most = std::max(most, x);
  }
  void Record(const std::string& key) const {
    Value(key + ".least", least);
    Value(key + ".most", most);
  }
};

void ForAll(const std::vector<Row>& rows) {
  Range any, growth, kappa, cross;
  int flips = 0, positions = 0, growing = 0;
  for (const Row& row : rows) {
    for (const double d : row.drift) any.Add(d);
    growth.Add(row.drift[kLayers - 1] / row.drift[0]);
    kappa.Add(row.kappa);
    cross.Add(1 - row.quadrature * row.quadrature);
    flips += row.flips;
    positions += row.positions;
    growing += row.growing;
  }
  any.Record("models.drift");
  growth.Record("models.growth");
  kappa.Record("models.kappa");
  cross.Record("models.cross");
  Value("models.count", static_cast<double>(rows.size()));
  Value("models.prompts", 5.0 * static_cast<double>(rows.size()));
  Value("models.growing", growing);
  Value("models.flips", flips);
  Value("models.positions", positions);
  Holds(any.most < 1, "no layer of any model drifts by u");
  Holds(growth.most < 2, "from first to last layer less than a factor of two");
  Holds(kappa.most < 0.9, "the heads' products agree in every model");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 3) {
    Print(Measured(argv[1], drift_chapter::ModelFrom(argv[2])));
    return 0;
  }
  const std::vector<Row> rows = ReadRows();
  Holds(!rows.empty(), "models.tsv has rows");
  wbm::theory::Part("models");
  std::printf(
      "model\twidth\tembed_out\tblock_0_out\tblock_1_out\t"
      "final_ln_out\tlogits\tprompts in which it grows\t"
      "κ of the head\n");
  for (const Row& row : rows) {
    std::printf("%s\t%d", row.name.c_str(), row.width);
    for (const double d : row.drift) std::printf("\t%.2f", d);
    std::printf("\t%d of 5\t%.2f\n", row.growing, row.kappa);
  }
  ForAll(rows);
  CheckAgain(rows.front());
}
