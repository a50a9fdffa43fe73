#include "grading/proofs/alone.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"

namespace wbm::proofs {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

lab::Check CheckOf(const std::string& id,
                   const std::vector<std::string>& needs = {}) {
  lab::Check check;
  check.id = id;
  check.task = id.substr(0, id.rfind('.'));
  check.property = "what holds";
  check.needs = needs;
  return check;
}

// 9.1.p1 counts with 9.1.h1; 9.2.p1 needs 9.1.p1; 9.2.h1 needs 9.2.p1.
Unit SmallUnit() {
  lab::LabPlan plan;
  for (const char* id : {"9.1", "9.2"}) {
    plan.tasks.emplace_back();
    plan.tasks.back().id = id;
  }
  plan.checks = {CheckOf("9.1.p1"), CheckOf("9.2.p1", {"9.1.p1"})};
  lab::Rubric rubric;
  rubric.checks = {CheckOf("9.1.h1"), CheckOf("9.1.h2"),
                   CheckOf("9.2.h1", {"9.2.p1"})};
  rubric.counts_with = {{"9.1.p1", {"9.1.h1"}}};
  return Unit(plan, rubric);
}

std::vector<NamedMutant> Failing(
    const std::vector<std::vector<std::string>>& fails) {
  std::vector<NamedMutant> mutants;
  for (const auto& each : fails) {
    mutants.push_back({absl::StrCat("m", mutants.size(), ".patch"), {}});
    mutants.back().mutant.fails = each;
  }
  return mutants;
}

std::vector<std::string> Problems(
    const std::vector<std::vector<std::string>>& fails,
    const std::string& covered = "") {
  const auto lines = ParseCovered(covered, "covered.txt");
  EXPECT_TRUE(lines.ok()) << lines.status();
  return AloneProblems(SmallUnit(), Failing(fails), {"covered.txt", *lines});
}

TEST(Covered, LinesAreReadStrictly) {
  const auto lines = ParseCovered(
      "# why\n\n1.p1 1.h1: with 2 3.h1, it is, so to say, so\n1.p2: so it is\n",
      "c.txt");
  ASSERT_TRUE(lines.ok()) << lines.status();
  ASSERT_EQ(lines->size(), 2u);
  EXPECT_EQ(lines->at(0).line, 3);
  EXPECT_THAT(lines->at(0).checks, ElementsAre("1.p1", "1.h1"));
  EXPECT_THAT(lines->at(0).with, ElementsAre("2", "3.h1"));
  EXPECT_EQ(lines->at(0).reason, "it is, so to say, so");
  EXPECT_THAT(lines->at(1).with, IsEmpty());
  for (const char* bad : {"1.p1", "1.p1: ", ": why", "1.p1: with 1.h1",
                          "1.p1: with , why", "1.p1: with 1.h1, "}) {
    const auto read = ParseCovered(absl::StrCat("#\n", bad, "\n"), "c.txt");
    ASSERT_FALSE(read.ok()) << bad;
    EXPECT_THAT(std::string(read.status().message()), HasSubstr("c.txt:2: "));
  }
}

TEST(Alone, TwinsAndWhatNeedsThemAreTheSameProperty) {
  EXPECT_THAT(Problems({{"9.1.p1", "9.1.h1", "9.2.p1", "9.2.h1"},
                        {"9.1.h2"},
                        {"9.2.p1", "9.2.h1"},
                        {"9.2.h1"}}),
              IsEmpty());
}

TEST(Alone, ACheckThatNothingFailsIsAHole) {
  EXPECT_THAT(
      Problems({{"9.1.p1", "9.1.h1"}, {"9.2.p1"}, {"9.2.h1"}},
               "9.1.h2: with 9.1.p1, no list excuses a check that cannot fail"),
      ElementsAre(HasSubstr("no mutant fails 9.1.h2 (what holds): it may")));
}

TEST(Alone, CompanyHasToBeNamed) {
  const std::vector<std::vector<std::string>> fails = {
      {"9.1.p1", "9.1.h1"}, {"9.1.h2", "9.1.h1"}, {"9.2.p1"}, {"9.2.h1"}};
  EXPECT_THAT(Problems(fails),
              ElementsAre(AllOf(HasSubstr("no mutant fails 9.1.h2"),
                                HasSubstr("m1.patch"),
                                HasSubstr("\n9.1.h2: with 9.1.h1, REASON"))));
  EXPECT_THAT(Problems(fails, "9.1.h2: with 9.1.h1, it is more of the same"),
              IsEmpty());
  EXPECT_THAT(Problems(fails, "9.1.h2: with 9.1, all there is"), IsEmpty());
}

TEST(Alone, AGroupFailsTogether) {
  const std::vector<std::vector<std::string>> fails = {
      {"9.1.p1", "9.1.h1", "9.1.h2"}, {"9.2.p1"}, {"9.2.h1"}};
  EXPECT_THAT(Problems(fails, "9.1.p1 9.1.h1 9.1.h2: one of them is enough"),
              IsEmpty());
}

TEST(Alone, AnEntryIsNeededAndTrue) {
  const std::vector<std::vector<std::string>> fails = {
      {"9.1.p1", "9.1.h1"}, {"9.1.h2", "9.1.h1"}, {"9.2.p1"}, {"9.2.h1"}};
  const std::string good = "9.1.h2: with 9.1.h1, so\n";
  for (const auto& [line, said] :
       {std::pair{"9.1.p1: with 9.1.h2, so", "9.1.p1 is failed alone by m0"},
        {"9.3.p1: so", "no check is called 9.3.p1"},
        {"9.1.h2: with 9.1.h1, so", "named twice"}}) {
    EXPECT_THAT(Problems(fails, good + line),
                ::testing::Contains(
                    AllOf(HasSubstr("covered.txt:2: "), HasSubstr(said))))
        << line;
  }
  EXPECT_THAT(Problems(fails, "9.1.h2: with 9.1.h1 9.2, so"),
              ElementsAre(HasSubstr("nothing here needs \"with 9.2\"")));
  EXPECT_THAT(Problems(fails, "9.1.h2: with 9.1.h1 9.4, so"),
              ElementsAre(HasSubstr("no task is called 9.4")));
  EXPECT_THAT(Problems(fails, "9.1.h2: so it is"),
              ElementsAre(HasSubstr("m1.patch fails 9.1.h1, too")));
}

}  // namespace
}  // namespace wbm::proofs
