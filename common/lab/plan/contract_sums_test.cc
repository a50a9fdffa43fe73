#include "common/lab/plan/contract_sums.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wbm::lab {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(ContractSums, AreThoseOfSha256sum) {
  EXPECT_EQ(
      ContractSums({{"b.h", ""}, {"a.h", "abc"}}),
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  a.h\n"
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  "
      "b.h\n");
}

TEST(ChangedHeaders, NothingIsSaidOfThoseThatWereHandedOut) {
  EXPECT_THAT(ChangedHeaders(ContractSums({{"a.h", "1"}, {"b.h", "2"}}),
                             {{"a.h", "1"}, {"b.h", "2"}}),
              IsEmpty());
}

TEST(ChangedHeaders, EditedNewAndDeletedOnesAreNamed) {
  const std::string sums =
      ContractSums({{"edited.h", "1"}, {"same.h", "2"}, {"gone.h", "3"}});
  EXPECT_THAT(ChangedHeaders(
                  sums, {{"edited.h", "1 "}, {"same.h", "2"}, {"new.h", "4"}}),
              ElementsAre("edited.h", "gone.h", "new.h"));
}

TEST(ChangedHeaders, ASumThatIsCutIsNotTheHeaders) {
  const std::string sums = ContractSums({{"a.h", "1"}});
  EXPECT_THAT(ChangedHeaders(sums.substr(1), {{"a.h", "1"}}),
              ElementsAre("a.h"));
  EXPECT_THAT(ChangedHeaders("", {{"a.h", "1"}}), ElementsAre("a.h"));
}

}  // namespace
}  // namespace wbm::lab
