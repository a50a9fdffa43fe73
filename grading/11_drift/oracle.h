// What the hidden tests of lab 11 compare with: the model once more, in double
// and as matrix algebra, and the course's own definition of float16.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "Eigen/Core"
#include "labs/11_drift/drift.h"

namespace drift_lab::oracle {

using Matrix =
    Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

// x through common/formats' float16.
float Float16(float x);
Weights Float16(Weights weights);

// t rows of 3 width: attention as full matrices with a mask.
Matrix Attention(const Matrix& qkv, Eigen::Index heads);
Matrix LayerNorm(const Matrix& x, const Array& gain, const Array* bias);

// Every capture of the model, by name.
std::map<std::string, Matrix> Forward(const Weights& weights,
                                      std::span<const std::int64_t> ids);
std::vector<std::string> LayerNames(const Weights& weights);

// The same rounded to float, as a contract function would return it.
ForwardPass ForwardPassOf(const Weights& weights,
                          std::span<const std::int64_t> ids);

// ||a - b|| / ||a||, in long double.
double RelativeError(std::span<const float> a, std::span<const float> b);
double RelativeError(const Matrix& a, std::span<const float> b);

// The trained MiniGPT and its five prompts.
Weights TrainedWeights();
std::vector<std::vector<std::int64_t>> TrainedPrompts();

struct Sizes {
  std::int64_t vocabulary = 11, context = 9, width = 8, hidden = 20;
  std::int64_t layers = 2, heads = 2;
  bool biases = true;
};

// Weights of a random model whose activations are of the order of one.
Weights RandomWeights(const Sizes& sizes, std::uint64_t seed);

Array RandomArray(std::vector<std::int64_t> shape, double mean,
                  double deviation, std::uint64_t seed);

}  // namespace drift_lab::oracle
