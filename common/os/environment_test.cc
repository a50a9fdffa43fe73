#include "common/os/environment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

namespace wbm::os {
namespace {

using ::testing::Contains;
using ::testing::Not;
using ::testing::StartsWith;

TEST(ChildEnvironment, KeepsWhatIsSet) {
  setenv("WBM_KEPT", "a=b", 1);
  EXPECT_THAT(ChildEnvironment(), Contains("WBM_KEPT=a=b"));
}

TEST(ChildEnvironment, WhatIsAddedStandsInPlaceOfWhatItNames) {
  setenv("WBM_KEPT", "old", 1);
  const std::vector<std::string> words =
      ChildEnvironment({{"WBM_KEPT", "new"}, {"WBM_MADE", ""}});
  EXPECT_THAT(words, Contains("WBM_KEPT=new"));
  EXPECT_THAT(words, Contains("WBM_MADE="));
  EXPECT_THAT(words, Not(Contains("WBM_KEPT=old")));
}

TEST(ChildEnvironment, WhatSteersATestStaysWithIt) {
  for (const char* name :
       {"XML_OUTPUT_FILE", "GTEST_FILTER", "TESTBRIDGE_TEST_ONLY",
        "TEST_PREMATURE_EXIT_FILE", "TEST_SHARD_INDEX", "TEST_TOTAL_SHARDS"}) {
    setenv(name, "x", 1);
    EXPECT_THAT(ChildEnvironment(), Not(Contains(StartsWith(name)))) << name;
    unsetenv(name);
  }
}

TEST(ExecWords, EndInANullPointer) {
  std::vector<std::string> words = {"one", "two"};
  const std::vector<char*> pointers = ExecWords(words);
  ASSERT_EQ(pointers.size(), 3u);
  EXPECT_STREQ(pointers[1], "two");
  EXPECT_EQ(pointers[2], nullptr);
}

}  // namespace
}  // namespace wbm::os
