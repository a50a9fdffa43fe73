#include "labs/01_number_systems/measure/doubts.h"

#include "common/io/json.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace bits_lab {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::wbm::io::Json;

Json WithError(double error) {
  Json json;
  json["q3_4"]["sweep"]["max_error_inside"] = error;
  return json;
}

TEST(Doubts, HalfAStepIsRight) {
  EXPECT_THAT(Doubts(WithError(0.03125)), ElementsAre());
}

TEST(Doubts, ACastThatCutsOffIsAlmostAStepAway) {
  EXPECT_THAT(Doubts(WithError(0.05859375)),
              ElementsAre(AllOf(HasSubstr("0.0585938"), HasSubstr("0.03125"),
                                HasSubstr("task 1.10"))));
}

}  // namespace
}  // namespace bits_lab
