#include "grading/proofs/pitfalls.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wbm::proofs {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kText[] =
    "# A lab\n"
    "- **No pitfall.** It stands before the section.\n"
    "<a id=\"pitfalls\"></a>\n"
    "## Pitfalls\n"
    "\n"
    "- **Zero, twice:** the mean,\n"
    "  and a block.\n"
    "- **A title that is\n"
    "  long**, and the rest.\n"
    "- **All flip?** Good.\n"
    "\n"
    "<a id=\"solution\"></a>\n"
    "- **None either.** It stands after it.\n";

NamedMutant Showing(const std::vector<std::string>& titles) {
  NamedMutant mutant{"x.patch", {}};
  for (const std::string& title : titles) {
    mutant.mutant.handout.push_back({title, 2});
  }
  return mutant;
}

TEST(Pitfalls, AreTheBulletsOfTheirSection) {
  const auto pitfalls = PitfallsOf({"R.md", kText});
  ASSERT_TRUE(pitfalls.ok()) << pitfalls.status();
  std::vector<std::string> titles;
  for (const Pitfall& pitfall : *pitfalls) titles.push_back(pitfall.title);
  EXPECT_THAT(titles,
              ElementsAre("Zero, twice", "A title that is long", "All flip?"));
  EXPECT_EQ(pitfalls->at(1).line, 8);
}

TEST(Pitfalls, AHandoutThatCannotBeReadSaysWhere) {
  for (const auto& [text, said] :
       {std::pair{"# A lab\n", "R.md:1: has no"},
        {"<a id=\"pitfalls\"></a>\nNone.\n", "names no pitfall"},
        {"<a id=\"pitfalls\"></a>\n- Zero.\n", "R.md:2: a pitfall begins"},
        {"<a id=\"pitfalls\"></a>\n- **Zero.\n", "R.md:2: a pitfall begins"},
        {"<a id=\"pitfalls\"></a>\n- **A.** b\n- **A**, c\n",
         "R.md:3: \"A\" is the title of two"}}) {
    EXPECT_THAT(std::string(PitfallsOf({"R.md", text}).status().message()),
                HasSubstr(said));
    EXPECT_THAT(PitfallProblems({"R.md", text}, {}),
                ElementsAre(HasSubstr(said)));
  }
}

TEST(Pitfalls, EachIsShownByAMutant) {
  const std::vector<NamedMutant> all = {
      Showing({"Zero, twice", "All flip?"}), Showing({}),
      Showing({"A title that is long", "Zero, twice"})};
  EXPECT_THAT(PitfallProblems({"R.md", kText}, all), IsEmpty());
  EXPECT_THAT(
      PitfallProblems({"R.md", kText}, {all[0]}),
      ElementsAre(HasSubstr("R.md:8: no mutant shows the pitfall \"A title")));
}

TEST(Pitfalls, AMutantNamesOneThatThereIs) {
  EXPECT_THAT(PitfallProblems({"R.md", kText},
                              {Showing({"Zero, twice", "A title that is long",
                                        "All flip?", "Zero, twice."})}),
              ElementsAre(HasSubstr(
                  "x.patch:2: R.md has no pitfall \"Zero, twice.\"")));
}

}  // namespace
}  // namespace wbm::proofs
