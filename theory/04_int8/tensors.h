#pragma once

// The three tensors of the chapter: numbers such as a small model of
// Spanish verb forms computes. The lab draws two of them with another
// seed.

#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include "common/numerics/numpy_sum.h"
#include "common/random/generator.h"

namespace int8_chapter {

inline constexpr std::uint64_t kSeed = 7;

// Scores of five tenses before softmax.
inline std::vector<float> TenseLogits() {
  return {1.2f, 4.7f, 3.1f, 0.5f, 2.9f};
}

// Probabilities of 600 verb forms: a few large, most of them small.
// Drawn as exp(normal(0, 1.5)) and divided by their sum.
inline std::vector<float> VerbProbs(wbm::random::Generator& rng) {
  std::vector<float> p;
  for (const double n : rng.Normal(0.0, 1.5, 600)) {
    p.push_back(static_cast<float>(std::exp(n)));
  }
  const float sum = wbm::numerics::NumpySum(std::span<const float>(p));
  for (float& value : p) value /= sum;
  return p;
}

// 1024 activations, standard normal.
inline std::vector<float> Hidden(wbm::random::Generator& rng) {
  const std::vector<double> x = rng.StandardNormal(1024);
  return {x.begin(), x.end()};
}

struct Tensors {
  std::vector<float> logits;
  std::vector<float> probs;
  std::vector<float> hidden;
};

inline Tensors MakeTensors(std::uint64_t seed = kSeed) {
  wbm::random::Generator rng = wbm::random::DefaultRng(seed);
  Tensors t;
  t.logits = TenseLogits();
  t.probs = VerbProbs(rng);
  t.hidden = Hidden(rng);
  return t;
}

}  // namespace int8_chapter
