// Every operation's derivative in float64 against central differences.
#include <gtest/gtest.h>

#include "common/random/generator.h"
#include "common/tensor/gradcheck.h"
#include "common/tensor/ops.h"

namespace wbm::tensor {
namespace {

using Inputs = std::vector<Tensor>;

Tensor Random(Shape shape, uint64_t seed) {
  random::Generator rng = random::DefaultRng(seed);
  const int64_t size = Product(shape);
  return Tensor::From<double>(std::move(shape), rng.StandardNormal(size));
}

Tensor Ids(Shape shape, const std::vector<int64_t>& ids) {
  return Tensor::From<int64_t>(std::move(shape), ids);
}

struct Case {
  const char* name;
  TensorFunction f;
  Inputs inputs;
};

std::vector<Case> ElementwiseCases() {
  const Tensor x = Random({2, 3, 5}, 1);
  const Tensor y = Random({2, 3, 5}, 2);
  const Tensor row = Random({5}, 3);
  return {
      {"Add", [](const Inputs& in) { return Add(in[0], in[1]); }, {x, y}},
      {"AddRow", [](const Inputs& in) { return Add(in[0], in[1]); }, {x, row}},
      {"AddTwice", [](const Inputs& in) { return Add(in[0], in[0]); }, {x}},
      {"Multiply",
       [](const Inputs& in) { return Multiply(in[0], in[1]); },
       {x, y}},
      {"MultiplyRow",
       [](const Inputs& in) { return Multiply(in[0], in[1]); },
       {x, row}},
      {"Scale", [](const Inputs& in) { return Scale(in[0], -2.5); }, {x}},
      {"Gelu", [](const Inputs& in) { return Gelu(in[0]); }, {x}},
      {"Sum", [](const Inputs& in) { return Sum(in[0]); }, {x}},
      {"Mean", [](const Inputs& in) { return Mean(in[0]); }, {x}},
      {"SumFirst", [](const Inputs& in) { return Sum(in[0], 0); }, {x}},
      {"SumMiddle", [](const Inputs& in) { return Sum(in[0], 1); }, {x}},
      {"SumLast", [](const Inputs& in) { return Sum(in[0], -1); }, {x}},
      {"Reshape",
       [](const Inputs& in) {
         return Gelu(Reshape(in[0], {5, -1}));
       },
       {x}},
      {"Transpose",
       [](const Inputs& in) { return Gelu(Transpose(in[0], 0, 2)); },
       {x}},
  };
}

std::vector<Case> MatrixCases() {
  const Tensor x = Random({2, 3, 5}, 4);
  return {
      {"Linear",
       [](const Inputs& in) { return Linear(in[0], in[1], in[2]); },
       {x, Random({4, 5}, 5), Random({4}, 6)}},
      {"LinearWithoutBias",
       [](const Inputs& in) { return Linear(in[0], in[1]); },
       {x, Random({4, 5}, 5)}},
      {"MatMul",
       [](const Inputs& in) { return MatMul(in[0], in[1]); },
       {x, Random({2, 5, 4}, 7)}},
      {"MatMulShared",
       [](const Inputs& in) { return MatMul(in[0], in[1]); },
       {x, Random({5, 4}, 8)}},
      {"MatMulTransposed",
       [](const Inputs& in) {
         return MatMul(Transpose(in[0], 1, 2), Transpose(in[1], 1, 2));
       },
       {x, Random({2, 4, 3}, 9)}},
      {"Embedding",
       [](const Inputs& in) {
         return Embedding(in[0], Ids({2, 3}, {0, 3, 3, 1, 0, 3}));
       },
       {Random({4, 5}, 10)}},
  };
}

std::vector<Case> RowCases() {
  const Tensor x = Random({2, 3, 19}, 11);
  const Tensor gain = Random({19}, 12);
  const Tensor bias = Random({19}, 13);
  const Tensor logits = Random({5, 7}, 14);
  const auto targets = [] { return Ids({5}, {6, 0, kIgnoredTarget, 3, 3}); };
  return {
      {"Softmax", [](const Inputs& in) { return Softmax(in[0]); }, {x}},
      {"LayerNorm",
       [](const Inputs& in) { return LayerNorm(in[0], in[1], in[2]); },
       {x, gain, bias}},
      {"LayerNormWithoutBias",
       [](const Inputs& in) { return LayerNorm(in[0], in[1]); },
       {x, gain}},
      {"RmsNorm",
       [](const Inputs& in) { return RmsNorm(in[0], in[1]); },
       {x, gain}},
      {"CrossEntropyMean",
       [=](const Inputs& in) { return CrossEntropy(in[0], targets()); },
       {logits}},
      {"CrossEntropySum",
       [=](const Inputs& in) {
         return CrossEntropy(in[0], targets(), Reduction::kSum);
       },
       {logits}},
      {"CausalAttention",
       [](const Inputs& in) { return CausalAttention(in[0], 2); },
       {Random({2, 5, 3 * 6}, 15)}},
      {"OneHead",
       [](const Inputs& in) { return CausalAttention(in[0], 1); },
       {Random({1, 1, 3 * 2}, 16)}},
  };
}

// At most 1e-6 relative; the differences themselves are good to about 1e-10.
void ExpectGradients(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    const GradCheck check = CheckGradients(c.f, c.inputs);
    EXPECT_LE(check.worst, 1e-6) << c.name << ": " << check.where;
  }
}

TEST(Gradients, ElementwiseAndReductions) {
  ExpectGradients(ElementwiseCases());
}
TEST(Gradients, MatrixProducts) { ExpectGradients(MatrixCases()); }
TEST(Gradients, RowsNormsAndAttention) { ExpectGradients(RowCases()); }

TEST(Gradients, AttentionOverSeveralBlocksOfQueries) {
  // 70 positions: a block of 64 queries and one of 6.
  ExpectGradients({{"CausalAttention",
                    [](const Inputs& in) { return CausalAttention(in[0], 1); },
                    {Random({1, 70, 3}, 17)}}});
}

TEST(Gradients, TheCheckFindsAWrongDerivative) {
  // The derivative of x^2 taken through one factor only is half of it.
  const GradCheck check = CheckGradients(
      [](const Inputs& in) { return Multiply(in[0], in[0].Detach()); },
      {Random({3}, 18)});
  EXPECT_NEAR(check.worst, 1.0, 1e-6) << "x instead of 2x";
}

}  // namespace
}  // namespace wbm::tensor
