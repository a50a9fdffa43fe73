#include "labs/07_codebooks/measure/doubts.h"

#include "common/io/json.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace codebook_lab {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::wbm::io::Json;

Json Trips(double max_relative) {
  Json json;
  json["verb_probs"]["int8"] = {{"max_relative", 1.0}};
  json["verb_probs"]["log8"] = {{"max_relative", max_relative},
                                {"bound_relative", 0.0178}};
  return json;
}

TEST(Doubts, WithinItsBoundItIsRight) {
  EXPECT_THAT(Doubts(Trips(0.01736)), ElementsAre());
}

TEST(Doubts, TheNearestValueInPlaceOfTheNearestLogarithm) {
  EXPECT_THAT(Doubts(Trips(0.03)),
              ElementsAre(AllOf(HasSubstr("log8"), HasSubstr("0.0178"),
                                HasSubstr("task 7.7"))));
}

}  // namespace
}  // namespace codebook_lab
