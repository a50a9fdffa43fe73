// The hidden tests of lab 11 on long inputs: more elements than 16 bits count.
// Numbers are whole and small, so that sums are exact in float32, too, in any
// order. Left out is what would cost seconds: 65537 tokens of attention are two
// thousand million scores.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
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

constexpr std::size_t kFirst = 0x10000;  // what 16 bits count

// Even, and half as many again as 16 bits count.
std::size_t LongCount(HiddenDraw& draw) {
  const auto n = 2 * static_cast<std::size_t>(draw.Int(0xc000, 0xc400));
  Given("n", n);
  return n;
}

// Whole numbers up to 3; beyond the first 65536 all are 3.
Floats Wholes(HiddenDraw& draw, std::size_t n) {
  Floats x(n, 3);
  for (std::size_t i = 0; i < std::min(n, kFirst); ++i) {
    x[i] = static_cast<float>(draw.Int(-3, 3));
  }
  return x;
}

std::int64_t Size(std::size_t n) { return static_cast<std::int64_t>(n); }

// Task 11.3.

void ExpectLinear(const Floats& x, const Array& weight, const Floats& bias,
                  const Floats& expected) {
  Given("weight", weight.shape);
  Given("x", x.size());
  const absl::StatusOr<Floats> y = Linear(x, weight, bias);
  ASSERT_TRUE(y.ok()) << y.status();
  ASSERT_TRUE(*y == expected);
}

TEST(LinearHidden, LongInputs) {
  HiddenDraw draw("LinearHidden.LongInputs");
  const std::size_t n = LongCount(draw);
  const Floats row = Wholes(draw, n), other = Wholes(draw, n);
  float squares = 0, products = 0;
  Floats doubled, longer;
  for (std::size_t i = 0; i < n; ++i) {
    squares += row[i] * row[i];
    products += row[i] * other[i];
    doubled.push_back(2 * row[i]);
    longer.push_back(2 * row[i] + other[i]);
  }
  Floats rows = row;
  rows.insert(rows.end(), other.begin(), other.end());
  // A row, and a second one, of many elements; many outputs; many rows.
  ExpectLinear(rows, {{1, Size(n)}, row, {}}, {1}, {squares + 1, products + 1});
  if (HasFatalFailure()) return;
  ExpectLinear({2}, {{Size(n), 1}, row, {}}, other, longer);
  if (HasFatalFailure()) return;
  ExpectLinear(row, {{1, 1}, {2}, {}}, {}, doubled);
  if (HasFatalFailure()) return;
  rows.pop_back();
  ASSERT_EQ(Linear(rows, {{1, Size(n)}, row, {}}, {}).status().code(),
            absl::StatusCode::kInvalidArgument)
      << "this has to be refused";
}

// Rows of mean 0 and variance 9, so that an element becomes 1 or -1.
TEST(LayerNormHidden, LongRows) {
  HiddenDraw draw("LayerNormHidden.LongRows");
  const std::size_t n = LongCount(draw);
  Floats x(n, 3);
  std::fill_n(x.begin(), n / 2, -3.0f);
  Floats second = x;
  std::reverse(second.begin(), second.end());
  x.insert(x.end(), second.begin(), second.end());
  const Floats gain = Wholes(draw, n), bias = Wholes(draw, n);
  const absl::StatusOr<Floats> y = LayerNorm(x, gain, bias);
  ASSERT_TRUE(y.ok()) << y.status();
  ASSERT_EQ(y->size(), x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double expected =
        x[i] / std::sqrt(9 + 1e-5) * gain[i % n] + bias[i % n];
    // Some eight float32 roundings of numbers up to 6.
    ASSERT_NEAR((*y)[i], expected, 8 * 6 * 0x1p-24) << "element " << i;
  }
}

// Task 11.4.

