// The public tests of compare.cc.

#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/lab/given.h"
#include "gtest/gtest.h"
#include "labs/11_drift/drift.h"

namespace drift_lab {
namespace {

using ::wbm::lab::Given;

using Doubles = std::vector<double>;
using Floats = std::vector<float>;
using Passes = std::vector<ForwardPass>;

constexpr absl::StatusCode kInvalid = absl::StatusCode::kInvalidArgument;
constexpr float kInf = std::numeric_limits<float>::infinity();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

// Double arithmetic on a handful of elements, and the 1e-12 of the definition.
constexpr double kRoom = 1e-11;

// Task 11.6.

TEST(RelativeError, ItIsAQuotientOfNorms) {
  const Floats a = {3, 4}, b = {3, 4.5f};
  Given("reference", a);
  Given("other", b);
  const absl::StatusOr<double> error = RelativeError(a, b);
  ASSERT_TRUE(error.ok()) << error.status();
  EXPECT_NEAR(*error, 0.1, kRoom);
  // The norm below the line is the reference's.
  const absl::StatusOr<double> back = RelativeError(Floats{6, 8}, Floats{0, 0});
  ASSERT_TRUE(back.ok()) << back.status();
  EXPECT_NEAR(*back, 1, kRoom);
}

TEST(RelativeError, NoErrorIsZeroAndAZeroReferenceIsNoNan) {
  const absl::StatusOr<double> none = RelativeError(Floats{1, 2}, Floats{1, 2});
  ASSERT_TRUE(none.ok()) << none.status();
  EXPECT_EQ(*none, 0);
  const absl::StatusOr<double> zeros =
      RelativeError(Floats{0, 0}, Floats{0, -0.0f});
  ASSERT_TRUE(zeros.ok()) << zeros.status();
  EXPECT_EQ(*zeros, 0);
  const absl::StatusOr<double> against_zero =
      RelativeError(Floats{0, 0}, Floats{3, 4});
  ASSERT_TRUE(against_zero.ok()) << against_zero.status();
  EXPECT_NEAR(*against_zero, 5e12, 1);
}

// In float32, 1e30 squared is infinite, and a difference of 2^-24 beside a norm
// of 1000 is still there.
TEST(RelativeError, SumsAreOfDoubles) {
  const absl::StatusOr<double> large =
      RelativeError(Floats{1e30f, 1e30f}, Floats{2e30f, 1e30f});
  ASSERT_TRUE(large.ok()) << large.status();
  EXPECT_NEAR(*large, 0.70710678, 1e-6);
  Floats a(100000, 0.01f), b = a;
  b[99999] = 0.01f + 0x1p-24f;
  const double change = static_cast<double>(b[99999]) - a[99999];
  const absl::StatusOr<double> small = RelativeError(a, b);
  ASSERT_TRUE(small.ok()) << small.status();
  EXPECT_NEAR(*small / (change / 3.16227766), 1, 1e-6);
}

TEST(RelativeError, WhatHasNoErrorIsRefused) {
  for (const auto& [a, b] :
       std::vector<std::pair<Floats, Floats>>{{{}, {}},
                                              {{1}, {1, 2}},
                                              {{1, kNan}, {1, 2}},
                                              {{1, 2}, {kNan, 2}},
                                              {{kInf, 1}, {kInf, 1}},
                                              {{1, 1}, {1, -kInf}}}) {
    Given("reference", a);
    Given("other", b);
    EXPECT_EQ(RelativeError(a, b).status().code(), kInvalid);
  }
}

// A pass that captured one row at each layer, "l0", "l1", …
ForwardPass Pass(const std::vector<Floats>& layers) {
  ForwardPass pass;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const auto columns = static_cast<std::int64_t>(layers[i].size());
    pass.captures.push_back(
        {"l" + std::to_string(i), {{1, columns}, layers[i], {}}});
  }
  return pass;
}

// Errors of 1/1024 each: layer i of prompt p has `errors[p][i]` of them.
std::pair<Passes, Passes> WithErrors(const std::vector<std::vector<int>>& e) {
  std::pair<Passes, Passes> both;
  for (const std::vector<int>& prompt : e) {
    std::vector<Floats> before, after;
    for (int error : prompt) {
      before.push_back({0, 1024});
      after.push_back({static_cast<float>(error), 1024});
    }
    both.first.push_back(Pass(before));
    both.second.push_back(Pass(after));
  }
  return both;
}

absl::StatusOr<Drift> DriftOf(const std::vector<std::vector<int>>& errors) {
  const auto [before, after] = WithErrors(errors);
  return MeasureDrift(before, after);
}

TEST(MeasureDrift, ErrorsOfEachLayerAndPromptAndTheirMean) {
  const absl::StatusOr<Drift> drift = DriftOf({{1, 4}, {3, 2}, {2, 6}});
  ASSERT_TRUE(drift.ok()) << drift.status();
  ASSERT_EQ(drift->layers.size(), 2u);
  const std::vector<Doubles> expected = {{1, 3, 2}, {4, 2, 6}};
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(drift->layers[i].layer, "l" + std::to_string(i));
    ASSERT_EQ(drift->layers[i].per_prompt.size(), 3u);
    for (std::size_t p = 0; p < 3; ++p) {
      EXPECT_NEAR(drift->layers[i].per_prompt[p], expected[i][p] / 1024, kRoom);
    }
  }
  EXPECT_NEAR(drift->layers[0].mean, 2.0 / 1024, kRoom);
  EXPECT_NEAR(drift->layers[1].mean, 4.0 / 1024, kRoom);
}

