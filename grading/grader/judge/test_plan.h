// A small plan, rubric and report for the grader's own tests.
#pragma once

#include "common/lab/plan/lab_plan.h"
#include "grading/grader/report/report.h"

namespace wbm::grader {

// Two tasks: 9.1 (10 points: p1 4, p2 2 needs p1, h1 4 needs p2) in one.cc and
// 9.2 (6 points: p1 2, q1 1, q2 1, c1 2) in two.cc.
inline lab::LabPlan TestPlan() {
  lab::LabPlan plan;
  plan.lab = "09_test";
  plan.title = "A test";
  plan.contract = {"thing.h"};
  plan.student_files = {"one.cc", "two.cc"};
  plan.hand_in = {"answers.json", "REPORT.md"};
  plan.tasks = {
      {"9.1",
       "first",
       "A",
       "First",
       "one.cc",
       "One",
       "task-9-1",
       "",
       10,
       {{"9.1.add", "Add, do not multiply."}, {"9.1.sign", "Mind the sign."}}},
      {"9.2",
       "second",
       "B",
       "Second",
       "two.cc",
       "Two",
       "task-9-2",
       "",
       6,
       {{"9.2.half", "Half of it."}}},
  };
  plan.checks = {
      {"9.1.p1", "9.1", "One.Adds", 4, "it adds", "9.1.add", {}, "", false},
      {"9.1.p2",
       "9.1",
       "One.Sign",
       2,
       "signs stay",
       "9.1.sign",
       {"9.1.p1"},
       "",
       false},
      {"9.2.p1",
       "9.2",
       "Two.Halves",
       2,
       "it halves",
       "9.2.half",
       {},
       "",
       false},
  };
  plan.questions = {
      {"q1",
       "9.2",
       lab::QuestionKind::kNumber,
       "How many?",
       "codes",
       {},
       1,
       "9.2.half"},
      {"q2",
       "9.2",
       lab::QuestionKind::kChoice,
       "Which?",
       "",
       {{"a", "this"}, {"b", "that"}},
       1,
       ""},
  };
  plan.claims = {{"c1", "9.2", "the scale", "/scale", 0.01, 2}};
  return plan;
}

inline lab::Rubric TestRubric() {
  lab::Rubric rubric;
  rubric.lab = "09_test";
  rubric.checks = {{"9.1.h1",
                    "9.1",
                    "OneHidden.CanaryTest",
                    4,
                    "canary property",
                    "9.1.sign",
                    {"9.1.p2"},
                    "every sign",
                    true}};
  lab::Answer number;
  number.value = 17;
  number.absolute_tolerance = 0.5;
  lab::Answer choice;
  choice.choice = "b";
  rubric.answers = {{"q1", number}, {"q2", choice}};
  rubric.counts_with = {{"9.1.p2", {"9.1.h1"}}};
  return rubric;
}

}  // namespace wbm::grader
