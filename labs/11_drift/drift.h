// The contract of lab 11: where does fp16 drift?
//
// A trained model, its weights rounded to float16, and the question how far
// every activation moves. You write the functions below: the cast in
// casting.cc, the model in forward.cc, the comparison in compare.cc. The
// experiment then runs both models side by side:
//
//     Weights rounded = CastWeights(weights);
//     absl::StatusOr<ForwardPass> a = ForwardWithLayerOutputs(weights, ids, 1);
//     absl::StatusOr<ForwardPass> b = ForwardWithLayerOutputs(rounded, ids, 1);
//     absl::StatusOr<Drift> drift = MeasureDrift({{*a}}, {{*b}});
//     absl::StatusOr<Flips> flips = CompareArgmax(a->logits, b->logits);
//
// Rules for every function here:
//   * Only weights are rounded. All arithmetic is float32 or wider, in both
//     models: this measures what storing weights in 16 bits costs, not what
//     computing in 16 bits would.
//   * Arrays are in C order: the last index runs fastest. c is the model's
//     width, t the number of tokens, v the size of the vocabulary.
//   * "Error" means absl::InvalidArgumentError with a message for people; the
//     tests look at the code, never at the words.
//
// Sources: IEEE 754-2019 (binary16, roundTiesToEven); A. Vaswani et al.,
// "Attention Is All You Need", arXiv 1706.03762; J. L. Ba et al., "Layer
// Normalization", arXiv 1607.06450; D. Hendrycks, K. Gimpel, "Gaussian Error
// Linear Units", arXiv 1606.08415.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace drift_lab {

// An array of floats, or of integers (then `values` is empty).
struct Array {
  std::vector<std::int64_t> shape;
  std::vector<float> values;
  std::vector<std::int64_t> integers;

  friend bool operator==(const Array&, const Array&) = default;
};

// A model, as its file has it. The names, with N = 0, 1, … for the blocks:
//
//   tok_emb.weight [v, c]          pos_emb.weight [context, c]
//   blocks.N.ln1.weight, .bias [c] blocks.N.attn.qkv.weight [3c, c], .bias
//   blocks.N.attn.proj.weight [c, c], .bias
//   blocks.N.ln2.weight, .bias [c] blocks.N.mlp.fc1.weight [h, c], .bias
//   blocks.N.mlp.fc2.weight [c, h], .bias
//   ln_f.weight, .bias [c]         head.weight [v, c]
//
// A weight of a linear layer is [out, in]. Any bias may be absent; the layer
// then adds none. There are as many blocks as there are names blocks.N.ln1.
// Integer arrays are no weights of the model: the forward pass ignores them.
struct Weights {
  std::map<std::string, Array> arrays;
  std::int64_t heads = 4;

  friend bool operator==(const Weights&, const Weights&) = default;
};

// Task 11.1. x rounded to the nearest float16 and widened again; the result of
// the widening is exact. Halfway cases go to the even neighbour.
//   * Below 2^-14 float16 is subnormal: multiples of 2^-24. The sign of a zero
//     stays, also when x was rounded to it.
//   * Beyond float16's greatest number, 65504, the cast does not saturate: what
//     rounds to 65536 or more becomes an infinity. NaN stays NaN.
float RoundThroughFloat16(float x);

// Task 11.2. The same weights, every float of every array through task 11.1.
// Names, shapes, heads and integer arrays stay as they are.
Weights CastWeights(const Weights& weights);

// Task 11.3. y[i, o] = bias[o] + sum over k of x[i, k] weight[o, k], for every
// row i of x. weight is [out, in]; x has rows of `in`; an empty bias adds
// nothing. The result has rows of `out`.
//   * Error: weight's shape is not two positive sizes, or its floats do not
//     fill it; x does not consist of whole rows; a bias that is not empty has
//     not `out` elements. No rows give no rows.
absl::StatusOr<std::vector<float>> Linear(std::span<const float> x,
                                          const Array& weight,
                                          std::span<const float> bias);

// Task 11.3. Every row of x, of as many elements as gain has, becomes
//
//     (x - mean) / sqrt(variance + 1e-5) * gain + bias,
//
// with the row's own mean and its variance (the mean squared distance from the
// mean: divided by c, not by c - 1). An empty bias adds nothing.
//   * There are no running statistics: LayerNorm remembers nothing. Its gain
//   and
//     bias are weights like all others, and are cast like all others.
//   * Error: gain is empty; x does not consist of whole rows; a bias that is
//   not
//     empty has another length than gain.
absl::StatusOr<std::vector<float>> LayerNorm(std::span<const float> x,
                                             std::span<const float> gain,
                                             std::span<const float> bias);

// Task 11.3. x P(X <= x) for a standard normal X: x erfc(-x / sqrt 2) / 2. Not
// the approximation by tanh.
float Gelu(float x);

