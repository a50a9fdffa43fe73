// MiniGPT: a small decoder-only transformer.
//
//   absl::StatusOr<Checkpoint> file = ReadCheckpoint("minigpt.safetensors");
//   absl::StatusOr<int64_t> heads = HeadsOf(*file);
//   absl::StatusOr<MiniGpt> model =
//       MiniGpt::FromWeights(file->weights, *heads);
//   Captures captures;
//   Tensor logits = model->Forward(ids, &captures);  // ids int64 [n, t]
//
// Weights are named as in a PyTorch state_dict: tok_emb.weight [v, c],
// pos_emb.weight [context, c], blocks.N.ln1.{weight,bias},
// blocks.N.attn.{qkv,proj}.{weight,bias}, blocks.N.ln2.{weight,bias},
// blocks.N.mlp.{fc1,fc2}.{weight,bias}, ln_f.{weight,bias}, head.weight [v, c].
// Linear weights are [out, in]; any bias may be absent, and is then absent
// from the layer. LayerNorm's eps is 1e-5, GELU the exact one, attention
// scaled by 1/sqrt(c / heads).
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/nn/modules.h"
#include "common/nn/parameter.h"
#include "common/nn/weights.h"
#include "common/tensor/tensor.h"

namespace wbm::nn {

struct MiniGptConfig {
  int64_t vocabulary = 0;
  int64_t context = 0;  // longest sequence
  int64_t width = 0;    // c, a multiple of heads
  int64_t layers = 2;
  int64_t heads = 4;
  int64_t hidden = 0;  // of the MLP, usually 4 c
};

// Activations by name, in the order in which they are computed: embed_out,
// block_0_out, block_1_out, ..., final_ln_out, logits. block_N_out is the
// residual stream after block N.
using Captures = std::vector<std::pair<std::string, Tensor>>;

class MiniGpt {
 public:
  // Weights and embeddings N(0, 0.02), biases 0, gains 1 (Radford et al.,
  // 2019); drawn from DefaultRng(seed) in the order of parameters().
  static MiniGpt Initialise(const MiniGptConfig& config, uint64_t seed,
                            tensor::Dtype dtype = tensor::Dtype::kFloat32);

  // The architecture is read off the names and shapes. InvalidArgument names
  // the array that is missing, unknown or of the wrong shape; integer arrays
  // are passed over.
  static absl::StatusOr<MiniGpt> FromWeights(const Weights& weights,
                                             int64_t heads);

  // The same architecture with other values, one a parameter.
  MiniGpt WithValues(const std::vector<Tensor>& values) const;

  Weights ToWeights() const;  // of a float32 model
  const MiniGptConfig& config() const { return config_; }
  // All require gradients; in the order in which the forward pass uses them.
  const std::vector<Parameter>& parameters() const { return parameters_; }

  // ids int64 [n, t] -> logits [n, t, vocabulary]. Capturing only keeps
  // handles on what is computed anyway. Bad ids end the program: see CheckIds.
  Tensor Forward(const Tensor& ids, Captures* captures = nullptr) const;

  // OK when Forward takes these ids; else an error that says where.
  absl::Status CheckIds(const Tensor& ids) const;

 private:
  // Makes each parameter: from its name and shape, possibly undefined.
  using Source = std::function<Tensor(const std::string& name,
                                      const tensor::Shape& shape)>;
  MiniGpt(const MiniGptConfig& config, const Source& source);

  MiniGptConfig config_;
  std::vector<Parameter> parameters_;
  Tensor tok_emb_;
  Tensor pos_emb_;
  std::vector<Block> blocks_;
  LayerNorm ln_f_;
  Linear head_;
};

// The number of heads that a checkpoint's metadata name; 4 when they name
// none; InvalidArgument when what they say is not a positive number.
absl::StatusOr<int64_t> HeadsOf(const Checkpoint& checkpoint);

// One sequence of ids through the model, nothing recorded: every activation
// that Captures lists, each of shape [t, ...], as plain arrays.
absl::StatusOr<std::map<std::string, NamedArray>> CapturedForward(
    const Weights& weights, int64_t heads, const std::vector<int64_t>& ids);

}  // namespace wbm::nn
