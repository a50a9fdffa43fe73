// The hidden tests of lab 11 for the model and the comparison. Where a result
// of one task is the input of another, it comes from the oracle.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/lab/each.h"
#include "common/lab/given.h"
#include "common/random/generator.h"
#include "grading/11_drift/oracle.h"
#include "grading/boundary/hidden_draw.h"
#include "grading/boundary/hidden_seed.h"
#include "gtest/gtest.h"
#include "labs/11_drift/drift.h"

namespace drift_lab {
namespace {

using ::wbm::boundary::HiddenDraw;
using ::wbm::boundary::HiddenSeed;
using ::wbm::lab::Given;

using Doubles = std::vector<double>;
using Ids = std::vector<std::int64_t>;
using Passes = std::vector<ForwardPass>;

// The five prompts of the trained model, and two of any ids.
std::vector<Ids> Prompts(const Weights& weights) {
  std::vector<Ids> prompts = oracle::TrainedPrompts();
  HiddenDraw draw("Prompts");
  const std::int64_t ids = weights.arrays.at("tok_emb.weight").shape[0];
  for (int i = 0; i < 2; ++i) {
    prompts.emplace_back();
    for (std::int64_t n = draw.Between(4, 12); n > 0; --n) {
      prompts.back().push_back(draw.Between(0, ids - 1));
    }
  }
  return prompts;
}

// A pass must have every capture of the oracle within 1e-5 of its norm: a few
// hundred float32 operations in a row, of 6e-8 each.
constexpr double kForward = 1e-5;

void ExpectAgrees(const absl::StatusOr<ForwardPass>& pass,
                  const Weights& weights, const Ids& ids) {
  ASSERT_TRUE(pass.ok()) << pass.status();
  const auto expected = oracle::Forward(weights, ids);
  const std::vector<std::string> names = oracle::LayerNames(weights);
  ASSERT_EQ(pass->captures.size(), names.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    const Capture& capture = pass->captures[i];
    const oracle::Matrix& m = expected.at(names[i]);
    Given("capture", names[i]);
    ASSERT_EQ(capture.name, names[i]);
    ASSERT_EQ(capture.array.shape, (Ids{m.rows(), m.cols()}));
    ASSERT_EQ(capture.array.values.size(), static_cast<std::size_t>(m.size()));
    // Written so that a NaN fails, too.
    ASSERT_TRUE(oracle::RelativeError(m, capture.array.values) <= kForward);
  }
  EXPECT_TRUE(pass->logits == pass->captures.back().array);
}

TEST(ForwardWithLayerOutputsHidden, AgreesWithTheTrainedModel) {
  const Weights weights = oracle::TrainedWeights();
  const Weights rounded = oracle::Float16(weights);
  for (const Ids& ids : Prompts(weights)) {
    Given("ids", ids);
    const auto before = ForwardWithLayerOutputs(weights, ids, true);
    const auto after = ForwardWithLayerOutputs(rounded, ids, true);
    ASSERT_NO_FATAL_FAILURE(ExpectAgrees(before, weights, ids));
    ASSERT_NO_FATAL_FAILURE(ExpectAgrees(after, rounded, ids));
    const ForwardPass a = oracle::ForwardPassOf(weights, ids);
    const ForwardPass b = oracle::ForwardPassOf(rounded, ids);
    for (std::size_t i = 0; i < a.captures.size(); ++i) {
      Given("capture", a.captures[i].name);
      const double drift = oracle::RelativeError(a.captures[i].array.values,
                                                 b.captures[i].array.values);
      // The forward's own noise, near 1e-7, in a drift of 1e-4 and more.
      EXPECT_NEAR(oracle::RelativeError(before->captures[i].array.values,
                                        after->captures[i].array.values) /
                      drift,
                  1, 1e-2);
    }
    const auto plain = ForwardWithLayerOutputs(weights, ids, false);
    ASSERT_TRUE(plain.ok()) << plain.status();
    EXPECT_TRUE(plain->captures.empty());
    EXPECT_TRUE(plain->logits == before->logits);
  }
}

TEST(ForwardWithLayerOutputsHidden, OtherDepthsWidthsAndAbsentBiases) {
  std::uint64_t seed = HiddenSeed("OtherDepthsWidthsAndAbsentBiases");
  for (const oracle::Sizes& sizes :
       {oracle::Sizes{}, oracle::Sizes{.layers = 0},
        oracle::Sizes{.layers = 1, .heads = 8},
        oracle::Sizes{.hidden = 3, .layers = 12, .heads = 1},
        oracle::Sizes{.vocabulary = 2, .context = 20, .width = 30, .heads = 5},
        oracle::Sizes{1, 1, 1, 1, 1, 1}, oracle::Sizes{.biases = false}}) {
    const Weights weights = oracle::RandomWeights(sizes, seed += 100);
    Ids ids;
    wbm::random::Generator rng = wbm::random::DefaultRng(seed);
    for (std::int64_t i = 0; i < sizes.context; ++i) {
      ids.push_back(rng.Integer(0, sizes.vocabulary));
    }
    Given("layers", sizes.layers);
    Given("width", sizes.width);
    Given("heads", sizes.heads);
    Given("biases", sizes.biases);
    ASSERT_NO_FATAL_FAILURE(ExpectAgrees(
        ForwardWithLayerOutputs(weights, ids, true), weights, ids));
  }
  // Some biases are there and some are not.
  Weights some = oracle::RandomWeights({}, HiddenSeed("some biases"));
  some.arrays.erase("blocks.0.attn.qkv.bias");
  some.arrays.erase("blocks.1.mlp.fc2.bias");
  some.arrays.erase("ln_f.bias");
  Given("biases", "some");
  ExpectAgrees(ForwardWithLayerOutputs(some, Ids{1, 2, 3}, true), some,
               {1, 2, 3});
}

TEST(MeasureDriftHidden, TheTrainedModelsDrift) {
  const Weights weights = oracle::TrainedWeights();
  const Weights rounded = oracle::Float16(weights);
  Passes before, after;
  for (const Ids& ids : Prompts(weights)) {
    before.push_back(oracle::ForwardPassOf(weights, ids));
    after.push_back(oracle::ForwardPassOf(rounded, ids));
  }
  const absl::StatusOr<Drift> drift = MeasureDrift(before, after);
  ASSERT_TRUE(drift.ok()) << drift.status();
  const std::size_t layers = before[0].captures.size();
  ASSERT_EQ(drift->layers.size(), layers);
  bool grows = true, below = true;
  double previous = -1;
  for (std::size_t i = 0; i < layers; ++i) {
    Given("layer", before[0].captures[i].name);
    double mean = 0;
    ASSERT_EQ(drift->layers[i].layer, before[0].captures[i].name);
    ASSERT_EQ(drift->layers[i].per_prompt.size(), before.size());
    for (std::size_t p = 0; p < before.size(); ++p) {
      const double error =
          oracle::RelativeError(before[p].captures[i].array.values,
                                after[p].captures[i].array.values);
      // Double sums of at most 4403 squares, and 1e-12 beside a norm of 1.
      ASSERT_NEAR(drift->layers[i].per_prompt[p] / error, 1, 1e-10);
      mean += error / static_cast<double>(before.size());
      below = below && error < 0.05;
    }
    ASSERT_NEAR(drift->layers[i].mean / mean, 1, 1e-10);
    grows = grows && mean > previous;
    previous = mean;
  }
  EXPECT_EQ(drift->monotonic_growth_with_depth, grows);
  EXPECT_EQ(drift->max_error_below_5pct, below);
}

// Logits that are small integers, so that ties are frequent and differences
// exact.
Array RandomLogits(std::int64_t t, std::int64_t v,
                   wbm::random::Generator& rng) {
  Array logits{{t, v}, {}, {}};
  for (std::int64_t i = 0; i < t * v; ++i) {
    logits.values.push_back(static_cast<float>(rng.Integer(-6, 7)));
  }
  return logits;
}

// By sorting (value, index) pairs, largest value and smallest index first.
std::pair<std::int64_t, double> Best(const float* row, std::int64_t v) {
  std::vector<std::pair<double, std::int64_t>> order;
  for (std::int64_t i = 0; i < v; ++i) order.emplace_back(-row[i], i);
  std::sort(order.begin(), order.end());
  return {order[0].second, order[1].first - order[0].first};
}

TEST(CompareArgmaxHidden, AgreesOnRandomLogits) {
  wbm::random::Generator rng =
      wbm::random::DefaultRng(HiddenSeed("AgreesOnRandomLogits"));
  for (int round = 0; round < 60; ++round) {
    const std::int64_t t = rng.Integer(1, 9), v = rng.Integer(2, 12);
    const Array before = RandomLogits(t, v, rng);
    const Array after = RandomLogits(t, v, rng);
    Given("shape", before.shape);
    Given("reference", before.values);
    Given("other", after.values);
    Flips expected;
    expected.positions = t;
    expected.smallest_margin = 1e9;
    for (std::size_t i = 0; i < before.values.size(); ++i) {
      const double change = std::abs(before.values[i] - after.values[i]);
      expected.largest_change = std::max(expected.largest_change, change);
    }
    for (std::int64_t i = 0; i < t; ++i) {
      const auto [token, margin] = Best(before.values.data() + i * v, v);
      const auto [other, unused] = Best(after.values.data() + i * v, v);
      expected.smallest_margin = std::min(expected.smallest_margin, margin);
      if (token != other) expected.flips.push_back({i, token, other, margin});
    }
    const absl::StatusOr<Flips> flips = CompareArgmax(before, after);
    ASSERT_TRUE(flips.ok()) << flips.status();
    ASSERT_TRUE(flips->flips == expected.flips);
    ASSERT_EQ(flips->positions, expected.positions);
    ASSERT_EQ(flips->smallest_margin, expected.smallest_margin);
    ASSERT_EQ(flips->largest_change, expected.largest_change);
  }
}

TEST(ReplaceOneHidden, UpstreamOfOneArrayNothingMoves) {
  const Weights weights =
      oracle::RandomWeights({}, HiddenSeed("UpstreamOfOneArray"));
  const Weights rounded = oracle::Float16(weights);
  const Ids ids = {4, 1, 9, 0};
  const ForwardPass whole = oracle::ForwardPassOf(rounded, ids);
  const ForwardPass none = oracle::ForwardPassOf(weights, ids);
  Doubles contributions;
  long double squares = 0;
  for (const auto& [name, array] : weights.arrays) {
    Given("array", name);
    const absl::StatusOr<Weights> one = ReplaceOne(weights, rounded, name);
    ASSERT_TRUE(one.ok()) << one.status();
    Weights expected = weights;
    expected.arrays[name] = rounded.arrays.at(name);
    ASSERT_TRUE(*one == expected);
    const double part = oracle::RelativeError(
        none.logits.values, oracle::ForwardPassOf(expected, ids).logits.values);
    contributions.push_back(part);
    squares += static_cast<long double>(part) * part;
  }
  const double total =
      oracle::RelativeError(none.logits.values, whole.logits.values);
  const absl::StatusOr<double> ratio = QuadratureRatio(contributions, total);
  ASSERT_TRUE(ratio.ok()) << ratio.status();
  EXPECT_NEAR(*ratio / static_cast<double>(std::sqrt(squares) / total), 1,
              1e-12);
  // Both weights, the same function: what comes before block 1 is the same.
  const auto before = ForwardWithLayerOutputs(weights, ids, true);
  Weights second_block = weights;
  second_block.arrays["blocks.1.mlp.fc1.weight"] =
      rounded.arrays.at("blocks.1.mlp.fc1.weight");
  const auto after = ForwardWithLayerOutputs(second_block, ids, true);
  ASSERT_TRUE(before.ok() && after.ok());
  ASSERT_EQ(before->captures.size(), 5u);
  ASSERT_EQ(after->captures.size(), 5u);
  EXPECT_TRUE(before->captures[0] == after->captures[0]);
  EXPECT_TRUE(before->captures[1] == after->captures[1]);
  EXPECT_FALSE(before->captures[2] == after->captures[2]);
}

}  // namespace
}  // namespace drift_lab
