#include "common/lab/plan/lab_plan.h"

#include <cmath>
#include <fstream>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"

namespace wbm::lab {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Json = nlohmann::json;

// A whole plan: two tasks, one check each, a question and a claim.
Json GoodPlan() {
  return Json::parse(R"json({
    "lab": "04_int8", "title": "INT8 round trip",
    "question": "What does int8 cost?", "time_minutes": [45, 75],
    "prerequisites": ["03_formats"], "chapter": "theory/04_int8",
    "next": "05_noise", "contract": ["quantizer.h"],
    "student_files": ["quantizer.cc"], "hand_in": ["REPORT.md"],
    "uses": {"libraries": ["//common/lab:not_yet"],
             "headers": ["common/lab/not_yet.h"], "data": []},
    "tasks": [
      {"id": "4.1", "slug": "scale", "block": "A", "title": "Scale",
       "file": "quantizer.cc", "function": "ChooseScale", "section": "task-4-1",
       "chapter_section": "symmetric", "points": 60,
       "hints": [{"id": "4.1.max-abs", "text": "Largest magnitude."}]},
      {"id": "4.2", "slug": "report", "block": "B", "title": "Report",
       "file": "REPORT.md", "function": "", "section": "task-4-2", "points": 40,
       "hints": [{"id": "4.2.run", "text": "Run it."}]}],
    "checks": [
      {"id": "4.1.p1", "task": "4.1", "test": "Scale.IsMaxOver127",
       "points": 20, "property": "max|x| / 127", "hint": "4.1.max-abs",
       "needs": []},
      {"id": "4.1.p2", "task": "4.1", "test": "Scale.OfZerosIsOne",
       "points": 10, "property": "1", "hint": "4.1.max-abs",
       "needs": ["4.1.p1"]}],
    "questions": [
      {"id": "q1", "task": "4.2", "kind": "number", "text": "Which code?",
       "unit": "code", "points": 10, "hint": "4.2.run"},
      {"id": "q2", "task": "4.2", "kind": "choice", "text": "Which?",
       "choices": {"a": "one", "b": "two"}, "points": 10}],
    "claims": [{"id": "c1", "task": "4.2", "claim": "scale",
                "source": "/scale", "relative_tolerance": 0.01,
                "points": 20}],
    "outputs": [{"file": "results.json", "what": "statistics"}],
    "figures": [{"file": "errors", "title": "Errors", "section": "task-4-2"}]
  })json");
}

Json GoodRubric() {
  return Json::parse(R"json({
    "lab": "04_int8",
    "checks": [{"id": "4.1.h1", "task": "4.1", "test": "ScaleHidden.Specials",
                "points": 30, "category": "special values",
                "property": "NaN is refused", "hint": "4.1.max-abs",
                "needs": ["4.1.p1"]}],
    "answers": {"q1": {"value": 17, "relative_tolerance": 0},
                "q2": {"choice": "b"}},
    "counts_with": {"4.1.p1": ["4.1.h1"], "4.1.p2": ["4.1.h1"],
                    "c1": ["4.1.h1"]}
  })json");
}

absl::StatusOr<LabPlan> Parse(const Json& plan) {
  return ParseLabPlan(plan.dump(), "lab.json");
}

// The message for `plan` with the field at `pointer` set to `value`.
std::string MessageWith(const std::string& pointer, const Json& value) {
  Json plan = GoodPlan();
  plan[Json::json_pointer(pointer)] = value;
  return std::string(Parse(plan).status().message());
}

std::string MessageWithout(const std::string& object,
                           const std::string& field) {
  Json plan = GoodPlan();
  plan[Json::json_pointer(object)].erase(field);
  return std::string(Parse(plan).status().message());
}

std::string RubricMessageWith(const std::string& pointer, const Json& value) {
  Json rubric = GoodRubric();
  rubric[Json::json_pointer(pointer)] = value;
  return std::string(
      ParseRubric(rubric.dump(), "rubric.json", *Parse(GoodPlan()))
          .status()
          .message());
}

