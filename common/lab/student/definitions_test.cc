#include "common/lab/student/definitions.h"

#include "gtest/gtest.h"

namespace wbm::lab {
namespace {

TEST(FindDefinition, FindsTheLineOfTheName) {
  EXPECT_EQ(FindDefinition("int A() {\n}\n\nint B(int x) {\n}\n", "A"), 1);
  EXPECT_EQ(FindDefinition("int A() {\n}\n\nint B(int x) {\n}\n", "B"), 4);
}

TEST(FindDefinition, FindsParametersOnSeveralLines) {
  EXPECT_EQ(FindDefinition("absl::StatusOr<int> Choose(\n    int a,\n"
                           "    int b) {\n  return a;\n}\n",
                           "Choose"),
            1);
}

TEST(FindDefinition, FindsANameThatWrappedToAnOwnLine) {
  EXPECT_EQ(FindDefinition("absl::StatusOr<std::vector<int>>\n"
                           "    Choose(int a) {\n}\n",
                           "Choose"),
            2);
}

TEST(FindDefinition, SkipsDeclarationsCallsAndComments) {
  EXPECT_EQ(FindDefinition("int F(int x);\n"
                           "// int F(int x) {\n"
                           "/* int F(int x) {\n} */\n"
                           "const char* s = \"F(x) {\";\n"
                           "int G() {\n"
                           "  return F(1);\n"
                           "}\n"
                           "int F(int x) {\n}\n",
                           "F"),
            9);
}

TEST(FindDefinition, TakesTheWholeName) {
  EXPECT_EQ(FindDefinition("int QuantizeAll() {\n}\nint Quantize() {\n}\n",
                           "Quantize"),
            3);
  EXPECT_EQ(FindDefinition("int ReQuantize() {\n}\n", "Quantize"), 0);
}

TEST(FindDefinition, IsZeroWhenThereIsNone) {
  EXPECT_EQ(FindDefinition("", "F"), 0);
  EXPECT_EQ(FindDefinition("int F(", "F"), 0);
  EXPECT_EQ(FindDefinition("int F() {}", ""), 0);
  EXPECT_EQ(FindDefinition("/* int F() {", "F"), 0);
}

}  // namespace
}  // namespace wbm::lab
