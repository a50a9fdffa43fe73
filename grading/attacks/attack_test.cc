#include "grading/attacks/attack.h"

#include <gtest/gtest.h>

namespace wbm::attacks {
namespace {

constexpr char kText[] =
    "# attack: a trick\n# that goes on\n# expect: 4.1 exited\n"
    "# expect: all wrong\n# earns: 4.2.p1 4.2.p2\n# absent: <b>\n"
    "//= top\n#include \"@FILE@\"\n//= 4.1\nreturn 1;\n";

TEST(ParseAttack, ReadsEveryField) {
  const auto attack = ParseAttack(kText);
  ASSERT_TRUE(attack.ok()) << attack.status();
  EXPECT_EQ(attack->purpose, "a trick");
  ASSERT_EQ(attack->expectations.size(), 2u);
  EXPECT_EQ(attack->expectations[0].what, "4.1");
  EXPECT_EQ(attack->expectations[0].verdict, boundary::Verdict::kExited);
  EXPECT_EQ(attack->earns, (std::vector<std::string>{"4.2.p1", "4.2.p2"}));
  EXPECT_EQ(attack->absent, std::vector<std::string>{"<b>"});
  EXPECT_EQ(attack->parts.at("4.1"), "return 1;\n\n");
}

TEST(ParseAttack, RefusesWhatCouldNotFail) {
  EXPECT_FALSE(ParseAttack("# attack: x\n//= top\n").ok());
  EXPECT_FALSE(ParseAttack("# attack: x\n# expect: all wrong\n").ok());
  EXPECT_FALSE(ParseAttack("# expect: all wrong\n//= top\n").ok());
  EXPECT_FALSE(ParseAttack("# attack: x\n# expect: all fine\n//= top\n").ok());
  EXPECT_FALSE(
      ParseAttack("# attack: x\n# expects: all wrong\n//= top\n").ok());
}

TEST(Compose, PutsEachPartInItsPlace) {
  const auto files =
      Compose(*ParseAttack(kText), {{"a.cc", "f() { NOT_YET(\"4.1\"); }"}},
              {{"@FILE@", "/loot"}});
  ASSERT_TRUE(files.ok()) << files.status();
  EXPECT_EQ(files->at("a.cc"), "#include \"/loot\"\nf() { return 1;\n\n }");
}

TEST(Compose, RefusesATaskThatTheStarterLacks) {
  EXPECT_FALSE(Compose(*ParseAttack(kText), {{"a.cc", "f() {}"}}, {}).ok());
  const auto every =
      ParseAttack("# attack: x\n# expect: all wrong\n//= every\n");
  EXPECT_FALSE(Compose(*every, {{"a.cc", "f() {}"}}, {}).ok());
}

TEST(Compose, PutsEveryIntoEachFunctionOfEachFile) {
  const auto attack =
      ParseAttack("# attack: x\n# expect: all wrong\n//= every\nX;\n");
  const auto files = Compose(
      *attack,
      {{"a.cc", "NOT_YET(\"1\");NOT_YET(\"2\");"}, {"b.cc", "NOT_YET(\"3\");"}},
      {});
  ASSERT_TRUE(files.ok()) << files.status();
  EXPECT_EQ(files->at("a.cc"), "X;\n\nX;\n\n");
  EXPECT_EQ(files->at("b.cc"), "X;\n\n");
}

TEST(Compose, OnTheSolutionEveryBeginsEachFunction) {
  const auto attack = ParseAttack(
      "# attack: x\n# base: solution\n# expect: all wrong\n//= every\nX;");
  ASSERT_TRUE(attack.ok()) << attack.status();
  const auto files = Compose(*attack,
                             {{"a.cc",
                               "// [solution 1 only]\nint a;\n"
                               "f() {\n  // [solution 1]\n  return 1;\n}"}},
                             {});
  ASSERT_TRUE(files.ok()) << files.status();
  EXPECT_EQ(files->at("a.cc"),
            "// [solution 1 only]\nint a;\n"
            "f() {\n  // [solution 1]\n\nX;\n  return 1;\n}");
}

TEST(Compose, HandsInFilesAsTheyAre) {
  const auto attack = ParseAttack(
      "# attack: x\n# expect: all wrong\n//= file predictions.json\n{,}\n");
  ASSERT_TRUE(attack.ok()) << attack.status();
  EXPECT_EQ(Compose(*attack, {}, {})->at("predictions.json"), "{,}\n\n");
}

}  // namespace
}  // namespace wbm::attacks