TEST(LabPlan, ReadsEveryField) {
  const auto plan = Parse(GoodPlan());
  ASSERT_TRUE(plan.ok()) << plan.status().message();
  EXPECT_EQ(plan->lab, "04_int8");
  EXPECT_EQ(plan->minutes_least, 45);
  EXPECT_EQ(plan->minutes_most, 75);
  EXPECT_EQ(plan->next, "05_noise");
  EXPECT_THAT(plan->uses.headers, ElementsAre("common/lab/not_yet.h"));
  ASSERT_THAT(plan->tasks, SizeIs(2));
  EXPECT_EQ(plan->tasks[0].function, "ChooseScale");
  EXPECT_EQ(plan->tasks[1].function, "");
  EXPECT_EQ(plan->tasks[1].chapter_section, "");
  ASSERT_THAT(plan->checks, SizeIs(2));
  EXPECT_FALSE(plan->checks[0].hidden);
  EXPECT_THAT(plan->checks[1].needs, ElementsAre("4.1.p1"));
  ASSERT_THAT(plan->questions, SizeIs(2));
  EXPECT_EQ(plan->questions[0].kind, QuestionKind::kNumber);
  EXPECT_EQ(plan->questions[1].choices.at("b"), "two");
  EXPECT_EQ(plan->claims[0].relative_tolerance, 0.01);
  EXPECT_EQ(plan->outputs[0].file, "results.json");
  EXPECT_EQ(plan->figures[0].title, "Errors");
}

TEST(LabPlan, FindsThingsByTheirNames) {
  const auto plan = Parse(GoodPlan());
  ASSERT_TRUE(plan.ok());
  EXPECT_EQ(plan->FindTask("4.2")->title, "Report");
  EXPECT_EQ(plan->FindTask("4.3"), nullptr);
  EXPECT_EQ(plan->FindHint("4.2.run")->text, "Run it.");
  EXPECT_EQ(plan->FindHint("4.2.walk"), nullptr);
  EXPECT_EQ(plan->FindCheck("4.1.p2")->points, 10);
  EXPECT_EQ(plan->FindCheckOfTest("Scale.IsMaxOver127")->id, "4.1.p1");
  EXPECT_EQ(plan->FindCheckOfTest("Scale.None"), nullptr);
  EXPECT_EQ(plan->PublicPoints(), 30);
}

TEST(LabPlan, SaysWhereBrokenJsonIs) {
  const auto plan = ParseLabPlan("{\n  \"lab\": \"04_int8\"\n  \"title\": 1}",
                                 "labs/04_int8/lab.json");
  EXPECT_EQ(plan.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(plan.status().message()),
              HasSubstr("labs/04_int8/lab.json:3:"));
}

TEST(LabPlan, RefusesWhatIsNoObject) {
  for (const char* text : {"", "[]", "null", "3", "{} {}", "{\"lab\": NaN}"}) {
    EXPECT_FALSE(ParseLabPlan(text, "lab.json").ok()) << text;
  }
}

TEST(LabPlan, RefusesDoubledFields) {
  EXPECT_THAT(std::string(ParseLabPlan(R"({"lab": "a", "lab": "b"})", "x.json")
                              .status()
                              .message()),
              HasSubstr("\"lab\""));
  EXPECT_THAT(std::string(ParseLabPlan(R"({"a": [{"b": 1}, {"b": 1, "b": 2}]})",
                                       "x.json")
                              .status()
                              .message()),
              HasSubstr("\"b\""));
}

