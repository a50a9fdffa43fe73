#include "grading/grader/cases/mutant.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"

namespace wbm::grader {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr char kHeader[] =
    "# pitfall: two\n# fails: 9.1.p1 9.1.h1\n# hint: 9.1.add\n"
    "--- a/solutions/09_test/one.cc\n+++ b/solutions/09_test/one.cc\n";

TEST(Mutant, AHeaderAndAHunkAreRead) {
  const auto m = ParseMutant(
      std::string(kHeader) + "@@ -2,3 +2,4 @@ int F() {\n b\n-c\n+C\n+CC\n d\n",
      "x.patch");
  ASSERT_TRUE(m.ok()) << m.status();
  EXPECT_EQ(m->pitfall, "two");
  EXPECT_THAT(m->fails, ElementsAre("9.1.p1", "9.1.h1"));
  EXPECT_THAT(m->hints, ElementsAre("9.1.add"));
  EXPECT_EQ(*ApplyHunks("a\nb\nc\nd\ne\n", m->files.at("one.cc")),
            "a\nb\nC\nCC\nd\ne\n");
}

TEST(Mutant, ThePitfallsOfTheHandoutHaveALineEach) {
  const auto m =
      ParseMutant(absl::StrCat("# handout: Zero, twice\n# handout: Halves\n",
                               kHeader, "@@ -1,1 +1,1 @@\n-a\n+b\n"),
                  "x.patch");
  ASSERT_TRUE(m.ok()) << m.status();
  ASSERT_EQ(m->handout.size(), 2u);
  EXPECT_EQ(m->handout[0].title, "Zero, twice");
  EXPECT_EQ(m->handout[1].title, "Halves");
  EXPECT_EQ(m->handout[1].line, 2);
}

// The hint is a question's or a check's.
TEST(Mutant, OnlyClaimsNeedNoHint) {
  const std::string header = "# pitfall: two\n# fails: c1\n";
  const std::string hunk = "@@ -1,1 +1,1 @@\n-a\n+b\n";
  EXPECT_TRUE(ParseMutant(header + "+++ b/REPORT.md\n" + hunk, "x").ok());
  for (const char* others :
       {"+++ b/answers.json\n", "+++ b/REPORT.md\n+++ b/one.cc\n"}) {
    const auto m = ParseMutant(
        absl::StrCat(header, "+++ b/REPORT.md\n", hunk, others, hunk), "x");
    ASSERT_FALSE(m.ok()) << others;
    EXPECT_THAT(std::string(m.status().message()), HasSubstr("# hint"));
  }
}

TEST(Mutant, ALineThatMovedIsFoundWhereItIsAlone) {
  const Hunk hunk = {40, {"b", "c"}, {"b", "C"}};
  EXPECT_EQ(*ApplyHunks("a\nb\nc\nd", {hunk}), "a\nb\nC\nd");
  EXPECT_THAT(std::string(ApplyHunks("b\nc\nb\nc", {hunk}).status().message()),
              HasSubstr("several places"));
  EXPECT_THAT(std::string(ApplyHunks("a", {hunk}).status().message()),
              HasSubstr("nowhere"));
}

TEST(Mutant, LaterHunksCountTheLinesOfEarlierOnes) {
  const std::vector<Hunk> hunks = {{1, {"x"}, {"x", "y"}}, {3, {"x"}, {"z"}}};
  EXPECT_EQ(*ApplyHunks("x\nm\nx\nn\nx", hunks), "x\ny\nm\nz\nn\nx");
}

TEST(Mutant, WhatIsMissingIsNamedWithItsLine) {
  for (const auto& [patch, said] :
       {std::pair{std::string("# pitfall: x\n# hint: y\n"), "fails"},
        {std::string(kHeader), "changes nothing"},
        {std::string(kHeader) + "@@ -1,2 +1,2 @@\n a\n", "ends too early"},
        {std::string(kHeader) + "@@ nonsense\n", "@@ -line"},
        {std::string("# author: me\n"), "pitfall"},
        {std::string("+int x;\n"), "expected a header"}}) {
    const auto m = ParseMutant(patch, "x.patch");
    ASSERT_FALSE(m.ok()) << patch;
    EXPECT_THAT(std::string(m.status().message()), HasSubstr(said));
    EXPECT_THAT(std::string(m.status().message()), HasSubstr("x.patch:"));
  }
}

TEST(Mutant, AVariantSaysWhatItIsAndFailsNothing) {
  const std::string change =
      "--- a/solutions/09_test/one.cc\n+++ b/solutions/09_test/one.cc\n"
      "@@ -1,1 +1,1 @@\n-a\n+b\n";
  const auto v = ParseVariant("# variant: the other way\n" + change, "x.patch");
  ASSERT_TRUE(v.ok()) << v.status();
  EXPECT_EQ(v->what, "the other way");
  EXPECT_EQ(*ApplyHunks("a\nc", v->files.at("one.cc")), "b\nc");
  for (const std::string& bad :
       {change, std::string("# variant: nothing\n"),
        "# variant: x\n# fails: 9.1.p1\n" + change,
        "# variant: x\n# handout: Halves\n" + change}) {
    EXPECT_FALSE(ParseVariant(bad, "x.patch").ok()) << bad;
  }
  EXPECT_FALSE(ParseMutant("# variant: x\n" + change, "x.patch").ok());
}

}  // namespace
}  // namespace wbm::grader
