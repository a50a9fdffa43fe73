// Grades answers.json: the theory questions with a number or a choice.
//
//   {"q1": 17, "q5": "b", "q6": null}      // null: not answered yet
//
// The file is a student's: it is parsed strictly (no doubled names, no NaN, at
// most the size that the collector lets through). The keys come from the
// rubric; no message for a student repeats one.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/lab/plan/lab_plan.h"
#include "grading/boundary/verdict.h"

namespace wbm::grader {

// What the student gave to one question.
struct AnswerResult {
  boundary::Verdict verdict = boundary::Verdict::kNotWritten;
  std::string message;  // says nothing of the key
  std::string given;    // the answer as written, quotable; may be ""
  // Of a wrong one that would be right written otherwise, that way: "b" of "B",
  // "13" of "\"13\"". For the instructor.
  std::string likely = {};
  bool answered = false;  // it can be marked, right or wrong
};

struct AnswersReport {
  std::vector<AnswerResult> results;  // one a question, in the plan's order
  std::vector<std::string> remarks;
  std::string unreadable;  // why the file as a whole is no answers; or ""
};

// `json` is absent when the file was not handed in. Every question has a key:
// ParseRubric() sees to that; one without counts as not graded.
AnswersReport GradeAnswers(const std::optional<std::string>& json,
                           const lab::LabPlan& plan, const lab::Rubric& rubric);

// |given - value| <= allowed, both finite. A positive `allowed` is widened by
// four roundings of the larger number: 0.505 is within 0.01 of 0.5 on paper,
// but as doubles their distance is 0.005 and a bit.
bool WithinTolerance(double given, double value, double allowed);

// Within max(absolute, relative * |value|) of the key's value.
bool NumberIsRight(double given, const lab::Answer& key);

// The key as the instructor reads it: "17 (± 0)" or "b".
std::string KeyText(const lab::Answer& key);

}  // namespace wbm::grader
