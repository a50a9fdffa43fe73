// The hidden tests of lab 11 at the edges: arrays that almost fit, and numbers
// that no float holds. A refusal stands beside a value in each.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/lab/given.h"
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

using Floats = std::vector<float>;
using Ids = std::vector<std::int64_t>;

constexpr absl::StatusCode kInvalid = absl::StatusCode::kInvalidArgument;
constexpr char kRefuse[] = "this has to be refused";

// Task 11.3.

TEST(LinearHidden, WeightsOfThreeSizes) {
  HiddenDraw draw("LinearHidden.WeightsOfThreeSizes");
  const auto a = static_cast<float>(draw.Int(1, 9));
  const absl::StatusOr<Floats> y =
      Linear(Floats{a, 2, 3}, {{3, 1}, {1, 2, 3}, {}}, {});
  ASSERT_TRUE(y.ok()) << y.status();
  ASSERT_EQ(*y, (Floats{a, 2 * a, 3 * a, 2, 4, 6, 3, 6, 9}));
  for (const Ids& shape : {Ids{3, 1, 1}, Ids{1, 3, 1}, Ids{1, 1, 3}, Ids{}}) {
    Given("shape", shape);
    ASSERT_EQ(
        Linear(Floats{a, 2, 3}, {shape, {1, 2, 3}, {}}, {}).status().code(),
        kInvalid)
        << kRefuse;
  }
}

// Task 11.5.

using Change = std::function<void(Array&)>;

void NoColumns(Array& array) { array = {{array.shape[0], 0}, {}, {}}; }

void NegativeSizes(Array& array) {
  for (std::int64_t& size : array.shape) size = -size;
}

void ARowTooFew(Array& array) {
  array.values.resize(array.values.size() -
                      static_cast<std::size_t>(array.shape[1]));
}

void AnElementTooMany(Array& array) { array.values.push_back(0); }

// Of a gain and its bias: x then still consists of whole rows.
void HalfTheWidth(Array& array) {
  array.shape[0] /= 2;
  array.values.resize(array.values.size() / 2);
}

void ExpectRefused(const Weights& weights, const std::string& name,
                   const char* what) {
  Given("name", name);
  Given("what", std::string(what));
  ASSERT_EQ(ForwardWithLayerOutputs(weights, Ids{1, 0}, false).status().code(),
            kInvalid)
      << kRefuse;
}

TEST(ForwardWithLayerOutputsHidden, ArraysThatAlmostFit) {
  const Weights weights =
      oracle::RandomWeights({.layers = 1}, HiddenSeed("almost"));
  const absl::StatusOr<ForwardPass> pass =
      ForwardWithLayerOutputs(weights, Ids{1, 0}, false);
  ASSERT_TRUE(pass.ok()) << pass.status();
  // Some hundred float32 operations in a row, of 6e-8 each.
  ASSERT_TRUE(
      oracle::RelativeError(oracle::Forward(weights, Ids{1, 0}).at("logits"),
                            pass->logits.values) <= 1e-5);
  const std::vector<std::pair<const char*, Change>> changes = {
      {"no columns", NoColumns},
      {"negative sizes", NegativeSizes},
      {"a row too few", ARowTooFew},
      {"an element too many", AnElementTooMany}};
  for (const auto& [name, array] : weights.arrays) {
    if (array.shape.size() != 2) continue;
    for (const auto& [what, change] : changes) {
      Weights changed = weights;
      change(changed.arrays[name]);
      ExpectRefused(changed, name, what);
      if (HasFatalFailure()) return;
    }
  }
  for (const char* name : {"blocks.0.ln1", "blocks.0.ln2", "ln_f"}) {
    Weights changed = weights;
    HalfTheWidth(changed.arrays[std::string(name) + ".weight"]);
    HalfTheWidth(changed.arrays[std::string(name) + ".bias"]);
    ExpectRefused(changed, name, "half the width");
    if (HasFatalFailure()) return;
  }
  Weights changed = weights;
  Array& head = changed.arrays["head.weight"];
  ++head.shape[0];
  head.values.resize(head.values.size() +
                     static_cast<std::size_t>(head.shape[1]));
  ExpectRefused(changed, "head.weight", "a row more than the vocabulary has");
}

// Task 11.7.

// 2^24 less a half, and a change of it: doubles, and no floats.
TEST(CompareArgmaxHidden, DifferencesThatNoFloatHolds) {
  HiddenDraw draw("CompareArgmaxHidden.DifferencesThatNoFloatHolds");
  const auto large = static_cast<float>(0x1000000 + 2 * draw.Int(1, 99));
  const absl::StatusOr<Flips> flips = CompareArgmax(
      {{1, 3}, {-9, large, 0.5f}, {}}, {{1, 3}, {-9, 0.25f, large}, {}});
  ASSERT_TRUE(flips.ok()) << flips.status();
  const double margin = double{large} - 0.5;
  ASSERT_EQ(flips->flips, (std::vector<Flip>{{0, 1, 2, margin}}));
  ASSERT_EQ(flips->smallest_margin, margin);
  ASSERT_EQ(flips->largest_change, double{large} - 0.25);
}

TEST(CompareArgmaxHidden, LogitsThatDoNotFillTheirShape) {
  HiddenDraw draw("CompareArgmaxHidden.LogitsThatDoNotFillTheirShape");
  const auto best = static_cast<float>(draw.Int(5, 9));
  const Array whole = {{2, 2}, {1, best, 2, 1}, {}};
  const absl::StatusOr<Flips> flips = CompareArgmax(whole, whole);
  ASSERT_TRUE(flips.ok()) << flips.status();
  ASSERT_EQ(flips->smallest_margin, 1);
  ASSERT_EQ(flips->positions, 2);
  for (const Floats& values :
       {Floats{1, best}, Floats{1, best, 2}, Floats{1, best, 2, 1, 1},
        Floats{1, best, 2, 1, 1, best}}) {
    Given("values", values);
    const Array bad = {{2, 2}, values, {}};
    ASSERT_EQ(CompareArgmax(bad, bad).status().code(), kInvalid) << kRefuse;
    ASSERT_EQ(CompareArgmax(whole, bad).status().code(), kInvalid) << kRefuse;
    ASSERT_EQ(CompareArgmax(bad, whole).status().code(), kInvalid) << kRefuse;
  }
}

}  // namespace
}  // namespace drift_lab
