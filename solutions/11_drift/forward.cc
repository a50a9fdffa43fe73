#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "common/lab/not_yet.h"
#include "labs/11_drift/drift.h"

namespace drift_lab {

// [solution 11.5 only]
namespace {

using Floats = std::vector<float>;

absl::Status Bad(const std::string& message) {
  return absl::InvalidArgumentError(message);
}

bool IsMatrix(const Array& array) {
  if (array.shape.size() != 2 || array.shape[0] < 1 || array.shape[1] < 1) {
    return false;
  }
  const auto columns = static_cast<std::size_t>(array.shape[1]);
  // A quotient, since the product of two hostile sizes may wrap around.
  return array.values.size() % columns == 0 &&
         array.values.size() / columns ==
             static_cast<std::size_t>(array.shape[0]);
}

// Runs the layers one after the other. The first error stays, and what follows
// it computes nothing.
class Model {
 public:
  explicit Model(const Weights& weights) : weights_(weights) {}

  const absl::Status& status() const { return status_; }

  Floats Embed(std::span<const std::int64_t> ids) {
    const Array& tokens = Needed("tok_emb.weight");
    const Array& positions = Needed("pos_emb.weight");
    if (!IsMatrix(tokens) || !IsMatrix(positions) ||
        tokens.shape[1] != positions.shape[1]) {
      return Fail("the embeddings are no matrices of one width");
    }
    tokens_ = ids.size();
    width_ = static_cast<std::size_t>(tokens.shape[1]);
    vocabulary_ = tokens.shape[0];
    const auto context = static_cast<std::size_t>(positions.shape[0]);
    if (ids.empty() || ids.size() > context) {
      return Fail(absl::StrCat(ids.size(), " ids; the context is ", context));
    }
    Floats x;
    for (std::size_t i = 0; i < ids.size(); ++i) {
      if (ids[i] < 0 || ids[i] >= vocabulary_) {
        return Fail(absl::StrCat("no token has the id ", ids[i]));
      }
      const auto id = static_cast<std::size_t>(ids[i]);
      for (std::size_t k = 0; k < width_; ++k) {
        x.push_back(tokens.values[id * width_ + k] +
                    positions.values[i * width_ + k]);
      }
    }
    return x;
  }

  Floats Block(std::size_t n, Floats x) {
    const std::string name = absl::StrCat("blocks.", n, ".");
    Floats y = Apply(name + "attn.qkv", Norm(name + "ln1", x));
    y = Take(
        CausalAttention(y, static_cast<std::int64_t>(width_), weights_.heads));
    x = Sum(x, Apply(name + "attn.proj", y));
    y = Apply(name + "mlp.fc1", Norm(name + "ln2", x));
    for (float& value : y) value = Gelu(value);
    return Sum(x, Apply(name + "mlp.fc2", y));
  }

  Floats Norm(const std::string& name, const Floats& x) {
    const Array& gain = Needed(name + ".weight");
    if (gain.values.size() != width_) {
      return Fail(absl::StrCat(name, ": the gain has not the model's width"));
    }
    return Take(LayerNorm(x, gain.values, Bias(name)));
  }

  Floats Apply(const std::string& name, const Floats& x) {
    const Array& weight = Needed(name + ".weight");
    // Linear sees a flat x, in which other rows might be whole as well.
    if (!IsMatrix(weight) ||
        static_cast<std::size_t>(weight.shape[1]) * tokens_ != x.size()) {
      return Fail(absl::StrCat(name, ": the weight does not fit its input"));
    }
    return Take(Linear(x, weight, Bias(name)));
  }

  Floats Head(const Floats& x) {
    const Array& weight = Needed("head.weight");
    if (!IsMatrix(weight) || weight.shape[0] != vocabulary_) {
      return Fail("the head is no matrix of the vocabulary's size");
    }
    return Apply("head", x);
  }

 private:
  const Array& Needed(const std::string& name) {
    const auto found = weights_.arrays.find(name);
    if (found != weights_.arrays.end()) return found->second;
    Fail(absl::StrCat(name, " is missing"));
    return none_;
  }

  std::span<const float> Bias(const std::string& layer) const {
    const auto found = weights_.arrays.find(layer + ".bias");
    if (found == weights_.arrays.end()) return {};
    return found->second.values;
  }

  Floats Sum(Floats x, const Floats& y) {
    if (x.size() != y.size()) return Fail("a branch has another width");
    for (std::size_t i = 0; i < x.size(); ++i) x[i] += y[i];
    return x;
  }

  Floats Take(absl::StatusOr<Floats> result) {
    if (!result.ok()) return Fail(std::string(result.status().message()));
    return *std::move(result);
  }

  Floats Fail(const std::string& message) {
    status_.Update(Bad(message));
    return {};
  }

  const Weights& weights_;
  const Array none_;
  std::size_t tokens_ = 0;
  std::size_t width_ = 0;
  std::int64_t vocabulary_ = 0;
  absl::Status status_;
};

std::size_t CountBlocks(const Weights& weights) {
  std::size_t n = 0;
  while (weights.arrays.count(absl::StrCat("blocks.", n, ".ln1.weight")) > 0) {
    ++n;
  }
  return n;
}

Array Rows(const Floats& values, std::size_t rows) {
  return {{static_cast<std::int64_t>(rows),
           static_cast<std::int64_t>(values.size() / rows)},
          values,
          {}};
}

}  // namespace
// [/solution]

absl::StatusOr<ForwardPass> ForwardWithLayerOutputs(
    const Weights& weights, std::span<const std::int64_t> ids, bool capture) {
  // [solution 11.5]
  Model model(weights);
  ForwardPass pass;
  const auto keep = [&](const std::string& name, const Floats& x) {
    if (capture && model.status().ok()) {
      pass.captures.push_back({name, Rows(x, ids.size())});
    }
  };
  Floats x = model.Embed(ids);
  keep("embed_out", x);
  const std::size_t blocks = CountBlocks(weights);
  for (std::size_t n = 0; n < blocks && model.status().ok(); ++n) {
    x = model.Block(n, std::move(x));
    keep(absl::StrCat("block_", n, "_out"), x);
  }
  x = model.Norm("ln_f", x);
  keep("final_ln_out", x);
  x = model.Head(x);
  keep("logits", x);
  if (!model.status().ok()) return model.status();
  pass.logits = Rows(x, ids.size());
  return pass;
  // [/solution]
}

}  // namespace drift_lab
