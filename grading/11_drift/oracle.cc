#include "grading/11_drift/oracle.h"

#include <cmath>
#include <cstdlib>
#include <iostream>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "common/data/conjugation_corpus.h"
#include "common/data/conjugation_task.h"
#include "common/formats/catalogue.h"
#include "common/formats/encode.h"
#include "common/formats/exact.h"
#include "common/io/runfiles.h"
#include "common/nn/minigpt.h"
#include "common/nn/weights.h"
#include "common/random/generator.h"

namespace drift_lab::oracle {
namespace {

namespace formats = ::wbm::formats;
using Eigen::Index;

const Array* Find(const Weights& weights, const std::string& name) {
  const auto found = weights.arrays.find(name);
  return found == weights.arrays.end() ? nullptr : &found->second;
}

Matrix ToMatrix(const Array& array) {
  const Index rows = array.shape.size() == 1 ? 1 : array.shape[0];
  return Eigen::Map<const Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic,
                                        Eigen::RowMajor>>(
             array.values.data(), rows, array.shape.back())
      .cast<double>();
}

Matrix Linear(const Weights& weights, const std::string& name,
              const Matrix& x) {
  Matrix y = x * ToMatrix(weights.arrays.at(name + ".weight")).transpose();
  if (const Array* bias = Find(weights, name + ".bias")) {
    y.rowwise() += ToMatrix(*bias).row(0);
  }
  return y;
}

Matrix Norm(const Weights& weights, const std::string& name, const Matrix& x) {
  return LayerNorm(x, weights.arrays.at(name + ".weight"),
                   Find(weights, name + ".bias"));
}

Matrix Gelu(const Matrix& x) {
  return x.unaryExpr([](double v) {
    // By 1 + erf, where the solution takes erfc.
    return v * (1 + std::erf(v * M_SQRT1_2)) / 2;
  });
}

Matrix Embed(const Weights& weights, std::span<const std::int64_t> ids) {
  const Matrix tokens = ToMatrix(weights.arrays.at("tok_emb.weight"));
  const Matrix positions = ToMatrix(weights.arrays.at("pos_emb.weight"));
  const auto t = static_cast<Index>(ids.size());
  Matrix x = positions.topRows(t);
  for (Index i = 0; i < t; ++i) {
    x.row(i) += tokens.row(ids[static_cast<std::size_t>(i)]);
  }
  return x;
}

Matrix Block(const Weights& weights, const std::string& name, Matrix x) {
  const Matrix qkv =
      Linear(weights, name + "attn.qkv", Norm(weights, name + "ln1", x));
  x += Linear(weights, name + "attn.proj", Attention(qkv, weights.heads));
  const Matrix hidden =
      Linear(weights, name + "mlp.fc1", Norm(weights, name + "ln2", x));
  return x + Linear(weights, name + "mlp.fc2", Gelu(hidden));
}

Index Blocks(const Weights& weights) {
  Index n = 0;
  while (Find(weights, absl::StrCat("blocks.", n, ".ln1.weight"))) ++n;
  return n;
}

wbm::nn::Checkpoint Trained() {
  const absl::StatusOr<std::string> path =
      wbm::io::Runfile("common/train/checkpoint/minigpt.safetensors");
  if (path.ok()) {
    const auto read = wbm::nn::ReadCheckpoint(*path);
    if (read.ok()) return *read;
    std::cerr << read.status() << "\n";
  }
  std::cerr << "the trained checkpoint cannot be read\n";
  std::abort();  // a fault of the grader: not graded
}

}  // namespace

float Float16(float x) {
  const auto code = formats::Encode(formats::kFloat16, formats::Exactly(x));
  return static_cast<float>(formats::ToDouble(formats::kFloat16, code));
}

Weights Float16(Weights weights) {
  for (auto& [name, array] : weights.arrays) {
    for (float& value : array.values) value = Float16(value);
  }
  return weights;
}

Matrix Attention(const Matrix& qkv, Index heads) {
  const Index t = qkv.rows(), c = qkv.cols() / 3, d = c / heads;
  Matrix out(t, c);
  for (Index h = 0; h < heads; ++h) {
    const Matrix q = qkv.middleCols(h * d, d);
    const Matrix k = qkv.middleCols(c + h * d, d);
    Matrix scores = q * k.transpose() / std::sqrt(static_cast<double>(d));
    for (Index i = 0; i < t; ++i) {
      for (Index j = i + 1; j < t; ++j) scores(i, j) = -INFINITY;
      scores.row(i).array() -= scores.row(i).maxCoeff();
    }
    Matrix p = scores.array().exp();
    for (Index i = 0; i < t; ++i) p.row(i) /= p.row(i).sum();
    out.middleCols(h * d, d) = p * qkv.middleCols(2 * c + h * d, d);
  }
  return out;
}

Matrix LayerNorm(const Matrix& x, const Array& gain, const Array* bias) {
  Matrix y = x.colwise() - x.rowwise().mean();
  for (Index i = 0; i < y.rows(); ++i) {
    const double variance =
        y.row(i).squaredNorm() / static_cast<double>(y.cols());
    y.row(i) /= std::sqrt(variance + 1e-5);
  }
  y.array().rowwise() *= ToMatrix(gain).row(0).array();
  if (bias != nullptr) y.rowwise() += ToMatrix(*bias).row(0);
  return y;
}

std::vector<std::string> LayerNames(const Weights& weights) {
  std::vector<std::string> names = {"embed_out"};
  for (Index n = 0; n < Blocks(weights); ++n) {
    names.push_back(absl::StrCat("block_", n, "_out"));
  }
  names.push_back("final_ln_out");
  names.push_back("logits");
  return names;
}

std::map<std::string, Matrix> Forward(const Weights& weights,
                                      std::span<const std::int64_t> ids) {
  std::map<std::string, Matrix> captures;
  Matrix x = captures["embed_out"] = Embed(weights, ids);
  for (Index n = 0; n < Blocks(weights); ++n) {
    x = Block(weights, absl::StrCat("blocks.", n, "."), x);
    captures[absl::StrCat("block_", n, "_out")] = x;
  }
  x = captures["final_ln_out"] = Norm(weights, "ln_f", x);
  captures["logits"] = Linear(weights, "head", x);
  return captures;
}

ForwardPass ForwardPassOf(const Weights& weights,
                          std::span<const std::int64_t> ids) {
  const std::map<std::string, Matrix> captures = Forward(weights, ids);
  ForwardPass pass;
  for (const std::string& name : LayerNames(weights)) {
    const Matrix& m = captures.at(name);
    Array array{{m.rows(), m.cols()}, {}, {}};
    for (Index i = 0; i < m.size(); ++i) {
      array.values.push_back(static_cast<float>(m.data()[i]));
    }
    pass.captures.push_back({name, std::move(array)});
  }
  pass.logits = pass.captures.back().array;
  return pass;
}

double RelativeError(std::span<const float> a, std::span<const float> b) {
  long double norm = 0, error = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const long double x = a[i], y = b[i];
    norm += x * x;
    error += (x - y) * (x - y);
  }
  return static_cast<double>(std::sqrt(error / norm));
}