TEST(LabPlan, RefusesUnknownFieldsAtEveryDepth) {
  EXPECT_THAT(MessageWith("/titel", "x"), HasSubstr("titel: unknown field"));
  EXPECT_THAT(MessageWith("/tasks/1/pionts", 3),
              HasSubstr("tasks[1].pionts: unknown field; known ones are "));
  EXPECT_THAT(MessageWith("/tasks/0/hints/0/level", 3),
              HasSubstr("tasks[0].hints[0].level: unknown field"));
  EXPECT_THAT(MessageWith("/uses/link", 3), HasSubstr("uses.link: unknown"));
}

TEST(LabPlan, NamesEveryMissingField) {
  for (const char* field :
       {"lab", "title", "question", "time_minutes", "prerequisites", "chapter",
        "contract", "student_files", "hand_in", "uses", "tasks", "checks"}) {
    EXPECT_THAT(MessageWithout("", field),
                HasSubstr(std::string(field) + ": is missing"));
  }
  EXPECT_THAT(MessageWithout("/tasks/0", "section"),
              HasSubstr("tasks[0].section: is missing"));
  EXPECT_THAT(MessageWithout("/checks/1", "hint"),
              HasSubstr("checks[1].hint: is missing"));
}

TEST(LabPlan, ReportsAllProblemsAtOnce) {
  Json plan = GoodPlan();
  plan["title"] = 3;
  plan["tasks"][0]["points"] = "60";
  const std::string message(Parse(plan).status().message());
  EXPECT_THAT(message, HasSubstr("lab.json: title: expected a text that is "
                                 "not empty, found 3"));
  EXPECT_THAT(message, HasSubstr("lab.json: tasks[0].points: expected an "
                                 "integer from 1 to 100, found \"60\""));
}

TEST(LabPlan, PointsArePositiveIntegers) {
  for (const Json& points : {Json(0), Json(-1), Json(2.5), Json(1e300),
                             Json(101), Json(18446744073709551615u), Json()}) {
    EXPECT_THAT(MessageWith("/tasks/0/points", points),
                HasSubstr("tasks[0].points: expected an integer"))
        << points;
  }
}

TEST(LabPlan, PointsOfALabAddUpToAHundred) {
  EXPECT_THAT(MessageWith("/tasks/0/points", 59),
              HasSubstr("tasks: the points add up to 99; a lab has 100"));
}

TEST(LabPlan, PublicPartsMayNotExceedTheirTask) {
  EXPECT_THAT(MessageWith("/checks/0/points", 51),
              HasSubstr("tasks[0].points: task 4.1 has 60 points, but its "
                        "checks, questions and claims already give 61"));
}

TEST(LabPlan, IdsAreUnique) {
  EXPECT_THAT(MessageWith("/tasks/1/id", "4.1"),
              HasSubstr("tasks[1].id: \"4.1\" is used twice"));
  EXPECT_THAT(MessageWith("/tasks/1/slug", "scale"),
              HasSubstr("tasks[1].slug: \"scale\" is used twice"));
  EXPECT_THAT(MessageWith("/checks/1/id", "4.1.p1"),
              HasSubstr("checks[1].id: \"4.1.p1\" is used twice"));
  EXPECT_THAT(MessageWith("/checks/1/test", "Scale.IsMaxOver127"),
              HasSubstr("checks[1].test: \"Scale.IsMaxOver127\" is used "
                        "twice"));
  EXPECT_THAT(MessageWith("/questions/1/id", "q1"),
              HasSubstr("questions[1].id: \"q1\" is used twice"));
  EXPECT_THAT(MessageWith("/claims/0/id", "q1"),
              HasSubstr("claims[0].id: \"q1\" is used twice"));
}

