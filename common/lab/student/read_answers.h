#pragma once

// Reads answers.json as far as that can be done without the keys: what was
// given to each question, and whether it is of the form that the question asks
// for.
//
//   {"q1": 17, "q5": "b", "q6": null}      // null: not answered yet
//
//   const GivenAnswers given = ReadAnswers(text, plan);
//   given.answers[0].number     // 17
//   given.answers[2].state      // AnswerState::kNotAnswered
//
// The student's tests and the grader both read the file by this, so that they
// cannot disagree about it.

#include <optional>
#include <string>
#include <vector>

#include "common/lab/plan/lab_plan.h"

namespace wbm::lab {

enum class AnswerState {
  kNotAnswered,  // no file, no such name, null or ""
  kUnreadable,   // something else than the question asks for
  kAnswered,
};

struct GivenAnswer {
  AnswerState state = AnswerState::kNotAnswered;
  std::string message = {};  // why it is no answer; quotable
  std::string given = {};    // as it stands there; quotable, may be ""
  std::string text = {};     // the text, when it is one; not quotable
  double number = 0;         // of an answered number
  std::string choice = {};   // of an answered choice: a key of its choices
};

struct GivenAnswers {
  std::vector<GivenAnswer> answers;  // one a question, in the plan's order
  std::vector<std::string> remarks;  // names that no question has
  std::string unreadable;  // why the file as a whole is no answers; or ""
};

// `json` is absent when there is no file.
GivenAnswers ReadAnswers(const std::optional<std::string>& json,
                         const LabPlan& plan);

}  // namespace wbm::lab
