#include "common/lab/author/measured.h"

#include <string>

#include "common/io/json.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace wbm::lab {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kOutputs[] =
    "# Tables\n\n| bits | dB |\n| --- | ---: |\n| 2 | 6.0 |\n| 3 | 15.6 |\n"
    "| 4 | 22.9 |\n\n| bits | dB |\n| --- | --- |\n| 9 | 1 |\n";

std::string Marked(const std::string& table) {
  return "Prose.\n<!-- measured -->\n" + table + "<!-- /measured -->\nMore.\n";
}

std::string Filled(const std::string& table) {
  const auto text = MeasuredOf(Marked(table), "R.md", kOutputs);
  return text.ok() ? *text : std::string(text.status().message());
}

TEST(MeasuredOf, RowsAreThoseOfTheOutputs) {
  EXPECT_EQ(Filled("| bits | dB |\n| --- | ---: |\n| 2 | 5 |\n| 4 | 5 |\n"),
            Marked("| bits | dB |\n| --- | ---: |\n| 2 | 6.0 |\n"
                   "| 4 | 22.9 |\n"));
  // Of two tables with one head each row is found where it is.
  EXPECT_EQ(Filled("| bits | dB |\n| --- | ---: |\n| 9 | 7 |\n"),
            Marked("| bits | dB |\n| --- | ---: |\n| 9 | 1 |\n"));
}

TEST(MeasuredOf, RowsWithOneNameAreTakenInTheirOrder) {
  const std::string outputs =
      "| n | base |\n| --- | --- |\n| 42 | 2 |\n| 42 | 10 |\n";
  const std::string marked = Marked(outputs);
  EXPECT_EQ(*MeasuredOf(marked, "R.md", outputs), marked);
  EXPECT_THAT(MeasuredOf(Marked(outputs + "| 42 | 16 |\n"), "R.md", outputs)
                  .status()
                  .message(),
              HasSubstr("R.md:7"));
}

TEST(MeasuredOf, AMarkMayHoldTwoTables) {
  const std::string two =
      "| a | b |\n| --- | --- |\n| 1 | 2 |\n\n"
      "| c | d |\n| --- | --- |\n| 1 | 3 |\n";
  EXPECT_EQ(*MeasuredOf(Marked(two), "R.md", two), Marked(two));
}

TEST(MeasuredOf, WhatIsNotMarkedIsKept) {
  const std::string text = "| bits | dB |\n| --- | --- |\n| 2 | 5 |\n";
  EXPECT_EQ(*MeasuredOf(text, "R.md", kOutputs), text);
}

TEST(MeasuredOf, ATableOrARowThatNobodyWritesIsNamed) {
  EXPECT_THAT(Filled("| bits | SQNR |\n| --- | --- |\n| 2 | 5 |\n"),
              HasSubstr("R.md:4: the experiment writes no such row below "
                        "| bits | SQNR |"));
  EXPECT_THAT(Filled("| bits | dB |\n| --- | ---: |\n| 7 | 5 |\n"),
              HasSubstr("R.md:5: the experiment writes no such row"));
}

TEST(MeasuredOf, AMarkThatDoesNotEndIsNamed) {
  EXPECT_THAT(
      MeasuredOf("\n<!-- measured -->\n| bits | dB |\n", "R.md", kOutputs)
          .status()
          .message(),
      HasSubstr("R.md:2: <!-- measured --> does not end"));
}

const io::Json& Results() {
  static const io::Json results =
      io::Json::parse(R"({"gain": 1.377, "error": {"mean": 0.0846, "n": 50},
                          "loss": -2.5, "name": "x"})");
  return results;
}

std::vector<std::string> Say(const std::string& mark, const std::string& text) {
  return Unsaid("<!-- says " + mark + " -->\n" + text, "R.md", Results());
}

TEST(Unsaid, NumbersInTheOrderInWhichTheyStand) {
  EXPECT_THAT(Say("/gain %.2f; 100 * /error/mean %.1f; /error/n %.0f",
                  "It is 1.38 times better, 8.5 % off,\nin 50 seeds.\n"),
              IsEmpty());
  EXPECT_THAT(Say("/loss %.1f", "It is −2.5.\n"), IsEmpty());
  EXPECT_THAT(Say("/error/mean %.1e", "It is 8.5e-02.\n"), IsEmpty());
  EXPECT_THAT(Say("/error/mean %.1g", "It is 0.08.\n"), IsEmpty());
}

TEST(Unsaid, AStaleNumberIsNamedWithItsValue) {
  EXPECT_THAT(Say("/gain %.2f", "1.37 times better\n"),
              ElementsAre("R.md:1: /gain %.2f is 1.38, which the text below "
                          "does not say here (in this order)"));
  EXPECT_THAT(Say("/error/n %.0f; /gain %.2f", "1.38 in 50\n"),
              ElementsAre(HasSubstr("/gain %.2f is 1.38")));
}

TEST(Unsaid, APartOfANumberIsNotThatNumber) {
  for (const char* text : {"21.38", "1.384", "1.38.2", "0.1.38"}) {
    EXPECT_THAT(Say("/gain %.2f", text), testing::SizeIs(1)) << text;
  }
  EXPECT_THAT(Say("/gain %.2f", "So it is 1.38."), IsEmpty());
}

TEST(Unsaid, TheTextEndsAtAnEmptyLine) {
  EXPECT_THAT(Say("/gain %.2f", "So:\n\n1.38\n"), testing::SizeIs(1));
}

TEST(Unsaid, AMarkThatCannotBeUnderstoodIsNamed) {
  EXPECT_THAT(Say("/nothing %.2f", "1"),
              ElementsAre("R.md:1: the results have no number /nothing"));
  EXPECT_THAT(Say("/name %.2f", "1"),
              ElementsAre("R.md:1: the results have no number /name"));
  for (const char* mark : {"/gain", "/gain %d", "gain %.2f", "2 /gain %.2f",
                           "/gain %.2f%n", "x * /gain %.2f"}) {
    EXPECT_THAT(Say(mark, "1"), ElementsAre(HasSubstr("is not like"))) << mark;
  }
  EXPECT_THAT(Unsaid("<!-- says /gain\n", "R.md", Results()),
              ElementsAre("R.md:1: the mark does not end in this line"));
}

}  // namespace
}  // namespace wbm::lab