// Two tokens. The first takes its own value, and so does the second where its
// score is far above that of the first; where all scores are zero it takes the
// mean.
void ExpectTwoTokens(const Floats& qk, const Floats& first,
                     const Floats& second, std::int64_t heads, bool mean) {
  const std::size_t n = first.size();
  Floats qkv(n, 1);  // the first query; its key is zero
  qkv.resize(2 * n, 0);
  qkv.insert(qkv.end(), first.begin(), first.end());
  qkv.insert(qkv.end(), n, 1);
  qkv.insert(qkv.end(), qk.begin(), qk.end());
  qkv.insert(qkv.end(), second.begin(), second.end());
  Given("width", n);
  Given("heads", heads);
  const absl::StatusOr<Floats> y = CausalAttention(qkv, Size(n), heads);
  ASSERT_TRUE(y.ok()) << y.status();
  ASSERT_EQ(y->size(), 2 * n);
  for (std::size_t k = 0; k < n; ++k) {
    ASSERT_EQ((*y)[k], first[k]) << "element " << k;
    ASSERT_EQ((*y)[n + k], mean ? (first[k] + second[k]) / 2 : second[k])
        << "element " << n + k;
  }
}

TEST(CausalAttentionHidden, WideRowsAndManyHeads) {
  HiddenDraw draw("CausalAttentionHidden.WideRowsAndManyHeads");
  const std::size_t n = LongCount(draw);
  const Floats first = Wholes(draw, n);
  Floats second = Wholes(draw, n);
  for (float& value : second) value += 4;
  // Only what lies beyond the first 65536 makes the score, of more than 300.
  Floats key(n, 0);
  std::fill(key.begin() + kFirst, key.end(), 4.0f);
  ExpectTwoTokens(key, first, second, 1, /*mean=*/false);
  if (HasFatalFailure()) return;
  ExpectTwoTokens(Floats(n, 0), first, second, Size(n), /*mean=*/true);
}

// Task 11.5.

// What is added up in float32 may be off by n 2^-24; what is dropped, a third
// of it, is far more than that.
void ExpectAgrees(const oracle::Sizes& sizes, const Ids& ids) {
  const Weights weights =
      oracle::RandomWeights(sizes, HiddenSeed("LongAndWideModels"));
  Given("vocabulary", sizes.vocabulary);
  Given("context", sizes.context);
  Given("width", sizes.width);
  Given("hidden", sizes.hidden);
  Given("layers", sizes.layers);
  Given("tokens", ids.size());
  const absl::StatusOr<ForwardPass> pass =
      ForwardWithLayerOutputs(weights, ids, true);
  ASSERT_TRUE(pass.ok()) << pass.status();
  const auto expected = oracle::Forward(weights, ids);
  ASSERT_EQ(pass->captures.size(), expected.size());
  for (const Capture& capture : pass->captures) {
    Given("capture", capture.name);
    ASSERT_TRUE(expected.contains(capture.name));
    const oracle::Matrix& m = expected.at(capture.name);
    ASSERT_EQ(capture.array.shape, (Ids{m.rows(), m.cols()}));
    ASSERT_EQ(capture.array.values.size(), static_cast<std::size_t>(m.size()));
    ASSERT_TRUE(oracle::RelativeError(m, capture.array.values) <= 1e-2);
  }
}

TEST(ForwardWithLayerOutputsHidden, LongAndWideModels) {
  HiddenDraw draw("ForwardWithLayerOutputsHidden.LongAndWideModels");
  const std::size_t n = LongCount(draw);
  Ids many(n);
  for (std::int64_t& id : many) id = draw.Between(0, 1);
  Ids long_pass(256);  // of 256 * 260 elements
  for (std::int64_t& id : long_pass) id = draw.Between(0, 2);
  const auto run = [](const oracle::Sizes& sizes, const Ids& ids) {
    ExpectAgrees(sizes, ids);
    return !HasFatalFailure();
  };
  // Each size in turn.
  run({Size(n), 3, 4, 1, 0, 1}, {Size(n) - 1, 0, Size(kFirst)}) &&
      run({2, Size(n), 4, 1, 0, 1}, many) &&
      run({2, Size(n), 4, 1, 0, 1}, {0, 1}) &&
      run({3, 2, Size(n), 1, 0, 1}, {2, 0}) &&
      run({3, 2, 2, Size(n), 1, 1}, {2, 0}) &&
      run({3, 256, 260, 4, 1, 4}, long_pass);
}

// Task 11.6.

// A pass whose layers are one element each.
ForwardPass Pass(const Floats& elements) {
  ForwardPass pass;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    pass.captures.push_back(
        {std::to_string(i), Array{{1, 1}, {elements[i]}, {}}});
  }
  return pass;
}