// Task 11.4. qkv is [t, 3 width]: each row holds a query, a key and a value of
// `width` elements, in this order, and each of them is `heads` vectors of
// d = width / heads elements. The result, [t, width], has for token i and each
// head
//
//     sum over j <= i of p_j value_j,   p = softmax(query_i . key_j / sqrt d).
//
// No token sees a later one. Subtract the largest score before you
// exponentiate.
//   * Error: width < 1, heads < 1, or heads does not divide width; qkv does not
//     consist of whole rows. No tokens give nothing.
absl::StatusOr<std::vector<float>> CausalAttention(std::span<const float> qkv,
                                                   std::int64_t width,
                                                   std::int64_t heads);

// What a forward pass had at one of its layers.
struct Capture {
  std::string name;
  Array array;  // [t, c], or [t, v] for the logits

  friend bool operator==(const Capture&, const Capture&) = default;
};

struct ForwardPass {
  Array logits;  // [t, v]
  std::vector<Capture> captures;

  friend bool operator==(const ForwardPass&, const ForwardPass&) = default;
};

// Task 11.5. The model (pre-LN GPT) on one sequence of token ids:
//
//     x = tok_emb[id] + pos_emb[position]                       embed_out
//     for each block N:
//       x = x + proj(attention(qkv(ln1(x))))
//       x = x + fc2(gelu(fc1(ln2(x))))                          block_N_out
//     x = ln_f(x)                                               final_ln_out
//     logits = head(x)                                          logits
//
// The names on the right are captured, in this order, when `capture` is true;
// else `captures` is empty. Capturing changes nothing: the logits are the same
// to the bit. block_N_out is the residual stream after block N.
//   * Error: an array other than a bias is missing or has a shape that does not
//     fit; there are no ids, more than pos_emb has rows, or one that is not in
//     0 … v - 1; heads as in task 11.4.
absl::StatusOr<ForwardPass> ForwardWithLayerOutputs(
    const Weights& weights, std::span<const std::int64_t> ids, bool capture);

// Task 11.6. ||reference - other|| / (||reference|| + 1e-12), Euclidean norms
// over all elements: differences, squares and sums in double. (A float32 sum of
// squares would add noise of its own, and overflows from 1.8e19.)
//   * Error: the lengths differ, there are no elements, or one of them is NaN
//     or infinite.
absl::StatusOr<double> RelativeError(std::span<const float> reference,
                                     std::span<const float> other);

// One captured layer: its relative error in each prompt, and their mean.
struct LayerDrift {
  std::string layer;
  std::vector<double> per_prompt;
  double mean = 0;
};

struct Drift {
  std::vector<LayerDrift> layers;  // as captured, first to last
  // Whether every mean is greater than that of the layer before it. Found by
  // comparing, never assumed.
  bool monotonic_growth_with_depth = false;
  // Whether every error of every prompt is below 0.05.
  bool max_error_below_5pct = false;
};

// Task 11.6. Passes i of both lists are the same prompt in two models.
//   * Error: there are no passes or not as many in both; two passes have not
//     captured the same names in the same order (or nothing); an error of
//     RelativeError.
absl::StatusOr<Drift> MeasureDrift(std::span<const ForwardPass> reference,
                                   std::span<const ForwardPass> other);

// A position at which two models prefer different tokens.
struct Flip {
  std::int64_t position = 0;
  std::int64_t reference_token = 0;
  std::int64_t other_token = 0;
  double margin = 0;  // of the reference: its best logit less its second best

  friend bool operator==(const Flip&, const Flip&) = default;
};

struct Flips {
  std::vector<Flip> flips;  // by position
  std::int64_t positions = 0;
  double smallest_margin = 0;  // of the reference, over all positions
  double largest_change = 0;   // max |reference - other|, over all logits
};

// Task 11.7. Both arrays are logits [t, v]. The preferred token of a position
// is that of the largest logit in its row; of equal ones the first. Margins
// and changes are differences in double (exact for two floats of like size).
// A flip needs a margin of at most twice the largest change.
//   * Error: the shapes differ or are not [t, v] with t >= 1 and v >= 2; floats
//     do not fill them; one of them is NaN or infinite.
absl::StatusOr<Flips> CompareArgmax(const Array& reference, const Array& other);

// Task 11.8. `weights`, but with the one array `name` as it is in `rounded`.
// What such a model changes is the contribution of that array.
//   * Error: either has no array of that name, or the two differ in shape.
absl::StatusOr<Weights> ReplaceOne(const Weights& weights,
                                   const Weights& rounded,
                                   const std::string& name);

// Task 11.8. sqrt(sum of squares of the contributions) / total. Errors that
// have nothing to do with each other add like the legs of a right triangle:
// the ratio is then near 1. Errors that all push the same way would give less.
//   * Error: no contributions, one that is negative or not finite, or a total
//     that is not positive and finite.
absl::StatusOr<double> QuadratureRatio(std::span<const double> contributions,
                                       double total);

}  // namespace drift_lab
