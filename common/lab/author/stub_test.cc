#include "common/lab/author/stub.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace wbm::lab {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const std::vector<StubTask>& Tasks() {
  static const auto* const tasks =
      new std::vector<StubTask>{{"4.1", "Choose"}, {"4.2", "Round"}};
  return *tasks;
}

std::string Starter(const std::string& solution) {
  const auto starter = MakeStarter(solution, "s.cc", Tasks());
  return starter.ok() ? *starter
                      : "error: " + std::string(starter.status().message());
}

TEST(MakeStarter, LeavesATodoAndAStubForARegion) {
  EXPECT_EQ(Starter("int F(int x) {\n"
                    "  // [solution 4.1]\n"
                    "  if (x) {\n"
                    "    return 2;\n"
                    "  }\n"
                    "  return 1;\n"
                    "  // [/solution]\n"
                    "}\n"),
            "int F(int x) {\n"
            "  // TODO 4.1: Choose\n"
            "  NOT_YET(\"4.1\");\n"
            "}\n");
}

TEST(MakeStarter, KeepsTheIndentationOfTheMarker) {
  EXPECT_EQ(Starter("struct S {\n"
                    "  int F() {\n"
                    "    int kept = 1;\n"
                    "    // [solution 4.2]\n"
                    "    return kept;\n"
                    "    // [/solution]\n"
                    "  }\n"
                    "};\n"),
            "struct S {\n"
            "  int F() {\n"
            "    int kept = 1;\n"
            "    // TODO 4.2: Round\n"
            "    NOT_YET(\"4.2\");\n"
            "  }\n"
            "};\n");
}

TEST(MakeStarter, OneTaskMayHaveTwoFunctions) {
  const std::string starter = Starter(
      "int F() {\n  // [solution 4.1]\n  return 1;\n  // [/solution]\n}\n\n"
      "int G() {\n  // [solution 4.1]\n  return 2;\n  // [/solution]\n}\n");
  EXPECT_EQ(starter,
            "int F() {\n  // TODO 4.1: Choose\n  NOT_YET(\"4.1\");\n}\n\n"
            "int G() {\n  // TODO 4.1: Choose\n  NOT_YET(\"4.1\");\n}\n");
}

TEST(MakeStarter, ARegionForTheSolutionOnlyLeavesNothing) {
  EXPECT_EQ(Starter("int a;\n"
                    "\n"
                    "// [solution 4.1 only]\n"
                    "int Helper() { return 1; }\n"
                    "// [/solution]\n"
                    "\n"
                    "int b;\n"),
            "int a;\n\nint b;\n");
  EXPECT_EQ(Starter("// [solution 4.1 only]\n#include <map>\n"
                    "// [/solution]\n\nint b;\n"),
            "int b;\n");
}

TEST(MakeStarter, ATextWithoutRegionsStaysAsItIs) {
  for (const char* text : {"", "int a;\n", "int a;\n\nint b;  // solution\n",
                           "// the solution [4.1] is elsewhere\n"}) {
    EXPECT_EQ(Starter(text), text);
  }
}

TEST(MakeStarter, TheLastLineEndsInANewline) {
  EXPECT_EQ(Starter("int a;"), "int a;\n");
}

TEST(MakeStarter, ATitleThatWouldWrapIsLeftOut) {
  const auto starter = MakeStarter("  // [solution 4.1]\n  // [/solution]\n",
                                   "s.cc", {{"4.1", std::string(80, 'x')}});
  ASSERT_TRUE(starter.ok());
  EXPECT_EQ(*starter, "  // TODO 4.1\n  NOT_YET(\"4.1\");\n");
}

TEST(MakeStarter, ARegionInARegionIsAnError) {
  EXPECT_THAT(Starter("// [solution 4.1]\n// [solution 4.2]\n"),
              HasSubstr("s.cc:2: a region starts inside the one of line 1"));
}

TEST(MakeStarter, ARegionThatDoesNotEndIsAnError) {
  EXPECT_THAT(Starter("int a;\n// [solution 4.1]\nint b;\n"),
              HasSubstr("s.cc:2: this region does not end"));
}

TEST(MakeStarter, AnEndWithoutAStartIsAnError) {
  EXPECT_THAT(Starter("// [/solution]\n"),
              HasSubstr("s.cc:1: this ends a region, but none was started"));
  EXPECT_THAT(Starter("// [solution 4.1]\n// [/solution]\n// [/solution]\n"),
              HasSubstr("s.cc:3: this ends a region"));
}

TEST(MakeStarter, TwoStubsInOnePlaceAreAnError) {
  EXPECT_THAT(Starter("// [solution 4.1]\n// [/solution]\n"
                      "// [solution 4.1]\n// [/solution]\n"),
              HasSubstr("s.cc:3: this region follows another"));
  EXPECT_THAT(Starter("// [solution 4.1]\n// [/solution]\n\n"
                      "// [solution 4.2]\n// [/solution]\n"),
              HasSubstr("s.cc:4: this region follows another"));
}

TEST(MakeStarter, AnUnknownTaskIsAnError) {
  EXPECT_THAT(Starter("// [solution 4.3]\n// [/solution]\n"),
              HasSubstr("s.cc:1: lab.json has no task \"4.3\" for this file; "
                        "there are 4.1, 4.2"));
}

TEST(MakeStarter, AMisspeltMarkerIsAnError) {
  for (const char* marker :
       {"//[solution 4.1]", "// [solution 4.1", "// [solution]",
        "// [solution: 4.1]", "// [ solution 4.1]", "// [/solution 4.1]",
        "// [/solution ]", "// [solution 4.1 olny]", "// [solution 4.1] x",
        "// [solution  4.1 2 only]"}) {
    EXPECT_THAT(Starter(std::string(marker) + "\n"),
                HasSubstr("s.cc:1: this marker is misspelt"))
        << marker;
  }
}

TEST(TasksWithStubs, AreThoseOfRegionsThatLeaveOne) {
  EXPECT_THAT(TasksWithStubs("// [solution 4.2]\n// [/solution]\n"
                             "// [solution 4.1 only]\n// [/solution]\n"),
              ElementsAre("4.2"));
}

}  // namespace
}  // namespace wbm::lab
