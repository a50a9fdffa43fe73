// The three tensors that lab 04 sends through int8: what a small model of verb
// forms would produce. The same numbers as NumPy's default_rng(seed), float32,
// to the bit.
//
//   const Tensors t = MakeTensors(Variant::kFixedLogits, 42);
//   QuantizeSymmetric(t.hidden, ...);
#pragma once

#include <cstdint>
#include <vector>

namespace int8_lab {

enum class Variant {
  kFixedLogits,    // A: one row of five given logits
  kSixtyFourRows,  // B: 64 rows of five, uniform(-3, 5), drawn first
};

struct Tensors {
  // Scores of five tenses before softmax; rows of five, one after the other.
  std::vector<float> tense_logits;
  // Probabilities of 600 verb forms: exp(normal(0, 1.5)), divided by their sum.
  std::vector<float> verb_probs;
  // 1024 activations, standard normal.
  std::vector<float> hidden;
};

inline constexpr int kTenses = 5;

// Draws in this order: B's logits, verb forms, hidden. In B the two later
// tensors therefore differ from A's. Each step has NumPy's type: exp and the
// draws in float64, then float32; the sum in float32 as np.sum adds it.
Tensors MakeTensors(Variant variant, std::uint64_t seed);

}  // namespace int8_lab
