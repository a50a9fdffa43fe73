// Is it this model only? Trained models, measured one by one.
//
//   bazel run //theory/11_drift:models_demo -- NAME CHECKPOINT
//
// prints the row of one model, a line of models.tsv. Without arguments, as
// the book runs it, the program prints the table of all rows and measures the
// model of the build again: its row must come out as it stands there. The
// others are those of
//
//   bazel run //common/train:train -- --out=DIR --seed=SEED
//   bazel run //common/train:train -- --out=DIR --width=256 --layers=4

#include <algorithm>
#include <cmath>
#include <cstdio>
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
// The columns: embed_out, the first block, the last, final_ln_out, logits.
constexpr std::size_t kColumns = 5;

struct Row {
  std::string name;
  int blocks = 0, width = 0;
  double drift[kColumns] = {};  // in units of u
  int growing = 0;              // prompts in which every layer is worse
  double kappa = 0;             // of the head
  double quadrature = 0;        // root of the sum of squares over the drift
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
  const std::size_t blocks = drift.layers.size() - 3;
  Row row;
  row.name = name;
  row.blocks = static_cast<int>(blocks);
  row.width = static_cast<int>(model.weights.at("head.weight").shape[1]);
  std::size_t column = 0;
  for (const std::size_t layer :
       {std::size_t{0}, std::size_t{1}, blocks, blocks + 1, blocks + 2}) {
    row.drift[column++] = drift.Mean(layer) / kRoundoff;
  }
  for (const auto& prompt : drift.by_prompt) {
    row.growing += std::is_sorted(prompt.begin(), prompt.end());
  }
  row.kappa = drift_chapter::SpreadOfHead(model);
  row.quadrature = Quadrature(model, stored, drift.MeanOfLogits());
  CountFlips(model, stored, row);
  return row;
}

// A line of models.tsv.
std::string Line(const Row& row) {
  char text[200];
  const double* d = row.drift;
  std::snprintf(text, sizeof text,
                "%s\t%d\t%d\t%.3f\t%.3f\t%.3f\t%.3f\t%.3f\t%d\t%.3f\t%.3f"
                "\t%d\t%d",
                row.name.c_str(), row.blocks, row.width, d[0], d[1], d[2], d[3],
                d[4], row.growing, row.kappa, row.quadrature, row.flips,
                row.positions);
  return text;
}

Row ReadRow(const std::string& line) {
  std::istringstream fields(line);
  Row row;
  std::getline(fields, row.name, '\t');
  fields >> row.blocks >> row.width;
  for (double& d : row.drift) fields >> d;
  fields >> row.growing >> row.kappa >> row.quadrature >> row.flips >>
      row.positions;
  Holds(!fields.fail(), "every line of models.tsv has all its fields");
  return row;
}

std::vector<Row> ReadRows() {
  const auto path = wbm::io::Runfile("theory/11_drift/models.tsv");
  std::ifstream file(path.ok() ? *path : "");
  std::vector<Row> rows;
  std::string line;
  std::getline(file, line);  // the header
  while (std::getline(file, line)) rows.push_back(ReadRow(line));
  return rows;
}

// To the last digit: training and measuring give the same bits on every
// instruction set (common/train/trainer.h). What is left to the C library is a
// cosine, two powers and the exponentials of the tail of the normal numbers,
// all in double. A last bit of theirs that differs is seen in a float with a
// chance of 2^-29, and there are some ten thousand of them.
void CheckAgain(const Row& row) {
  const std::string now =
      Line(Measured(row.name, drift_chapter::TrainedModel()));
  if (now != Line(row)) std::fprintf(stderr, "measured: %s\n", now.c_str());
  Holds(now == Line(row), "the build's model measures as models.tsv says");
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
  int flips = 0, positions = 0, growing = 0, jumps_last = 0;
  for (const Row& row : rows) {
    for (const double d : row.drift) any.Add(d);
    growth.Add(row.drift[kColumns - 1] / row.drift[0]);
    kappa.Add(row.kappa);
    cross.Add(1 - row.quadrature * row.quadrature);
    flips += row.flips;
    positions += row.positions;
    growing += row.growing;
    jumps_last +=
        row.drift[3] == *std::max_element(row.drift, row.drift + kColumns);
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
  Holds(jumps_last == static_cast<int>(rows.size()),
        "the last LayerNorm's output drifts most in every model");
  Holds(kappa.most < 0.9, "the heads' products agree in every model");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 3) {
    std::puts(
        Line(Measured(argv[1], drift_chapter::ModelFrom(argv[2]))).c_str());
    return 0;
  }
  const std::vector<Row> rows = ReadRows();
  Holds(rows.size() == 6, "models.tsv has five seeds and a larger model");
  wbm::theory::Part("models");
  std::printf(
      "model\tblocks\twidth\tembed_out\tfirst block\tlast block\t"
      "final_ln_out\tlogits\tprompts in which it grows\t"
      "κ of the head\n");
  for (const Row& row : rows) {
    std::printf("%s\t%d\t%d", row.name.c_str(), row.blocks, row.width);
    for (const double d : row.drift) std::printf("\t%.2f", d);
    std::printf("\t%d of 5\t%.2f\n", row.growing, row.kappa);
  }
  ForAll(rows);
  CheckAgain(rows.front());
}