TEST(MeasureDriftHidden, ManyLayersAndPrompts) {
  HiddenDraw draw("MeasureDriftHidden.ManyLayersAndPrompts");
  const std::size_t n = LongCount(draw);
  // Relative errors of 0 and, in the last one only, of a half.
  Floats before(n, 2), after(n, 2);
  after.back() = 3;
  const absl::StatusOr<Drift> layers =
      MeasureDrift(std::vector<ForwardPass>{Pass(before)},
                   std::vector<ForwardPass>{Pass(after)});
  ASSERT_TRUE(layers.ok()) << layers.status();
  ASSERT_EQ(layers->layers.size(), n);
  ASSERT_EQ(layers->layers.back().per_prompt.size(), 1u);
  ASSERT_NEAR(layers->layers.back().mean, 0.5, 1e-11);
  ASSERT_FALSE(layers->max_error_below_5pct);

  std::vector<ForwardPass> reference, other;
  for (std::size_t i = 0; i < n; ++i) {
    reference.push_back(Pass({2}));
    other.push_back(Pass({i < kFirst ? 2.0f : 3.0f}));
  }
  const absl::StatusOr<Drift> prompts = MeasureDrift(reference, other);
  ASSERT_TRUE(prompts.ok()) << prompts.status();
  ASSERT_EQ(prompts->layers.size(), 1u);
  ASSERT_EQ(prompts->layers[0].per_prompt.size(), n);
  const auto wrong = static_cast<double>(n - kFirst);
  ASSERT_NEAR(prompts->layers[0].mean, wrong / 2 / static_cast<double>(n),
              1e-10);
  ASSERT_FALSE(prompts->max_error_below_5pct);
}

// Task 11.7.

TEST(CompareArgmaxHidden, LongInputs) {
  HiddenDraw draw("CompareArgmaxHidden.LongInputs");
  const std::size_t n = LongCount(draw);
  const std::int64_t last = Size(n) - 1;
  // One position of many logits: the best two are the last.
  Array a = {{1, Size(n)}, Floats(n, 0), {}};
  a.values[n - 1] = 9;
  a.values[n - 2] = 7;
  Array b = a;
  b.values[n - 2] = 12;
  const absl::StatusOr<Flips> row = CompareArgmax(a, b);
  ASSERT_TRUE(row.ok()) << row.status();
  ASSERT_EQ(row->flips, (std::vector<Flip>{{0, last, last - 1, 2}}));
  ASSERT_EQ(row->largest_change, 5);
  ASSERT_EQ(row->smallest_margin, 2);
  // Many positions of two logits: the last one flips, by the least margin.
  a = {{Size(n), 2}, Floats(2 * n, 0), {}};
  for (std::size_t i = 0; i < n; ++i) a.values[2 * i] = 8;
  a.values[2 * n - 1] = 6;
  b = a;
  b.values[2 * n - 1] = 9;
  const absl::StatusOr<Flips> rows = CompareArgmax(a, b);
  ASSERT_TRUE(rows.ok()) << rows.status();
  ASSERT_EQ(rows->positions, Size(n));
  ASSERT_EQ(rows->flips, (std::vector<Flip>{{last, 0, 1, 2}}));
  ASSERT_EQ(rows->largest_change, 3);
  ASSERT_EQ(rows->smallest_margin, 2);
}

// Task 11.8.

TEST(QuadratureRatioHidden, ManyContributions) {
  HiddenDraw draw("QuadratureRatioHidden.ManyContributions");
  const std::size_t n = LongCount(draw);
  // Ones up to there, then twos: sums of squares of whole numbers.
  std::vector<double> contributions(n, 2);
  std::fill_n(contributions.begin(), kFirst, 1.0);
  const double sum =
      static_cast<double>(kFirst) + 4 * static_cast<double>(n - kFirst);
  const absl::StatusOr<double> ratio = QuadratureRatio(contributions, 256);
  ASSERT_TRUE(ratio.ok()) << ratio.status();
  ASSERT_NEAR(*ratio, std::sqrt(sum) / 256, 1e-11);
}

}  // namespace
}  // namespace drift_lab
