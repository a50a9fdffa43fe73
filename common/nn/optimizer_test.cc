#include "common/nn/optimizer.h"

#include <gtest/gtest.h>

#include <cmath>

namespace wbm::nn {
namespace {

using tensor::Dtype;
using tensor::Tensor;

Tensor Row(const std::vector<double>& values) {
  return Tensor::From<double>({static_cast<int64_t>(values.size())}, values);
}
Tensor Matrix(const std::vector<double>& values) {
  return Tensor::From<double>({1, static_cast<int64_t>(values.size())}, values);
}

// Algorithm 2 of Loshchilov and Hutter, written as in the paper.
struct PaperAdamW {
  double w, m = 0, v = 0;
  void Step(int t, double g, double rate, double decay) {
    m = 0.9 * m + 0.1 * g;
    v = 0.99 * v + 0.01 * g * g;
    const double m_hat = m / (1 - std::pow(0.9, t));
    const double v_hat = v / (1 - std::pow(0.99, t));
    w -= rate * (m_hat / (std::sqrt(v_hat) + 1e-8) + decay * w);
  }
};

TEST(AdamW, FollowsThePaper) {
  const Tensor w = Matrix({1.5});
  AdamW adamw({{"w", w}}, {.beta2 = 0.99, .weight_decay = 0.1});
  PaperAdamW paper = {1.5};
  for (int t = 1; t <= 20; ++t) {
    const double g = std::sin(t);
    adamw.Step({Matrix({g})}, 0.01);
    paper.Step(t, g, 0.01, 0.1);
    // A few roundings of 2^-53 a step.
    EXPECT_NEAR(w.Item(), paper.w, 1e-14) << t;
  }
}

TEST(AdamW, VectorsDoNotDecay) {
  const Tensor gain = Row({2});
  AdamW adamw({{"gain", gain}}, {.weight_decay = 0.5});
  adamw.Step({Row({0})}, 0.1);
  EXPECT_EQ(gain.Item(), 2.0);
}

TEST(AdamW, StateMakesItGoOnAsBefore) {
  const auto gradient = [](int t) {
    return Tensor::From<float>(
        {1, 2}, std::vector<float>{std::sin(float(t)), std::cos(float(t))});
  };
  const Tensor w = Tensor::Zeros({1, 2}, Dtype::kFloat32);
  AdamW whole({{"w", w}}, {});
  for (int t = 0; t < 3; ++t) whole.Step({gradient(t)}, 0.1);
  const Tensor copy = Tensor::From<float>({1, 2}, w.ToVector<float>());
  AdamW rest({{"w", copy}}, {});
  ASSERT_TRUE(rest.SetState(whole.State(), whole.steps()).ok());
  for (int t = 3; t < 6; ++t) {
    whole.Step({gradient(t)}, 0.1);
    rest.Step({gradient(t)}, 0.1);
  }
  EXPECT_EQ(w.ToVector<float>(), copy.ToVector<float>());
  EXPECT_FALSE(rest.SetState({}, 1).ok());
}

TEST(AdamWDeathTest, AWrongGradientIsNamed) {
  AdamW adamw({{"w", Row({1})}}, {});
  EXPECT_DEATH(adamw.Step({Row({1, 2})}, 0.1),
               "the gradient of w is float64 .2.; expected float64 .1.");
  EXPECT_DEATH(adamw.Step({}, 0.1), "0 gradients for 1 parameters");
}

TEST(Sgd, MomentumAccumulates) {
  const Tensor w = Matrix({1});
  Sgd sgd({{"w", w}}, {.momentum = 0.5, .weight_decay = 0.25});
  sgd.Step({Matrix({1})}, 1.0);  // b = 1 + 0.25: w = -0.25
  EXPECT_EQ(w.Item(), -0.25);
  sgd.Step({Matrix({1})}, 1.0);  // b = 0.625 + 1 - 0.0625: w = -1.8125
  EXPECT_EQ(w.Item(), -1.8125);
}

TEST(Sgd, AQuadraticIsSolved) {
  const Tensor w = Row({10, -4});
  Sgd sgd({{"w", w}}, {});
  for (int t = 0; t < 100; ++t) sgd.Step({Row(w.ToVector<double>())}, 0.5);
  EXPECT_NEAR(std::abs(w.ToVector<double>()[0]), 0, 1e-20);
}

}  // namespace
}  // namespace wbm::nn