TEST(LabPlan, IdsHaveTheirShape) {
  EXPECT_THAT(MessageWith("/lab", "int8"), HasSubstr("not like \"04_int8\""));
  EXPECT_THAT(MessageWith("/next", "noise"), HasSubstr("\"05_noise\""));
  EXPECT_THAT(MessageWith("/tasks/1/id", "4"), HasSubstr("not like \"4.2\""));
  EXPECT_THAT(MessageWith("/tasks/1/slug", "The Report"),
              HasSubstr("\"The Report\" is not like \"top-k\""));
  EXPECT_THAT(MessageWith("/checks/0/id", "4.1.h1"),
              HasSubstr("\"4.1.h1\" is not like \"4.1.p1\""));
  EXPECT_THAT(MessageWith("/checks/0/test", "NoDot"),
              HasSubstr("not like \"Suite.Name\""));
  EXPECT_THAT(MessageWith("/tasks/0/hints/0/id", "4.2.x"),
              HasSubstr("\"4.2.x\" is not like \"4.1.a-word\""));
}

TEST(LabPlan, EveryTaskHasAHintThatSaysSomething) {
  EXPECT_THAT(MessageWith("/tasks/0/hints", Json::array()),
              HasSubstr("task 4.1 has no hint"));
  EXPECT_THAT(MessageWith("/tasks/0/hints/0/text", ""),
              HasSubstr("tasks[0].hints[0].text: expected a text that is not "
                        "empty"));
  EXPECT_THAT(MessageWith("/tasks/0/hints/0/text", " \n"),
              HasSubstr("tasks[0].hints[0].text: is blank"));
}

TEST(LabPlan, ReferencesResolve) {
  EXPECT_THAT(MessageWith("/checks/0/task", "4.9"),
              HasSubstr("checks[0].task: there is no task \"4.9\""));
  EXPECT_THAT(MessageWith("/checks/0/hint", "4.1.none"),
              HasSubstr("checks[0].hint: no task has a hint \"4.1.none\""));
  EXPECT_THAT(MessageWith("/questions/0/task", "4.9"),
              HasSubstr("questions[0].task: there is no task"));
  EXPECT_THAT(MessageWith("/questions/0/hint", "4.9.x"),
              HasSubstr("questions[0].hint: no task has a hint"));
  EXPECT_THAT(MessageWith("/claims/0/task", "4.9"),
              HasSubstr("claims[0].task: there is no task"));
  EXPECT_THAT(MessageWith("/tasks/0/file", "other.cc"),
              HasSubstr("tasks[0].file: \"other.cc\" is neither in"));
}

TEST(LabPlan, NeedsCannotGoInACircle) {
  EXPECT_THAT(MessageWith("/checks/0/needs", {"4.1.p2"}),
              HasSubstr("\"4.1.p2\" is no check that stands before 4.1.p1"));
  EXPECT_THAT(MessageWith("/checks/0/needs", {"4.1.p1"}),
              HasSubstr("\"4.1.p1\" is no check that stands before"));
}

TEST(LabPlan, FilesStayInTheLabsFolder) {
  for (const char* name : {"../x.cc", "/etc/x.cc", "a/b.cc", ".x.cc"}) {
    EXPECT_THAT(MessageWith("/student_files/0", name),
                HasSubstr("student_files: "))
        << name;
  }
  EXPECT_THAT(MessageWith("/student_files/0", "quantizer.py"),
              HasSubstr("must end in .cc or .h"));
  EXPECT_THAT(MessageWith("/contract/0", "quantizer.cc"),
              HasSubstr("is no header"));
  EXPECT_THAT(MessageWith("/contract", Json::array()),
              HasSubstr("name one header"));
}

TEST(LabPlan, UsesOnlyCommonAndOutsideLibraries) {
  for (const char* label : {"//solutions/04_int8:student",
                            "//grading/boundary:codec", ":private"}) {
    EXPECT_THAT(MessageWith("/uses/libraries/0", label),
                HasSubstr("must be in //common/ or an outside library"))
        << label;
  }
  EXPECT_THAT(MessageWith("/uses/headers/0", "../grading/x.h"),
              HasSubstr("must be a path from the root"));
}

