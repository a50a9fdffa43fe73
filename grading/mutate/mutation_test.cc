#include "grading/mutate/mutation.h"

#include <string>
#include <string_view>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace wbm::mutate {
namespace {

using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

std::string Region(std::string_view body) {
  return "int Before(int a, int b) { return a < b; }\n// [solution 4.2 "
         "only]\n" +
         std::string(body) + "\n// [/solution]\nint After = 1;\n";
}

// The changed line, for every mutation of `body`.
std::vector<std::string> After(std::string_view body) {
  const std::string source = Region(body);
  std::vector<std::string> after;
  for (const Mutation& m : Mutations(source)) {
    after.push_back(LinesOf(source, m).after);
  }
  return after;
}

TEST(MutationTest, ComparisonsAreShiftedAndTurned) {
  EXPECT_THAT(After("return a < b;"),
              UnorderedElementsAre("return a <= b;", "return a >= b;"));
  EXPECT_THAT(After("return a == b;"), ElementsAre("return a != b;"));
}

TEST(MutationTest, AngleBracketsWithoutBlanksCompareNothing) {
  EXPECT_THAT(After("return Get<T>(a);"), IsEmpty());
}

TEST(MutationTest, NumbersGoUpAndDown) {
  EXPECT_THAT(After("return 127;"),
              UnorderedElementsAre("return (127 + 1);", "return (127 - 1);"));
  EXPECT_THAT(After("return 0;"), ElementsAre("return (0 + 1);"));
  EXPECT_THAT(After("return 1e-8;"),
              UnorderedElementsAre("return (1e-8 + 1);", "return (1e-8 * 2);"));
  EXPECT_THAT(After("return 0.5f;"), Contains("return 0.5;"));
}

TEST(MutationTest, AMinusBeforeAnOperandIsDroppedBetweenTwoItIsAPlus) {
  EXPECT_THAT(After("return -a - b;"),
              UnorderedElementsAre("return a - b;", "return -a + b;"));
}

TEST(MutationTest, ADivisionBecomesAProductWithTheReciprocal) {
  EXPECT_THAT(
      After("return a / b.size();"),
      UnorderedElementsAre("return a * b.size();",
                           "return a * (std::decay_t<decltype(b.size())>(1) / "
                           "b.size());"));
}

TEST(MutationTest, TypesGrowAndShrink) {
  EXPECT_THAT(After("return static_cast<double>(a);"),
              ElementsAre("return static_cast<float>(a);"));
  EXPECT_THAT(After("return std::int64_t{a};"),
              ElementsAre("return std::int32_t{a};"));
}

TEST(MutationTest, ConditionsAreHeldTrueAndFalse) {
  EXPECT_THAT(
      After("if (IsBad(x)) return a;"),
      UnorderedElementsAre("if (false) return a;", "if (true) return a;"));
  EXPECT_THAT(After("if (S s = F(); !s.ok()) return a;"),
              Contains("if (S s = F(); false) return a;"));
  EXPECT_THAT(
      After("while (More()) Next();"),
      UnorderedElementsAre("while (false) Next();", "while (More()) ;"));
  EXPECT_THAT(After("return c ? a : b;"),
              UnorderedElementsAre("return c && false ? a : b;",
                                   "return c || true ? a : b;"));
}

TEST(MutationTest, StatementsAreLeftOutAndVariablesStay) {
  EXPECT_THAT(After("x.clear();"), ElementsAre(";"));
  EXPECT_THAT(After("std::vector<T> x;"),
              ElementsAre("static std::vector<T> x;"));
  EXPECT_THAT(After("const T x = a;"), ElementsAre("static const T x = a;"));
  EXPECT_THAT(After("return F(x);"), IsEmpty());
}

TEST(MutationTest, LoopsForgetElements) {
  EXPECT_THAT(
      After("for (T v : x) Use(v);"),
      UnorderedElementsAre(
          "for (T v : x) ;",
          "for (T v : std::span(x).subspan(x.empty() ? 0 : 1)) Use(v);",
          "for (T v : std::span(x).first(x.size() - !x.empty())) Use(v);",
          "for (T v : std::span(x).first(x.size() < 65536 ? x.size() : 65536)) "
          "Use(v);"));
  EXPECT_THAT(After("for (T i = 0; i < n; ++i) Use(i);"),
              Contains("for (T i = 0; (i < n) && i < 65536; ++i) Use(i);"));
  EXPECT_THAT(
      After("for (T i = 0; i < 64; ++i) Use(i);"),
      Not(Contains("for (T i = 0; (i < 64) && i < 65536; ++i) Use(i);")));
}

TEST(MutationTest, FunctionsAreTakenForTheirNeighbours) {
  EXPECT_THAT(After("return std::max(a, b);"),
              ElementsAre("return std::min(a, b);"));
  EXPECT_THAT(After("return std::numeric_limits<T>::infinity();"),
              ElementsAre("return std::numeric_limits<T>::max();"));
  EXPECT_THAT(After("return other::max(a, b);"), IsEmpty());
}

TEST(MutationTest, MessagesCommentsTextsAndTheStartersLinesStay) {
  EXPECT_THAT(After("return Bad(absl::StrCat(a + 1, \"a < b\"));"), IsEmpty());
  EXPECT_THAT(After("return \"1 < 2\";  // 1 < 2"), IsEmpty());
  EXPECT_THAT(After("#define N 1\nreturn 'a';"), IsEmpty());
}

TEST(MutationTest, TheTaskAndTheLineAreTold) {
  const std::string source = Region("int x;\n  return a < b;");
  const std::vector<Mutation> made = Mutations(source);
  ASSERT_FALSE(made.empty());
  EXPECT_THAT(made, Each(testing::Field(&Mutation::task, "4.2")));
  const ChangedLines lines = LinesOf(source, made.back());
  EXPECT_EQ(lines.line, 4);
  EXPECT_EQ(lines.before, "return a < b;");
}

TEST(MutationTest, LinesAreToldAsOne) {
  const std::string source = Region("return first(\n      a, b);");
  const std::string call = "first(\n      a, ";
  const ChangedLines lines =
      LinesOf(source, {source.find(call), call.size(), "last(c, ", "", "4.2"});
  EXPECT_EQ(lines.before, "return first( a, b);");
  EXPECT_EQ(lines.after, "return last(c, b);");
}

}  // namespace
}  // namespace wbm::mutate
