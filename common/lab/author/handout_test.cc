#include "common/lab/author/handout.h"

#include <string>

#include "common/lab/plan/lab_plan.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace wbm::lab {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// Two tasks: one with tests in two suites, one to report.
constexpr char kPlan[] = R"json({
  "lab": "04_int8", "title": "T", "question": "?", "time_minutes": [1, 2],
  "prerequisites": [], "chapter": "theory/04_int8",
  "contract": ["quantizer.h"], "student_files": ["a.cc"],
  "hand_in": ["REPORT.md"],
  "uses": {"libraries": [], "data": [],
           "headers": ["common/lab/not_yet.h", "absl/status/status.h"]},
  "tasks": [
    {"id": "4.1", "slug": "scale", "block": "A", "title": "Choose a scale",
     "file": "a.cc", "section": "task-4-1", "points": 99,
     "hints": [{"id": "4.1.x", "text": "x"}]},
    {"id": "4.2", "slug": "report", "block": "B", "title": "Report",
     "file": "REPORT.md", "section": "task-4-2", "points": 1,
     "hints": [{"id": "4.2.x", "text": "x"}]}],
  "checks": [
    {"id": "4.1.p1", "task": "4.1", "test": "Scale.OfZeros", "points": 1,
     "property": "p", "hint": "4.1.x"},
    {"id": "4.1.p2", "task": "4.1", "test": "Step.OfOne", "points": 1,
     "property": "p", "hint": "4.1.x"},
    {"id": "4.1.p3", "task": "4.1", "test": "Scale.OfOne", "points": 1,
     "property": "p", "hint": "4.1.x"}],
  "questions": [
    {"id": "q1", "task": "4.1", "kind": "number", "text": "How far?",
     "unit": "in steps", "points": 1},
    {"id": "q2", "task": "4.1", "kind": "choice",
     "text": "A question that is long enough to be broken into two lines?",
     "choices": {"a": "2⁻¹¹ · √2 · π", "b": "more"}, "points": 1}],
  "outputs": [{"file": "results.json", "what": "the numbers"},
              {"file": "errors.png", "what": "errors"}],
  "figures": [{"file": "errors", "title": "Errors"}]
})json";

LabPlan Plan() { return ParseLabPlan(kPlan, "lab.json").value(); }

constexpr char kStale[] = R"(# Lab 04

<!-- points -->
| old |
<!-- /points -->

### Task 4.1 (x): Old (1 points)

Prose.

> **To test:** old
>
> **A hint:** old

### Task 4.2

> **A hint:**

<!-- outputs -->
<!-- /outputs -->

<!-- questions -->
<!-- /questions -->

<!-- includes -->
<!-- /includes -->
)";

constexpr char kFresh[] = R"(# Lab 04

<!-- points -->
| task | | points |
| --- | --- | ---: |
| [4.1](#task-4-1) | Choose a scale | 99 |
| [4.2](#task-4-2) | Report | 1 |
| | **together** | **100** |
<!-- /points -->

### Task 4.1 (scale): Choose a scale (99 points)

Prose.

> **To test:** `bazel test //labs/04_int8 --test_filter='Scale.*:Step.*'`
>
> **A hint:** `bazel run //labs/04_int8:hint -- 4.1`

### Task 4.2 (report): Report (1 point)

> **A hint:** `bazel run //labs/04_int8:hint -- 4.2`

<!-- outputs -->
| file | what it holds |
| --- | --- |
| `results.json` | the numbers |
| `errors` `.png` `.svg` `.csv` | errors |
<!-- /outputs -->

<!-- questions -->
1. `q1`: How far? (in steps)
2. `q2`: A question that is long enough to be broken into two lines? **a** 2⁻¹¹
   · √2 · π · **b** more
<!-- /questions -->

<!-- includes -->
- Beside the C++ standard library a student file may include `quantizer.h`,
  `common/lab/not_yet.h` and `absl/status/status.h`. What this lab teaches
  exists elsewhere in `common/`: a file that includes it does not compile.
<!-- /includes -->
)";

std::string Without(const std::string& line) {
  std::string text = kStale;
  const std::size_t at = text.find(line);
  EXPECT_NE(at, std::string::npos) << line;
  return text.erase(at, line.size());
}

std::string Message(const std::string& text) {
  return std::string(
      HandoutOf(Plan(), text, "labs/04_int8/README.md").status().message());
}

TEST(HandoutOf, FillsEveryPartAndKeepsTheRest) {
  const auto handout = HandoutOf(Plan(), kStale, "README.md");
  ASSERT_TRUE(handout.ok()) << handout.status().message();
  EXPECT_EQ(*handout, kFresh);
  EXPECT_EQ(*HandoutOf(Plan(), kFresh, "README.md"), kFresh);
}

TEST(HandoutOf, NamesEveryPartThatIsMissing) {
  EXPECT_THAT(
      Message("# Lab\n"),
      AllOf(HasSubstr("labs/04_int8/README.md: <!-- points -->: is "
                      "missing; write the line"),
            HasSubstr("<!-- outputs -->"), HasSubstr("<!-- questions -->"),
            HasSubstr("### Task 4.2: is missing"),
            HasSubstr("### Task 4.1, > **To test:**: is missing"),
            HasSubstr("### Task 4.2, > **A hint:**: is missing"),
            Not(HasSubstr("### Task 4.2, > **To test:**"))));
}

TEST(HandoutOf, APartThatDoesNotEndIsNamed) {
  EXPECT_THAT(Message(Without("<!-- /points -->\n")),
              HasSubstr("<!-- points -->: does not end"));
}

TEST(HandoutOf, APartThatStandsTwiceIsNamed) {
  EXPECT_THAT(Message(std::string(kStale) + "### Task 4.1\n"),
              HasSubstr("### Task 4.1: stands twice"));
  EXPECT_THAT(
      Message(std::string(kStale) + "<!-- points -->\n<!-- /points -->\n"),
      HasSubstr("<!-- points -->: stands twice"));
}

TEST(HandoutOf, ATaskThatThePlanDoesNotHaveIsNamed) {
  EXPECT_THAT(Message(std::string(kStale) + "### Task 4.7: Seven\n"),
              HasSubstr("### Task 4.7: is no task of lab.json"));
}

TEST(HandoutOf, ATestWhereThereIsNoneIsNamed) {
  EXPECT_THAT(Message(std::string(kStale) + "### Pitfalls\n> **A hint:** x\n"),
              HasSubstr("> **A hint:** x: stands below no `### Task`"));
  EXPECT_THAT(Message(Without("### Task 4.2\n\n> **A hint:**\n") +
                      "### Task 4.2\n> **A hint:**\n> **To test:** x\n"),
              HasSubstr("### Task 4.2: has no public test"));
}

TEST(HandoutOf, ALabWithoutOutputsAndQuestionsNeedsNoSuchPart) {
  LabPlan plan = Plan();
  plan.outputs.clear();
  plan.questions.clear();
  std::string text = Without("<!-- outputs -->\n<!-- /outputs -->\n");
  const std::string questions = "<!-- questions -->\n<!-- /questions -->\n";
  text.erase(text.find(questions), questions.size());
  EXPECT_TRUE(HandoutOf(plan, text, "README.md").ok());
}

}  // namespace
}  // namespace wbm::lab