TEST(LabPlan, TimeIsLeastAndMost) {
  for (const Json& minutes :
       {Json({75, 45}), Json({45}), Json({45, 60, 75}), Json({0, 10}),
        Json({"45", "75"}), Json({4.5, 7.5})}) {
    EXPECT_THAT(MessageWith("/time_minutes", minutes),
                HasSubstr("time_minutes: expected [least, most]"))
        << minutes;
  }
  EXPECT_THAT(MessageWith("/time_minutes", 45), HasSubstr("expected a list"));
}

TEST(LabPlan, QuestionsAreNumbersOrChoices) {
  EXPECT_THAT(MessageWith("/questions/0/kind", "essay"),
              HasSubstr("expected \"number\" or \"choice\", found \"essay\""));
  EXPECT_THAT(MessageWith("/questions/1/choices", {{"a", "only"}}),
              HasSubstr("questions[1].choices: give at least two"));
  EXPECT_THAT(MessageWith("/questions/1/unit", "s"),
              HasSubstr("questions[1].unit: unknown field"));
}

TEST(LabPlan, ClaimsPointIntoTheResults) {
  EXPECT_THAT(MessageWith("/claims/0/source", "scale"),
              HasSubstr("\"scale\" is no JSON pointer"));
  EXPECT_THAT(MessageWith("/claims/0/relative_tolerance", -0.1),
              HasSubstr("expected a finite number of at least 0"));
}

TEST(LabPlan, ListsNameEachThingOnce) {
  EXPECT_THAT(MessageWith("/hand_in", {"a.md", "a.md"}),
              HasSubstr("hand_in[1]: \"a.md\" is listed twice"));
}

TEST(Rubric, ReadsChecksAndAnswers) {
  const auto rubric =
      ParseRubric(GoodRubric().dump(), "rubric.json", *Parse(GoodPlan()));
  ASSERT_TRUE(rubric.ok()) << rubric.status().message();
  ASSERT_THAT(rubric->checks, SizeIs(1));
  EXPECT_TRUE(rubric->checks[0].hidden);
  EXPECT_EQ(rubric->checks[0].category, "special values");
  EXPECT_EQ(rubric->FindCheck("4.1.h1")->points, 30);
  EXPECT_EQ(rubric->FindCheck("4.1.h2"), nullptr);
  EXPECT_EQ(rubric->answers.at("q1").value, 17.0);
  EXPECT_EQ(rubric->answers.at("q2").choice, "b");
}

TEST(Rubric, IsForItsOwnLab) {
  EXPECT_THAT(RubricMessageWith("/lab", "05_noise"),
              HasSubstr("lab: expected \"04_int8\", found \"05_noise\""));
}

TEST(Rubric, PointsOfEveryTaskAddUp) {
  EXPECT_THAT(RubricMessageWith("/checks/0/points", 29),
              HasSubstr("task 4.1 has 60 points in lab.json, but its checks, "
                        "questions and claims give 59"));
}

TEST(Rubric, TestsOfTheLabAreNotUsedAgain) {
  EXPECT_THAT(RubricMessageWith("/checks/0/test", "Scale.IsMaxOver127"),
              HasSubstr("\"Scale.IsMaxOver127\" is used twice"));
}

TEST(Rubric, ChecksAreHiddenOnes) {
  EXPECT_THAT(RubricMessageWith("/checks/0/id", "4.1.p3"),
              HasSubstr("\"4.1.p3\" is not like \"4.1.h1\""));
  EXPECT_THAT(RubricMessageWith("/checks/0/category", ""),
              HasSubstr("checks[0].category: expected a text"));
  EXPECT_THAT(RubricMessageWith("/checks/0/needs", {"4.9.p1"}),
              HasSubstr("\"4.9.p1\" is no check that stands before"));
}

