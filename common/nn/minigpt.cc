#include "common/nn/minigpt.h"

#include <set>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/random/generator.h"
#include "common/tensor/autograd.h"
#include "common/tensor/check.h"
#include "common/tensor/ops.h"

namespace wbm::nn {
namespace {

using tensor::Dtype;
using tensor::Shape;

constexpr double kInitialDeviation = 0.02;
constexpr int64_t kDefaultHeads = 4;
constexpr int64_t kMaxLayers = 1000;

absl::Status Bad(const std::string& message) {
  return absl::InvalidArgumentError(message);
}

bool EndsWith(const std::string& text, const std::string& end) {
  return text.ends_with(end);
}

// A weight before training.
Tensor Draw(const std::string& name, const Shape& shape, Dtype dtype,
            random::Generator& rng) {
  if (EndsWith(name, "bias")) return Tensor::Zeros(shape, dtype);
  // (Not `shape`: g++ 14 sees a copy of one element run past its end.)
  if (shape.size() == 1) return Tensor::Full({shape[0]}, dtype, 1.0);
  const Tensor drawn = Tensor::From<double>(
      shape, rng.Normal(0, kInitialDeviation, tensor::Product(shape)));
  return tensor::Cast(drawn, dtype);
}

absl::StatusOr<Shape> MatrixShape(const Weights& weights,
                                  const std::string& name) {
  const auto found = weights.find(name);
  if (found == weights.end()) {
    return Bad(absl::StrCat("'", name, "' is missing; is this a MiniGPT?"));
  }
  if (found->second.shape.size() != 2) {
    return Bad(absl::StrCat("'", name, "' has the shape ",
                            tensor::Describe(found->second.shape),
                            "; expected two dimensions"));
  }
  return found->second.shape;
}

// What the shapes say of the architecture.
absl::StatusOr<MiniGptConfig> ConfigOf(const Weights& weights, int64_t heads) {
  const absl::StatusOr<Shape> tokens = MatrixShape(weights, "tok_emb.weight");
  if (!tokens.ok()) return tokens.status();
  const absl::StatusOr<Shape> positions =
      MatrixShape(weights, "pos_emb.weight");
  if (!positions.ok()) return positions.status();
  MiniGptConfig config = {.vocabulary = (*tokens)[0],
                          .context = (*positions)[0],
                          .width = (*tokens)[1],
                          .layers = 0,
                          .heads = heads,
                          .hidden = 0};
  if (heads < 1 || config.width < 1 || config.width % heads != 0) {
    return Bad(absl::StrCat("a width of ", config.width,
                            " does not divide into ", heads,
                            " heads; give the number of heads"));
  }
  while (config.layers < kMaxLayers &&
         weights.count(absl::StrCat("blocks.", config.layers, ".ln1.weight")) >
             0) {
    ++config.layers;
  }
  if (config.layers > 0) {
    const absl::StatusOr<Shape> fc1 =
        MatrixShape(weights, "blocks.0.mlp.fc1.weight");
    if (!fc1.ok()) return fc1.status();
    config.hidden = (*fc1)[0];
  }
  return config;
}

// Looks arrays up and remembers which, and the first that was wrong.
class Lookup {
 public:
  explicit Lookup(const Weights& weights) : weights_(weights) {}

  Tensor operator()(const std::string& name, const Shape& shape) {
    used_.insert(name);
    const auto found = weights_.find(name);
    if (found == weights_.end()) {
      if (!EndsWith(name, "bias")) Fail(name, "is missing");
      return EndsWith(name, "bias") ? Tensor()
                                    : Tensor::Zeros(shape, Dtype::kFloat32);
    }
    const NamedArray& array = found->second;
    if (array.shape != shape ||
        static_cast<int64_t>(array.values.size()) != tensor::Product(shape)) {
      Fail(name,
           absl::StrCat("has the shape ", tensor::Describe(array.shape),
                        " and ", array.values.size(), " floats"),
           shape);
      return Tensor::Zeros(shape, Dtype::kFloat32);
    }
    return Tensor::From<float>(shape, array.values);
  }

