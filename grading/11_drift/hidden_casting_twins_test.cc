// Twins of public tests of lab 11, tasks 11.1 and 11.2: the same property on
// other inputs, which are drawn.

#include <cmath>
#include <cstdint>
#include <string>

#include "common/lab/given.h"
#include "grading/11_drift/oracle.h"
#include "grading/boundary/hidden_draw.h"
#include "gtest/gtest.h"
#include "labs/11_drift/drift.h"

namespace drift_lab {
namespace {

using ::wbm::boundary::HiddenDraw;
using ::wbm::boundary::HiddenSeed;
using ::wbm::lab::Given;

float Whole(HiddenDraw& draw, std::int32_t least, std::int32_t most) {
  return static_cast<float>(draw.Int(least, most));
}

// Task 11.1.

void ExpectRounded(float x) {
  for (float v : {x, -x}) {
    Given("x", v);
    const float got = RoundThroughFloat16(v), right = oracle::Float16(v);
    ASSERT_EQ(got, right);
    ASSERT_EQ(std::signbit(got), std::signbit(right));
  }
}

// In [2^e, 2^(e+1)), at `eighths` of a step of float16 beyond its number k.
float Beside(int e, int k, int eighths) {
  return std::ldexp(static_cast<float>(8192 + 8 * k + eighths), e - 13);
}

TEST(RoundThroughFloat16Twin, OtherNeighboursWin) {
  HiddenDraw draw("RoundThroughFloat16Twin.OtherNeighboursWin");
  for (int e = -14; e <= 14; ++e) {
    for (int k = draw.Int(0, 36); k < 1024; k += 37) {
      for (int eighths : {0, 1, 3, 5, 7}) {
        ExpectRounded(Beside(e, k, eighths));
        if (HasFatalFailure()) return;
      }
    }
  }
}

TEST(RoundThroughFloat16Twin, OtherHalvesGoToTheEvenNeighbour) {
  HiddenDraw draw("RoundThroughFloat16Twin.OtherHalvesGoToTheEvenNeighbour");
  for (int e = -14; e <= 14; ++e) {
    for (int k = draw.Int(0, 10); k < 1023; k += 11) {  // even and odd
      ExpectRounded(Beside(e, k, 4));
      if (HasFatalFailure()) return;
    }
  }
}

TEST(RoundThroughFloat16Twin, OtherSubnormals) {
  HiddenDraw draw("RoundThroughFloat16Twin.OtherSubnormals");
  for (int eighths = draw.Int(0, 12); eighths < 8192; eighths += 13) {
    if (eighths % 8 == 4) continue;  // a tie
    ExpectRounded(std::ldexp(static_cast<float>(eighths), -27));
    if (HasFatalFailure()) return;
  }
}

TEST(RoundThroughFloat16Twin, OthersBeyondTheGreatestNumber) {
  HiddenDraw draw("RoundThroughFloat16Twin.OthersBeyondTheGreatestNumber");
  const float far = Whole(draw, 1, 33);
  for (float x : {Whole(draw, 65521, 65535), Whole(draw, 65536, 999999),
                  1e20f * far, 1e37f * far}) {
    ExpectRounded(x);
    if (HasFatalFailure()) return;
  }
  for (float x : {Whole(draw, 65489, 65503), Whole(draw, 65505, 65519),
                  Whole(draw, 1, 2000)}) {
    ExpectRounded(x);
    if (HasFatalFailure()) return;
  }
  for (int i = 0; i < 3; ++i) {
    const float nan = std::nanf(std::to_string(draw.Int(1, 1 << 21)).c_str());
    Given("x", nan);
    ASSERT_TRUE(std::isnan(RoundThroughFloat16(nan)));
  }
}

// Task 11.2.

TEST(CastWeightsTwin, OtherIntegersAreLeftAlone) {
  HiddenDraw draw("CastWeightsTwin.OtherIntegersAreLeftAlone");
  Weights weights =
      oracle::RandomWeights({.layers = 1}, HiddenSeed("CastWeightsTwin"));
  // A float that is cast: how its nearest float16 is found is task 11.1's.
  const std::string embedding = "tok_emb.weight";
  const int k = draw.Int(0, 1023);
  weights.arrays[embedding].values[0] = Beside(0, k, 1);
  // Of odd numbers that large neither float16 nor float32 has one.
  const std::int64_t odd = 2 * draw.Between(1, 1 << 30) + 1;
  weights.arrays["mask"] = {{2, 2}, {}, {1, 1 << 20, draw.Between(-9, -1), 0}};
  weights.arrays["steps"] = {{1}, {}, {(std::int64_t{1} << 45) + odd}};
  const Weights cast = CastWeights(weights);
  ASSERT_EQ(cast.heads, weights.heads);
  ASSERT_EQ(cast.arrays.size(), weights.arrays.size());
  for (const char* name : {"mask", "steps"}) {
    Given("name", std::string(name));
    ASSERT_TRUE(cast.arrays.contains(name));
    ASSERT_EQ(cast.arrays.at(name), weights.arrays.at(name));
  }
  ASSERT_TRUE(cast.arrays.contains(embedding));
  ASSERT_FALSE(cast.arrays.at(embedding).values.empty());
  ASSERT_EQ(cast.arrays.at(embedding).values[0], Beside(0, k, 0));
}

}  // namespace
}  // namespace drift_lab
