#include "labs/04_int8/measure/doubts.h"

#include "common/io/json.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace int8_lab {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::wbm::io::Json;

Json Trip(double scale, double max_err) {
  return {{"scale", scale}, {"max_err", max_err}};
}

// The largest errors of the notes.
Json Right() {
  Json json;
  for (const char* tensor : {"tense_logits", "verb_probs", "hidden"}) {
    json[tensor] = {{"symmetric", Trip(0.02873, 0.01436)},
                    {"asymmetric", Trip(0.01843, 0.01275)}};
  }
  return json;
}

TEST(Doubts, HalfAStepIsRight) { EXPECT_THAT(Doubts(Right()), ElementsAre()); }

TEST(Doubts, CodesForValuesAreFarMoreThanAStep) {
  Json json = Right();
  json["hidden"]["symmetric"] = Trip(0.02873, 126);
  EXPECT_THAT(Doubts(json),
              ElementsAre(AllOf(HasSubstr("hidden, symmetric"),
                                HasSubstr("half a step, 0.01436"))));
}

TEST(Doubts, AZeroPointThatIsClippedLosesMoreThanAStep) {
  Json json = Right();
  json["tense_logits"]["asymmetric"] = Trip(0.01647, 0.5);
  EXPECT_THAT(Doubts(json), ElementsAre(HasSubstr("one step, 0.01647")));
}

TEST(Doubts, WhatIsNotFinite) {
  Json json = Right();
  json["verb_probs"]["symmetric"]["max_err"] = nullptr;
  EXPECT_THAT(Doubts(json), ElementsAre(HasSubstr("is null")));
}

}  // namespace
}  // namespace int8_lab