TEST(Rubric, EveryQuestionHasItsKindOfKey) {
  EXPECT_THAT(RubricMessageWith("/answers", Json::object()),
              HasSubstr("no key for question \"q1\""));
  EXPECT_THAT(RubricMessageWith("/answers/q3", {{"choice", "a"}}),
              HasSubstr("lab.json has no question \"q3\""));
  EXPECT_THAT(RubricMessageWith("/answers/q1", {{"choice", "a"}}),
              HasSubstr("answers.q1: expected {\"value\": …}"));
  EXPECT_THAT(RubricMessageWith("/answers/q2", {{"choice", "c"}}),
              HasSubstr("answers.q2: expected {\"choice\": …}"));
  EXPECT_THAT(RubricMessageWith("/answers/q1", {{"value", 17}}),
              HasSubstr("answers.q1.relative_tolerance: is missing"));
  EXPECT_THAT(RubricMessageWith("/answers/q1/value", "17"),
              HasSubstr("answers.q1.value: expected a finite number"));
}

TEST(Rubric, SaysWhatCountsWithWhat) {
  const auto rubric =
      ParseRubric(GoodRubric().dump(), "rubric.json", *Parse(GoodPlan()));
  ASSERT_TRUE(rubric.ok()) << rubric.status().message();
  EXPECT_THAT(rubric->CountsWith("4.1.p1"), ElementsAre("4.1.h1"));
  EXPECT_THAT(rubric->CountsWith("4.1.h1"), IsEmpty());
}

TEST(Rubric, EveryPublicCheckAndClaimCountsWithAHiddenOne) {
  EXPECT_THAT(RubricMessageWith("/counts_with", {{"4.1.p1", {"4.1.h1"}}}),
              AllOf(HasSubstr("the public check \"4.1.p2\" has no hidden twin"),
                    HasSubstr("the claim \"c1\" counts with no hidden check")));
  EXPECT_THAT(RubricMessageWith("/counts_with/4.1.p2", {"4.1.p1"}),
              HasSubstr("counts_with.4.1.p2: \"4.1.p1\" is no other hidden"));
  EXPECT_THAT(RubricMessageWith("/counts_with/4.1.h1", {"4.1.h1"}),
              HasSubstr("\"4.1.h1\" is no other hidden check"));
  EXPECT_THAT(RubricMessageWith("/counts_with/4.9.p1", {"4.1.h1"}),
              HasSubstr("counts_with.4.9.p1: is no check and no claim"));
}

TEST(Rubric, AFaultOfOneTaskCostsNoCheckOfAnother) {
  Json rubric = GoodRubric();
  rubric["checks"].push_back({{"id", "4.2.h1"},
                              {"task", "4.2"},
                              {"test", "OtherHidden.Test"},
                              {"points", 0},
                              {"category", "other"},
                              {"property", "other"},
                              {"hint", "4.2.run"}});
  const auto message = [&] {
    return std::string(
        ParseRubric(rubric.dump(), "rubric.json", *Parse(GoodPlan()))
            .status()
            .message());
  };
  EXPECT_THAT(message(), HasSubstr("\"4.2.h1\" is worth nothing"));
  rubric["counts_with"]["c1"] = {"4.2.h1"};
  EXPECT_EQ(message(), "");
  rubric["counts_with"]["4.1.p2"] = {"4.2.h1"};
  EXPECT_THAT(message(), HasSubstr("\"4.2.h1\" is of task 4.2"));
}

TEST(ReadLabPlan, SaysWhichFileCannotBeRead) {
  const auto plan = ReadLabPlan("no/such/lab.json");
  EXPECT_EQ(plan.status().code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(plan.status().message()),
              HasSubstr("no/such/lab.json"));
}

TEST(ReadLabPlan, ReadsWhatWasWritten) {
  const std::string path = testing::TempDir() + "/lab.json";
  std::ofstream(path) << GoodPlan().dump();
  const auto plan = ReadLabPlan(path);
  ASSERT_TRUE(plan.ok());
  EXPECT_EQ(plan->lab, "04_int8");
}

}  // namespace
}  // namespace wbm::lab