double RelativeError(const Matrix& a, std::span<const float> b) {
  long double norm = 0, error = 0;
  for (Index i = 0; i < a.size(); ++i) {
    const long double x = a.data()[i], y = b[static_cast<std::size_t>(i)];
    norm += x * x;
    error += (x - y) * (x - y);
  }
  return static_cast<double>(std::sqrt(error / norm));
}

Weights TrainedWeights() {
  const wbm::nn::Checkpoint trained = Trained();
  Weights weights;
  const auto heads = wbm::nn::HeadsOf(trained);
  if (heads.ok()) weights.heads = *heads;
  for (const auto& [name, array] : trained.weights) {
    weights.arrays[name] = {array.shape, array.values, array.integers};
  }
  return weights;
}

std::vector<std::vector<std::int64_t>> TrainedPrompts() {
  const auto tokenizer =
      wbm::data::ConjugationTokenizer(wbm::data::TokenKind::kWord);
  std::vector<std::vector<std::int64_t>> prompts;
  for (const auto& line : wbm::data::RepresentativeLines()) {
    prompts.push_back(wbm::data::PromptIds(tokenizer, line));
  }
  return prompts;
}

Array RandomArray(std::vector<std::int64_t> shape, double mean,
                  double deviation, std::uint64_t seed) {
  std::int64_t count = 1;
  for (std::int64_t size : shape) count *= size;
  Array array{std::move(shape), {}, {}};
  for (double value :
       wbm::random::DefaultRng(seed).Normal(mean, deviation, count)) {
    array.values.push_back(static_cast<float>(value));
  }
  return array;
}

Weights RandomWeights(const Sizes& s, std::uint64_t seed) {
  Weights weights;
  weights.heads = s.heads;
  const auto add = [&](const std::string& name, std::vector<std::int64_t> shape,
                       double mean, double deviation) {
    weights.arrays[name] = RandomArray(std::move(shape), mean, deviation,
                                       seed + weights.arrays.size());
  };
  const auto norm = [&](const std::string& name) {
    add(name + ".weight", {s.width}, 1, 0.2);
    if (s.biases) add(name + ".bias", {s.width}, 0, 0.3);
  };
  const auto linear = [&](const std::string& name, std::int64_t out,
                          std::int64_t in) {
    add(name + ".weight", {out, in}, 0, 1 / std::sqrt(static_cast<double>(in)));
    if (s.biases) add(name + ".bias", {out}, 0, 0.3);
  };
  add("tok_emb.weight", {s.vocabulary, s.width}, 0, 1);
  add("pos_emb.weight", {s.context, s.width}, 0, 1);
  for (std::int64_t n = 0; n < s.layers; ++n) {
    const std::string name = absl::StrCat("blocks.", n, ".");
    norm(name + "ln1");
    linear(name + "attn.qkv", 3 * s.width, s.width);
    linear(name + "attn.proj", s.width, s.width);
    norm(name + "ln2");
    linear(name + "mlp.fc1", s.hidden, s.width);
    linear(name + "mlp.fc2", s.width, s.hidden);
  }
  norm("ln_f");
  add("head.weight", {s.vocabulary, s.width}, 0, 1);
  return weights;
}

}  // namespace drift_lab::oracle
