#include "grading/mutate/equivalents.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace wbm::mutate {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kList[] =
    "# A comment.\n"
    "\n"
    "4.2 The ends are asked before,\n"
    "so that nothing is lost.\n"
    "    - a < b\n"
    "    + a <= b\n"
    "    - a > b\n"
    "    + a >= b\n";

const Mutation kMutation = {0, 0, "", "", "4.2"};

TEST(EquivalentsTest, KnowsWhatIsListed) {
  auto list = Equivalents::Parse(kList, "list");
  ASSERT_TRUE(list.ok()) << list.status();
  EXPECT_TRUE(list->Has(kMutation, {1, "a < b", "a <= b"}));
  EXPECT_TRUE(list->Has(kMutation, {9, "a > b", "a >= b"}));
  EXPECT_FALSE(list->Has(kMutation, {1, "a < b", "a >= b"}));
  EXPECT_FALSE(list->Has({0, 0, "", "", "4.3"}, {1, "a < b", "a <= b"}));
  EXPECT_THAT(list->NeverAsked(), IsEmpty());
}

TEST(EquivalentsTest, NamesWhatNoMutationWas) {
  auto list = Equivalents::Parse(kList, "list");
  ASSERT_TRUE(list.ok()) << list.status();
  list->Has(kMutation, {1, "a < b", "a <= b"});
  EXPECT_THAT(list->NeverAsked(), ElementsAre(HasSubstr("a >= b")));
}

TEST(EquivalentsTest, TellsWhatIsPermitted) {
  const auto list = Equivalents::Parse(
      std::string(kList) + "[permitted]\n4.2 An ulp.\n    - a / b\n    + b\n",
      "list");
  ASSERT_TRUE(list.ok()) << list.status();
  EXPECT_FALSE(list->IsPermitted(kMutation, {1, "a < b", "a <= b"}));
  EXPECT_TRUE(list->IsPermitted(kMutation, {1, "a / b", "b"}));
  EXPECT_FALSE(Equivalents::Parse("4.2 why\n[permitted]\n", "list").ok());
  EXPECT_FALSE(
      Equivalents::Parse("[permitted]\n    - a\n    + b\n", "list").ok());
}

TEST(EquivalentsTest, AnEmptyListIsOne) {
  EXPECT_TRUE(Equivalents::Parse("# nothing\n", "list").ok());
}

TEST(EquivalentsTest, WhatIsAmissIsNamedWithItsLine) {
  const auto message = [](const char* text) {
    return std::string(Equivalents::Parse(text, "list").status().message());
  };
  EXPECT_THAT(message("    - a\n    + b\n"),
              HasSubstr("list:1: a pair before"));
  EXPECT_THAT(message("4.2 why\n    + b\n"), HasSubstr("list:2: expected"));
  EXPECT_THAT(message("4.2 why\n    - a\n4.3 why\n"), HasSubstr("list:3"));
  EXPECT_THAT(message("4.2 why\n"), HasSubstr("ends in the middle"));
}

}  // namespace
}  // namespace wbm::mutate
