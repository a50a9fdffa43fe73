#include "common/io/markdown_table.h"

#include "common/io/json.h"
#include "gtest/gtest.h"

namespace wbm::io {
namespace {

TEST(MarkdownTable, NamesStandOnTheLeftAndNumbersOnTheRight) {
  EXPECT_EQ(TableHead({"bits", "dB", "n"}) + TableRow({"8", "48.1", "3"}),
            "| bits | dB | n |\n| --- | ---: | ---: |\n| 8 | 48.1 | 3 |\n");
}

TEST(Cell, NumbersAreShortAndWordsEndNoCell) {
  EXPECT_EQ(Cell(0.0846123), "0.08461");
  EXPECT_EQ(Cell(0.0846123, 2), "0.085");
  EXPECT_EQ(Cell(1e-9), "1e-09");
  EXPECT_EQ(Cell(0.1f, kAllDigits), "0.10000000149011612");
  EXPECT_EQ(Cell(1.0, kAllDigits), "1.0");
  EXPECT_EQ(Cell(2048), "2048");
  EXPECT_EQ(Cell(true), "true");
  EXPECT_EQ(Cell(nullptr), "null");
  EXPECT_EQ(Cell("a|b"), "a\\|b");
}

TEST(Fixed, ZeroHasNoSign) {
  EXPECT_EQ(Fixed(-0.004, 2), "0.00");
  EXPECT_EQ(Fixed(-0.006, 2), "-0.01");
  EXPECT_EQ(Fixed(3, 1), "3.0");
  EXPECT_EQ(Fixed("inf", 1), "inf");
}

TEST(NestedTable, ARowForEachObject) {
  const Json rows = Json::parse(R"({"a": {"x": 1.5, "y": 2}, "b": {"x": 0.25,
                                    "z": 3}})");
  EXPECT_EQ(NestedTable("name", rows),
            "| name | x | y |\n| --- | ---: | ---: |\n| a | 1.5 | 2 |\n"
            "| b | 0.25 |  |\n");
}

TEST(FlatTable, LeavesOutWhatIsNoSingleValue) {
  const Json rows = Json::parse(R"({"a": 1.5, "b": [1], "c": {}, "d": "x"})");
  EXPECT_EQ(FlatTable("name", "value", rows),
            "| name | value |\n| --- | ---: |\n| a | 1.5 |\n| d | x |\n");
}

}  // namespace
}  // namespace wbm::io
