#include "common/tensor/tensor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <thread>

#include "common/formats/float.h"
#include "common/random/generator.h"
#include "common/tensor/autograd.h"
#include "common/tensor/dtype_hook.h"
#include "common/tensor/ops.h"

namespace wbm::tensor {
namespace {

using ::testing::ElementsAre;

Tensor Floats(Shape shape, const std::vector<float>& values) {
  return Tensor::From<float>(std::move(shape), values);
}
Tensor Doubles(Shape shape, const std::vector<double>& values) {
  return Tensor::From<double>(std::move(shape), values);
}
Tensor Ids(const std::vector<int64_t>& ids) {
  return Tensor::From<int64_t>({static_cast<int64_t>(ids.size())}, ids);
}

Tensor Random(Shape shape, uint64_t seed) {
  random::Generator rng = random::DefaultRng(seed);
  const int64_t size = Product(shape);
  return Tensor::From<float>(std::move(shape), rng.StandardNormalFloat(size));
}

TEST(Tensor, DescribesItself) {
  EXPECT_EQ(Floats({2, 1}, {1, 2}).Describe(), "float32 [2, 1]");
  EXPECT_EQ(Ids({}).Describe(), "int64 [0]");
  EXPECT_EQ(Tensor().Describe(), "no tensor");
}

TEST(Tensor, TransposeIsAViewAndContiguousACopy) {
  const Tensor x = Floats({2, 3}, {1, 2, 3, 4, 5, 6});
  const Tensor t = Transpose(x, 0, -1);
  EXPECT_EQ(t.data<float>(), x.data<float>());
  EXPECT_FALSE(t.contiguous());
  EXPECT_THAT(t.ToVector<float>(), ElementsAre(1, 4, 2, 5, 3, 6));
  EXPECT_TRUE(Contiguous(t).contiguous());
  EXPECT_EQ(Contiguous(x).id(), x.id());
}

TEST(Tensor, EmptyShapesAreFine) {
  const Tensor x = Tensor::Zeros({0, 4}, Dtype::kFloat32).RequireGrad();
  const Tensor w = Random({3, 4}, 1).RequireGrad();
  const Tensor y = Linear(Gelu(x), w);
  EXPECT_EQ(y.shape(), (Shape{0, 3}));
  const Gradients grads = Backward(Sum(y));
  EXPECT_THAT(grads.Of(w).ToVector<float>(), ::testing::Each(0.0f));
  EXPECT_EQ(Linear(Tensor::Zeros({2, 0}, Dtype::kFloat32),
                   Tensor::Zeros({3, 0}, Dtype::kFloat32))
                .ToVector<float>(),
            std::vector<float>(6, 0.0f));
  EXPECT_EQ(Sum(x).Item(), 0.0);
  EXPECT_TRUE(std::isnan(Mean(x).Item()));
}

TEST(TensorDeathTest, MisuseNamesTheOperationAndTheShapes) {
  const Tensor x = Floats({1, 2}, {1, 2});
  EXPECT_DEATH(Linear(x, Floats({1, 3}, {1, 2, 3})),
               "linear: the input is float32 .1, 2., the weight float32 "
               ".1, 3.; expected");
  EXPECT_DEATH(Add(x, Doubles({1, 2}, {1, 2})),
               "add: the operands are float32 and float64; Cast one");
  EXPECT_DEATH(Embedding(x, Ids({0, 1})), "id 1 is not a row");
  EXPECT_DEATH(CrossEntropy(x, Ids({2})), "target 2 is not a class");
  EXPECT_DEATH(Gelu(Ids({1})), "gelu: an operand is int64");
  EXPECT_DEATH(Gelu(Cast(x, Dtype::kFloat16)), "does not compute in float16");
  EXPECT_DEATH(CausalAttention(x, 1), "expected .n, t, 3 c.");
  EXPECT_DEATH(Floats({3}, {1}), "1 values do not fill .3.");
  EXPECT_DEATH(x.data<double>(), "float32 .1, 2. was asked for as float64");
  EXPECT_DEATH(
      Tensor::Zeros({int64_t{1} << 40, int64_t{1} << 40}, Dtype::kFloat32),
      "too many elements");
}

TEST(Backward, AValueUsedTwiceGetsBothGradients) {
  const Tensor x = Doubles({2}, {3, 5}).RequireGrad();
  const Tensor y = Add(Multiply(x, x), x);
  EXPECT_THAT(Backward(Sum(y)).Of(x).ToVector<double>(), ElementsAre(7, 11));
}

TEST(Backward, LeavesThatDoNotMatterGetZeros) {
  const Tensor x = Doubles({1}, {3}).RequireGrad();
  const Tensor unused = Doubles({2}, {1, 1}).RequireGrad();
  EXPECT_THAT(Backward(Sum(x)).Of(unused).ToVector<double>(),
              ElementsAre(0, 0));
}

TEST(BackwardDeathTest, AGraphServesOnce) {
  const Tensor x = Doubles({1}, {3}).RequireGrad();
  const Tensor y = Gelu(x);
  Backward(Sum(y));
  EXPECT_DEATH(Backward(Sum(y)), "gelu: its graph was used");
  EXPECT_DEATH(Backward(Doubles({1}, {3})), "the loss is float64 .1.; it must");
}

TEST(Backward, NothingIsRecordedUnderNoGrad) {
  const Tensor x = Doubles({1}, {3}).RequireGrad();
  const NoGrad no_grad;
  EXPECT_FALSE(Gelu(x).requires_grad());
}

TEST(Backward, ThreadsShareLeaves) {
  const Tensor w = Random({8, 8}, 2).RequireGrad();
  const auto gradient = [&w] {
    return Backward(Sum(Gelu(Linear(Random({4, 8}, 3), w))))
        .Of(w)
        .ToVector<float>();
  };
  const std::vector<float> alone = gradient();
  std::vector<std::vector<float>> results(4);
  std::vector<std::thread> threads;
  for (auto& result : results) {
    threads.emplace_back([&] { result = gradient(); });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(results, ::testing::Each(alone));
}

TEST(Cast, RoundsOnceToNearestEven) {
  // 1 + 2^-11 + 2^-30 lies above the tie between 1 and 1 + 2^-10; by way of
  // float32 it would become the tie and go down to 1.
  const Tensor x = Doubles({2}, {1 + 0x1p-11 + 0x1p-30, 1 + 0x1p-11});
  const Tensor half = Cast(x, Dtype::kFloat16);
  EXPECT_THAT(Cast(half, Dtype::kFloat64).ToVector<double>(),
              ElementsAre(1 + 0x1p-10, 1));
  const Tensor single = Floats({3}, {65519.0f, 65520.0f, 1e-8f});
  EXPECT_THAT(
      Cast(Cast(single, Dtype::kFloat16), Dtype::kFloat32).ToVector<float>(),
      ElementsAre(65504.0f, std::numeric_limits<float>::infinity(), 0.0f));
}

TEST(Cast, TheGradientReturnsInTheOriginalDtype) {
  const Tensor x = Floats({2}, {1, 2}).RequireGrad();
  const Tensor y = Sum(Cast(x, Dtype::kFloat64));
  EXPECT_THAT(Backward(y).Of(x).ToVector<float>(), ElementsAre(1, 1));
}

// Runs products in float64 and remembers what was asked.
class ProductsInDouble : public DtypeHook {
 public:
  Dtype Choose(Op op, std::span<const Dtype> operands) override {
    asked.push_back(Name(op));
    return op == Op::kLinear ? Dtype::kFloat64 : operands[0];
  }
  std::vector<std::string> asked;
};

TEST(DtypeHook, DecidesWhereAnOperationRuns) {
  const Tensor x = Random({2, 3}, 4).RequireGrad();
  const Tensor w = Random({2, 3}, 5).RequireGrad();
  ProductsInDouble hook;
  const WithDtypeHook scope(&hook);
  const Tensor y = Linear(x, w);
  EXPECT_EQ(y.dtype(), Dtype::kFloat64);
  EXPECT_EQ(Gelu(x).dtype(), Dtype::kFloat32);
  EXPECT_THAT(hook.asked, ElementsAre("linear", "gelu"));
  EXPECT_EQ(Backward(Sum(y)).Of(w).dtype(), Dtype::kFloat32);
}

TEST(CrossEntropy, RowsWithoutATargetDoNotCount) {
  const Tensor logits = Doubles({2, 2}, {0, 0, 7, 9});
  EXPECT_DOUBLE_EQ(CrossEntropy(logits, Ids({1, -1})).Item(), std::log(2.0));
  EXPECT_EQ(CrossEntropy(logits, Ids({-1, -1}), Reduction::kSum).Item(), 0.0);
  EXPECT_TRUE(std::isnan(CrossEntropy(logits, Ids({-1, -1})).Item()));
}

TEST(CausalAttention, NoPositionSeesTheFuture) {
  Tensor x = Random({1, 70, 12}, 6);
  const std::vector<float> before = CausalAttention(x, 2).ToVector<float>();
  x.mutable_data<float>()[69 * 12] = std::numeric_limits<float>::quiet_NaN();
  const std::vector<float> after = CausalAttention(x, 2).ToVector<float>();
  EXPECT_TRUE(std::equal(before.begin(), before.end() - 4, after.begin()));
  EXPECT_TRUE(std::isnan(after.back() + after[69 * 4]));
}

TEST(CausalAttention, EqualsTheTextbook) {
  const int64_t time = 5, width = 4;
  const Tensor qkv = Cast(Random({1, time, 3 * width}, 7), Dtype::kFloat64);
  const std::vector<double> x = qkv.ToVector<double>();
  const std::vector<double> y = CausalAttention(qkv, 2).ToVector<double>();
  const auto at = [&](int64_t t, int64_t part, int64_t c) {
    return x[static_cast<size_t>(t * 3 * width + part * width + c)];
  };
  for (int64_t t = 0; t < time; ++t) {
    for (int64_t c = 0; c < width; ++c) {
      const int64_t head = c / 2 * 2;
      double sum = 0, weighted = 0;
      for (int64_t s = 0; s <= t; ++s) {
        const double score = at(t, 0, head) * at(s, 1, head) +
                             at(t, 0, head + 1) * at(s, 1, head + 1);
        const double weight = std::exp(score / std::sqrt(2.0));
        sum += weight;
        weighted += weight * at(s, 2, c);
      }
      EXPECT_NEAR(y[static_cast<size_t>(t * width + c)], weighted / sum, 1e-14);
    }
  }
}

}  // namespace
}  // namespace wbm::tensor