  absl::Status Done() const {
    if (!first_.ok()) return first_;
    for (const auto& [name, array] : weights_) {
      if (array.integers.empty() && used_.count(name) == 0) {
        return Bad(absl::StrCat("'", name,
                                "' is no weight of a MiniGPT; leave it out"));
      }
    }
    return absl::OkStatus();
  }

 private:
  void Fail(const std::string& name, const std::string& what,
            const Shape& shape = {}) {
    if (!first_.ok()) return;
    first_ = Bad(absl::StrCat(
        "'", name, "' ", what,
        shape.empty() ? "; save it too"
                      : absl::StrCat("; expected ", tensor::Describe(shape))));
  }

  const Weights& weights_;
  std::set<std::string> used_;
  absl::Status first_;
};

// 0, 1, ..., t - 1.
Tensor Positions(int64_t t) {
  const Tensor positions = Tensor::Empty({t}, Dtype::kInt64);
  for (int64_t i = 0; i < t; ++i) positions.mutable_data<int64_t>()[i] = i;
  return positions;
}

NamedArray ToArray(const Tensor& tensor, Shape shape) {
  return {std::move(shape), tensor.ToVector<float>(), {}};
}

}  // namespace

MiniGpt::MiniGpt(const MiniGptConfig& config, const Source& source)
    : config_(config) {
  const auto make = [&](const std::string& name, const Shape& shape) {
    Tensor value = source(name, shape);
    if (value.defined()) parameters_.push_back({name, value.RequireGrad()});
    return value;
  };
  const auto linear = [&](const std::string& name, int64_t out, int64_t in) {
    const Tensor weight = make(name + ".weight", {out, in});
    return Linear{weight, make(name + ".bias", {out})};
  };
  const int64_t c = config.width;
  const auto norm = [&](const std::string& name) {
    const Tensor weight = make(name + ".weight", {c});
    return LayerNorm{weight, make(name + ".bias", {c})};
  };
  tok_emb_ = make("tok_emb.weight", {config.vocabulary, c});
  pos_emb_ = make("pos_emb.weight", {config.context, c});
  for (int64_t i = 0; i < config.layers; ++i) {
    const std::string name = absl::StrCat("blocks.", i, ".");
    Block block;
    block.ln1 = norm(name + "ln1");
    block.attn.qkv = linear(name + "attn.qkv", 3 * c, c);
    block.attn.proj = linear(name + "attn.proj", c, c);
    block.attn.heads = config.heads;
    block.ln2 = norm(name + "ln2");
    block.mlp.fc1 = linear(name + "mlp.fc1", config.hidden, c);
    block.mlp.fc2 = linear(name + "mlp.fc2", c, config.hidden);
    blocks_.push_back(std::move(block));
  }
  ln_f_ = norm("ln_f");
  head_.weight = make("head.weight", {config.vocabulary, c});
}

MiniGpt MiniGpt::Initialise(const MiniGptConfig& config, uint64_t seed,
                            Dtype dtype) {
  tensor::Check(
      config.heads >= 1 && config.width % config.heads == 0, "MiniGpt", [&] {
        return absl::StrCat("a width of ", config.width,
                            " does not divide into ", config.heads, " heads");
      });
  random::Generator rng = random::DefaultRng(seed);
  return MiniGpt(config, [&](const std::string& name, const Shape& shape) {
    return Draw(name, shape, dtype, rng);
  });
}

absl::StatusOr<MiniGpt> MiniGpt::FromWeights(const Weights& weights,
                                             int64_t heads) {
  const absl::StatusOr<MiniGptConfig> config = ConfigOf(weights, heads);
  if (!config.ok()) return config.status();
  Lookup lookup(weights);
  MiniGpt model(*config, std::ref(lookup));
  const absl::Status done = lookup.Done();
  if (!done.ok()) return done;
  return model;
}

MiniGpt MiniGpt::WithValues(const std::vector<Tensor>& values) const {
  tensor::Check(values.size() == parameters_.size(), "MiniGpt::WithValues",
                [&] {
                  return absl::StrCat(values.size(), " values for ",
                                      parameters_.size(), " parameters");
                });
  size_t next = 0;
  return MiniGpt(config_, [&](const std::string& name, const Shape&) {
    const bool present = next < values.size() && parameters_[next].name == name;
    return present ? values[next++] : Tensor();
  });
}

Weights MiniGpt::ToWeights() const {
  Weights weights;
  for (const Parameter& p : parameters_) {
    weights[p.name] = ToArray(p.value, p.value.shape());
  }
  return weights;
}

Tensor MiniGpt::Forward(const Tensor& ids, Captures* captures) const {
  const auto capture = [captures](const std::string& name, const Tensor& x) {
    if (captures != nullptr) captures->emplace_back(name, x);
    return x;
  };
  Tensor x =
      capture("embed_out",
              tensor::Add(tensor::Embedding(tok_emb_, ids),
                          tensor::Embedding(pos_emb_, Positions(ids.dim(-1)))));
  for (size_t i = 0; i < blocks_.size(); ++i) {
    x = capture(absl::StrCat("block_", i, "_out"), blocks_[i](x));
  }
  x = capture("final_ln_out", ln_f_(x));
  return capture("logits", head_(x));
}

absl::Status MiniGpt::CheckIds(const Tensor& ids) const {
  if (ids.dtype() != Dtype::kInt64 || ids.rank() != 2) {
    return Bad(absl::StrCat("the ids are ", ids.Describe(),
                            "; expected int64 [prompts, positions]"));
  }
  if (ids.dim(1) > config_.context) {
    return Bad(absl::StrCat("prompts of ", ids.dim(1),
                            " tokens are longer than the model's context of ",
                            config_.context, "; shorten them"));
  }
  const std::vector<int64_t> values = ids.ToVector<int64_t>();
  for (size_t i = 0; i < values.size(); ++i) {
    if (values[i] >= 0 && values[i] < config_.vocabulary) continue;
    const auto at = static_cast<int64_t>(i);
    return Bad(absl::StrCat(
        "prompt ", at / ids.dim(1), ", position ", at % ids.dim(1), ": id ",
        values[i], " is not in the vocabulary of ", config_.vocabulary));
  }
  return absl::OkStatus();
}

absl::StatusOr<int64_t> HeadsOf(const Checkpoint& checkpoint) {
  const auto found = checkpoint.metadata.find("heads");
  if (found == checkpoint.metadata.end()) return kDefaultHeads;
  int64_t heads = 0;
  if (!absl::SimpleAtoi(found->second, &heads) || heads < 1) {
    return Bad(absl::StrCat("the metadata say heads = '", found->second,
                            "'; expected a positive number"));
  }
  return heads;
}

absl::StatusOr<std::map<std::string, NamedArray>> CapturedForward(
    const Weights& weights, int64_t heads, const std::vector<int64_t>& ids) {
  const absl::StatusOr<MiniGpt> model = MiniGpt::FromWeights(weights, heads);
  if (!model.ok()) return model.status();
  const auto t = static_cast<int64_t>(ids.size());
  const Tensor batch = Tensor::From<int64_t>({1, t}, ids);
  const absl::Status good = model->CheckIds(batch);
  if (!good.ok()) return good;
  const tensor::NoGrad no_grad;
  Captures captures;
  model->Forward(batch, &captures);
  std::map<std::string, NamedArray> arrays;
  for (const auto& [name, x] : captures) {
    arrays[name] = ToArray(x, {t, x.dim(-1)});
  }
  return arrays;
}

}  // namespace wbm::nn
