#include "common/lab/author/generated.h"

#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/lab/plan/lab_plan.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace wbm::lab {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

using Tree = std::map<std::string, std::string>;

ReadText From(const Tree& tree) {
  return [tree](const std::string& path) -> absl::StatusOr<std::string> {
    const auto found = tree.find(path);
    if (found == tree.end()) return absl::NotFoundError(path + ": no file");
    return found->second;
  };
}

constexpr char kPlan[] = R"json({
  "lab": "01_a", "title": "A", "question": "?", "time_minutes": [1, 2],
  "prerequisites": [], "chapter": "theory/01_a", "contract": ["a.h"],
  "student_files": ["a.cc"], "hand_in": ["answers.json", "REPORT.md"],
  "uses": {"libraries": [], "headers": [], "data": []},
  "tasks": [{"id": "1.1", "slug": "f", "block": "A", "title": "Do it",
             "file": "a.cc", "function": "F", "section": "task-1-1",
             "points": 100, "hints": [{"id": "1.1.x", "text": "x"}]}],
  "checks": [],
  "questions": [{"id": "q1", "task": "1.1", "kind": "number", "text": "Why?",
                 "points": 1}],
  "claims": [{"id": "c1", "task": "1.1", "claim": "scale", "source": "/scale",
              "relative_tolerance": 0, "points": 1}]
})json";

LabPlan Plan() { return ParseLabPlan(kPlan, "lab.json").value(); }

Tree Sources() {
  return {
      {"solutions/01_a/a.cc",
       "int F() {\n  // [solution 1.1]\n  return 1;\n  // [/solution]\n}\n"},
      {"labs/01_a/a.h", "int F();\n"},
      {"labs/01_a/README.md",
       "<!-- points -->\n<!-- /points -->\n### Task 1.1\n> **A hint:**\n"
       "<!-- questions -->\n<!-- /questions -->\n"
       "<!-- includes -->\n<!-- /includes -->\n"},
      {"labs/01_a/REPORT.md", "| claim | value |\n| --- | --- |\n"}};
}

std::vector<std::string> NamesOf(const std::vector<GeneratedFile>& files) {
  std::vector<std::string> names;
  for (const GeneratedFile& each : files) names.push_back(each.file);
  return names;
}

TEST(GeneratedFiles, AreStartersHandoutAndForms) {
  const auto files = GeneratedFiles(Plan(), "01_a", From(Sources()));
  ASSERT_TRUE(files.ok()) << files.status().message();
  EXPECT_THAT(NamesOf(*files),
              ElementsAre("labs/01_a/a.cc", "labs/01_a/contract.sha256",
                          "labs/01_a/README.md", "labs/01_a/answers.json",
                          "labs/01_a/REPORT.md"));
  EXPECT_EQ((*files)[0].committed, "");
  EXPECT_THAT((*files)[0].text, HasSubstr("NOT_YET(\"1.1\")"));
  EXPECT_EQ((*files)[0].source, "solutions/01_a/a.cc");
  EXPECT_THAT((*files)[1].text, HasSubstr("  a.h\n"));
  EXPECT_THAT((*files)[2].text, HasSubstr("### Task 1.1 (f): Do it"));
  EXPECT_EQ((*files)[2].source, "labs/01_a/lab.json");
  EXPECT_EQ((*files)[3].text, "{\n  \"q1\": null\n}\n");
  EXPECT_THAT((*files)[4].text, HasSubstr("| scale | |"));
}

TEST(GeneratedFiles, OnlyWhatIsHandedInHasAForm) {
  LabPlan plan = Plan();
  plan.hand_in.clear();
  EXPECT_THAT(NamesOf(*GeneratedFiles(plan, "01_a", From(Sources()))),
              ElementsAre("labs/01_a/a.cc", "labs/01_a/contract.sha256",
                          "labs/01_a/README.md"));
}

TEST(GeneratedFiles, WithoutAHandoutThereAreStartersAlone) {
  Tree tree = Sources();
  tree.erase("labs/01_a/README.md");
  EXPECT_THAT(NamesOf(*GeneratedFiles(Plan(), "01_a", From(tree))),
              ElementsAre("labs/01_a/a.cc", "labs/01_a/contract.sha256"));
}

TEST(GeneratedFiles, AFileFromWhichNothingFollowsIsNamed) {
  for (const char* file :
       {"solutions/01_a/a.cc", "labs/01_a/a.h", "labs/01_a/REPORT.md"}) {
    Tree tree = Sources();
    tree.erase(file);
    const auto files = GeneratedFiles(Plan(), "01_a", From(tree));
    EXPECT_THAT(files.status().message(), HasSubstr(file));
  }
}

TEST(FirstDifferentLine, CountsFromOne) {
  EXPECT_EQ(FirstDifferentLine("a\nb\n", "a\nb\n"), 0);
  EXPECT_EQ(FirstDifferentLine("a\nb\n", "a\nc\n"), 2);
  EXPECT_EQ(FirstDifferentLine("a\n", "a\nb\n"), 2);
  EXPECT_EQ(FirstDifferentLine("", "a\n"), 1);
}

}  // namespace
}  // namespace wbm::lab
