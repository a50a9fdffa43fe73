#include "labs/06_granularity/measure/doubts.h"

#include "common/io/json.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace granularity_lab {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::wbm::io::Json;

// What the handout prints for seed 42.
Json Right() {
  Json json;
  json["granularity"]["channel"] = {
      {"0", {{"per_tensor", 7.565e-3}, {"per_channel", 7.565e-3}}},
      {"1", {{"per_tensor", 1.0e-4}, {"per_channel", 5e-9}}}};
  json["w4a16"]["norm_relative"] = 0.0846;
  json["rotation"]["rotated"]["all"] = 0.01544;
  return json;
}

TEST(Doubts, RightResultsRaiseNone) {
  EXPECT_THAT(Doubts(Right(), 42), ElementsAre());
}

// H without 1/sqrt(n), there and back.
TEST(Doubts, ARotationThatIsNotNormalized) {
  Json json = Right();
  json["rotation"]["rotated"]["all"] = 1800 * 0.01544;
  EXPECT_THAT(Doubts(json, 42),
              ElementsAre(AllOf(HasSubstr("27.8"), HasSubstr("sqrt(n)"),
                                HasSubstr("6.7"))));
}

TEST(Doubts, AChannelThatIsOffByMoreThanHalfAStep) {
  Json json = Right();
  json["granularity"]["channel"]["1"]["per_channel"] = 1e-4;
  EXPECT_THAT(Doubts(json, 42),
              ElementsAre(HasSubstr("channel 1, per_channel")));
}

TEST(Doubts, AProductThatIsWorseThanZeros) {
  Json json = Right();
  json["w4a16"]["norm_relative"] = 1.4;
  EXPECT_THAT(Doubts(json, 42), ElementsAre(HasSubstr("zeros")));
}

TEST(Doubts, WhatIsNoNumber) {
  Json json = Right();
  json["rotation"]["rotated"]["all"] = nullptr;
  EXPECT_THAT(Doubts(json, 42), ElementsAre(HasSubstr("null")));
}

}  // namespace
}  // namespace granularity_lab
