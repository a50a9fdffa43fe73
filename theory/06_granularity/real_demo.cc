// The frontier once more, with weights that were trained: matrices of
// the course's model beside Gaussian ones of the same shape.

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "common/io/runfiles.h"
#include "common/nn/weights.h"
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
using wbm::quant::MatrixShape;
using wbm::quant::QuantizedMatrix;
using wbm::quant::QuantizeMatrix;
using wbm::quant::SqnrDb;
using wbm::quant::Symmetry;
using wbm::theory::Holds;
using wbm::theory::Part;
using wbm::theory::Value;

constexpr char kCheckpoint[] =
    "common/train/checkpoint/minigpt.safetensors";
const std::vector<std::size_t> kGroups = {512, 256, 64, 32, 16, 8};

struct Matrix {
  MatrixShape shape;
  std::vector<float> values;
};

wbm::nn::Weights Model() {
  const auto path = wbm::io::Runfile(kCheckpoint);
  const auto file =
      wbm::nn::ReadCheckpoint(path.ok() ? *path : kCheckpoint);
  if (file.ok()) return file->weights;
  std::fprintf(stderr, "%s\n", file.status().ToString().c_str());
  std::exit(1);
}

Matrix Trained(const wbm::nn::Weights& model, const std::string& name) {
  const wbm::nn::NamedArray& array = model.at(name);
  return {{static_cast<std::size_t>(array.shape[0]),
           static_cast<std::size_t>(array.shape[1])},
          array.values};
}

Matrix Gaussian(MatrixShape shape) {
  Matrix m{shape, {}};
  wbm::random::RandomState rng(42);
  for (const double v :
       rng.Randn(static_cast<std::int64_t>(shape.size()))) {
    m.values.push_back(static_cast<float>(v));
  }
  return m;
}

// [region kurtosis]
// The mean fourth power over the squared mean square, less the three
// of a Gaussian: above zero where the tails are heavier than a bell's.
double ExcessKurtosis(const std::vector<float>& w) {
  double squares = 0, fourths = 0;
  for (const float v : w) {
    const double square = static_cast<double>(v) * v;
    squares += square;
    fourths += square * square;
  }
  const auto n = static_cast<double>(w.size());
  return n * fourths / (squares * squares) - 3;
}
// [/region]

struct Point {
  double bits, db;
};

Point Measure(const Matrix& m, int bits, Grouping grouping) {
  const QuantizedMatrix q =
      QuantizeMatrix(m.values, m.shape, grouping,
                     IntegerGrid{Symmetry::kSymmetric, bits});
  return {q.BitsPerWeight(/*scale_bits=*/16),
          SqnrDb(m.values, DequantizeMatrix(q))};
}

void PrintMatrices(const wbm::nn::Weights& model) {
  Part("matrices");
  std::printf(
      "matrix\tshape\texcess kurtosis\tint4, dB\tGaussian, dB\n");
  for (const std::string name :
       {"blocks.0.attn.qkv.weight", "blocks.0.attn.proj.weight",
        "blocks.0.mlp.fc1.weight", "blocks.0.mlp.fc2.weight",
        "head.weight"}) {
    const Matrix m = Trained(model, name);
    const double kurtosis = ExcessKurtosis(m.values);
    const double db = Measure(m, 4, Grouping::PerChannel()).db;
    const double bell =
        Measure(Gaussian(m.shape), 4, Grouping::PerChannel()).db;
    std::printf("%s\t%zu × %zu\t%.2f\t%.1f\t%.1f\n", name.c_str(),
                m.shape.rows, m.shape.cols, kurtosis, db, bell);
    if (name == "head.weight") {
      Value("real.head_kurtosis", kurtosis);
      Value("real.head_gain", db - bell);
      Holds(kurtosis < -0.2 && db - bell > 1,
            "the head has lighter tails than a bell, and gains by it");
    } else {
      Holds(std::fabs(kurtosis) < 0.3 && std::fabs(db - bell) < 0.5,
            "the matrices of a block are nearly bells");
    }
  }
}

void Draw(const Matrix& trained) {
  const Matrix gaussian = Gaussian(trained.shape);
  plot::Panel panel;
  panel.x = {"bits a weight, scales included", "bit"};
  panel.y = {"SQNR", "dB"};
  panel.legend = plot::Legend::kBottomRight;
  double apart = 0;
  for (const int bits : {3, 4, 5}) {
    std::vector<double> x, bell, real;
    for (const std::size_t group : kGroups) {
      const Point p =
          Measure(gaussian, bits, Grouping::PerGroup(group));
      x.push_back(p.bits);
      bell.push_back(p.db);
      real.push_back(
          Measure(trained, bits, Grouping::PerGroup(group)).db);
      apart = std::fmax(apart, std::fabs(real.back() - bell.back()));
    }
    const std::string name = "int" + std::to_string(bits);
    panel.series.push_back(plot::Line(name + ", Gaussian", x, bell));
    panel.series.back().style = bits - 3;
    panel.series.push_back(plot::Points(name + ", trained", x, real));
    panel.series.back().style = bits - 3;
  }
  Value("real.apart", apart);
  Holds(apart < 0.6, "trained points lie on the bell's curves");
  plot::Figure figure;
  figure.title = "What a scale earns: trained weights";
  figure.takeaway =
      "The points of a trained matrix lie on the curves of the bell.";
  figure.alt_text =
      "SQNR against bits a weight for codes of 3, 4 and 5 bits. Lines: "
      "Gaussian weights, from groups of 512 to groups of 8. Points: a "
      "matrix "
      "of the trained model. The points lie on the lines.";
  figure.panels = {panel};
  wbm::theory::DrawFigure(figure, "real");
}

}  // namespace

int main() {
  const wbm::nn::Weights model = Model();
  PrintMatrices(model);
  Draw(Trained(model, "blocks.0.mlp.fc2.weight"));
}