TEST(MeasureDrift, GrowthIsFoundByComparing) {
  for (const auto& [errors, grows] :
       std::vector<std::pair<std::vector<std::vector<int>>, bool>>{
           {{{1, 2, 3}}, true},
           {{{1, 3, 2}}, false},
           {{{2, 1, 3}}, false},  // greater at the end than at the start
           {{{1, 2, 2}}, false},  // the same is no growth
           {{{3, 2, 1}}, false},
           {{{1, 2, 9}, {3, 4, 1}}, true},  // the means: 2, 3, 5
           {{{7}}, true}}) {
    Given("errors of each prompt, in 1/1024", errors);
    const absl::StatusOr<Drift> drift = DriftOf(errors);
    ASSERT_TRUE(drift.ok()) << drift.status();
    EXPECT_EQ(drift->monotonic_growth_with_depth, grows);
  }
}

// 51/1024 is 0.0498, 52/1024 is 0.0508.
TEST(MeasureDrift, FivePerCentAreAskedOfEveryPrompt) {
  for (const auto& [errors, below] :
       std::vector<std::pair<std::vector<std::vector<int>>, bool>>{
           {{{1, 51}, {51, 1}}, true},
           {{{1, 52}, {1, 1}}, false},
           {{{52, 1}, {1, 1}}, false}}) {
    Given("errors of each prompt, in 1/1024", errors);
    const absl::StatusOr<Drift> drift = DriftOf(errors);
    ASSERT_TRUE(drift.ok()) << drift.status();
    EXPECT_EQ(drift->max_error_below_5pct, below);
  }
}

TEST(MeasureDrift, PassesThatDoNotMatchAreErrors) {
  const auto [before, after] = WithErrors({{1, 2}, {3, 4}});
  const auto code = [](const Passes& a, const Passes& b) {
    return MeasureDrift(a, b).status().code();
  };
  EXPECT_EQ(code({}, {}), kInvalid);
  EXPECT_EQ(code(before, {after[0]}), kInvalid);
  Passes renamed = after;
  renamed[1].captures[0].name = "other";
  EXPECT_EQ(code(before, renamed), kInvalid);
  EXPECT_EQ(code(renamed, renamed), kInvalid) << "two prompts that differ";
  Passes shorter = after;
  shorter[1].captures.pop_back();
  EXPECT_EQ(code(before, shorter), kInvalid);
  Passes narrower = after;
  narrower[0].captures[0].array.values.pop_back();
  EXPECT_EQ(code(before, narrower), kInvalid);
  EXPECT_EQ(code({ForwardPass()}, {ForwardPass()}), kInvalid)
      << "nothing was captured";
}

// Task 11.7.

TEST(CompareArgmax, FlipsAreCountedPositionByPosition) {
  const Array before{{3, 3}, {1, 5, 4.5f, 9, 0, 0, 2, 1, 1.75f}, {}};
  const Array after{{3, 3}, {1, 4.75f, 5, 9, 0, 0, 1, 1, 2}, {}};
  Given("reference [3, 3]", before.values);
  Given("other", after.values);
  const absl::StatusOr<Flips> flips = CompareArgmax(before, after);
  ASSERT_TRUE(flips.ok()) << flips.status();
  EXPECT_EQ(flips->positions, 3);
  ASSERT_EQ(flips->flips.size(), 2u);
  EXPECT_TRUE((flips->flips[0] == Flip{0, 1, 2, 0.5}));
  EXPECT_TRUE((flips->flips[1] == Flip{2, 0, 2, 0.25}));
  EXPECT_EQ(flips->smallest_margin, 0.25);
  EXPECT_EQ(flips->largest_change, 1);
}

TEST(CompareArgmax, WithoutFlipsMarginsAndChangesAreStillSaid) {
  const Array before{{2, 3}, {-1, -2, -3, 7, 1, 4}, {}};
  const Array after{{2, 3}, {-1, -2.25f, -3, 7, 1, 4.125f}, {}};
  const absl::StatusOr<Flips> flips = CompareArgmax(before, after);
  ASSERT_TRUE(flips.ok()) << flips.status();
  EXPECT_TRUE(flips->flips.empty());
  EXPECT_EQ(flips->smallest_margin, 1);
  EXPECT_EQ(flips->largest_change, 0.25);
}

