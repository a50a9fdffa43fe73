// The oracle against the course's own MiniGPT, and against numbers by hand.

#include "grading/11_drift/oracle.h"

#include <cmath>
#include <cstdint>
#include <vector>

#include "common/nn/minigpt.h"
#include "gtest/gtest.h"

namespace drift_lab {
namespace {

wbm::nn::Weights ToNn(const Weights& weights) {
  wbm::nn::Weights nn;
  for (const auto& [name, array] : weights.arrays) {
    nn[name] = {array.shape, array.values, array.integers};
  }
  return nn;
}

// 1e-5: float32 noise in some hundred operations in a row, 2^-24 each.
void ExpectAgree(const Weights& weights, const std::vector<std::int64_t>& ids) {
  const auto theirs =
      wbm::nn::CapturedForward(ToNn(weights), weights.heads, ids);
  ASSERT_TRUE(theirs.ok()) << theirs.status();
  const auto ours = oracle::Forward(weights, ids);
  ASSERT_EQ(theirs->size(), ours.size());
  for (const auto& [name, matrix] : ours) {
    EXPECT_LT(oracle::RelativeError(matrix, theirs->at(name).values), 1e-5)
        << name;
  }
}

TEST(Oracle, AgreesWithMiniGptOnTheTrainedWeights) {
  const Weights weights = oracle::TrainedWeights();
  for (const auto& ids : oracle::TrainedPrompts()) {
    EXPECT_EQ(ids.size(), 7u);
    ExpectAgree(weights, ids);
    ExpectAgree(oracle::Float16(weights), ids);
  }
}

TEST(Oracle, AgreesWithMiniGptOnRandomWeights) {
  ExpectAgree(oracle::RandomWeights({}, 1), {0, 10, 3});
  ExpectAgree(
      oracle::RandomWeights({.layers = 3, .heads = 4, .biases = false}, 2),
      {7, 7, 1, 0, 2});
}

TEST(Oracle, Float16ByHand) {
  EXPECT_EQ(oracle::Float16(0.1f), 0.0999755859375f);
  EXPECT_EQ(oracle::Float16(65520.0f), INFINITY);
  EXPECT_EQ(oracle::Float16(0x1.8p-25f), 0x1p-24f);
}

TEST(Oracle, RelativeErrorByHand) {
  const std::vector<float> a = {3, 4}, b = {3, 4.5f};
  EXPECT_NEAR(oracle::RelativeError(a, b), 0.1, 1e-15);
}

}  // namespace
}  // namespace drift_lab
