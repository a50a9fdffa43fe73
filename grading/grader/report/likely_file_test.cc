#include "grading/grader/report/likely_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wbm::grader {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(LikelyFiles, ANearMissInItsFolder) {
  const Likely source =
      LikelyFiles({"'a.cc'", "'Hand in (1)/quantizer-1.cc'"}, "quantizer.cc");
  EXPECT_THAT(source.names, ElementsAre("'Hand in (1)/quantizer-1.cc'"));
  const Likely answers = LikelyFiles({"answers (2).json"}, "answers.json");
  EXPECT_THAT(answers.names, ElementsAre("answers (2).json"));
}

TEST(LikelyFiles, AnotherSourceButNotWhatComesWithALab) {
  const Likely likely = LikelyFiles(
      {"'int8/quantizer.cc'", "'int8/quantizer.h'", "'int8/quantizer_test.cc'",
       "'int8/experiment.cc'", "'int8/measure/tensors.cc'", "'int8/notes.pdf'"},
      "scales.cc");
  EXPECT_THAT(likely.names, ElementsAre("'int8/quantizer.cc'"));
}

TEST(LikelyFiles, ASlipIsToldFromAnotherFile) {
  EXPECT_TRUE(LikelyFiles({"'one.cc.txt'"}, "one.cc").near);
  EXPECT_FALSE(LikelyFiles({"'two.cc'"}, "one.cc").near);
}

TEST(LikelyFiles, NothingStandsForAText) {
  const Likely likely = LikelyFiles({"'a.cc'", "'notes.txt'"}, "REPORT.md");
  EXPECT_THAT(likely.names, IsEmpty());
}

TEST(LikelyFiles, FewAreNamed) {
  const Likely likely =
      LikelyFiles({"'a.cc'", "'b.cc'", "'c.cc'", "'d.cc'"}, "e.cc");
  EXPECT_THAT(likely.names, SizeIs(3));
}

}  // namespace
}  // namespace wbm::grader