TEST(CompareArgmax, OfEqualLogitsTheFirstIsPreferred) {
  const Array tie{{1, 3}, {1, 2, 2}, {}};
  const Array later{{1, 3}, {1, 2, 2.5f}, {}};
  absl::StatusOr<Flips> flips = CompareArgmax(tie, tie);
  ASSERT_TRUE(flips.ok()) << flips.status();
  EXPECT_TRUE(flips->flips.empty());
  EXPECT_EQ(flips->smallest_margin, 0);
  flips = CompareArgmax(tie, later);
  ASSERT_TRUE(flips.ok()) << flips.status();
  ASSERT_EQ(flips->flips.size(), 1u);
  EXPECT_TRUE((flips->flips[0] == Flip{0, 1, 2, 0}));
}

TEST(CompareArgmax, LogitsThatCannotBeComparedAreErrors) {
  const Array good{{2, 2}, {1, 2, 3, 4}, {}};
  const Array flat{{1, 4}, {1, 2, 3, 4}, {}};
  EXPECT_EQ(CompareArgmax(good, flat).status().code(), kInvalid);
  for (const Array& bad :
       {Array{{4}, {1, 2, 3, 4}, {}}, Array{{2, 2}, {1, 2, 3}, {}},
        Array{{0, 2}, {}, {}}, Array{{4, 1}, {1, 2, 3, 4}, {}},
        Array{{-2, -2}, {1, 2, 3, 4}, {}}, Array{{2, 2}, {1, kNan, 3, 4}, {}},
        Array{{2, 2}, {1, 2, 3, kInf}, {}}}) {
    Given("shape", bad.shape);
    Given("values", bad.values);
    EXPECT_EQ(CompareArgmax(good, bad).status().code(), kInvalid);
    EXPECT_EQ(CompareArgmax(bad, good).status().code(), kInvalid);
    EXPECT_EQ(CompareArgmax(bad, bad).status().code(), kInvalid);
  }
}

// Task 11.8.

TEST(ReplaceOne, OneArrayIsRoundedAndTheRestIsNot) {
  Weights weights, rounded;
  weights.heads = 2;
  weights.arrays["a"] = {{2}, {0.1f, 0.2f}, {}};
  weights.arrays["b"] = {{1}, {0.3f}, {}};
  weights.arrays["ids"] = {{1}, {}, {2049}};
  rounded = weights;
  rounded.arrays["a"].values = {0.5f, 0.25f};
  rounded.arrays["b"].values = {0.75f};
  const absl::StatusOr<Weights> one = ReplaceOne(weights, rounded, "a");
  ASSERT_TRUE(one.ok()) << one.status();
  Weights expected = weights;
  expected.arrays["a"].values = {0.5f, 0.25f};
  EXPECT_TRUE(*one == expected);
  EXPECT_EQ(ReplaceOne(weights, rounded, "c").status().code(), kInvalid);
  rounded.arrays["b"].shape = {1, 1};
  EXPECT_EQ(ReplaceOne(weights, rounded, "b").status().code(), kInvalid);
  rounded.arrays.erase("a");
  EXPECT_EQ(ReplaceOne(weights, rounded, "a").status().code(), kInvalid);
  EXPECT_EQ(ReplaceOne(rounded, weights, "a").status().code(), kInvalid);
}

TEST(QuadratureRatio, ThreeAndFourMakeFive) {
  const absl::StatusOr<double> ratio =
      QuadratureRatio(Doubles{3e-4, 4e-4}, 5e-4);
  ASSERT_TRUE(ratio.ok()) << ratio.status();
  EXPECT_NEAR(*ratio, 1, 1e-12);
  const absl::StatusOr<double> less = QuadratureRatio(Doubles{3, 0}, 4);
  ASSERT_TRUE(less.ok()) << less.status();
  EXPECT_NEAR(*less, 0.75, 1e-12);
}

TEST(QuadratureRatio, WhatIsNoContributionIsAnError) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double inf = std::numeric_limits<double>::infinity();
  for (const auto& [parts, total] :
       std::vector<std::pair<Doubles, double>>{{{}, 1},
                                               {{1, -1}, 1},
                                               {{1, nan}, 1},
                                               {{inf}, 1},
                                               {{1}, 0},
                                               {{1}, -1},
                                               {{1}, nan},
                                               {{1}, inf}}) {
    Given("contributions", parts);
    Given("total", total);
    EXPECT_EQ(QuadratureRatio(parts, total).status().code(), kInvalid);
  }
}

}  // namespace
}  // namespace drift_lab
